"""Read text/id.toml and text/en.toml."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from balai.kernel.definition import types
from balai.kernel.definition.letters import pieces
from balai.kernel.definition.reader import Table, open_toml
from balai.kernel.problem import Problem

T = TypeVar("T")

SERVICE = ("title", "intro", "afterwards", "notice", "life_event")
STANDARD = ("decree", "facilities", "competence", "supervision", "guarantee", "safety", "evaluation")


def read_texts(file: str, content: bytes, problems: list[Problem]) -> types.Texts:
    """Return one language of a folder; what is wrong is added to `problems`."""
    root = open_toml(file, content, problems)
    service = root.table("service")
    texts = types.Texts(
        service={key: text for key in SERVICE if (text := service.text(key))},
        search=service.texts("search"),
        standard=_words(root.table("standard"), STANDARD),
        pages=_each(root, "page", _page),
        groups=root.words("group"),
        fields=_each(root, "field", _field),
        lanes=root.words("lane"),
        tasks=root.words("task"),
        events=root.words("event"),
        outcomes=_nested(root.table("outcome"), 2),
        reasons=_nested(root.table("reason"), 3),
        certificates=root.words("certificate"),
        decisions=root.words("decision"),
        values=_nested(root.table("value"), 2),
        labels=root.words("label"),
        status=root.words("status"),
        messages=_each(root, "message", _letter),
    )
    service.done()
    root.done()
    return texts


def _words(table: Table, keys: tuple[str, ...]) -> Mapping[str, str]:
    found = {key: text for key in keys if (text := table.text(key))}
    table.done()
    return found


def _each(root: Table, key: str, read: Callable[[Table], T]) -> Mapping[str, T]:
    outer = root.table(key)
    return {name: read(outer.table(name)) for name in outer.data}


def _page(table: Table) -> types.PageText:
    page = types.PageText(table.text("title"), table.text("help"))
    table.done()
    return page


def _field(table: Table) -> types.FieldText:
    field = types.FieldText(
        title=table.text("title"),
        hint=table.text("hint"),
        help=table.text("help"),
        missing=table.text("missing"),
        wrong=table.text("wrong"),
        choices=table.words("choice"),
    )
    table.done()
    return field


def _letter(table: Table) -> types.Letter:
    letter = types.Letter(table.text("subject", required=True), table.text("body", required=True))
    table.done()
    for key, text in (("subject", letter.subject), ("body", letter.body)):
        try:
            pieces(text)
        except ValueError as error:
            table.problem(key, "bad-placeholder", f"{error}.", "Write the path of a fact, {case.number}.")
    return letter


def _nested(table: Table, depth: int) -> Mapping[str, str]:
    """Flatten tables of tables into "a.b" -> text."""
    if depth == 1:
        return {name: table.text(name) for name in table.data}
    return {
        f"{name}.{key}": text
        for name in table.data
        for key, text in _nested(table.table(name), depth - 1).items()
    }
