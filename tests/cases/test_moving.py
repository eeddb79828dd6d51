"""A running case moves to another version of its service: shown first, by two people, in the log, and back again."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from balai.cases import actions, errors, moving
from balai.cases.dossier import of as dossier_of
from balai.cases.management.commands import move_cases
from balai.cases.models import Case, Deadline, Event, Task, Timer, VersionMove
from balai.cases.replay import replay
from balai.cases.standing import of as standing_of
from balai.catalog import selectors as catalog
from balai.catalog.models import Offer
from balai.config.folder import read_folder
from balai.ledger import actions as ledger
from balai.ledger.models import Entry
from balai.ledger.verify import verify
from balai.people import selectors as people
from tests.walking import Hall, open_hall

PASSWORD = "contoh-kata-sandi-2026"
NAME = "akta-kelahiran"
LONGER = ("service.toml", 'limit = "3 working days"', 'limit = "5 working days"')
SLOWER = ("service.toml", 'due = "1 working day"\nwarn', 'due = "2 working days"\nwarn')


@pytest.fixture
def hall(db, settings, tmp_path) -> Hall:
    settings.DEMO, settings.VAR = True, tmp_path
    settings.DOCUMENTS = tmp_path / "documents"
    return open_hall()


@pytest.fixture
def case(hall) -> Case:
    """A case that waits for verification."""
    example = course()
    hall.now = example.submitted
    case = hall.submit(NAME, example.form, example.register)
    hall.work()
    return Case.objects.get(pk=case.pk)


def course():
    return next(one for one in catalog.service(offer().version_id).examples if one.name == "tepat-waktu")


def go_on(hall, case, steps):
    for step in steps:
        hall.take(catalog.service(case.version), case, step)


def offer() -> Offer:
    return Offer.objects.get(name=NAME)


def published(hall, *edits) -> str:
    """Publish the service with some edits; return the new version."""
    return hall.publish(NAME, *edits)


def renamed(old, new):
    """Return the edits that give a step another id."""
    files = read_folder(Path(settings.ROOT) / "services" / NAME)
    return [(path, old, new) for path, data in files.items() if old.encode() in data]


def holder(hall, post):
    return people.holders_by_ref(offer().agency.ref, post, hall.now)[0].person


def proposed(hall, case, version, why="Peraturan baru"):
    with hall.clock():
        return moving.propose(cases=[case], version=version, why=why, person=holder(hall, "verifikator"))


def moved(hall, case, version) -> Case:
    batch = proposed(hall, case, version)
    with hall.clock():
        moving.approve(batch=batch, person=holder(hall, "kepala_instansi"))
    return Case.objects.get(pk=case.pk)


def in_order(*cases) -> None:
    """Say that every case replays byte for byte and the log answers for every row."""
    assert {replay(case).result for case in cases} == {"equal"}
    while ledger.sequence():
        pass
    assert not verify().findings


def rows(case):
    return [
        sorted(map(str, model.objects.filter(case_id=case.pk).values_list()))
        for model in (Event, Task, Timer, Deadline, VersionMove)
    ] + [bytes(Case.objects.get(pk=case.pk).state), Entry.objects.count()]


def test_limits_follow_the_new_version_and_the_case_replays(hall, case):
    version = published(hall, LONGER, SLOWER)
    task, due = case.tasks.get(element="verifikasi").due_on, case.due_on
    after = moved(hall, case, version)
    assert after.version == version
    assert after.due_on > due
    assert after.tasks.get(element="verifikasi").due_on > task
    assert Deadline.objects.get(case=case, name="case").limit == "5 working days"
    in_order(after)


def test_it_is_shown_before_and_showing_changes_nothing(hall, case):
    version = published(hall, LONGER, ("service.toml", "amount = 0", "amount = 5000"))
    before = rows(case)
    with hall.clock():
        found = moving.impact(case, version)
    assert [name for name, _was, _now in found.limits] == ["case"]
    assert found.fee == (0, 5000)
    assert not found.obstacles
    assert rows(case) == before


def test_who_proposed_may_not_approve_and_neither_may_who_heads_nothing(hall, case):
    version = published(hall, LONGER)
    with hall.clock():
        head, verifier = holder(hall, "kepala_instansi"), holder(hall, "verifikator")
        batch = proposed(hall, case, version)
        before = rows(case)
        with pytest.raises(errors.SecondPerson):
            moving.approve(batch=batch, person=verifier)
        with pytest.raises(errors.NoMandate):
            moving.approve(batch=batch, person=hall.citizen)
    assert rows(case) == before
    assert head != verifier


def test_the_database_itself_wants_two_people(hall, case):
    proposed(hall, case, published(hall, LONGER))
    move = VersionMove.objects.get()
    for by in (move.proposed_by, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            VersionMove.objects.filter(pk=move.pk).update(status="approved", decided_by=by)
    move.refresh_from_db()
    assert move.status == "proposed"


def test_a_case_without_an_image_is_refused_and_nothing_changes(hall, case):
    gone = published(hall, *renamed("verifikasi", "pemeriksaan"))
    before = rows(case)
    with pytest.raises(errors.CannotMove) as refused:
        proposed(hall, case, gone)
    assert refused.value.details["cases"][case.number] == [
        "Langkah “verifikasi” yang sudah dicapai tidak ada dalam versi itu."
    ]
    assert rows(case) == before


def test_a_limit_that_would_pass_by_the_move_itself_is_refused(hall, case):
    version = published(hall, ("service.toml", 'due = "1 working day"\nwarn', 'due = "1 hour"\nwarn'))
    hall.until(hall.now + timedelta(hours=2))
    with pytest.raises(errors.CannotMove) as refused:
        proposed(hall, case, version)
    assert "akan lewat seketika" in refused.value.details["cases"][case.number][0]


def test_a_move_is_taken_back_while_nothing_rests_on_it(hall, case):
    before, old = rows(case)[1], case.version
    there = moved(hall, case, published(hall, LONGER, SLOWER))
    back = moved(hall, there, old)
    assert back.version == old
    assert back.due_on == case.due_on
    assert rows(back)[1] == before
    assert [event.kind for event in back.events.order_by("seq")][-2:] == ["version_changed"] * 2
    in_order(back)


def test_a_move_on_which_a_step_rests_is_not_taken_back(hall, case):
    old = case.version
    there = moved(hall, case, published(hall, LONGER))
    go_on(hall, there, course().steps[:2])
    before = rows(case)
    with pytest.raises(errors.CannotMove) as refused:
        proposed(hall, Case.objects.get(pk=case.pk), old)
    assert "tidak dapat dikembalikan" in refused.value.details["cases"][case.number][0]
    assert rows(case) == before


def test_a_moved_case_goes_on_to_its_end_under_the_new_version(hall, case):
    after = moved(hall, case, published(hall, SLOWER))
    go_on(hall, after, course().steps)
    after.refresh_from_db()
    assert after.status == "granted"
    in_order(after)


def test_officials_and_the_applicant_see_that_the_version_changed(hall, case):
    after = moved(hall, case, published(hall, LONGER))
    with hall.clock():
        told = [str(event.title) for event in standing_of(after).events]
        history = dossier_of(after, holder(hall, "verifikator"), "id").history
    assert "Aturan layanan berubah; permohonan Anda kini mengikuti yang baru" in told
    entry = next(one for one in history if one.title == "Berkas dipindahkan ke versi layanan yang baru")
    assert "Peraturan baru" in str(entry.text)


def test_a_proposal_that_is_turned_down_moves_nothing(hall, case):
    batch = proposed(hall, case, published(hall, LONGER))
    with hall.clock():
        moving.turn_down(batch=batch, person=holder(hall, "kepala_instansi"))
        with pytest.raises(errors.NotProposed):
            moving.approve(batch=batch, person=holder(hall, "kepala_instansi"))
    assert Case.objects.get(pk=case.pk).version == case.version
    assert VersionMove.objects.get().status == "turned down"
    in_order(case)


def test_the_command_shows_what_would_change(hall, case):
    version = published(hall, LONGER)
    before, said = rows(case), StringIO()
    with hall.clock():
        call_command("move_cases", NAME, to=version[:12], dry_run=True, stdout=said)
    assert f"{case.number}: can be moved\n    limit of case: " in said.getvalue()
    assert rows(case) == before
    with pytest.raises(CommandError, match="no published version"):
        call_command("move_cases", case.number, to="nothing", dry_run=True)


def test_two_officials_move_a_case_by_the_command_with_their_own_passwords(hall, case, monkeypatch):
    version, said = published(hall, LONGER), StringIO()
    first, second = (account(holder(hall, post)) for post in ("verifikator", "kepala_instansi"))
    monkeypatch.setattr(move_cases, "getpass", lambda: PASSWORD)
    with hall.clock():
        call_command("move_cases", case.number, to=version, why="Peraturan baru", by=first, stdout=said)
        batch = VersionMove.objects.get().batch
        assert f"--approve {batch}" in said.getvalue()
        with pytest.raises(CommandError, match="orang lain"):
            call_command("move_cases", approve=batch, by=first)
        call_command("move_cases", approve=batch, by=second, stdout=said)
    assert Case.objects.get(pk=case.pk).version == version


def test_the_command_takes_nobody_at_their_word(hall, case, monkeypatch):
    version, email = published(hall, LONGER), account(holder(hall, "verifikator"))
    monkeypatch.setattr(move_cases, "getpass", lambda: "wrong")
    with hall.clock(), pytest.raises(CommandError, match="password"):
        call_command("move_cases", case.number, to=version, why="Peraturan baru", by=email)
    assert not VersionMove.objects.exists()


def account(person) -> str:
    """Give an official's account a password; return its address."""
    found = people.account_of(person)
    assert found is not None
    found.set_password(PASSWORD)
    found.save()
    return found.email


def test_cases_that_run_on_are_not_touched_by_a_publication(hall, case):
    published(hall, LONGER)
    actions.fire_due_timers(case.pk)
    assert Case.objects.get(pk=case.pk).version == case.version
