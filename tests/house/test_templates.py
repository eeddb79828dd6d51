"""Templates are used, and their words go through the translation."""

import ast
import re
from functools import cache

from tests.house.source import ROOT, SOURCE, modules

TEMPLATES = {
    path.relative_to(folder).as_posix(): path
    for folder in sorted((SOURCE / "balai").glob("*/templates"))
    for path in sorted(folder.rglob("*.*"))
}
# Templates that Django or a library asks for by a name that it makes itself.
BY_CONVENTION = re.compile(r"^(account|mfa|allauth)/|^django/forms/")
SAME_IN_EVERY_LANGUAGE = {"Balai", "– Balai"}


@cache
def _named() -> str:
    """Return every text of the program in which a template could be named."""
    texts = [
        node.value
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "\n".join([*texts, *(path.read_text(encoding="utf-8") for path in TEMPLATES.values())])


@cache
def _made() -> tuple[str, ...]:
    """Return the folders of templates whose names are put together: f"site/kit/field/{kind}.html"."""
    parts = [
        node.values[0].value
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant)
    ]
    return tuple(
        part for part in parts if isinstance(part, str) and re.fullmatch(r"[a-z]+/([a-z_]+/)*", part)
    )


def test_every_template_is_used() -> None:
    asked = [name for name in TEMPLATES if not BY_CONVENTION.match(name) and not name.startswith(_made())]
    unused = [name for name in asked if name not in _named()]
    assert not unused, f"remove, or use: {unused}"


def test_every_template_that_a_template_names_exists() -> None:
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in TEMPLATES.values()
        for name in re.findall(
            r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8")
        )
        if name not in TEMPLATES
    }
    assert not missing, missing


def test_no_template_of_ours_says_a_word_without_translation() -> None:
    """Text between tags, outside comments and blocks for translators, holds no words."""
    found = {
        f"{path.relative_to(ROOT)}": words
        for path in TEMPLATES.values()
        if path.suffix == ".html" and (words := _bare_words(path.read_text(encoding="utf-8")))
    }
    assert not found, f"put these into translate or blocktranslate: {found}"


def _bare_words(text: str) -> list[str]:
    for pattern in (
        r"{#.*?#}",
        r"{%\s*comment.*?endcomment\s*%}",
        r"{%\s*blocktranslate.*?endblocktranslate\s*%}",
        r"{% block area %}\w+{% endblock %}",
        r"{%.*?%}",
        r"{{.*?}}",
        r"<!--.*?-->",
        r"<(script|style|code|svg).*?</\1>",
        r"<!DOCTYPE[^>]*>",
        r"<[^>]*>",
        r'[a-z-]+="[^"]*"',
    ):
        text = re.sub(pattern, " ", text, flags=re.DOTALL | re.IGNORECASE)
    lines = {part.strip() for part in text.split("\n")} - SAME_IN_EVERY_LANGUAGE
    return sorted(line for line in lines if re.search(r"[A-Za-z]{3,}", line))
