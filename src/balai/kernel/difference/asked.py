"""The form as entries: pages, groups, questions, their choices, and the lists behind them."""

from collections.abc import Iterator

from balai.kernel.definition.types import Service
from balai.kernel.difference.types import Entry
from balai.kernel.feel import Expression
from balai.kernel.forms import Field, Form, Group

FILE = "form.json"


def asked(service: Service) -> Iterator[Entry]:
    """Yield what the form and the forms of tasks ask, and the rows of every list they use."""
    yield from _form(service.form, "")
    for task, form in service.form.tasks.items():
        yield from _form(form, f"task.{task}.")
    for name, rows in service.lists.items():
        file = f"reference/lists/{name}" if "." in name else f"lists/{name}.csv"
        yield Entry("list", name, name, file)
        for row in rows:
            code, *rest = row.values()
            yield Entry(
                "list row", f"{name}.{code}", " ".join([code, *rest[:1]]), file, dict(row), ("list", name)
            )


def _form(form: Form, prefix: str) -> Iterator[Entry]:
    for page in form.pages:
        yield Entry("page", prefix + page.id, page.id, FILE, {"when": text(page.when)})
    for group in form.groups.values():
        yield Entry("group", prefix + group.name, group.title, FILE, _of_group(group))
    for path, field in form.fields.items():
        yield Entry("question", prefix + path, field.title, FILE, _of_field(form, field))
        for choice in field.choices:
            yield Entry(
                "choice", f"{prefix}{path}={choice.value}", choice.title, FILE,
                {"title": choice.title}, ("question", prefix + path),
            )  # fmt: skip


def _of_group(group: Group) -> dict[str, str]:
    return {
        "title": group.title,
        "subject": group.subject,
        "lookup": group.lookup,
        "when": text(group.when),
        "required": "yes" if group.required else "no",
        "help": group.description,
        "basis": "; ".join(group.basis),
    }


def _of_field(form: Form, field: Field) -> dict[str, str]:
    page = form.page_of.get(field.path)
    until = f" ({field.ask_until})" if field.ask_until else ""
    plain = ("title", "kind", "default", "element", "unit", "list", "pattern")
    bounds = ("minimum", "maximum", "min_length", "max_length", "min_items", "max_items")
    return {
        "required": "yes" if field.path in form.needed else "no",
        "when": text(field.when),
        "check": text(field.check),
        "page": page.id if page else "",
        "help": field.description,
        "agreed": "yes" if field.agreed else "no",
        "ask_anyway": field.ask_anyway + until,
        "basis": "; ".join(field.basis),
        **{name: "" if (value := getattr(field, name)) is None else str(value) for name in (*plain, *bounds)},
    }


def text(expression: Expression | None) -> str:
    """Return an expression as it is written, "" for none."""
    return expression.text if expression is not None else ""
