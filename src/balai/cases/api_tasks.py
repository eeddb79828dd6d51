"""Tasks through the API: shown with all that is needed to do them, and handed in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError

from balai.cases import access, actions, apidoc, correcting, deciding, filing
from balai.cases.api_answers import case_whole, words_of
from balai.cases.errors import NoSuchCase, SignInBrowser, TaskGone
from balai.cases.models import Case, Task
from balai.cases.types import Completion
from balai.catalog import selectors as catalog
from balai.kernel import forms
from balai.lib.errors import InvalidInput

if TYPE_CHECKING:
    from balai.cases.api_shapes import Done
    from balai.cases.replies import Repeatable
    from balai.catalog.types import Words
    from balai.kernel.definition.types import Service
    from balai.people.models import Person


def shown(person: Person, ref: UUID, n: int, work: bool) -> dict[str, Any]:  # noqa: FBT001 - the role of who asks
    """Return a task: of one's posts when `work`, else one's own as the applicant. Raises NoSuchCase, TaskGone."""
    case, task = _reached(person, ref, n, work=work)
    service, state = catalog.service(case.version), case.open_state()
    words, form = words_of(case.version), service.form.tasks.get(task.element)
    return {
        "case": case.ref,
        "n": task.n,
        "seq": case.seq,
        "task": task.element,
        "act": task.act,
        "due_on": task.due_on,
        "taken": "mine" if task.taken_by == person.ref else "other" if task.taken_by else "",
        "outcomes": _outcomes(service, task.element, words),
        "form": apidoc.schema_of(form) if form else None,
        "correct": correcting.opened(case, task).asked if task.applicant else [],
        "answers": state["answers"],
        "registers": {} if task.applicant else state["register"],
        "decisions": [
            {"decision": row.decision, "rows": row.rows, "citations": row.citations, **row.opened(case.key)}
            for row in case.decisions.order_by("n")
        ],
    }


def _reached(person: Person, ref: UUID, n: int, *, work: bool) -> tuple[Case, Task]:
    """Return a task and its case. Raises NoSuchCase, TaskGone."""
    if work:
        case = access.get_case(person, ref)
        mine = access.worklist(person).filter(case_id=ref, n=n).first()
        if mine is None:
            raise TaskGone if Task.objects.filter(case_id=ref, n=n).exists() else NoSuchCase
        return case, mine
    case = access.get_own_case(person, ref)
    own = Task.objects.filter(case_id=ref, n=n, applicant=True).first()
    if own is None:
        raise NoSuchCase
    if own.status != "open":
        raise TaskGone
    return case, own


def _outcomes(service: Service, element: str, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "id": outcome.id,
            "title": words.outcome(element, outcome.id),
            "picks": outcome.picks,
            "reasons": [
                {
                    "id": one.id,
                    "title": words.reason(element, one.id),
                    "basis": [words.cited(law) for law in one.basis],
                }
                for one in outcome.reasons.values()
            ],
        }
        for outcome in service.tasks[element].outcomes.values()
    ]


def complete(person: Person, ref: UUID, n: int, body: Done, call: Repeatable) -> dict[str, Any]:
    """Hand a task in and return where the case stands then; with an Idempotency-Key the answer is kept in the same act."""
    case, task = _reached(person, ref, n, work=body.answers is None)
    done = (
        _corrected(case, task, body, person)
        if body.answers is not None
        else _decided(case, task, body, person)
    )
    try:
        after = actions.complete_task(
            case=case,
            n=n,
            seq=body.seq,
            done=done,
            person=person,
            alongside=lambda: call.keep(200, _told(ref)),
        )
    except IntegrityError:
        kept = call.kept()
        if kept is None:
            raise
        return kept
    return case_whole(after)


def _told(ref: UUID) -> dict[str, Any]:
    """Return the answer as it is kept: plain JSON."""
    told: dict[str, Any] = json.loads(json.dumps(case_whole(Case.objects.get(pk=ref)), cls=DjangoJSONEncoder))
    return told


def _decided(case: Case, task: Task, body: Done, person: Person) -> Completion:
    """Return what an official decided. Raises InvalidInput, SignInBrowser."""
    if task.act == "sign":
        raise SignInBrowser
    service = catalog.service(case.version)
    form = service.form.tasks.get(task.element)
    done = Completion(
        outcome=body.outcome,
        reason=body.reason,
        note=body.note.strip(),
        fields=tuple(body.fields),
        form=forms.from_values(form, body.form) if form else {},
    )
    handed = deciding.checked(service, task.element, done, person)
    if not handed.in_order:
        raise InvalidInput(fields=dict(handed.wrong) | {error.path: error.code for error in handed.errors})
    return done


def _corrected(case: Case, task: Task, body: Done, person: Person) -> Completion:
    """Return the applicant's corrected answers, and what registers say of whoever changed in them."""
    before = correcting.opened(case, task)
    answers = forms.from_values(before.service.form, body.answers or {})
    after = correcting.Correction(case, task, before.service, before.state | {"answers": answers})
    pruned = forms.prune(before.service.form, answers, after.facts)
    after = correcting.Correction(case, task, before.service, before.state | {"answers": pruned})
    foreign = filing.foreign_changes(before.service.form, before.state["answers"], pruned, person)
    if foreign:
        raise InvalidInput(fields=foreign)
    after.compare(before, person)
    return Completion(answers=pruned, register=after.state["register"])
