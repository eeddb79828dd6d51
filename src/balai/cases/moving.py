"""Moving running cases to another version of their service: one person proposes, the head of the office or another decides.

Nothing is moved that has no image in the new version, and nothing is moved back on which something rests already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from balai.cases import actions, errors, events
from balai.cases.act import Act, Calendars
from balai.cases.models import Case, VersionMove
from balai.cases.moving_words import told
from balai.catalog import selectors as catalog
from balai.kernel import case as kernel
from balai.ledger import actions as ledger
from balai.lib import clock, ids
from balai.lib.db import rows as table_rows
from balai.lib.db import writing
from balai.people import selectors as people
from balai.people.types import Actor

if TYPE_CHECKING:
    from balai.people.models import Person

NOTHING_RESTS_ON = frozenset({"task_taken", "task_released", "calendar_changed"})


# -- before


def impact(case: Case, version: str) -> kernel.Impact:
    """Return what moving a case to a version would do, and why it cannot be moved; nothing is changed."""
    if case.status != "open" or case.version == version:
        return kernel.Impact((kernel.Obstacle("ended" if case.status != "open" else "same", str(case)),))
    payload = _payload(case, version, Actor.system().snapshot(), "")
    if not payload["back"] and version in _versions(case):
        return kernel.Impact((kernel.Obstacle("since", str(case)),))
    old, new = catalog.service(case.version), catalog.service(version)
    if old.name != new.name:
        return kernel.Impact((kernel.Obstacle("service", new.name),))
    event = kernel.Event(case.seq + 1, "version_changed", clock.now(), {}, payload)
    return kernel.impact(old, new, Calendars(), case.open_state(), event)


def _versions(case: Case) -> set[str]:
    """Return the versions under which a case has run."""
    moves = events.opened(case, list(case.events.filter(kind="version_changed")))
    return {case.version, *(event.payload["from"] for event in moves)}


def _payload(case: Case, version: str, proposed_by: dict[str, Any], why: str) -> dict[str, Any]:
    lanes = case.open_state()["lanes"]
    return {
        "from": case.version,
        "to": version,
        "lanes": {**case.offer.lanes, **lanes},
        "back": _is_back(case, version),
        "why": why,
        "proposed_by": proposed_by,
    }


def _is_back(case: Case, version: str) -> bool:
    """Say whether this takes the last move back, while nothing rests on it."""
    done = case.events.exclude(kind__in=NOTHING_RESTS_ON).order_by("-seq").first()
    if done is None or done.kind != "version_changed":
        return False
    return bool(events.opened(case, [done])[0].payload["from"] == version)


# -- proposing


def propose(*, cases: Sequence[Case], version: str, why: str, person: Person) -> UUID:
    """Propose to move cases to a published version; return the reference of the proposal.

    Raises NoMandate for who works in none of the service's posts, OwnCase, and CannotMove naming every case that has no
    image there; then nothing was proposed.
    """
    fresh = _up_to_date(case.pk for case in cases)
    actors = [_proposer(case, person) for case in fresh]
    _refuse_without_image(fresh, version)
    batch = ids.new_ref()
    with writing():
        for case, actor in zip(fresh, actors, strict=True):
            _refuse_proposed(case)
            move = VersionMove(
                case=case, government_id=case.government_id, batch=batch, version_id=version, why=why,
                proposed_by=person.ref, proposed_as=actor.snapshot(), proposed_at=clock.now(),
            )  # fmt: skip
            table_rows.insert([move])
            _record("move.proposed", move, case, actor)
    return batch


def _up_to_date(refs: Iterable[UUID]) -> list[Case]:
    """Fire what is due, then return the cases as they stand."""
    found = []
    for ref in refs:
        actions.fire_due_timers(ref)
        found.append(actions.fresh(ref))
    return found


def _proposer(case: Case, person: Person) -> Actor:
    """Return the official as who they are in the office. Raises NoMandate, OwnCase."""
    actions.refuse_own_case(case, person)
    service, at = catalog.service(case.version), clock.now()
    posts = {post.kind for post in people.positions_of(person, at) if post.agency_id == case.offer.agency_id}
    for task in service.tasks.values():
        kind = service.lanes[task.lane].position if task.lane in service.lanes else ""
        if task.act and kind in posts:
            actor = people.authority(person, case.offer.agency_id, kind, task.act, case.name, at)
            if actor is not None:
                return actor
    raise errors.NoMandate


def _refuse_without_image(cases: Sequence[Case], version: str) -> None:
    wrong = {str(case): impact(case, version).obstacles for case in cases}
    found = {number: [told(one) for one in obstacles] for number, obstacles in wrong.items() if obstacles}
    if found:
        raise errors.CannotMove(cases=found)


def _refuse_proposed(case: Case) -> None:
    if VersionMove.objects.filter(case=case, status="proposed").exists():
        raise errors.CannotMove(cases={str(case): [told(kernel.Obstacle("proposed", str(case)))]})


def _record(action: str, move: VersionMove, case: Case, actor: Actor) -> None:
    ledger.record(
        action=action,
        government_id=case.government_id,
        subject=f"case:{case.ref}",
        key=case.key,
        rows=[move],
        actor=actor.snapshot(),
        details={"version": move.version_id, "batch": str(move.batch), "why": move.why},
    )


# -- deciding


def approve(*, batch: UUID, person: Person) -> list[Case]:
    """Move the cases of a proposal, all of them or none; return them.

    Raises NotProposed, SecondPerson for who proposed it, NoMandate for who does not head the office, OwnCase, CannotMove
    for a case that has lost its image since, CaseMoved.
    """
    moves = _proposed(batch, person)
    cases = {case.pk: case for case in _up_to_date(move.case_id for move in moves)}
    actors = {ref: _head(case, person) for ref, case in cases.items()}
    _refuse_without_image(list(cases.values()), moves[0].version_id)
    acts = [_moved(cases[move.case_id], move, actors[move.case_id]) for move in moves]
    with writing():
        for move, act in zip(moves, acts, strict=True):
            act.save("case.moved", {"from": act.events[0].payload["from"], "to": move.version_id})
            _decide(move, "approved", act.actor)
            _record("move.approved", move, act.case, act.actor)
    return [act.case for act in acts]


def turn_down(*, batch: UUID, person: Person) -> None:
    """End a proposal without moving anything. Raises as `approve`."""
    moves = _proposed(batch, person)
    actors = [_head(move.case, person) for move in moves]
    with writing():
        for move, actor in zip(moves, actors, strict=True):
            _decide(move, "turned down", actor)
            _record("move.turned-down", move, move.case, actor)


def _proposed(batch: UUID, person: Person) -> list[VersionMove]:
    moves = list(
        VersionMove.objects.select_related("case__offer__agency").filter(batch=batch, status="proposed")
    )
    if not moves:
        raise errors.NotProposed
    if any(move.proposed_by == person.ref for move in moves):
        raise errors.SecondPerson
    return moves


def _head(case: Case, person: Person) -> Actor:
    actor = people.authority_as_head(person, case.offer.agency_id, clock.now())
    if actor is None:
        raise errors.NoMandate
    actions.refuse_own_case(case, person)
    return actor


def _moved(case: Case, move: VersionMove, actor: Actor) -> Act:
    act = Act(case, actor)
    act.feed("version_changed", _payload(case, move.version_id, move.proposed_as, move.why))
    act.prepare()
    return act


def _decide(move: VersionMove, status: str, actor: Actor) -> None:
    move.status, move.decided_by, move.decided_at = status, actor.person, clock.now()
    if table_rows.update(move, {"status": "proposed"}) != 1:
        raise errors.CaseMoved
