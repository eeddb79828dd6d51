"""A key that two people destroyed lawfully: the log says so, and still answers for the rows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from balai.cases import replay
from balai.cases.models import Case, Task
from balai.ledger import actions
from balai.ledger.errors import NeedsTwoPeople
from balai.ledger.models import Entry
from balai.ledger.verify import verify
from balai.lib.keys.models import SubjectKey
from balai.lib.keys.sealing import KeyDestroyed, forget_keys
from balai.people import selectors as people
from tests.cases.desks import birth
from tests.hall import person

BASIS = "Perka ANRI JRA urusan kependudukan"


def official(name):
    return people.applicant(person(name)).snapshot()


def destroyed(case, *names):
    two = tuple(map(official, names or ("ratna", "dimas")))
    return actions.destroy_key(
        subject=f"case:{case.ref}", key=case.key, government_id=case.government_id, basis=BASIS, actors=two
    )


def printed(*command):
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def findings():
    return {(one.table, one.row, one.column) for one in verify().findings}


def test_verify_names_the_entry_that_destroyed_a_key_and_finds_nothing(hall):
    case, other = birth(), birth("budi")
    entry = destroyed(case)
    with pytest.raises(KeyDestroyed):
        case.open_state()
    assert f"destroyed lawfully (entry {entry.pk})" in printed("ledger", "verify")
    assert other.open_state()["answers"]
    assert replay.replay(case).result == "destroyed"
    assert "1 destroyed, 1 equal" in printed("replay", "--all")


def test_rows_of_a_subject_whose_key_is_gone_are_still_held_against_the_log(hall):
    case = birth()
    destroyed(case)
    task = case.tasks.earliest("n")
    Task.objects.filter(pk=task.pk).update(outcome="tolak")
    assert findings() == {("task", f"{case.pk}/{task.n}", "outcome")}


def test_a_key_destroyed_without_an_entry_is_a_finding_and_a_difference(hall):
    case = birth()
    SubjectKey.objects.using("keys").filter(pk=case.key).update(secret=None)
    forget_keys()
    assert ("case", str(case.pk), "*") in findings()
    assert replay.replay(case).result == "differs"
    with pytest.raises(CommandError):
        printed("replay", "--all")


def test_a_case_that_names_the_destroyed_key_of_another_differs(hall):
    case, other = birth(), birth("budi")
    destroyed(other)
    Case.objects.filter(pk=case.pk).update(key=other.key)
    verdict = replay.replay(Case.objects.get(pk=case.pk))
    assert [one.column for one in verdict.differences] == ["key"]
    assert findings() == {("case", str(case.pk), "key")}


def test_a_key_that_should_be_destroyed_and_is_not_is_a_finding(hall):
    case = birth()
    secret = SubjectKey.objects.using("keys").get(pk=case.key).secret
    destroyed(case)
    SubjectKey.objects.using("keys").filter(pk=case.key).update(secret=secret)
    assert findings() == {("subject_key", str(case.key), "secret")}


def test_one_person_alone_destroys_nothing(hall):
    case = birth()
    before = Entry.objects.count()
    with pytest.raises(NeedsTwoPeople):
        destroyed(case, "ratna", "ratna")
    assert Entry.objects.count() == before
    assert case.open_state()["answers"]
