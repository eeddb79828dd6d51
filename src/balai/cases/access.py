"""The only lawful ways to reach a case or a task for someone."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from balai.cases import errors, policy
from balai.cases.models import Case, CaseRead, Task
from balai.ledger import actions as ledger
from balai.lib import clock, ids
from balai.lib.db import writing
from balai.lib.limits.attempts import EVERYBODY, attempt
from balai.people import selectors as people
from balai.people.types import Actor

if TYPE_CHECKING:
    from balai.people.models import Person


def visible_cases(person: Person) -> QuerySet[Case]:
    """Return the cases that a person may see: their own, and as an official those that their posts work or worked on.

    The head of an office sees every submitted case of the services that the office offers.
    """
    own = Q(applicant=person) | Q(acting=person)
    official = Q(pk__in=[])
    for position in people.positions_of(person, clock.now()):
        tasks = Task.objects.filter(
            case_id=OuterRef("pk"), agency=str(position.agency.ref), position=position.kind
        )
        official |= Q(Exists(tasks))
        if position.head:
            official |= Q(offer__agency=position.agency)
    return Case.objects.filter(own | (official & ~Q(status="draft"))).select_related(
        "offer__agency", "government"
    )


def own_cases(person: Person) -> QuerySet[Case]:
    """Return the cases of which a person is the applicant or acts for the applicant, drafts included."""
    return Case.objects.filter(Q(applicant=person) | Q(acting=person)).select_related(
        "offer__agency", "government", "applicant"
    )


def get_own_case(person: Person, ref: UUID) -> Case:
    """Return a person's own case. Raises NoSuchCase."""
    case = own_cases(person).filter(pk=ref).first()
    if case is None:
        raise errors.NoSuchCase
    return case


def get_case(person: Person, ref: UUID) -> Case:
    """Return a case that the person may see, and record that an official read it. Raises NoSuchCase."""
    case = visible_cases(person).select_related("applicant__government").filter(pk=ref).first()
    if case is None:
        raise errors.NoSuchCase
    if person.pk not in {case.applicant_id, case.acting_id}:
        _note_read(case, person)
    return case


def _note_read(case: Case, person: Person) -> None:
    """Record the read, once per official, case and hour: reads of personal data are acts too."""
    now = clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    if CaseRead.objects.filter(case=case, person=person.ref, hour=hour).exists():
        return
    held = people.positions_of(person, now)
    actor = Actor(person=person.ref, name=person.name, position=held[0].title if held else "")
    with writing():
        row, fresh = CaseRead.objects.get_or_create(
            case=case,
            person=person.ref,
            hour=hour,
            defaults={"government_id": case.government_id, "position": actor.position},
        )
        if fresh:
            ledger.record(
                action="case.read",
                government_id=case.government_id,
                subject=f"case:{case.ref}",
                key=case.key,
                rows=[row],
                actor=actor.snapshot(),
            )


def get_case_by_secret(number: str, secret: str, *, visitor: str) -> Case:
    """Return the case with this number if the secret fits. Raises NoSuchCase (same text for both), TooMany.

    `visitor` names who tries (an address); tries are counted per visitor.
    """
    attempt("case.track", visitor, policy.tracking().address)
    attempt("case.track", EVERYBODY, policy.tracking().everybody)
    case = (
        Case.objects.select_related("offer__agency", "government", "applicant")
        .filter(number=number.strip().upper())
        .first()
    )
    stored = case.secret_hash if case else ids.secret_hash("")
    fits = ids.same(stored, ids.secret_hash(secret))
    if case is None or not fits:
        raise errors.NoSuchCase
    return case


def worklist(person: Person) -> QuerySet[Task]:
    """Return the open tasks that the person's posts may work on, nearest deadline first."""
    posts = people.positions_of(person, clock.now())
    if not posts:
        return Task.objects.none()
    mine = (Q(agency=str(post.agency.ref), position=post.kind) for post in posts)
    return (
        Task.objects.filter(reduce(or_, mine), status="open", applicant=False)
        .select_related("case__offer__agency")
        .order_by("due_at", "opened_at", "case_id", "n")
    )


def get_task(person: Person, ref: UUID, n: int) -> tuple[Case, Task]:
    """Return an open task with its case, for an official whose post may work on it, or for the applicant whose task it is.

    Raises NoSuchCase for a stranger, TaskGone when it is no longer open.
    """
    case = get_case(person, ref)
    task = Task.objects.filter(case_id=case.pk, n=n).first()
    if task is None:
        raise errors.NoSuchCase
    if task.status != "open":
        raise errors.TaskGone
    return case, task
