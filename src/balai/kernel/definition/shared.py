"""Read the shared dictionaries in reference/."""

from collections.abc import Mapping

from balai.kernel.definition.dictionaries import Citation, Element, Position, Register, Shared
from balai.kernel.definition.reader import Table, open_toml
from balai.kernel.definition.tables import Rows, read_csv
from balai.kernel.problem import Problem

CITATIONS = "reference/citations.toml"
ELEMENTS = "reference/elements.toml"
POSITIONS = "reference/positions.toml"
LISTS = "reference/lists/"

STATUSES = ("verified", "to_confirm")
KINDS = ("national", "local")
PERSONAL = ("none", "general", "specific")


def read_shared(shared: Mapping[str, bytes], problems: list[Problem]) -> Shared:
    """Return the dictionaries; what is wrong with them is added to `problems`."""
    elements, registers = _elements(_open(shared, ELEMENTS, problems))
    return Shared(
        citations=_citations(_open(shared, CITATIONS, problems)),
        elements=elements,
        registers=registers,
        positions=_positions(_open(shared, POSITIONS, problems)),
        lists=_lists(shared, problems),
    )


def _open(shared: Mapping[str, bytes], path: str, problems: list[Problem]) -> Table:
    if path not in shared:
        problems.append(Problem(path, 0, "missing-file", f"{path} is missing.", "Every folder leans on it."))
    return open_toml(path, shared.get(path, b""), problems)


def _citations(root: Table) -> Mapping[str, Citation]:
    found: dict[str, Citation] = {}
    for name in root.data:
        law = root.table(name)
        for article in law.rows("article"):
            one = _citation(name, law, article)
            if one and one.id in found:
                article.problem("at", "twice", f'"{one.id}" stands twice.', "Keep one of them.")
            elif one:
                found[one.id] = one
        law.done()
    return found


def _citation(name: str, law: Table, article: Table) -> Citation | None:
    at = article.text("at", required=True)
    in_force = article.day("in_force") or law.day("in_force", required=True)
    until = article.day("until") or law.day("until")
    status = article.choice("status", STATUSES, required=True, default="to_confirm")
    says = article.text("says", required=True)
    source = article.text("source") or law.text("source")
    kind = law.choice("kind", KINDS, default="national")
    title = law.text("title", required=True)
    english = law.text("title_en"), article.text("says_en")
    article.done()
    if in_force is None:
        return None
    return Citation(f"{name} {at}", name, title, says, status, kind, in_force, until, source, *english)


def _elements(root: Table) -> tuple[Mapping[str, Element], Mapping[str, Register]]:
    registers = {name: _register(name, one) for name, one in root.tables("register")}
    outer = root.table("element")
    elements = {name: _element(name, outer.table(name)) for name in outer.data}
    for one in elements.values():
        if one.register not in {"", "account", *registers}:
            what = f'The register "{one.register}" of {one.id} does not exist.'
            root.sink.add(("element", one.id, "register"), "unknown-register", what)
    root.done()
    return elements, registers


def _register(name: str, one: Table) -> Register:
    register = Register(
        id=name,
        title=one.text("title", required=True),
        owner=one.text("owner", required=True),
        key=one.text("key", required=True),
        answers=one.texts("answers", required=True),
        title_en=one.text("title_en"),
    )
    one.done()
    return register


def _element(name: str, one: Table) -> Element:
    element = Element(
        id=name,
        title=one.text("title", required=True),
        type=one.text("type", required=True),
        register=one.text("register"),
        personal=one.choice("personal", PERSONAL, required=True, default="general"),
    )
    one.done()
    return element


def _positions(root: Table) -> Mapping[str, Position]:
    found = {}
    for name in root.data:
        one = root.table(name)
        found[name] = Position(name, one.text("title", required=True), one.flag("single"))
        one.done()
    return found


def _lists(shared: Mapping[str, bytes], problems: list[Problem]) -> Mapping[str, Rows]:
    return {
        path.removeprefix(LISTS).removesuffix(".csv"): read_csv(path, content, problems)
        for path, content in sorted(shared.items())
        if path.startswith(LISTS) and path.endswith(".csv")
    }
