"""The verbs of cases. One verb = one transaction = one entry of the proof log; drafts have verbs of their own in `drafts`.

Every verb on an open case first fires the timers that are due, each as an act of its own, so that a worker that was down
cannot let anyone do what the law has already settled otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from balai.cases import completing, errors, rules
from balai.cases.act import Act
from balai.cases.models import Case, Task, Timer
from balai.cases.numbers import next_case_number
from balai.cases.types import Completion, Receipt
from balai.catalog import selectors as catalog
from balai.kernel import case as kernel
from balai.kernel import forms
from balai.kernel.case import wording
from balai.lib import clock, ids
from balai.lib.db import writing
from balai.lib.keys.sealing import derive
from balai.people import selectors as people
from balai.people.types import Actor
from balai.registers import selectors as registers

if TYPE_CHECKING:
    from balai.kernel.definition.types import Service
    from balai.people.models import Person

Alongside = Callable[[], object]

__all__ = [
    "answer_call",
    "change_calendar",
    "complete_task",
    "fire_due_timers",
    "fresh",
    "receipt",
    "refuse_own_case",
    "release_task",
    "submit",
    "take_next",
    "take_task",
]


# -- applying


def submit(
    *,
    draft: Case,
    application: kernel.Application,
    actor: Actor,
    alongside: Alongside | None = None,
) -> Receipt:
    """Turn a draft into a case: number, clock, rules, first tasks. Submitted already: answers with its receipt.

    `draft` may be a row that is not stored yet. `alongside` writes in the same transaction. Raises Incomplete, CaseMoved.
    """
    if draft.status != "draft":
        return receipt(draft)
    offer = draft.offer
    service = catalog.service(offer.version_id)
    calendar = catalog.calendar(offer.calendar_id)
    _refuse_incomplete(service, application)
    year = calendar.local(application.at).year
    draft.version = offer.version_id
    draft.secret_hash = ids.secret_hash(_secret(draft))
    act = Act(draft, actor, at=application.at)
    act.feed(
        "submitted",
        {
            "ref": str(draft.ref),
            "number": next_case_number(draft.government_id, draft.government.code, year),
            "region": draft.government.code,
            "offer": str(offer.ref),
            "name": offer.name,
            "version": offer.version_id,
            "calendar": offer.calendar_id,
            "lanes": offer.lanes,
            "applicant": str(draft.applicant.ref),
            "acting": str(draft.acting.ref),
            "secret_hash": draft.secret_hash,
            "created_at": draft.created_at.isoformat(),
            "answers": application.answers,
            "register": application.register,
        },
    )
    act.prepare()
    with writing():
        act.save("case.submitted", {"service": offer.name, "version": offer.version_id})
        if alongside is not None:
            alongside()
    return receipt(draft)


def _refuse_incomplete(service: Service, application: kernel.Application) -> None:
    lists = wording.list_titles(service)
    wrong = forms.validate(service.form, application.answers, application.facts, lists=lists)
    if wrong:
        raise errors.Incomplete(fields={error.path: error.code for error in wrong})


def _secret(case: Case) -> str:
    return ids.secret_text(derive(case.key, "track"))


def receipt(case: Case) -> Receipt:
    """Return the receipt of a submitted case; its secret follows from the case's key and is stored only as a hash."""
    if case.number is None or case.submitted_at is None:
        raise errors.NoSuchCase
    return Receipt(case.ref, case.number, _secret(case), case.submitted_at, case.due_on)


# -- tasks


def take_task(*, case: Case, n: int, person: Person) -> Task:
    """Reserve a task for a person. Raises TaskGone, TaskTaken, NoMandate, OwnCase, SamePerson."""
    case = _brought_up_to_date(case)
    task = _open_task(case, n)
    if task.taken_by == person.ref:
        return task
    if task.taken_by is not None:
        raise _taken(task)
    act = Act(case, authorised(case, task, person))
    act.feed("task_taken", {"n": n})
    act.prepare()
    with writing():
        act.save("task.taken", {"n": n})
    return _open_task(case, n)


def take_next(*, person: Person, tasks: list[Task]) -> Task | None:
    """Reserve the first of these tasks that the person may do; None when there is none left."""
    for task in tasks:
        if task.taken_by not in {None, person.ref}:
            continue
        try:
            return take_task(case=task.case, n=task.n, person=person)
        except (
            errors.TaskGone,
            errors.TaskTaken,
            errors.CaseMoved,
            errors.OwnCase,
            errors.SamePerson,
            errors.NoMandate,
        ):
            continue
    return None


def release_task(*, case: Case, n: int, person: Person) -> None:
    """Give a task back. Raises TaskGone, TaskTaken (it is not theirs)."""
    case = _brought_up_to_date(case)
    task = _open_task(case, n)
    if task.taken_by != person.ref:
        raise _taken(task)
    act = Act(case, authorised(case, task, person))
    act.feed("task_released", {"n": n})
    act.prepare()
    with writing():
        act.save("task.released", {"n": n})


def complete_task(
    *,
    case: Case,
    n: int,
    seq: int | None,
    done: Completion,
    person: Person,
    alongside: Alongside | None = None,
) -> Case:
    """Finish a task as an official, or correct answers as the applicant; the process goes on in the same act.

    `seq` is the case's sequence when the person saw the task (None: not checked); `alongside` writes in the same
    transaction. Raises TaskGone, TaskTaken, CaseMoved,
    NoMandate, OwnCase, SamePerson, NotConfirmed, InvalidInput; then nothing changed.
    """
    case = _brought_up_to_date(case)
    task = _open_task(case, n)
    if seq is not None and seq != case.seq and task.taken_by not in {None, person.ref}:
        raise _taken(task)
    actor = authorised(case, task, person)
    if task.taken_by not in {None, person.ref}:
        raise _taken(task)
    act = Act(case, actor)
    payload = completing.corrected(act, task, done) if task.applicant else completing.decided(act, task, done)
    act.feed("task_completed", payload | {"n": n, "confirmed": done.confirmed})
    act.prepare()
    with writing():
        act.save("task.completed", {"n": n, "element": task.element, "outcome": done.outcome or "done"})
        if alongside is not None:
            alongside()
    return case


def authorised(case: Case, task: Task, person: Person) -> Actor:
    """Return the actor as whom the person may do the task now, with the mandate of this moment.

    Raises NoMandate, OwnCase, SamePerson, NoSuchCase for an applicant's task of somebody else.
    """
    if task.applicant:
        if person.pk not in {case.applicant_id, case.acting_id}:
            raise errors.NoSuchCase
        return people.applicant(person)
    office = people.agency_by_ref(task.agency)
    actor = (
        people.authority(person, office.pk, task.position, task.act, case.name, clock.now())
        if office
        else None
    )
    if actor is None:
        raise errors.NoMandate
    refuse_own_case(case, person)
    bound = rules.bound_tasks(catalog.service(case.version), task.element)
    if Task.objects.filter(case_id=case.pk, element__in=bound, closed_by=person.ref).exists():
        raise errors.SamePerson
    return actor


def refuse_own_case(case: Case, person: Person) -> None:
    """Refuse an official whose own case, or family's, this is: by reference and by every NIK in the answers."""
    named = rules.people_named(catalog.service(case.version), case.open_state()["answers"]) | {
        case.applicant.nik
    }
    family = (
        {str(fact.elements.get(rules.NIK, "")) for fact in registers.family_of(person)}
        if person.is_identified
        else set()
    )
    if people.is_concerned(person, refs=[case.applicant.ref, case.acting.ref], niks=named) or named & family:
        raise errors.OwnCase


def _open_task(case: Case, n: int) -> Task:
    task = Task.objects.filter(case_id=case.pk, n=n, status="open").first()
    if task is None:
        raise errors.TaskGone
    return task


def _taken(task: Task) -> errors.TaskTaken:
    holder = people.by_ref(task.taken_by) if task.taken_by else None
    return errors.TaskTaken(who=holder.name if holder else "")


# -- time


def fire_due_timers(case_ref: UUID) -> int:
    """Fire the case's timers that are due, in order, each as an act of its own; return how many fired."""
    fired = 0
    while True:
        now = clock.now()
        timer = (
            Timer.objects.filter(case_id=case_ref, status="waiting", due_at__lte=now)
            .order_by("due_at", "name")
            .first()
        )
        if timer is None:
            return fired
        case = fresh(case_ref)
        act = Act(case, Actor.system(), at=now)
        act.feed("timer_fired", {"timer": timer.name})
        with writing():
            act.save("timer.fired", {"timer": timer.name, "element": timer.element})
        fired += 1


def _brought_up_to_date(case: Case) -> Case:
    """Fire what is due, then return the case as it stands."""
    fire_due_timers(case.pk)
    return fresh(case.pk)


def fresh(ref: UUID) -> Case:
    """Return a case as it stands now, with all that an act on it reads."""
    return Case.objects.select_related("offer__agency", "government", "applicant__government", "acting").get(
        pk=ref
    )


def change_calendar(*, case: Case, calendar: str, actor: Actor) -> None:
    """Count an open case's limits by another calendar (a joint-leave day was added, say); passed limits stay passed."""
    case = _brought_up_to_date(case)
    act = Act(case, actor)
    act.feed("calendar_changed", {"calendar": calendar})
    act.prepare()
    with writing():
        act.save("calendar.changed", {"calendar": calendar})


# -- effects coming back


def answer_call(*, case_ref: UUID, n: int, result: dict[str, Any] | None, error: str = "") -> None:
    """Give the case the answer of a service task, or the error that it failed with. Answered already: nothing happens."""
    fire_due_timers(case_ref)
    case = fresh(case_ref)
    if str(n) not in case.open_state()["open_calls"]:
        return
    act = Act(case, Actor.system())
    act.feed("effect_answered", {"n": n, "error": error} if error else {"n": n, "result": result or {}})
    act.prepare()
    with writing():
        act.save("effect.answered", {"n": n, "error": error})
