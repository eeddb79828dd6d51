"""Officials at their desks in tests, and the cases that wait there."""

from contextlib import contextmanager
from datetime import timedelta

from django.urls import reverse

from balai.cases import actions, filing, tasks
from balai.cases.models import Case, Task
from balai.cases.types import Completion
from balai.catalog import selectors as catalog
from balai.lib import clock
from balai.people import actions as people_actions
from balai.people import selectors as people
from tests.cases.journeys import reported_birth
from tests.hall import person
from tests.pages import PageClient
from tests.people.people_factory import sign_in

LOW_RISK, HIGH_RISK = "95111", "20117"
LICENCE = {"nama": "Warung Contoh", "modal": 5_000_000_000, "zona": "usaha"}


def work():
    """Let the worker do everything that is due."""
    while tasks.turn():
        pass


def at_desk(name="dimas"):
    """A client of an official who proved a second factor."""
    return sign_in(PageClient(), person(name))


def birth(name="sari", *, worked=True, **kwargs):
    """A birth case at the desk of the verifying officials; not `worked`: before its look-up."""
    case = reported_birth(name, **kwargs)
    if worked:
        work()
    return fresh(case)


def licence(name="budi", *, kbli=HIGH_RISK):
    """A business licence that was applied for whole; its tasks depend on the KBLI code."""
    applicant = person(name)
    offer = catalog.offer_for("izin-usaha", applicant)
    regions = catalog.service(offer.version_id).lists["region.kelurahan"]
    place = next(row["kode"] for row in regions if row["kode"].startswith("19.71"))
    case = filing.new_case(offer, applicant)
    filing.file(case=case, answers={"usaha": LICENCE | {"kbli": kbli, "lokasi": place}}, person=applicant)
    work()
    return fresh(case)


def fresh(case):
    """The case as it stands now."""
    related = ("offer__agency", "government", "applicant__government", "acting")
    return Case.objects.select_related(*related).get(pk=case.pk)


def open_task(case):
    """The task that waits in a case."""
    return Task.objects.get(case=case, status="open")


def task_url(case, view="desk_task"):
    """Where the open task of a case is done."""
    return reverse(view, args=[case.pk, open_task(case).n])


def verified(case, name="dimas"):
    """The case after an official verified it."""
    done = Completion(outcome="sesuai", form={"dokumen_asli": True})
    actions.complete_task(case=case, n=open_task(case).n, seq=case.seq, done=done, person=person(name))
    work()
    return fresh(case)


def token(name, *scopes, days=1):
    """The header with which a program acts for somebody."""
    one = person(name)
    ends = clock.now() + timedelta(days=days)
    actor = people.applicant(one)
    _row, secret = people_actions.create_token(person=one, name="uji", scopes=scopes, ends=ends, actor=actor)
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


@contextmanager
def nothing_changes(case):
    """Assert that the block leaves a case as it was."""
    before = (Case.objects.get(pk=case.pk).seq, case.events.count(), list(case.tasks.order_by("n").values()))
    yield
    after = (Case.objects.get(pk=case.pk).seq, case.events.count(), list(case.tasks.order_by("n").values()))
    assert after == before
