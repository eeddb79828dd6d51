"""What may go when its time has come, and what stays."""

from datetime import timedelta
from io import StringIO

from django.contrib.sessions.models import Session
from django.core.management import call_command

from balai.cases import drafts, replies
from balai.cases.models import ApiReply, Case
from balai.catalog import selectors as catalog
from balai.ledger.verify import verify
from balai.lib import clock
from balai.lib.db import writing
from balai.lib.jobs.models import Job
from balai.lib.keys.models import SubjectKey
from tests.cases.desks import birth
from tests.cases.journeys import save, signed_in
from tests.hall import person


def keep_house(**later) -> str:
    out = StringIO()
    with clock.at(clock.now() + timedelta(**later)):
        call_command("housekeeping", stdout=out)
    return out.getvalue()


def draft_of(name="sari"):
    applicant = person(name)
    return drafts.start(offer=catalog.offer_for("akta-kelahiran", applicant), person=applicant)


def test_a_draft_goes_with_its_key_when_the_retention_of_its_folder_is_over(hall):
    draft = draft_of()
    assert "drafts: 0 deleted" in keep_house(days=29)
    assert "drafts: 1 deleted" in keep_house(days=32)
    assert not Case.objects.exists()
    assert SubjectKey.objects.using("keys").get(pk=draft.key).secret is None
    assert verify().findings == []


def test_a_draft_that_somebody_went_on_with_stays(hall):
    draft = draft_of()
    with clock.at(clock.now() + timedelta(days=20)):
        save(draft, person("sari"), "pelapor", {"pelapor.hubungan": ["ibu"]})
    assert "drafts: 0 deleted" in keep_house(days=40)
    assert Case.objects.get().pk == draft.pk


def test_what_was_handed_in_stays(hall):
    case = birth()
    assert "drafts: 0 deleted" in keep_house(days=4000)
    assert case.open_state()["answers"]
    assert verify().findings == []


def test_finished_jobs_go_and_failed_ones_stay(hall):
    birth()
    failed = Job.objects.create(kind="cases.call", payload={}, due_at=clock.now(), failed_at=clock.now())
    done = Job.objects.exclude(done_at=None).count()
    assert done
    assert "finished jobs: 0 deleted" in keep_house(days=29)
    assert f"finished jobs: {done} deleted" in keep_house(days=31)
    assert Job.objects.get().pk == failed.pk


def test_a_kept_reply_goes_after_its_days(hall, settings):
    with writing():
        replies.repeatable(person("sari"), "apply", "kunci", b"{}").keep(201, {"ref": "x"})
    keep_house(days=settings.KEEP_REPLIES_DAYS - 1)
    assert ApiReply.objects.count() == 1
    assert "API replies: 1 deleted" in keep_house(days=settings.KEEP_REPLIES_DAYS, seconds=1)
    assert not ApiReply.objects.exists()


def test_a_session_goes_when_it_has_ended(hall):
    signed_in("sari")
    assert Session.objects.count() == 1
    assert "expired sessions: 0 deleted" in keep_house(hours=11)
    assert "expired sessions: 1 deleted" in keep_house(hours=13)
    assert not Session.objects.exists()
