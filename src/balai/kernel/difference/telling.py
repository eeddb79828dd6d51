"""A difference in words, Indonesian or English, section by section: one line for each thing that differs."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from balai.kernel.difference.types import Change, Difference, Fate, Ruling
from balai.kernel.difference.words import ASPECTS, BASES, HEADINGS, PARTS, SAYS, SECTIONS, UNITS, VALUES

_LIMIT = re.compile(r"^(\d+) (hour|working day|day|month|year)s?$")
_LONG = 160


def told(found: Difference, language: str = "id") -> str:
    """Return a difference as lines for a person, under a heading for each section; `language` is "id" or "en"."""
    blocks = sections(found, language)
    return "\n\n".join("\n".join([heading, *(f"  - {line}" for line in lines)]) for heading, lines in blocks)


def sections(found: Difference, language: str = "id") -> list[tuple[str, list[str]]]:
    """Return a difference as headings with their lines, those about people last; a heading may say all by itself."""
    if not found:
        return [(SAYS[language]["none"], [])]
    blocks = [(HEADINGS[language][name], lines) for name, lines in _sections(found, language)]
    return [*blocks, _people(found, language)]


def _sections(found: Difference, language: str) -> Iterator[tuple[str, list[str]]]:
    for name in SECTIONS:
        lines = [_change(one, language) for one in found.changes if section(one) == name]
        if name == "rules":
            lines += [_ruling(one, language) for one in found.rulings]
        if lines:
            yield name, lines


def section(change: Change) -> str:
    """Return the section that a change is told in: a key of SECTIONS."""
    if change.aspect in BASES:
        return "citations"
    return next(name for name, parts in SECTIONS.items() if change.part in parts)


def _change(one: Change, language: str) -> str:
    part = PARTS[language][one.part]
    kind = f"moved {one.aspect}".strip() if one.kind == "moved" else one.kind
    kind = "content" if one.aspect == "content" else kind
    line = SAYS[language][kind].format(
        part=part,
        Part=part.capitalize(),
        name=named(one.title, one.id),
        aspect=ASPECTS[language].get(one.aspect, one.aspect),
        was=_value(one.was, language),
        now=_value(one.now, language),
    )
    return line.replace(" :", ":")


def named(title: str, id_: str) -> str:
    """Return a title in quotation marks with the id behind it, where they differ."""
    shown = [f"“{title}”"] if title else []
    behind = [f"({id_})"] if id_ and id_ != title else []
    return " ".join([*shown, *behind])


def _value(text: str, language: str) -> str:
    if text in VALUES[language]:
        return VALUES[language][text]
    limit = _LIMIT.match(text)
    if limit and UNITS[language]:
        return f"{limit[1]} {UNITS[language][limit[2]]}"
    return f"“{text if len(text) <= _LONG else text[:_LONG] + '…'}”"


def _ruling(one: Ruling, language: str) -> str:
    says, name = SAYS[language], named(one.title, one.decision)
    if not one.was:
        return says["alike" if one.proved else "tried"].format(name=name, tried=one.tried)
    facts = says["and"].join(says["is"].format(name=key, value=value) for key, value in one.facts)
    was, now = (says["no answer"] if value == "null" else value for value in (one.was, one.now))
    line = says["rule"].format(name=name, was=was, now=now, facts=facts or says["always"])
    return line if one.proved else line + says["sampled"]


def _people(found: Difference, language: str) -> tuple[str, list[str]]:
    """Tell who is affected: examples to which the same happens on one line."""
    says = SAYS[language]
    if not found.fates:
        return says["nobody"].format(count=found.examples), []
    alike: dict[tuple[str, str], list[Fate]] = {}
    for one in found.fates:
        alike.setdefault((one.effect, _parts(one, language)), []).append(one)
    lines = [
        says["fate"].format(effect=says[effect], names=_names(fates), parts=parts)
        for (effect, parts), fates in alike.items()
    ]
    return says["people"].format(count=found.examples), lines


def _names(fates: list[Fate]) -> str:
    if len(fates) == 1:
        return named(fates[0].title, fates[0].example)
    return ", ".join(one.example for one in fates)


def _parts(one: Fate, language: str) -> str:
    says = SAYS[language]
    return "; ".join(
        says["from to"].format(key=says[key], was=_said(one.was[key], language), now=_said(now, language))
        for key, now in one.now.items()
    )


def _said(value: Any, language: str) -> str:
    if value is None or value in ("", []):
        return VALUES[language][""]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def as_json(found: Difference) -> dict[str, Any]:
    """Return a difference as JSON values: changes with their section, rules, examples."""
    return {
        "changes": [{"section": section(one), **_plain(vars(one))} for one in found.changes],
        "rules": [_plain(vars(one)) for one in found.rulings],
        "examples": {"compared": found.examples, "otherwise": [_plain(vars(one)) for one in found.fates]},
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: [list(one) if isinstance(one, tuple) else one for one in value]
        if isinstance(value, tuple)
        else value
        for key, value in values.items()
    }
