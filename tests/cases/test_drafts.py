"""Drafts: saved page by page, never lost, never overwritten unasked."""

from django.urls import reverse

from balai.cases import applying, drafts
from balai.cases.models import Case
from balai.catalog import selectors as catalog
from balai.ledger.models import Entry
from tests.cases.journeys import answer, begin, fill_in, photo, signed_in
from tests.hall import person


def state_of(case=None):
    case = case or Case.objects.get(status="draft")
    return case.open_state()


def at(client, name):
    """Open a page of the only draft."""
    return client.get(reverse("draft_page", args=[Case.objects.get(status="draft").ref, name]))


def test_a_person_has_one_draft_of_an_offer(hall):
    sari = person("sari")
    offer = catalog.offer_for("akta-kelahiran", sari)
    assert drafts.start(offer=offer, person=sari).pk == drafts.start(offer=offer, person=sari).pk
    assert Case.objects.count() == 1


def test_what_account_and_register_know_of_the_applicant_is_shown_and_not_asked(hall):
    page = begin(signed_in("sari"))
    assert "1971046107929902" in page.words
    assert not page.select('[name="pelapor.nik"]')
    assert page.select('[name="pelapor.hubungan"]')


def test_a_saved_page_is_not_in_the_proof_log(hall):
    client = signed_in("sari")
    page = begin(client)
    before = Entry.objects.count()
    client.submit(page, {"pelapor.hubungan": "ibu"})
    assert state_of()["answers"]["pelapor"]["hubungan"] == "ibu"
    assert Entry.objects.count() == before


def test_a_wrong_answer_is_kept_and_named(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="nama_anak")
    again = client.submit(page, {"anak.nama": "Bintang"})
    assert again.status == 422
    assert again.wrong == ["Nama harus dua kata atau lebih, tanpa angka, titik atau gelar."]
    assert at(client, "nama_anak").select_one('[name="anak.nama"]')["value"] == "Bintang"


def test_a_date_that_does_not_exist_is_kept_as_it_was_typed(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="waktu_lahir")
    typed = {
        "anak.tanggal_lahir-day": "31",
        "anak.tanggal_lahir-month": "2",
        "anak.tanggal_lahir-year": "2026",
        "anak.pukul": "05:40",
    }
    assert client.submit(page, typed).status == 422
    page = at(client, "waktu_lahir")
    assert [page.select_one(f'[name="{name}"]')["value"] for name in typed] == ["31", "2", "2026", "05:40"]
    assert len(page.wrong) == 1


def test_two_tabs_that_differ_show_both_values_and_let_the_person_choose(hall):
    client = signed_in("sari")
    first = fill_in(client, begin(client), until="nama_anak")
    second = at(client, "nama_anak")
    client.submit(first, {"anak.nama": "Bintang Contoh"})
    both = client.submit(second, {"anak.nama": "Bulan Contoh"})
    assert both.status == 409
    assert "Bintang Contoh" in both.words
    assert "Bulan Contoh" in both.words
    assert state_of()["answers"]["anak"]["nama"] == "Bintang Contoh"
    client.submit(both, {"pilih-anak.nama": "mine"})
    assert state_of()["answers"]["anak"]["nama"] == "Bulan Contoh"


def test_choosing_the_saved_value_of_two_keeps_it(hall):
    client = signed_in("sari")
    first = fill_in(client, begin(client), until="nama_anak")
    second = at(client, "nama_anak")
    client.submit(first, {"anak.nama": "Bintang Contoh"})
    both = client.submit(second, {"anak.nama": "Bulan Contoh"})
    assert client.submit(both, {"pilih-anak.nama": "saved"}).status == 302
    assert state_of()["answers"]["anak"]["nama"] == "Bintang Contoh"


def test_two_tabs_on_different_pages_disturb_nobody(hall):
    client = signed_in("sari")
    first = fill_in(client, begin(client), until="nama_anak")
    second = at(client, "jenis_kelamin")
    client.submit(first, {"anak.nama": "Bintang Contoh"})
    assert client.submit(second, {"anak.jenis_kelamin": "L"}).status == 302
    assert state_of()["answers"]["anak"] == {"nama": "Bintang Contoh", "jenis_kelamin": "L"}


def test_a_family_member_is_chosen_and_the_facts_confirmed_without_a_nik_in_the_browser(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="ibu")
    values = {one["value"] for one in page.select('input[name="orang-ibu"]')}
    assert not any(value.isdigit() for value in values)
    answer(client, page, "ibu")
    state = state_of()
    assert state["answers"]["ibu"]["nama"] == "Sari Contoh"
    assert state["register"]["ibu"]["marriage_registered"] is True
    assert state["confirmed"] == ["ibu"]


def test_somebody_elses_record_cannot_be_chosen_as_family(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="ibu")
    stranger = applying.lookups.family(person("joko"))[0]
    client.submit(page, {"orang-ibu": str(stranger.ref)})
    state = state_of()
    assert "ibu" not in state["answers"]
    assert state["strangers"] == ["ibu"]


def test_a_mother_outside_the_family_is_typed_and_only_matched(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="ibu")
    page = client.get(client.submit(page, {"orang-ibu": "lain"}).location)
    typed = {"ibu.nik": "1971015509919906", "ibu.nama": "wati contoh", "ibu.kewarganegaraan": "WNI"}
    assert client.submit(page, typed).status == 302
    assert state_of()["register"]["ibu"] == {"found": True}


def test_a_nik_that_does_not_match_is_said_once_and_then_goes_on(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="saksi_1")
    typed = {"saksi_1.nik": "1971030112859912", "saksi_1.nama": "Bukan Agus"}
    again = client.submit(page, typed)
    assert again.status == 422
    assert "tidak cocok" in again.wrong[0]
    assert client.submit(again).status == 302
    assert state_of()["register"]["saksi_1"] == {"found": False}


def test_too_many_questions_to_the_register_are_refused_in_words(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="saksi_1")
    for n in range(31):
        page = client.submit(page, {"saksi_1.nik": "1971030112859912", "saksi_1.nama": f"Orang {n}"})
    assert "Terlalu sering" in page.wrong[0]
    assert state_of()["answers"]["saksi_1"]["nama"] == "Orang 30"


def test_a_refused_file_is_named_at_its_field_and_nothing_else_is_lost(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="surat_lahir")
    script = photo()
    script.truncate(0)
    script.write(b"<script>alert(1)</script>")
    script.seek(0)
    again = client.submit(page, {"dokumen.surat_lahir": script})
    assert again.status == 422
    assert again.select_one('[id="f-dokumen-surat_lahir-error"]')
    assert "dokumen" not in state_of()["answers"]


def test_an_uploaded_document_is_offered_again_and_can_be_taken_out(hall):
    client = signed_in("sari")
    fill_in(client, begin(client))
    ref = state_of()["answers"]["dokumen"]["surat_lahir"]
    page = at(client, "surat_lahir")
    assert page.select_one(f'input[value="{ref}"]').has_attr("checked")
    client.submit(page, button="Hapus surat.jpg dari permohonan")
    assert "dokumen" not in state_of()["answers"]
    assert at(client, "surat_lahir").select_one(f'input[value="{ref}"]')


def test_a_document_of_somebody_else_cannot_be_named(hall):
    budi = signed_in("budi")
    fill_in(budi, begin(budi))
    ref = state_of()["answers"]["dokumen"]["surat_lahir"]
    Case.objects.all().delete()
    sari = signed_in("sari")
    page = fill_in(sari, begin(sari), until="surat_lahir")
    token = page.select_one("main input[name=csrfmiddlewaretoken]")["value"]
    again = sari.post(page.path, {"csrfmiddlewaretoken": token, "dokumen.surat_lahir": ref, "revisi": "99"})
    assert again.status == 422
    assert "dokumen" not in state_of()["answers"]


def test_questions_follow_the_answers(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="ayah_dicatat")
    client.submit(page, {"ayah_dicatat": "tidak"})
    case = Case.objects.get()
    shown = [page.id for page in applying.opened(case, person("sari")).pages]
    assert "ayah" not in shown
    assert "buku_nikah" not in shown


def test_a_change_from_the_check_leads_back_to_the_check(hall):
    client = signed_in("sari")
    check = fill_in(client, begin(client))
    link = next(a for a in check.select("main a") if a["href"].endswith("nama_anak/?dari=periksa"))
    sent = client.submit(client.get(link["href"]), {"anak.nama": "Bulan Contoh"})
    assert sent.location.endswith("/periksa/")


def test_saving_for_later_keeps_the_page_and_lists_the_draft(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="nama_anak")
    sent = client.submit(page, {"anak.nama": "Bintang Contoh"}, button="Simpan, lanjutkan nanti")
    own = client.get(sent.location)
    assert "Belum dikirim" in own.words
    assert state_of()["answers"]["anak"]["nama"] == "Bintang Contoh"


def test_a_draft_is_deleted_after_asking(hall):
    client = signed_in("sari")
    begin(client)
    url = reverse("discard_draft", args=[Case.objects.get().ref])
    asked = client.get(url)
    assert Case.objects.count() == 1
    client.submit(asked)
    assert not Case.objects.exists()


def test_a_strangers_draft_does_not_exist(hall):
    begin(signed_in("sari"))
    ref = Case.objects.get().ref
    other = signed_in("budi")
    for name, args in (
        ("case", [ref]),
        ("draft_page", [ref, "nama_anak"]),
        ("check_answers", [ref]),
        ("discard_draft", [ref]),
    ):
        refused, unknown = (
            other.get(reverse(name, args=args)),
            other.get("/permohonan/00000000-0000-4000-8000-000000000000/"),
        )
        assert refused.status == 404
        assert refused.heading == unknown.heading


def test_what_was_typed_when_the_session_had_ended_stands_there_after_signing_in(hall):
    client = signed_in("sari")
    page = fill_in(client, begin(client), until="nama_anak")
    client.logout()
    sent = client.submit(page, {"anak.nama": "Bintang Contoh"})
    assert sent.location.startswith(reverse("account_login"))
    client.force_login(person("sari").account)
    again = client.get(page.path)
    assert again.select_one('[name="anak.nama"]')["value"] == "Bintang Contoh"
    assert "Isian Anda masih ada" in again.words
