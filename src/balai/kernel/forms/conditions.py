"""What the answers mean to expressions, and which questions are shown because of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from balai.kernel.forms import schema
from balai.kernel.forms.answers import get, is_empty, merge, with_defaults
from balai.kernel.forms.types import Answers, Facts, Field, Form, Json, Page

if TYPE_CHECKING:
    from balai.kernel.feel import Expression


def _date(value: Json) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and schema.is_date(value) else None


def _time(value: Json) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) and schema.FORMATS["time"](value) else None


def _decimal(value: Json) -> Decimal | None:
    return Decimal(value) if isinstance(value, str) and schema.FORMATS["decimal"](value) else None


def _integer(value: Json) -> Decimal | None:
    return Decimal(value) if type(value) is int and abs(value) <= schema.LARGEST_INTEGER else None


def _boolean(value: Json) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: Json) -> str | None:
    return value or None if isinstance(value, str) else None


def _items(value: Json) -> list[str] | None:
    return [item for item in value if isinstance(item, str)] or None if isinstance(value, list) else None


TYPED: Mapping[str, Callable[[Json], Any]] = dict.fromkeys(
    ("text", "choice", "document", "signature", "nik"), _text
) | {
    "date": _date,
    "time": _time,
    "number": _decimal,
    "integer": _integer,
    "rupiah": _integer,
    "boolean": _boolean,
    "documents": _items,
    "list": _items,
}


def facts(form: Form, answers: Answers) -> dict[str, Any]:
    """Return the answers as expressions see them: dates, times, decimals; what is not answered, or not an
    answer of its kind, is absent. Defaults stand in for questions nobody answered.
    """
    found: dict[str, Any] = {}
    for name, value in (with_defaults(form, answers) if form.defaults else answers).items():
        members = form.members.get(name)
        if members is not None:
            typed: Any = _typed(members, value) if isinstance(value, dict) else None
        else:
            typed = TYPED[form.fields[name].kind](value) if name in form.fields else None
        if typed is not None and typed != {}:
            found[name] = typed
    return found


def _typed(members: Mapping[str, Field], values: Mapping[str, Json]) -> dict[str, Any]:
    """Return the facts of one group."""
    found = {}
    for name, value in values.items():
        field = members.get(name)
        if field is not None and (typed := TYPED[field.kind](value)) is not None:
            found[name] = typed
    return found


def surroundings(form: Form, answers: Answers, around: Facts) -> dict[str, Any]:
    """Return the facts around a form with its own answers put where expressions look (`Form.root`)."""
    own = facts(form, answers)
    if form.root == ("form",):
        return {**around, "form": own}
    _, task = form.root
    tasks = around.get("task") or {}
    return {**around, "task": {**tasks, task: {**(tasks.get(task) or {}), **own}}}


def shown(form: Form, answers: Answers, facts: Facts) -> frozenset[str]:
    """Return the fields that are shown: every condition of page, group and field is true for these answers.

    `facts` are all others (register, case, decisions ...); the form's own answers are put in here.
    """
    return Shown(form, surroundings(form, answers, facts)).paths()


class Shown:
    """Answers "is this shown?" for one state of the facts; each condition is evaluated once, when first
    asked.
    """

    def __init__(self, form: Form, around: Facts) -> None:
        self.form, self.around = form, around
        self.holding: dict[int, bool] = {}

    def holds(self, condition: Expression) -> bool:
        """Say whether a condition is true (null is not)."""
        known = self.holding.get(id(condition))
        if known is None:
            known = self.holding[id(condition)] = condition.evaluate(self.around) is True
        return known

    def __call__(self, path: str) -> bool:
        """Say whether a field is shown."""
        return all(self.holds(condition) for condition in self.form.conditions.get(path, ()))

    def paths(self) -> frozenset[str]:
        """Return all that are shown."""
        return frozenset(path for path in self.form.fields if self(path))


def page_shown(form: Form, page: Page, answers: Answers, facts: Facts) -> bool:
    """Say whether a page is shown: its condition is true, and at least one of its fields is."""
    return _page_shown(page, Shown(form, surroundings(form, answers, facts)))


def _page_shown(page: Page, is_shown: Shown) -> bool:
    return any(is_shown(path) for path in page.fields)


def prune(form: Form, answers: Answers, facts: Facts) -> dict[str, Json]:
    """Return the answers without those to questions that are not shown, nor shown once the others are gone.

    Fields are looked at in the order of the form, so of two that exclude each other the later stays. What
    belongs to no field is kept, for `validate` to name.
    """
    found = dict(answers)
    while True:
        hidden = _first_hidden(form, found, facts)
        if not hidden:
            return found
        found = merge(found, {hidden: None})


def _first_hidden(form: Form, answers: Answers, facts: Facts) -> str:
    is_shown = Shown(form, surroundings(form, answers, facts))
    for path in form.conditions:
        if get(answers, path) is not None and not is_shown(path):
            return path
    return ""


def wanted(form: Form, answers: Answers, is_shown: Shown) -> list[str]:
    """Return the shown fields that the form wants and that have no answer, in the order of the form."""
    found = []
    for field in form.needed_fields:
        group = answers.get(field.group) if field.group else answers
        holder = group if isinstance(group, dict) else {}
        value = holder.get(field.name)
        lapsed = not holder and field.path in form.lapsing
        if is_empty(value) and not lapsed and is_shown(field.path):
            found.append(field.path)
    return found


def missing(form: Form, answers: Answers, facts: Facts, page: str | None = None) -> list[str]:
    """Return the unanswered fields that are shown and wanted, of one page or of the whole form."""
    open_fields = wanted(form, answers, Shown(form, surroundings(form, answers, facts)))
    if page is None:
        return open_fields
    return [path for path in open_fields if path in form.page(page).fields]


def next_page(form: Form, answers: Answers, facts: Facts, after: str | None = None) -> str | None:
    """Return the page to go to; None when there is none left.

    Without `after`: the first page on which something wanted is missing (to come back to a draft). With
    `after`: the next page that is shown, finished or not, so that optional questions are asked too.
    """
    is_shown = Shown(form, surroundings(form, answers, facts))
    if after is None:
        open_fields = set(wanted(form, answers, is_shown))
        return next((page.id for page in form.pages if open_fields & set(page.fields)), None)
    later = iter(form.pages)
    with suppress(StopIteration):
        while next(later).id != after:
            pass
    return next((page.id for page in later if _page_shown(page, is_shown)), None)
