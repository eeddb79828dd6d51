"""From one schema of form.json to one Field: its kind, its limits, its annotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema_rs

from balai.kernel.feel import Expression, FeelSyntaxError, parse
from balai.kernel.forms import keywords, schema
from balai.kernel.forms.keywords import Defects, References
from balai.kernel.forms.source import Node
from balai.kernel.forms.types import MANY, NUMERIC, Choice, Field, Kind

STRING_FORMATS: dict[str, Kind] = {
    "date": "date", "time": "time", "document": "document", "signature": "signature", "nik": "nik",
}  # fmt: skip
TYPES: dict[str, Kind] = {"string": "text", "number": "number", "integer": "integer", "boolean": "boolean"}
FITS: dict[str, frozenset[Kind]] = {
    "minLength": frozenset({"text"}), "maxLength": frozenset({"text"}),
    "pattern": frozenset({"text", "choice", "nik", "time"}),
    "minimum": NUMERIC, "maximum": NUMERIC, "unit": NUMERIC,
    "minItems": MANY, "maxItems": MANY, "uniqueItems": MANY, "items": MANY,
    "list": frozenset({"choice", "list"}),
    "default": frozenset({"boolean", "choice", "number", "integer", "rupiah"}),
}  # fmt: skip
BOUNDS = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
MEND_TYPE = 'Write "type": string, number, integer, boolean or array, or choices with `oneOf`.'


@dataclass(frozen=True)
class Place:
    """Where a field stands: its path and whether its group's `required` names it."""

    group: str
    name: str
    required: bool

    @property
    def path(self) -> str:
        """The path in the answers."""
        return f"{self.group}.{self.name}" if self.group else self.name


def expression(node: Node | None, where: str, defects: Defects) -> Expression | None:
    """Parse a `when` or `check`; None with a problem noted if it does not parse."""
    if node is None or not node.text().strip():
        return None
    try:
        said = parse(node.text())
    except FeelSyntaxError as error:
        what = f"{where} does not parse: {error} (column {error.column})"
        defects.add(node.line, "feel", what, f"Mend the expression: {node.text()}")
        return None
    for fault in said.faults:
        defects.add(
            node.line, "feel", f"{where} can only be null: {fault}", f"Mend the expression: {node.text()}"
        )
    return said


def text_of(node: Node, word: str) -> str:
    """Return a member that is text, or ""."""
    member = node.get(word)
    return member.text().strip() if member else ""


def citations(node: Node) -> tuple[str, ...]:
    """Return the `basis` as citations: one string (several parted by "; ") or a list of strings."""
    member = node.get("basis")
    said = [entry.text() for entry in member.entries() or [member]] if member else []
    return tuple(part.strip() for text in said for part in text.split(";") if part.strip())


def title_of(node: Node, where: str, defects: Defects) -> str:
    """Return the title; noted as missing if there is none."""
    title = text_of(node, "title")
    if not title:
        defects.add(node.line, "title", f"{where} has no `title`.", "Write the words people read.")
    return title


def check_id(name: str, line: int, where: str, defects: Defects) -> None:
    """Note an id that expressions could not name."""
    if not keywords.ID.fullmatch(name):
        what = f"{where} {name!r} is no id: ids are a-z, 0-9 and _, and begin with a letter."
        defects.add(line, "id", what, "A hyphen would be a minus in expressions; write `_`.")


def build_field(raw: Node, place: Place, references: References, defects: Defects) -> Field:
    """Build one field, every defect noted; the value is only to be used if none was."""
    node, where = references.resolve(raw), f"field `{place.path}`"
    keywords.check_words(node, keywords.FIELD, where, defects)
    check_id(place.name, raw.line, "Field", defects)
    kind = _kind(node, where, references, defects)
    _check_fit(node, kind, where, defects)
    _check_bounds(node, where, defects)
    field = replace(_limits(node, kind, where, references, defects), line=raw.line, required=place.required)
    field = replace(
        field,
        path=place.path,
        group=place.group,
        name=place.name,
        title=title_of(node, where, defects),
        optional=_is_true(node.get("optional")),
        when=expression(node.get("when"), f"`when` of {where}", defects),
        check=expression(node.get("check"), f"`check` of {where}", defects),
    )
    field = replace(field, schema=schema.of_field(field))
    return replace(field, default=_default(node, field, defects))


def _is_true(node: Node | None) -> bool:
    return node is not None and node.value is True


def _limits(node: Node, kind: Kind, where: str, references: References, defects: Defects) -> Field:
    """Return a field with all that the schema itself says (kind, choices, limits, notes)."""
    const = node.get("const")
    return Field(
        "",
        kind,
        "",
        description=text_of(node, "description"),
        choices=_choices(node, where, defects),
        agreed=const is not None,
        element=text_of(node, "element"),
        unit=text_of(node, "unit"),
        list=text_of(node, "list"),
        basis=citations(node),
        ask_anyway=text_of(node, "ask_anyway"),
        ask_until=_day(node, "ask_until", where, defects),
        minimum=_number(node, "minimum"),
        maximum=_number(node, "maximum"),
        min_length=_count(node, "minLength"),
        max_length=_count(node, "maxLength"),
        pattern=_pattern(node, where, defects),
        min_items=_count(node, "minItems"),
        max_items=_count(node, "maxItems"),
        items=_items(node, where, references, defects),
    )


def _day(node: Node, word: str, where: str, defects: Defects) -> date | None:
    """Return a member that is a date; noted if it is another text."""
    text = text_of(node, word)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        defects.add(node.line, "annotation", f"`{word}` of {where} is no date.", "Write it like 2027-12-31.")
        return None


def _number(node: Node, word: str) -> Decimal | None:
    value = member.value if (member := node.get(word)) else None
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _count(node: Node, word: str) -> int | None:
    number = _number(node, word)
    return None if number is None else int(number)


def _pattern(node: Node, where: str, defects: Defects) -> str:
    member = node.get("pattern")
    if member is None:
        return ""
    try:
        jsonschema_rs.Draft202012Validator(
            {"pattern": member.text()}, pattern_options=jsonschema_rs.RegexOptions()
        )
    except ValueError:
        mend = "Mend it; look-around and back-references are not read, so that every match is quick."
        defects.add(member.line, "pattern", f"`pattern` of {where} is no pattern: {member.text()}", mend)
        return ""
    return member.text()


def _kind(node: Node, where: str, references: References, defects: Defects) -> Kind:
    const, named, form = node.get("const"), text_of(node, "type"), text_of(node, "format")
    if const is not None:
        if const.value is not True:
            defects.add(const.line, "const", f"`const` of {where} can only be true (a statement to tick).")
        return "boolean"
    if node.get("oneOf") or node.get("enum"):
        return "choice"
    if named == "array":
        return _array_kind(node, where, references, defects)
    if form:
        return _formatted(node, named, form, where, defects)
    if named == "string" and (text_of(node, "list") or text_of(node, "pattern") == schema.CLOCK):
        return "choice" if text_of(node, "list") else "time"
    if named not in TYPES:
        mend = "Make it a group of its own, on the first level." if named == "object" else MEND_TYPE
        defects.add(node.line, "type", f"{where} has no type that a form can ask.", mend)
    return TYPES.get(named, "text")


def _formatted(node: Node, named: str, form: str, where: str, defects: Defects) -> Kind:
    line = node.members()["format"].line
    if form == "rupiah":
        if named != "integer":
            defects.add(line, "format", f"{where}: rupiah are whole.", 'Write "type": "integer".')
        return "rupiah"
    if form not in STRING_FORMATS:
        mend = (
            keywords.nearest(form, [*STRING_FORMATS, "rupiah"])
            or "Known: date, time, document, signature, nik, rupiah."
        )
        defects.add(line, "format", f"`format` {form!r} of {where} is not known.", mend)
    elif named != "string":
        defects.add(line, "format", f"`format` {form!r} of {where} is a string.", 'Write "type": "string".')
    return STRING_FORMATS.get(form, "text")


def _array_kind(node: Node, where: str, references: References, defects: Defects) -> Kind:
    items = node.get("items")
    if items is None:
        defects.add(node.line, "items", f"{where} does not say what its items are.", "Add `items`.")
        return "list"
    item, faults = references.resolve(items), Defects("")
    kind = "list" if text_of(item, "type") == "array" else _kind(item, where, references, faults)
    if faults.found or kind not in {"text", "choice", "document"}:
        mend = "Items are documents, choices or text; what has several fields is a group of its own."
        defects.add(items.line, "items", f"{where} lists what a form cannot list.", mend)
    return "documents" if kind == "document" else "list"


def _items(node: Node, where: str, references: References, defects: Defects) -> Field | None:
    raw = node.get("items")
    if raw is None:
        return None
    item, named = references.resolve(raw), f"items of {where}"
    keywords.check_words(item, keywords.ITEM, named, defects)
    flat = Node({word: member for word, member in item.members().items() if word != "items"}, item.line)
    kind = _kind(flat, named, references, Defects(""))
    found = _limits(flat, kind, named, references, defects)
    return replace(found, schema=schema.of_field(found), list=found.list or text_of(node, "list"))


def _choices(node: Node, where: str, defects: Defects) -> tuple[Choice, ...]:
    one_of, enum = node.get("oneOf"), node.get("enum")
    found = [(entry.line, Choice(entry.text(), entry.text())) for entry in (enum.entries() if enum else [])]
    for entry in one_of.entries() if one_of and not enum else []:
        keywords.check_words(entry, keywords.CHOICE, f"a choice of {where}", defects)
        found.append((entry.line, Choice(text_of(entry, "const"), text_of(entry, "title"))))
    for line, choice in found:
        if not (choice.value and choice.title):
            what = f"A choice of {where} has no text in `const` and `title`."
            defects.add(line, "choice", what, "Write both, in quotes.")
    for value, count in Counter(choice.value for _, choice in found).items():
        if count > 1:
            defects.add(node.line, "choice", f"The choice {value!r} of {where} stands twice.", "Keep one.")
    return tuple(choice for _, choice in found)


def _check_fit(node: Node, kind: Kind, where: str, defects: Defects) -> None:
    for word, kinds in FITS.items():
        member = node.get(word)
        if member is not None and kind not in kinds:
            defects.add(
                member.line, "unfit", f"`{word}` means nothing on {where}, a {kind} field.", "Take it out."
            )


def _check_bounds(node: Node, where: str, defects: Defects) -> None:
    for low, high in BOUNDS:
        least, most = _number(node, low), _number(node, high)
        if least is not None and most is not None and least > most:
            line = node.members()[low].line
            defects.add(line, "bounds", f"`{low}` of {where} is above `{high}`.", "No answer could be right.")


def _default(node: Node, field: Field, defects: Defects) -> Any:
    member = node.get("default")
    if member is None:
        return None
    value = member.plain()
    if field.kind == "number" and isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = format(Decimal(value).normalize(), "f")
    if not _is_answer(field, value):
        defects.add(member.line, "default", f"`default` of field `{field.path}` is not one of its answers.")
    elif field.agreed:
        mend = "Take it out: nobody agrees by default."
        defects.add(member.line, "default", f"Field `{field.path}` cannot have a `default`.", mend)
    return value


def _is_answer(field: Field, value: Any) -> bool:
    validator = jsonschema_rs.Draft202012Validator(
        dict(field.schema), formats=schema.FORMATS, validate_formats=True
    )
    return bool(validator.is_valid(value))
