"""Applying, from the first page to the receipt."""

from django.urls import reverse

from balai.cases import actions, tasks
from balai.cases.models import Case, Event
from balai.documents.models import IssuedDocument
from tests.cases.journeys import BIRTH, apply_for_birth, begin, fill_in, reported_birth, signed_in
from tests.pages import PageClient

LICENCE = {
    "pemohon": {},
    "nama_usaha": {"usaha.nama": "Toko Contoh Sari"},
    "kegiatan": {"usaha.kbli": "47112"},
    "modal": {"usaha.modal": "Rp50.000.000"},
    "lokasi": {"usaha.lokasi": "19.71.04.1001", "usaha.zona": "usaha"},
}


def test_a_birth_is_reported_from_the_first_page_to_the_receipt(hall):
    receipt = apply_for_birth(signed_in("sari"))
    assert receipt.heading == "Permohonan Anda sudah kami terima"
    case = Case.objects.get()
    assert case.number in receipt.words
    assert actions.receipt(case).secret in receipt.words
    assert case.open_state()["answers"]["anak"]["berat_kg"] == "3.1"


def test_somebody_who_is_not_signed_in_is_led_to_sign_in_and_back(hall):
    page = PageClient().get(reverse("apply", args=["akta-kelahiran"]))
    assert page.location.startswith(reverse("account_login"))
    assert "ajukan" in page.location


def test_sending_twice_makes_one_case_and_gives_the_same_receipt(hall):
    client = signed_in("sari")
    check = fill_in(client, begin(client))
    first = client.submit(check, {"pernyataan": "ya"})
    second = client.submit(check, {"pernyataan": "ya"})
    assert first.location == second.location
    assert Case.objects.count() == 1
    assert Event.objects.filter(kind="submitted").count() == 1


def test_going_back_to_a_page_of_a_sent_application_leads_to_the_case(hall):
    client = signed_in("sari")
    check = fill_in(client, begin(client))
    client.submit(check, {"pernyataan": "ya"})
    ref = Case.objects.get().ref
    assert client.get(reverse("draft_page", args=[ref, "nama_anak"])).location == reverse("case", args=[ref])
    assert client.get(reverse("check_answers", args=[ref])).location == reverse("receipt", args=[ref])


def test_nothing_is_sent_without_the_declaration(hall):
    client = signed_in("sari")
    check = fill_in(client, begin(client))
    again = client.submit(check)
    assert again.status == 422
    assert again.wrong == ["Centang pernyataan ini untuk mengirim."]
    assert Case.objects.get().status == "draft"


def test_an_unfinished_draft_is_not_sent_and_each_open_page_is_named(hall):
    client = signed_in("sari")
    fill_in(client, begin(client), until="saksi_1")
    check = client.get(reverse("check_answers", args=[Case.objects.get().ref]))
    assert not check.select("[name=pernyataan]")
    token = check.select_one("input[name=csrfmiddlewaretoken]")["value"]
    refused = client.post(check.path, {"csrfmiddlewaretoken": token, "pernyataan": "ya"})
    assert refused.status == 422
    assert "Tulis NIK saksi pertama." in refused.wrong
    assert Case.objects.get().status == "draft"


def test_the_receipt_says_what_comes_next_and_by_when(hall):
    receipt = apply_for_birth(signed_in("sari"))
    assert "Periksa berkas" in receipt.words
    assert "Terbit: kutipan akta kelahiran" in receipt.words
    assert "Paling lambat selesai" in receipt.words


def test_a_low_risk_business_gets_its_licence_at_once(hall):
    client = signed_in("sari")
    check = fill_in(client, begin(client, "izin-usaha"), LICENCE)
    assert "Ini bukan OSS" in check.words
    client.submit(check, {"pernyataan": "ya"})
    while tasks.turn():
        pass
    case = Case.objects.get()
    assert case.status == "granted"
    page = client.get(reverse("case", args=[case.ref]))
    assert reverse("issued_document", args=[IssuedDocument.objects.get().ref]) in {
        a["href"] for a in page.select("a[href]")
    }


def test_a_page_that_rests_on_a_decision_is_shown_when_it_says_so(hall):
    client = signed_in("sari")
    answers = LICENCE | {
        "kegiatan": {"usaha.kbli": "47111"},
        "modal": {"usaha.modal": "6000000000"},
        "pernyataan": {"usaha.pernyataan": "ya"},
    }
    seen = fill_in(client, begin(client, "izin-usaha"), answers, until="pernyataan")
    assert seen.path.endswith("/pernyataan/")
    assert "OSS" in seen.words


def test_applying_again_for_a_twin_keeps_parents_and_witnesses(hall):
    client, case = signed_in("sari"), reported_birth("sari")
    page = client.get(reverse("apply_again", args=[case.ref]))
    first = client.get(client.submit(page).location)
    assert first.path.endswith("/nama_anak/")
    asked = [first.path]
    while "/periksa/" not in first.path:
        name = first.path.rstrip("/").rpartition("/")[2]
        first = client.get(client.submit(first, BIRTH.get(name, {})).location)
        asked.append(first.path)
    assert not any(name in path for path in asked for name in ("/ibu/", "/ayah/", "/saksi_1/"))
    assert client.submit(first, {"pernyataan": "ya"}).status == 302
    assert Case.objects.filter(status="open").count() == 2
