"""The verbs of drafts. A draft is private to its applicant and stands outside the proof log; handing it in makes it a case.

A page is saved even when some of it is wrong: what could be read goes into the answers, the rest is kept as it was typed.
A save is a compare-and-swap on the sealed state, so two tabs never overwrite each other without being asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from balai.cases import actions, applying, errors, lookups, retiring
from balai.cases.applying import Draft
from balai.cases.models import Case
from balai.cases.types import Receipt
from balai.documents import selectors as documents
from balai.kernel import forms
from balai.lib import clock, ids
from balai.lib.db import writing
from balai.lib.errors import NotFound, TooMany
from balai.lib.keys.sealing import new_key
from balai.people import selectors as people

if TYPE_CHECKING:
    from balai.catalog.models import Offer
    from balai.people.models import Person

STRANGER = "lain"
_TRIES = 5


@dataclass(frozen=True)
class Sent:
    """A page as it was sent. `raw` gives the texts posted under a control's name.

    `base` is the draft's revision when the page was shown; `picked` the family member chosen for a group (a record's
    reference, or STRANGER); `chosen` answers a conflict ("saved" or "mine", by path); `confirmed` says that the facts
    shown on the page are right.
    """

    page: str
    raw: Callable[[str], list[str]]
    base: int
    picked: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False


@dataclass
class Saved:
    """What became of a page: the draft after it, what is wrong, and what still has to be said.

    `conflicts` are paths with (the value saved by another tab, the value sent now); `unmatched` are groups that the
    register does not know, asked for the first time; `stay` says that the page goes on (facts to confirm, say).
    """

    draft: Draft
    errors: tuple[forms.FieldError, ...] = ()
    conflicts: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)
    too_many: bool = False
    stay: bool = False

    @property
    def done(self) -> bool:
        """Whether the person may go on to the next page."""
        return not (self.errors or self.conflicts or self.unmatched or self.too_many or self.stay)


def start(*, offer: Offer, person: Person) -> Case:
    """Return the person's draft of an offer; a new one when there is none. There is never more than one."""
    mine = Case.objects.filter(applicant=person, offer=offer, status="draft")
    found = mine.select_related("offer__agency", "government", "applicant").first()
    if found is not None:
        return found
    case = Case(
        ref=ids.new_ref(),
        government_id=offer.government_id,
        offer=offer,
        name=offer.name,
        applicant=person,
        acting=person,
        key=new_key(),
        created_at=clock.now(),
    )
    case.due_at = retiring.kept_until(case, case.created_at)
    case.seal_state(applying.EMPTY | {"version": offer.version_id})
    try:
        with writing(), transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        return mine.get()
    return case


def discard(*, case: Case, person: Person) -> None:
    """Delete a draft and everything typed in it; documents stay in the person's vault. A submitted case stays."""
    if case.applicant_id == person.pk:
        retiring.discard(case)


def save_page(*, case: Case, sent: Sent, person: Person) -> Saved:
    """Save what was sent for a page. Raises NotFound for a page that is not asked (any more), CaseMoved."""
    asked: dict[str, bool] = {}
    for _ in range(_TRIES):
        saved = _taken_in(applying.opened(case, person), sent, asked)
        if _kept(saved.draft):
            return saved
        case = _again_from_store(case)
    raise errors.CaseMoved


def _again_from_store(case: Case) -> Case:
    fresh = (
        Case.objects.select_related("offer__agency", "government", "applicant")
        .filter(pk=case.pk, status="draft")
        .first()
    )
    if fresh is None:
        raise errors.CaseMoved
    return fresh


def _kept(draft: Draft) -> bool:
    """Store the state if nobody stored another meanwhile."""
    case, before = draft.case, bytes(draft.case.state)
    case.seal_state(draft.state)
    case.due_at = retiring.kept_until(case, clock.now())
    with writing():
        stored = Case.objects.filter(pk=case.pk, status="draft", state=before)
        moved = stored.update(state=case.state, due_at=case.due_at)
    return moved == 1


def _taken_in(draft: Draft, sent: Sent, asked: dict[str, bool]) -> Saved:
    """Work out what a page changes in the draft."""
    page = draft.page(sent.page)
    if page is None:
        raise NotFound
    saved = Saved(draft)
    draft.state["revision"] += 1
    for group in draft.groups_on(page):
        if sent.picked.get(group):
            saved.stay = True
            _pick(draft, group, sent.picked[group])
    if not saved.stay:
        wrong = _answer(saved, page, sent)
        _settle(saved, page, sent, asked)
        found = {error.path: error for error in draft.wrong_on(page)} | wrong
        saved.errors = tuple(found[path] for path in draft.service.form.fields if path in found)
    asked_only = saved.stay and not saved.errors
    _note(draft, page, "seen" if saved.done else "" if asked_only else "tried")
    return saved


def _pick(draft: Draft, group: str, picked: str) -> None:
    """Choose a family member for a group, or nobody of the family; the facts are confirmed next."""
    applying.empty_group(draft, group)
    facts = None if picked == STRANGER else lookups.member(draft.person, picked)
    if facts is None:
        draft.state["strangers"].append(group)
        return
    draft.state["members"][group] = picked
    applying.put(draft, group, lookups.of_member(draft.service, group, facts))


def _answer(saved: Saved, page: forms.Page, sent: Sent) -> dict[str, forms.FieldError]:
    """Read the page's answers into the draft; return what cannot stand beside what `wrong_on` finds."""
    draft, form = saved.draft, saved.draft.service.form
    waiting = {group for group in draft.groups_on(page) if not _has_somebody(draft, group)}
    paths = [path for path in draft.asked_on(page) if form.fields[path].group not in waiting]
    paths = [path for path in paths if sent.chosen.get(path) != "saved"]
    reading = forms.read(form, paths, sent.raw)
    unread = {error.path for error in reading.errors}
    values = dict(reading.values) | dict.fromkeys(unread)
    foreign = {path for path in values if not _own_files(draft, path, values[path])}
    values = {path: value for path, value in values.items() if path not in foreign}
    saved.conflicts = _conflicts(draft, values, sent)
    _put(draft, {path: value for path, value in values.items() if path not in saved.conflicts})
    _keep_typed(draft, paths, unread, reading)
    return {path: forms.FieldError(path, "not_a_document") for path in foreign}


def _has_somebody(draft: Draft, group: str) -> bool:
    """Say whether a group is past choosing somebody: a member is chosen, or NIK and name are typed."""
    lookup = draft.service.form.groups[group].lookup
    return lookup != "family" or group in draft.state["members"] or typed_in(draft, group)


def typed_in(draft: Draft, group: str) -> bool:
    """Say whether NIK and name of a group are typed: not of the family, or the applicant has no family card."""
    return group in draft.state["strangers"] or not lookups.family(draft.person)


def _own_files(draft: Draft, path: str, value: Any) -> bool:
    """Say whether every file that a field names lies in the person's own vault, as what the field asks for."""
    field = draft.service.form.fields[path]
    if field.kind not in {"document", "documents", "signature"} or not value:
        return True
    refs = value if isinstance(value, list) else [value]
    held = {str(document.ref) for document in documents.vault(draft.person, field.element or field.path)}
    return set(refs) <= held


def _conflicts(draft: Draft, values: Mapping[str, Any], sent: Sent) -> dict[str, tuple[Any, Any]]:
    """Return the answers that another tab changed after this page was shown, and to something else."""
    stamps, answers = draft.state["stamps"], draft.answers
    changed = forms.changed(draft.service.form, answers, forms.merge(answers, values))
    return {
        path: (forms.get(answers, path), values[path])
        for path in changed
        if stamps.get(path, 0) > sent.base and path not in sent.chosen
    }


def _put(draft: Draft, values: Mapping[str, Any]) -> None:
    state, merged = draft.state, forms.merge(draft.answers, values)
    changed = forms.changed(draft.service.form, state["answers"], merged)
    state["stamps"] |= dict.fromkeys(changed, state["revision"])
    state["answers"] = merged
    draft.forget()


def _keep_typed(draft: Draft, paths: list[str], unread: set[str], reading: forms.Reading) -> None:
    """Keep what could not be read as it was typed, and drop what is read now."""
    known = {
        name: texts for name, texts in draft.state["typed"].items() if name.partition("-")[0] not in paths
    }
    left = {name: texts for name, texts in reading.typed.items() if name.partition("-")[0] in unread}
    draft.state["typed"] = known | left


def _settle(saved: Saved, page: forms.Page, sent: Sent, asked: dict[str, bool]) -> None:
    """Confirm the family member whose facts are shown; compare NIK and name of anybody else with the register."""
    draft = saved.draft
    for group in draft.groups_on(page):
        if group in draft.state["members"]:
            if sent.confirmed and group not in draft.state["confirmed"]:
                draft.state["confirmed"].append(group)
            saved.stay = saved.stay or group not in draft.state["confirmed"]
        elif not _has_somebody(draft, group):
            saved.stay = True
        else:
            _compare(saved, group, asked)


def _compare(saved: Saved, group: str, asked: dict[str, bool]) -> None:
    draft = saved.draft
    question = lookups.question(draft.service, group, draft.answers)
    wrong = forms.validate(draft.service.form, draft.answers, draft.facts, [group], draft.lists)
    if question is None or wrong:
        return
    mark = lookups.mark(question)
    if draft.state["asked"].get(group) == mark:
        return
    try:
        found = asked[mark] if mark in asked else lookups.matches(question, draft.person)
    except TooMany:
        saved.too_many = True
        return
    asked[mark] = found
    draft.state["asked"][group] = mark
    draft.state["register"][group] = {"found": found}
    draft.forget()
    if not found:
        saved.unmatched.append(group)


def _note(draft: Draft, page: forms.Page, as_what: str) -> None:
    """Note that a page is finished ("seen"), or that something on it was wrong ("tried"): it says so when opened again."""
    for name in ("seen", "tried"):
        draft.state[name] = [other for other in draft.state[name] if other != page.id]
    if as_what:
        draft.state[as_what].append(page.id)


def take_out(*, case: Case, path: str, person: Person) -> None:
    """Take a document out of a draft; the file stays in the person's vault. Raises CaseMoved."""
    for _ in range(_TRIES):
        draft = applying.opened(case, person)
        draft.state["revision"] += 1
        _put(draft, {path: None})
        if _kept(draft):
            return
        case = _again_from_store(case)
    raise errors.CaseMoved


# -- handing in


def hand_in(*, case: Case, person: Person) -> Receipt:
    """Turn a finished draft into a case; handed in already, by another tab too: answers with its receipt.

    Raises Incomplete with the pages that are unfinished; then nothing changed.
    """
    if case.status != "draft":
        return actions.receipt(case)
    draft = applying.opened(case, person)
    open_pages = [page.id for page in draft.pages if not draft.finished(page)]
    if open_pages:
        raise errors.Incomplete(pages=open_pages)
    try:
        return actions.submit(draft=case, application=draft.complete(), actor=people.applicant(person))
    except errors.CaseMoved:
        other = Case.objects.select_related("offer__agency", "government", "applicant").get(pk=case.pk)
        if other.status == "draft":
            raise
        return actions.receipt(other)


def again(*, case: Case, person: Person) -> Case:
    """Begin another application with the groups that the service keeps (a twin's parents and witnesses, say).

    Somebody who has a draft of the service already gets that one, unchanged.
    """
    draft_case = start(offer=case.offer, person=person)
    draft = applying.opened(draft_case, person)
    if draft.state["seen"] or draft.state["tried"]:
        return draft_case
    kept, before = draft.service.applicant.again, case.open_state()
    paths = draft.service.form.expand(kept)
    _put(
        draft,
        {path: forms.get(before["answers"], path) for path in paths if path not in draft.state["sources"]},
    )
    for group in draft.service.form.groups.values():
        if group.name in kept and group.lookup:
            _same_person(draft, group.name, before["register"].get(group.name, {}))
    whole = [page.id for page in draft.pages if set(page.fields) <= set(paths)]
    draft.state["seen"] = [name for name in whole if not draft.wrong_on(draft.service.form.page(name))]
    draft.state["revision"] += 1
    if not _kept(draft):
        raise errors.CaseMoved
    return draft_case


def _same_person(draft: Draft, group: str, said: Mapping[str, Any]) -> None:
    """Find a person of the case before: in the family again, or as compared with the register then."""
    question = lookups.question(draft.service, group, draft.answers)
    if question is None:
        return
    if draft.service.form.groups[group].lookup == "family":
        found = [one for one in lookups.family(draft.person) if one.elements.get(lookups.NIK) == question[0]]
        if found:
            _pick(draft, group, str(found[0].ref))
            draft.state["confirmed"].append(group)
            return
        draft.state["strangers"].append(group)
    draft.state["asked"][group] = lookups.mark(question)
    draft.state["register"][group] = {"found": said.get("found") is True}
