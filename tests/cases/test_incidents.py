"""Incidents: an effect failed for good; whoever heads the office settles it, and the case goes on."""

import pytest
from django.urls import reverse

from balai.cases import actions, events, incidents, replay
from balai.cases.models import Incident
from balai.cases.types import Completion
from balai.ledger.verify import verify
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
        incidents.open_incident(case_ref=case.pk, n=n, error="register tidak menjawab")
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
    assert page.wrong[0] == "Tulis alasan dan apa yang sudah dilakukan."
    assert Incident.objects.get(case=stuck).settled_at is None


ANSWER = {
    "cara": "by_hand",
    "alasan": "Dicatat di buku register.",
    "jawaban:nik": "1971 0402 1126 0001",
    "jawaban:at-day": "22",
    "jawaban:at-month": "11",
    "jawaban:at-year": "2025",
}


def test_answered_by_hand_the_case_goes_on_with_what_the_operation_would_have_given(stuck):
    desk = at_desk("ratna")
    desk.submit(desk.get(url_of(stuck)), ANSWER)
    incident, case = Incident.objects.get(case=stuck), fresh(stuck)
    assert (incident.how, incident.reason) == ("by_hand", "Dicatat di buku register.")
    given = case.open_state()["tasks"]["catat"]
    assert given["nik"] == "1971040211260001"
    assert given["number"] == case.open_state()["certificate"]["number"]
    assert replay.replay(case).result == "equal"


def test_an_answer_by_hand_is_logged_as_one_and_bears_who_gave_it(stuck):
    desk = at_desk("ratna")
    desk.submit(desk.get(url_of(stuck)), ANSWER)
    event = next(one for one in events.opened(fresh(stuck)) if one.payload.get("by_hand"))
    assert event.actor["person"] == str(person("ratna").ref)
    assert (
        "Dijawab dengan tangan: Dicatat di buku register."
        in desk.get(reverse("desk_case", args=[stuck.pk])).words
    )
    assert verify().findings == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"jawaban:nik": ""}, "Isi jawaban ini, atau pilih coba lagi."),
        ({"jawaban:nik": "12"}, "NIK terdiri atas 16 angka. Periksa lalu ketik lagi."),
        ({"jawaban:at-month": "13"}, "Tanggal ini tidak ada. Tulis tanggal, bulan, dan tahun."),
        ({"jawaban:at-year": "2999"}, "Tanggal ini belum tiba. Tulis tanggal hari ini atau sebelumnya."),
    ],
)
def test_an_answer_that_the_operation_would_not_give_is_refused(stuck, typed, said):
    desk = at_desk("ratna")
    with nothing_changes(stuck):
        page = desk.submit(desk.get(url_of(stuck)), ANSWER | typed)
    assert page.wrong == [said]
    assert Incident.objects.get(case=stuck).settled_at is None


def test_a_look_up_is_answered_by_hand_with_how_many_records_fit(hall):
    case = birth(worked=False)
    with writing():
        n = int(next(iter(case.open_state()["open_calls"])))
        incidents.open_incident(case_ref=case.pk, n=n, error="register tidak menjawab")
    desk = at_desk("ratna")
    desk.submit(
        desk.get(url_of(case)), {"cara": "by_hand", "alasan": "Dicari di buku.", "jawaban:records": "2"}
    )
    assert len(fresh(case).open_state()["tasks"]["cari_kelahiran"]["records"]) == 2
    assert open_task(case).element == "verifikasi"


def test_an_incident_settled_by_another_is_said(stuck):
    desk, url = at_desk("ratna"), url_of(stuck)
    page = desk.get(url)
    desk.submit(page, {"cara": "retry"})
    assert desk.get(url).status == 404
    assert Job.objects.filter(done_at=None, kind="cases.call").count() == 1
