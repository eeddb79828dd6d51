"""The case on the desk: seen whole, decided beside it, and every refusal readable."""

from django.urls import reverse

from balai.cases import actions
from balai.cases.models import CaseRead, Task
from balai.cases.types import Completion
from balai.documents import selectors as documents
from balai.people import actions as people
from balai.people.models import Position
from balai.people.types import Actor
from tests.cases.desks import at_desk, birth, fresh, licence, nothing_changes, open_task, task_url
from tests.cases.journeys import photo
from tests.hall import person
from tests.people.people_factory import make_position

FORM = 'main .todo form[method=post]:has([name="seq"])'
OUTCOME = "putusan:hasil"
FINE = {"dokumen_asli": "ya", OUTCOME: "sesuai"}


def decide(desk, case, values, **kwargs):
    return desk.submit(desk.get(task_url(case)), values, form=FORM, **kwargs)


def test_a_case_shows_who_said_what_beside_the_register(hall):
    case = birth()
    page = at_desk().get(task_url(case))
    assert page.heading == case.number
    assert "Ayah Dikenal register" in page.words
    assert "Saksi pertama Cocok dengan register" in page.words
    assert "Dilaporkan tepat waktu atau terlambat? Tepat waktu" in page.words
    assert "perlu konfirmasi biro hukum" in page.words
    assert "Permohonan diajukan" in page.words


def test_a_decision_is_saved_and_the_case_goes_on(hall):
    case, desk = birth(), at_desk()
    page = decide(desk, case, FINE)
    assert page.location == reverse("desk")
    assert f"{case.number}, Periksa berkas: Sesuai. Tersimpan." in desk.get(page.location).words
    assert open_task(case).element == "tanda_tangan"
    assert Task.objects.get(case=case, status="done").closed_by == person("dimas").ref


def test_what_is_missing_is_named_and_what_was_typed_stays(hall):
    case = birth()
    with nothing_changes(case):
        page = decide(at_desk(), case, {OUTCOME: "tolak", "putusan:catatan": "Lihat akta lama."})
    assert page.status == 422
    assert page.wrong == ["Jawab apakah pindaian berasal dari dokumen asli.", "Pilih alasannya."]
    assert "Lihat akta lama." in page.select_one("textarea").get_text()
    assert page.select_one(f'[name="{OUTCOME}"][checked]')["value"] == "tolak"


def test_an_outcome_must_be_chosen(hall):
    case = birth()
    with nothing_changes(case):
        page = decide(at_desk(), case, {"dokumen_asli": "ya"})
    assert page.wrong == ["Pilih hasilnya."]


def test_a_correction_names_the_fields_that_the_applicant_may_change(hall):
    case = birth()
    back = {"dokumen_asli": "ya", OUTCOME: "perbaikan", "putusan:alasan:perbaikan": "tidak_terbaca"}
    with nothing_changes(case):
        page = decide(at_desk(), case, back)
    assert page.wrong == ["Centang sedikitnya satu isian."]
    decide(at_desk(), case, back | {"putusan:isian": ["dokumen.surat_lahir"], "putusan:catatan": "Gelap."})
    after = fresh(case)
    assert after.paused
    assert after.open_state()["tasks"]["verifikasi"]["fields"] == ["dokumen.surat_lahir"]


def test_the_register_is_not_sent_back_to_the_applicant_to_mend(hall):
    page = at_desk().get(task_url(birth()))
    offered = {box["value"] for box in page.select('[name="putusan:isian"]')}
    assert "anak.nama" in offered
    assert "pelapor.nik" not in offered


def test_a_task_is_taken_and_given_back(hall):
    case, desk = birth(), at_desk()
    taken = desk.submit(desk.get(task_url(case)), form=f'form[action="{task_url(case, "desk_take")}"]')
    assert "Anda kerjakan" in desk.get(taken.location).words
    desk.post(task_url(case, "desk_release"))
    assert open_task(case).taken_by is None


def test_the_second_official_learns_who_took_it_and_keeps_what_was_typed(hall):
    case, second = birth(), at_desk("lestari")
    page = second.get(task_url(case))
    actions.take_task(case=case, n=open_task(case).n, person=person("dimas"))
    with nothing_changes(case):
        answer = second.submit(page, FINE | {"putusan:catatan": "Sudah saya periksa."}, form=FORM)
    assert answer.status == 409
    assert answer.wrong == ["Tugas ini sedang dikerjakan Dimas Teladan."]
    assert "Sudah saya periksa." in answer.select_one("textarea").get_text()


def test_the_second_official_learns_who_finished_it(hall):
    case, second = birth(), at_desk("lestari")
    page, url = second.get(task_url(case)), task_url(case)
    decide(at_desk(), case, FINE)
    with nothing_changes(case):
        answer = second.submit(page, FINE, form=FORM)
    assert answer.status == 409
    assert "sudah diselesaikan Dimas Teladan" in answer.words
    assert "sudah diselesaikan Dimas Teladan" in second.get(url).words


def test_nobody_works_on_a_case_of_their_own_family(hall):
    case = birth()
    people.appoint(
        person=person("budi"),
        position=make_position(case.offer.agency, acts=("verify",)),
        kind="definitif",
        decree="SK Contoh 9/2026",
        starts=case.created_at.replace(year=2025),
        actor=Actor.system(),
    )
    desk = at_desk("budi")
    assert "Anda tidak boleh memutus permohonan sendiri atau keluarga." in desk.get(task_url(case)).words
    with nothing_changes(case):
        answer = desk.post(task_url(case), FINE)
    assert answer.status in {403, 422}


def test_reading_is_recorded_once_an_hour_and_the_file_opens_only_in_its_case(hall):
    case, other, desk = birth(), birth("budi"), at_desk()
    ref = case.open_state()["answers"]["dokumen"]["surat_lahir"]
    page = desk.get(reverse("desk_document", args=[case.pk, ref]))
    assert page.response.headers["Content-Type"] == "image/jpeg"
    desk.get(task_url(case))
    assert CaseRead.objects.filter(case=case, person=person("dimas").ref).count() == 1
    assert desk.get(reverse("desk_document", args=[other.pk, ref])).status == 404
    assert at_desk("fitri").get(reverse("desk_document", args=[case.pk, ref])).status == 404


def test_an_inspection_takes_photographs_and_a_signature(hall):
    case, desk = licence(), at_desk("wawan")
    assert open_task(case).element == "inspeksi"
    one = {OUTCOME: "memenuhi", "foto": [photo("Dapur")], "tanda_tangan": photo("Tanda tangan")}
    with nothing_changes(case):
        page = decide(desk, case, one)
    assert page.wrong == ["Tambahkan foto lokasi hingga sedikitnya 2."]
    done = desk.submit(page, {"foto": [*kept(page, "foto"), photo("Gudang")]}, form=FORM)
    assert done.location == reverse("desk"), done.wrong
    values = fresh(case).open_state()["tasks"]["inspeksi"]
    assert len(values["foto"]) == 2
    assert {str(one.ref) for one in documents.vault(person("wawan"))} >= set(values["foto"])


def kept(page, name):
    return [box["value"] for box in page.select(f'[name="{name}"][checked]')]


def test_a_file_of_somebody_else_is_not_taken(hall):
    case, owner = licence(), birth()
    ref = owner.open_state()["answers"]["dokumen"]["surat_lahir"]
    values = {OUTCOME: "memenuhi", "foto": [ref, ref], "tanda_tangan": ref, "seq": case.seq}
    with nothing_changes(case):
        page = at_desk("wawan").post(task_url(case), values)
    assert page.status == 422
    assert "berkas itu tidak dikenali" in page.wrong[0]


def test_a_photograph_is_taken_as_soon_as_it_is_chosen(hall):
    case = licence()
    answer = at_desk("wawan").post(task_url(case, "desk_upload"), {"field": "foto", "file": photo("Dapur")})
    assert answer.status == 201
    assert answer.json()["name"] == "surat.jpg"
    refused = at_desk("wawan").post(task_url(case, "desk_upload"), {"field": "lain", "file": photo("Dapur")})
    assert refused.status == 404


def test_who_did_the_first_task_may_not_do_the_second(hall):
    case = birth()
    head = Position.objects.get(
        kind="kepala_instansi", agency__kind="dukcapil", agency__government__code="1971"
    )
    people.appoint(
        person=person("dimas"),
        position=head,
        kind="plh",
        decree="SK Contoh 8/2026",
        starts=case.created_at.replace(year=2025),
        actor=Actor.system(),
    )
    done = Completion(outcome="sesuai", form={"dokumen_asli": True})
    actions.complete_task(case=case, n=open_task(case).n, seq=None, done=done, person=person("dimas"))
    page = at_desk().get(task_url(case, "desk_sign"))
    assert "harus dikerjakan orang lain" in page.words
    with nothing_changes(case):
        at_desk().post(task_url(case, "desk_sign"))
