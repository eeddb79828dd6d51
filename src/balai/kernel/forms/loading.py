"""From the bytes of form.json to a Form, or to every defect found in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType

from balai.kernel.feel import Expression
from balai.kernel.forms import keywords, schema
from balai.kernel.forms.fields import Place, build_field, check_id, citations, expression, text_of, title_of
from balai.kernel.forms.keywords import Defects, References, check_words, nearest
from balai.kernel.forms.source import Node, read_json
from balai.kernel.forms.types import Field, Form, Group, Page
from balai.kernel.problem import Refused

SUBJECTS = ("applicant", "person", "business", "new person", "new business")
LOOKUPS = ("family", "match")


def load(data: bytes, file: str = "form.json") -> Form:
    """Load a form.json: JSON Schema 2020-12 with Balai's annotations. Raises Refused with every problem."""
    document = read_json(data, file)
    defects = Defects(file)
    if not isinstance(document.value, dict):
        defects.add(1, "json", "The file is not a JSON object.", "Begin it with {.")
        raise Refused(defects.found)
    keywords.check_dialect(document, defects)
    check_words(document, keywords.ROOT, "the form", defects)
    references = References(document, defects)
    form = _Builder(document, ("form",), references, defects).form()
    tasks = _tasks(references, defects)
    for built in (form, *tasks.values()):
        _check_names(built, form, defects)
    if defects.found:
        raise Refused(defects.found)
    return replace(form, tasks=MappingProxyType(tasks))


def _tasks(references: References, defects: Defects) -> dict[str, Form]:
    """Build the forms of tasks: what stands in $defs with title and properties and no `$ref` points at."""
    tasks: dict[str, Form] = {}
    for name, node in references.defs.items():
        if name in references.used:
            continue
        if not (node.get("title") and node.get("properties")):
            mend = "Use it, take it out, or make it the form of a task: `title`, `type`, `properties`."
            defects.add(node.line, "unused", f"Nothing refers to $defs/{name}.", mend)
            continue
        check_id(name, node.line, "Task", defects)
        check_words(node, keywords.TASK, f"task form `{name}`", defects)
        tasks[name] = _Builder(node, ("task", name), references, defects).form()
    return tasks


class _Builder:
    """Builds one form; every part notes its own defects and goes on."""

    def __init__(self, node: Node, root: tuple[str, ...], references: References, defects: Defects) -> None:
        self.node, self.root, self.references, self.defects = node, root, references, defects
        self.fields: dict[str, Field] = {}
        self.groups: dict[str, Group] = {}
        self.required: dict[str, Node] = {}
        self.main = root == ("form",)

    def form(self) -> Form:
        title = title_of(self.node, "The form", self.defects)
        wanted = self.required_of(self.node, "")
        for name, raw in self.properties(self.node).items():
            resolved = self.references.resolve(raw)
            if text_of(resolved, "type") == "object" or resolved.get("properties"):
                self.group(name, raw, resolved, required=name in wanted)
            else:
                self.field(raw, Place("", name, name in wanted))
        self.tell_apart()
        pages = self.pages()
        return self.finish(title, pages)

    def finish(self, title: str, pages: tuple[Page, ...]) -> Form:
        fields, groups = MappingProxyType(self.fields), MappingProxyType(self.groups)
        form = Form(title, self.root, pages, fields, groups, {}, file=self.defects.file, line=self.node.line)
        self.check_required(form)
        self.check_asked(form)
        always = form.needed - form.conditions.keys()
        headings = {name: group.title for name, group in self.groups.items()}
        published = schema.of_form(title, fields, headings, set(always))
        return replace(form, schema=MappingProxyType(published))

    def properties(self, node: Node) -> dict[str, Node]:
        member = node.get("properties")
        if member is None or not member.members():
            self.defects.add(
                node.line, "empty", "No `properties`: nothing is asked.", "Add at least one field."
            )
            return {}
        return member.members()

    def required_of(self, node: Node, group: str) -> set[str]:
        """Return the names in `required`, each noted if it is not defined; keep where they stand."""
        member = node.get("required")
        known = self.properties(node) if member else {}
        entries = member.entries() if member else []
        closed = node.get("additionalProperties")
        if closed is not None and closed.value is not False:
            self.defects.add(
                closed.line, "open", "`additionalProperties` can only be false.", "Answers are fields."
            )
        for entry in entries:
            name = entry.text()
            if name not in known:
                what = f"`required` names {name!r}, which `properties` does not hold."
                self.defects.add(
                    entry.line, "required", what, nearest(name, known) or "Define it or take it out."
                )
            self.required[Place(group, name, required=True).path] = entry
        return {entry.text() for entry in entries}

    def field(self, raw: Node, place: Place) -> None:
        self.fields[place.path] = build_field(raw, place, self.references, self.defects)

    def group(self, name: str, raw: Node, node: Node, *, required: bool) -> None:
        where = f"group `{name}`"
        check_id(name, raw.line, "Group", self.defects)
        check_words(node, keywords.GROUP, where, self.defects)
        self.one_of(node, "subject", SUBJECTS, where)
        self.one_of(node, "lookup", LOOKUPS, where)
        wanted = self.required_of(node, name)
        members = self.properties(node)
        for field, member in members.items():
            self.field(member, Place(name, field, field in wanted))
        self.groups[name] = Group(
            name,
            title_of(node, where, self.defects),
            text_of(node, "subject"),
            text_of(node, "lookup"),
            expression(node.get("when"), f"`when` of {where}", self.defects),
            required,
            tuple(f"{name}.{field}" for field in members),
            text_of(node, "description"),
            citations(node),
            raw.line,
        )

    def one_of(self, node: Node, word: str, known: tuple[str, ...], where: str) -> None:
        said = text_of(node, word)
        if said and said not in known:
            mend = nearest(said, known) or f"Known: {', '.join(known)}."
            self.defects.add(
                node.members()[word].line, word, f"`{word}` {said!r} of {where} is not known.", mend
            )

    def tell_apart(self) -> None:
        """Give fields whose title another field has too the title of their group as context."""
        titles = Counter(field.title for field in self.fields.values())
        for path, field in self.fields.items():
            if field.group and titles[field.title] > 1:
                self.fields[path] = replace(field, context=self.groups[field.group].title)

    # -- pages

    def pages(self) -> tuple[Page, ...]:
        member = self.node.get("pages")
        if member is None and not self.main:
            return (
                Page(
                    self.root[-1], tuple(self.fields), None, tuple(self.groups) + self.loose(), self.node.line
                ),
            )
        if member is None or not member.entries():
            self.defects.add(
                self.node.line, "pages", "The form has no `pages`.", 'Add "pages": [{"id", "fields"}].'
            )
            return ()
        seen: dict[str, str] = {}
        pages = tuple(self.page(node, seen) for node in member.entries())
        for number, page in enumerate(pages):
            if page.id in {earlier.id for earlier in pages[:number]}:
                what = f"Two pages have the id {page.id!r}."
                self.defects.add(page.line, "pages", what, "Give each its own.")
        return pages

    def loose(self) -> tuple[str, ...]:
        return tuple(path for path, field in self.fields.items() if not field.group)

    def page(self, node: Node, seen: dict[str, str]) -> Page:
        page_id = text_of(node, "id")
        where = f"page `{page_id}`"
        check_words(node, keywords.PAGE, where, self.defects)
        check_id(page_id, node.line, "Page", self.defects)
        listed = node.get("fields")
        entries = listed.entries() if listed else []
        if not entries:
            self.defects.add(node.line, "pages", f"Nothing is asked on {where}.", "List its `fields`.")
        paths = [path for entry in entries for path in self.listed(entry, where, seen)]
        when = expression(node.get("when"), f"`when` of {where}", self.defects)
        return Page(page_id, tuple(paths), when, tuple(entry.text() for entry in entries), node.line)

    def listed(self, entry: Node, where: str, seen: dict[str, str]) -> list[str]:
        """Return the fields that one entry of a page stands for; noted if unknown or asked already."""
        name = entry.text()
        if name not in self.fields and name not in self.groups:
            mend = nearest(name, [*self.fields, *self.groups]) or "Define it under `properties`."
            self.defects.add(entry.line, "pages", f"{where} names {name!r}, which is not defined.", mend)
            return []
        paths = list(self.groups[name].fields) if name in self.groups else [name]
        for path in paths:
            if path in seen:
                what = f"{where} asks `{path}`, which {seen[path]} asks already."
                self.defects.add(entry.line, "pages", what, "Ask it once.")
            seen[path] = where
        return paths

    # -- what must agree

    def check_required(self, form: Form) -> None:
        """`required` is for what is always wanted; what depends on a condition is wanted when shown."""
        for path, entry in self.required.items():
            part = form.fields.get(path) or form.groups.get(path)
            on_page = any(page.when is not None and path in page.parts for page in form.pages)
            if on_page or (part is not None and part.when is not None):
                what = f"`required` names `{path}`, which is only shown under a condition."
                mend = "Take it out of `required`: what has `when` is wanted whenever it is shown."
                self.defects.add(entry.line, "required-when", what, mend)
            if isinstance(part, Field) and part.optional:
                what = f"`{path}` is `optional` and in `required`."
                self.defects.add(entry.line, "required-optional", what, "Keep one of the two.")

    def check_asked(self, form: Form) -> None:
        """Every field is asked on a page; only what the applicant's account gives may be on none."""
        for path, field in form.fields.items():
            group = form.groups.get(field.group)
            given = group is not None and group.subject == "applicant" and field.element
            if path not in form.page_of and not given and form.pages:
                mend = "List it, or its group, in `fields` of a page."
                self.defects.add(field.line, "unasked", f"No page asks `{path}`.", mend)
            if field.default is not None and path in form.conditions:
                mend = "Take it out: it would answer a question that was not shown."
                self.defects.add(field.line, "default", f"`{path}` is conditional and has a `default`.", mend)


def _check_names(form: Form, main: Form, defects: Defects) -> None:
    """Note conditions and checks that name a form field which does not exist, or whose condition names
    itself.
    """
    for field in form.fields.values():
        own = (*form.root, *field.path.split("."))
        if field.when is not None and own in {name[: len(own)] for name in field.when.names}:
            defects.add(
                field.line, "circle", f"`when` of `{field.path}` names the field itself.", "Name another."
            )
        _check_expression(field.when, f"`when` of `{field.path}`", field.line, main, defects)
        _check_expression(field.check, f"`check` of `{field.path}`", field.line, main, defects)
    for group in form.groups.values():
        _check_expression(group.when, f"`when` of group `{group.name}`", group.line, main, defects)
    for page in form.pages:
        _check_expression(page.when, f"`when` of page `{page.id}`", page.line, main, defects)


def _check_expression(said: Expression | None, where: str, line: int, main: Form, defects: Defects) -> None:
    for name in sorted(said.names) if said else ():
        path = ".".join(name[1:3])
        if name[0] == "form" and path and not _is_known(main, path):
            mend = nearest(path, [*main.fields, *main.groups]) or "Name a field of this form."
            defects.add(line, "name", f"{where} names {'.'.join(name)}, which is not a field.", mend)


def _is_known(form: Form, path: str) -> bool:
    """Say whether a path is a field or group; one step more is fine on a date (`.year`) outside a group."""
    first = form.fields.get(path.split(".", maxsplit=1)[0])
    return (
        path in form.fields or path in form.groups or (first is not None and first.kind in {"date", "time"})
    )
