"""Incidents: an effect failed for good; whoever heads the office settles it, and the case goes on."""

import pytest
from django.urls import reverse

from balai.cases import actions
from balai.cases.models import Incident
from balai.cases.types import Completion
from balai.lib.db import writing
from balai.lib.jobs.models import Job
from tests.cases.desks import at_desk, birth, fresh, nothing_changes, open_task, verified
from tests.hall import person


@pytest.fixture
def stuck(hall):
    """A signed case whose recording failed for good."""
    case = verified(birth())
    actions.complete_task(
        case=case, n=open_task(case).n, seq=None, done=Completion(confirmed="totp"), person=person("ratna")
    )
    n = int(next(iter(fresh(case).open_state()["open_calls"])))
    Job.objects.filter(done_at=None).delete()
    with writing():
        actions.open_incident(case_ref=case.pk, n=n, error="register tidak menjawab")
    return fresh(case)


def url_of(case):
    return reverse("desk_incident", args=[case.pk, Incident.objects.get(case=case).n])


def test_the_head_sees_the_incident_and_others_only_that_there_is_one(stuck):
    page = at_desk("ratna").get(reverse("desk_case", args=[stuck.pk]))
    assert page.select_one(f'main a[href="{url_of(stuck)}"]')
    other = at_desk("dimas").get(reverse("desk_case", args=[stuck.pk]))
    assert "Ada kendala sistem" in other.words
    assert at_desk("dimas").get(url_of(stuck)).status == 404
    assert stuck.number in at_desk("ratna").get(reverse("office")).words


def test_trying_again_puts_the_call_back_into_the_outbox(stuck):
    desk = at_desk("ratna")
    done = desk.submit(desk.get(url_of(stuck)), {"cara": "retry"})
    assert done.location == reverse("desk_case", args=[stuck.pk])
    assert Job.objects.filter(done_at=None, kind="cases.call").count() == 1
    assert Incident.objects.get(case=stuck).settled_by == person("ratna").ref


def test_answering_by_hand_wants_a_reason(stuck):
    desk = at_desk("ratna")
    with nothing_changes(stuck):
        page = desk.submit(desk.get(url_of(stuck)), {"cara": "by_hand"})
    assert page.wrong == ["Tulis alasan dan apa yang sudah dilakukan."]
    assert Incident.objects.get(case=stuck).settled_at is None


def test_answered_by_hand_the_case_goes_on(stuck):
    desk = at_desk("ratna")
    desk.submit(desk.get(url_of(stuck)), {"cara": "by_hand", "alasan": "Dicatat di buku register."})
    incident = Incident.objects.get(case=stuck)
    assert (incident.how, incident.reason) == ("by_hand", "Dicatat di buku register.")
    assert fresh(stuck).seq > stuck.seq


def test_an_incident_settled_by_another_is_said(stuck):
    desk, url = at_desk("ratna"), url_of(stuck)
    page = desk.get(url)
    desk.submit(page, {"cara": "retry"})
    assert desk.get(url).status == 404
    assert Job.objects.filter(done_at=None, kind="cases.call").count() == 1
