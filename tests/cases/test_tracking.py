"""Following a case: with number and secret, as its owner, in the list of one's own."""

import re
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from balai.cases import access, actions, tasks
from balai.cases.models import Case, Task
from balai.cases.types import Completion
from balai.documents.rules import qr_svg
from balai.lib import clock
from balai.lib.ids import new_ref
from balai.notices import selectors as notices
from balai.people import selectors as people
from tests.cases.journeys import begin, photo, reported_birth, signed_in
from tests.hall import person
from tests.pages import PageClient


def work():
    while tasks.turn():
        pass


def submitted(name="sari"):
    """A birth case at the official's desk, and the applicant's client."""
    case = reported_birth(name)
    work()
    return signed_in(name), Case.objects.get(pk=case.pk)


def official(case, **done):
    """Let whoever holds the post do the open task; return the case afterwards."""
    task = Task.objects.get(case=case, status="open")
    case = Case.objects.select_related("offer__agency", "government", "applicant__government", "acting").get(
        pk=case.pk
    )
    holder = people.holders_by_ref(task.agency, task.position, clock.now())[0].person
    actions.complete_task(case=case, n=task.n, seq=case.seq, done=Completion(**done), person=holder)
    work()
    return Case.objects.get(pk=case.pk)


def asked_to_correct(case, *fields):
    return official(
        case,
        outcome="perbaikan",
        reason="tidak_terbaca",
        note="Bagian bawah gelap.",
        fields=fields,
        form={"dokumen_asli": True},
    )


def test_number_and_secret_show_where_a_case_is_without_signing_in(hall):
    _, case = submitted()
    visitor = PageClient()
    secret = actions.receipt(case).secret
    sent = visitor.submit(visitor.get(reverse("track")), {"nomor": case.number, "kode": secret})
    assert secret not in sent.location
    page = visitor.get(sent.location)
    assert "Sedang dikerjakan: Periksa berkas." in page.words
    assert "Sisa 3 hari kerja" in page.words
    assert "Berikutnya: Tanda tangani" in page.words
    assert "Sari Contoh" not in page.words
    assert "Bintang" not in page.words


def test_whoever_holds_number_and_secret_is_not_taken_for_the_applicant(hall):
    _, case = submitted()
    case = asked_to_correct(case, "dokumen.surat_lahir")
    visitor = PageClient()
    sent = visitor.submit(
        visitor.get(reverse("track")), {"nomor": case.number, "kode": actions.receipt(case).secret}
    )
    page = visitor.get(sent.location)
    assert "Menunggu pemohon: Perbaiki isian." in page.words
    assert "karena menunggu pemohon" in page.words
    assert "Anda" not in page.words


def test_the_qr_of_a_receipt_keeps_the_secret_behind_the_fragment(hall):
    client, case = submitted()
    page = client.get(reverse("receipt", args=[case.ref]))
    picture = page.select_one("main img")["src"]
    kept = actions.receipt(case)
    address = f"{settings.BASE_URL}/lacak/?nomor={kept.number}#{kept.secret}"
    answer = client.get(picture).response
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content == qr_svg(address)
    assert kept.secret not in picture
    assert signed_in("joko").get(picture).status == 404


def test_a_receipt_can_be_printed_with_and_without_a_script(hall):
    client, case = submitted()
    page = client.get(reverse("receipt", args=[case.ref]))
    assert page.select_one("[data-print][hidden]")
    assert "Cetak lewat menu peramban" in page.select_one("noscript").get_text()


def test_a_number_is_read_however_it_is_typed(hall):
    _, case = submitted()
    secret = actions.receipt(case).secret
    typed = {"nomor": f" {case.number.lower()} ", "kode": secret.upper().replace("-", " ")}
    visitor = PageClient()
    assert visitor.submit(visitor.get(reverse("track")), typed).location == reverse("tracked") + "#isi"


def test_a_wrong_secret_and_an_unknown_number_get_the_same_answer(hall):
    _, case = submitted()
    visitor = PageClient()
    form = visitor.get(reverse("track"))
    wrong = visitor.submit(form, {"nomor": case.number, "kode": "00000-00000-00000-00000-00000-0"})
    unknown = visitor.submit(form, {"nomor": "1971-2026-999999-X", "kode": "00000-00000-00000-00000-00000-0"})
    assert (wrong.status, wrong.wrong) == (unknown.status, unknown.wrong)
    assert wrong.status == 404


def test_trying_too_often_is_refused_in_words(hall):
    visitor = PageClient()
    form = visitor.get(reverse("track"))
    with clock.at(clock.now()):
        for _ in range(21):
            page = visitor.submit(form, {"nomor": "1971-2026-999999-X", "kode": "x"})
    assert page.status == 429
    assert "Terlalu banyak percobaan" in page.wrong[0]


def test_what_number_and_secret_opened_can_be_closed_again(hall):
    _, case = submitted()
    visitor = PageClient()
    visitor.submit(
        visitor.get(reverse("track")), {"nomor": case.number, "kode": actions.receipt(case).secret}
    )
    visitor.submit(visitor.get(reverse("tracked")))
    assert visitor.get(reverse("tracked")).location == reverse("track")


def test_the_owner_sees_answers_rules_articles_and_who_read_the_file(hall):
    client, case = submitted()
    reader = person("dimas")
    access.get_case(reader, case.ref)
    page = client.get(reverse("case", args=[case.ref]))
    assert "Bintang Contoh" in page.words
    assert "UU 24/2013 pasal 27 ayat (1)" in page.words
    assert "jalur_tepat" in page.words
    assert "Jalur: Tepat waktu, karena “Hari sejak lahir” adalah" in page.words
    assert people.positions_of(reader, clock.now())[0].title in page.words


def test_a_rule_is_explained_to_its_owner_in_the_language_that_they_chose(hall):
    client, case = submitted()
    client.submit(client.get(reverse("front")), form="form.languages", button="English")
    page = client.get(reverse("case", args=[case.ref]))
    assert "On time or late: On time, because “Days since birth” is" in page.words


def test_letters_are_written_in_the_language_that_their_reader_chose(hall):
    client = signed_in("sari")
    client.submit(client.get(reverse("front")), form="form.languages", button="English")
    _, case = submitted()
    case = official(case, outcome="tolak", reason="ganda", form={"dokumen_asli": True})
    case = official(case, outcome="tolak")
    received, refused = notices.about(person("sari"), case.ref)
    assert received.subject == f"We have received application {case.number}"
    assert "Kelahiran sudah tercatat" not in refused.body
    assert notices.about(person("dimas"), case.ref) == []


def test_a_file_that_nobody_read_says_so(hall):
    client, case = submitted()
    assert "Belum ada petugas yang membuka berkas ini." in client.get(reverse("case", args=[case.ref])).words


def test_days_left_are_working_days_and_a_passed_limit_is_admitted(hall):
    client, case = submitted()
    with clock.at(clock.now() + timedelta(days=30)):
        page = client.get(reverse("case", args=[case.ref]))
    assert re.search(r"Lewat \d+ hari kerja", page.words)
    assert "Kami terlambat" in page.words


def test_a_pause_is_explained(hall):
    client, case = submitted()
    asked_to_correct(case, "dokumen.surat_lahir")
    page = client.get(reverse("case", args=[case.ref]))
    assert "Kami menunggu Anda" in page.words
    assert "Berhenti" in page.words
    assert "Dokumen tidak terbaca" in page.words


def test_a_granted_case_offers_its_certificate(hall):
    client, case = submitted()
    case = official(case, outcome="sesuai", form={"dokumen_asli": True})
    case = official(case, confirmed="totp")
    assert case.status == "granted"
    page = client.get(reverse("case", args=[case.ref]))
    assert "Dikabulkan" in page.words
    link = next(a["href"] for a in page.select("a") if "/dokumen/terbit/" in a["href"])
    assert client.get(link).response["Content-Type"] == "application/pdf"


def test_my_cases_show_first_what_waits_for_me(hall):
    client, case = submitted()
    begin(client, "izin-usaha")
    asked_to_correct(case, "dokumen.surat_lahir")
    page = client.get(reverse("my_cases"))
    assert "Belum dikirim" in page.words
    assert "Menunggu Anda" in page.words
    assert page.select_one(".nav .badge").get_text().startswith("1")


def test_many_cases_are_shown_page_by_page(hall):
    client, first = submitted()
    for n in range(24):
        copy = Case.objects.get(pk=first.pk)
        copy.number = f"1971-2026-{n:06d}-Z"
        copy.ref = new_ref()
        copy.save(force_insert=True)
    page = client.get(reverse("my_cases"))
    assert len(page.select("tbody tr")) == 20
    further = client.get(reverse("my_cases") + page.select_one("a[rel=next]")["href"])
    assert len(further.select("tbody tr")) == 5


def test_somebody_without_cases_is_led_to_the_services(hall):
    page = signed_in("maya").get(reverse("my_cases"))
    assert "Belum ada permohonan" in page.words
    assert page.select_one(f'main a[href="{reverse("services")}"]')


def test_correcting_asks_only_for_what_the_official_pointed_at(hall):
    client, case = submitted()
    case = asked_to_correct(case, "dokumen.surat_lahir")
    task = Task.objects.get(case=case, status="open")
    page = client.get(reverse("correct", args=[case.ref, task.n]))
    names = {one["name"] for one in page.select("main form [name]")} - {"csrfmiddlewaretoken"}
    assert names == {"dokumen.surat_lahir", "dokumen.sptjm_kelahiran"}
    assert "Dokumen tidak terbaca" in page.words
    assert "Bagian bawah gelap." in page.words


def test_a_correction_lets_the_case_and_its_clock_go_on(hall):
    client, case = submitted()
    case = asked_to_correct(case, "dokumen.surat_lahir")
    before = case.open_state()["answers"]["dokumen"]["surat_lahir"]
    task = Task.objects.get(case=case, status="open")
    page = client.get(reverse("correct", args=[case.ref, task.n]))
    sent = client.submit(page, {"dokumen.surat_lahir": photo("Surat keterangan lahir yang jelas")})
    assert sent.location == reverse("case", args=[case.ref])
    work()
    case = Case.objects.get(pk=case.pk)
    assert case.open_state()["answers"]["dokumen"]["surat_lahir"] != before
    assert not case.paused
    assert Task.objects.get(case=case, status="open").element == "verifikasi"


def test_a_correction_that_changes_nothing_is_not_sent(hall):
    client, case = submitted()
    case = asked_to_correct(case, "anak.nama")
    page = client.get(reverse("correct", args=[case.ref, Task.objects.get(case=case, status="open").n]))
    again = client.submit(page)
    assert again.status == 422
    assert "Belum ada yang Anda ubah" in again.wrong[0]
    assert Case.objects.get(pk=case.pk).paused


def test_a_wrong_correction_is_named_and_kept(hall):
    client, case = submitted()
    case = asked_to_correct(case, "anak.nama")
    page = client.get(reverse("correct", args=[case.ref, Task.objects.get(case=case, status="open").n]))
    again = client.submit(page, {"anak.nama": "Bulan"})
    assert again.status == 422
    assert again.select_one('[name="anak.nama"]')["value"] == "Bulan"
    assert Case.objects.get(pk=case.pk).open_state()["answers"]["anak"]["nama"] == "Bintang Contoh"


def test_a_correction_sent_twice_counts_once(hall):
    client, case = submitted()
    case = asked_to_correct(case, "anak.nama")
    page = client.get(reverse("correct", args=[case.ref, Task.objects.get(case=case, status="open").n]))
    client.submit(page, {"anak.nama": "Bulan Contoh"})
    seq = Case.objects.get(pk=case.pk).seq
    assert client.submit(page, {"anak.nama": "Lain Contoh"}).location == reverse("case", args=[case.ref])
    assert Case.objects.get(pk=case.pk).seq == seq


def test_what_the_rules_find_missing_is_asked_with_its_article(hall):
    case = reported_birth("joko", {"ibu": "Wati Contoh", "ayah": "Joko Contoh"})
    work()
    client = signed_in("joko")
    page = client.get(reverse("correct", args=[case.ref, Task.objects.get(case=case, status="open").n]))
    assert "Permendagri 108/2019 pasal 33" in page.words
    demanded = page.select_one('fieldset:has([name="dokumen.buku_nikah"])').get_text()
    assert "boleh dikosongkan" not in demanded
    assert "paling besar 10 MB" in demanded
    client.submit(page, {"dokumen.buku_nikah": photo("Buku nikah")})
    work()
    assert Task.objects.get(case=case, status="open").element == "verifikasi"


def test_a_refusal_gives_its_reason_and_article(hall):
    client, case = submitted()
    case = official(case, outcome="tolak", reason="ganda", form={"dokumen_asli": True})
    case = official(case, outcome="tolak")
    page = client.get(reverse("case", args=[case.ref]))
    assert "Ditolak" in page.words
    assert "Alasan: Kelahiran sudah tercatat." in page.words
    assert "UU 24/2013 pasal 27 ayat (1)" in page.words


def test_an_officials_task_is_no_page_of_the_applicant(hall):
    client, case = submitted()
    task = Task.objects.get(case=case, status="open")
    assert client.get(reverse("correct", args=[case.ref, task.n])).status == 404
