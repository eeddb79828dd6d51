"""A draft, opened: what was answered, what is asked on which page, what is still wrong. Nothing here writes.

The sealed state of a draft is JSON: `answers`, `register` (what registers said of each group), `sources` (where a value
came from, by path; typed ones are absent), `stamps` (the revision in which each path last changed), `revision`, `typed`
(texts that could not be read, by control), `seen` and `tried` (pages finished, pages sent with something wrong),
`members` (chosen family member by group), `strangers`, `confirmed` (groups), `asked` (marks of questions put to a
register), `version` (the offer's version that the answers were checked against), `changes` (what that version changed).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from balai.cases import lookups, revised
from balai.catalog import selectors as catalog
from balai.kernel import case as kernel
from balai.kernel import forms
from balai.kernel.calendar import Calendar
from balai.kernel.case import wording
from balai.kernel.definition.types import Service
from balai.lib import clock

if TYPE_CHECKING:
    from balai.cases.models import Case
    from balai.people.models import Person

State = dict[str, Any]
EMPTY: State = {
    "answers": {}, "register": {}, "sources": {}, "stamps": {}, "revision": 0, "typed": {}, "seen": [], "tried": [],
    "members": {}, "strangers": [], "confirmed": [], "asked": {}, "version": "", "changes": [],
}  # fmt: skip


@dataclass
class Draft:
    """A draft of a person's application, with the facts of this moment put in."""

    case: Case
    person: Person
    service: Service
    calendar: Calendar
    state: State
    at: datetime

    # -- what is known

    @property
    def answers(self) -> dict[str, Any]:
        """The answers so far, those of account and registers included."""
        found: dict[str, Any] = self.state["answers"]
        return found

    @property
    def lists(self) -> forms.Lists:
        """The code lists of the service."""
        return wording.list_titles(self.service)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The facts of the answers as if they were submitted now, decisions included."""
        return self.facts_with(self.answers)

    def facts_with(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Return the facts of other answers."""
        return kernel.draft_facts(self.service, self.calendar, answers, self.state["register"], self.at)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The paths of the questions that these answers lead to."""
        return forms.shown(self.service.form, self.answers, self.facts)

    def forget(self) -> None:
        """Drop what was worked out, after the state was changed."""
        self.__dict__.pop("facts", None)
        self.__dict__.pop("shown", None)

    # -- pages

    @property
    def pages(self) -> list[forms.Page]:
        """The pages that these answers lead to, in order."""
        form = self.service.form
        return [page for page in form.pages if forms.page_shown(form, page, self.answers, self.facts)]

    def page(self, name: str) -> forms.Page | None:
        """Return a page that is shown, by its id."""
        return next((page for page in self.pages if page.id == name), None)

    def paths_on(self, page: forms.Page) -> list[str]:
        """Return the questions shown on a page, in order."""
        return [path for path in page.fields if path in self.shown]

    def groups_on(self, page: forms.Page) -> list[str]:
        """Return the groups about people that a register is asked about on this page."""
        names = dict.fromkeys(self.service.form.fields[path].group for path in self.paths_on(page))
        return [name for name in names if name and self.service.form.groups[name].lookup]

    def asked_on(self, page: forms.Page) -> list[str]:
        """Return the questions on a page that a person answers, because nobody holds the answer."""
        return [path for path in self.paths_on(page) if path not in self.state["sources"]]

    def given_on(self, page: forms.Page) -> list[str]:
        """Return the questions on a page whose answers account or register gave: shown, not asked."""
        return [path for path in self.paths_on(page) if path in self.state["sources"]]

    def wrong_on(self, page: forms.Page) -> tuple[forms.FieldError, ...]:
        """Return what is wrong with the answers of a page, texts that could not be read included."""
        form, paths = self.service.form, self.paths_on(page)
        unread = {
            error.path: error
            for error in forms.read(form, paths, lambda name: self.state["typed"].get(name, [])).errors
        }
        rest = [path for path in paths if path not in unread]
        found = {
            error.path: error for error in forms.validate(form, self.answers, self.facts, rest, self.lists)
        }
        return tuple((found | unread)[path] for path in paths if path in found or path in unread)

    def finished(self, page: forms.Page) -> bool:
        """Say whether a page was answered and nothing on it is wrong or unsettled."""
        settled = all(self.settled(group) for group in self.groups_on(page))
        return page.id in self.state["seen"] and settled and not self.wrong_on(page)

    def settled(self, group: str) -> bool:
        """Say whether the register was asked about a group: a family member confirmed, or NIK and name compared."""
        if group in self.state["members"]:
            return group in self.state["confirmed"]
        asked = lookups.question(self.service, group, self.answers)
        return asked is not None and self.state["asked"].get(group) == lookups.mark(asked)

    def next_page(self, after: str = "") -> forms.Page | None:
        """Return the first unfinished page after another one, else the first unfinished at all; None when all are done."""
        pages = self.pages
        start = next((n + 1 for n, page in enumerate(pages) if page.id == after), 0)
        return next((page for page in pages[start:] + pages[:start] if not self.finished(page)), None)

    def before(self, name: str) -> forms.Page | None:
        """Return the page before another; None before the first."""
        pages = self.pages
        place = next((n for n, page in enumerate(pages) if page.id == name), 0)
        return pages[place - 1] if place else None

    def place_of(self, name: str) -> tuple[int, int]:
        """Return the number of a page among those shown, from 1, and how many there are."""
        pages = self.pages
        return next((n for n, page in enumerate(pages, start=1) if page.id == name), 1), len(pages)

    # -- handing in

    def complete(self) -> kernel.Application:
        """Return the draft as it is handed in."""
        return kernel.application(self.service, self.calendar, self.answers, self.state["register"], self.at)


def opened(case: Case, person: Person) -> Draft:
    """Return a draft with the present version's questions and the present facts of account and registers put in."""
    offer = case.offer
    service = catalog.service(offer.version_id)
    state = EMPTY | deepcopy(case.open_state())
    if state["version"] != offer.version_id:
        old = catalog.service(state["version"]) if state["version"] else service
        state = revised.onto(state, old, service)
    draft = Draft(case, person, service, catalog.calendar(offer.calendar_id), state, clock.now())
    _put_facts(draft)
    return draft


def _put_facts(draft: Draft) -> None:
    """Put in what account and registers say now; a family member who left the card is asked for again."""
    state, family = draft.state, None
    for name, group in draft.service.form.groups.items():
        if group.subject == "applicant":
            put(draft, name, lookups.of_applicant(draft.service, name, draft.person))
    for name, ref in list(state["members"].items()):
        family = lookups.family(draft.person) if family is None else family
        facts = next((one for one in family if str(one.ref) == ref), None)
        if facts is None:
            empty_group(draft, name)
        else:
            put(draft, name, lookups.of_member(draft.service, name, facts))


def put(draft: Draft, group: str, known: lookups.Known) -> None:
    """Put what is known of a group into the draft."""
    state, own = draft.state, draft.service.form.groups[group].fields
    gone = {path: None for path in own if path in state["sources"] and path not in known.answers}
    state["answers"] = forms.merge(state["answers"], gone | dict(known.answers))
    state["sources"] = {path: source for path, source in state["sources"].items() if path not in own}
    state["sources"] |= known.sources
    state["register"][group] = dict(known.register)
    draft.forget()


def empty_group(draft: Draft, group: str) -> None:
    """Take everything about a group of questions out of the draft: somebody else is meant."""
    state, paths = draft.state, draft.service.form.groups[group].fields
    state["answers"] = forms.merge(state["answers"], dict.fromkeys(paths))
    for name in ("members", "register", "asked"):
        state[name].pop(group, None)
    for name in ("strangers", "confirmed"):
        state[name] = [other for other in state[name] if other != group]
    state["sources"] = {path: source for path, source in state["sources"].items() if path not in paths}
    draft.forget()
