"""Signing: seen, confirmed by signing in again, and only then done; the number is taken in that act."""

from django.urls import reverse

from balai.cases.models import Serial
from balai.documents.models import IssuedDocument
from tests.cases.desks import at_desk, birth, fresh, nothing_changes, open_task, task_url, verified, work
from tests.hall import person
from tests.people.people_factory import PASSWORD

FORM = "main form[method=post]"


def with_password(name="ratna"):
    account = person(name).account
    account.set_password(PASSWORD)
    account.save()
    return at_desk(name)


def confirm(desk, page):
    """Sign in again where the page leads; return the page that one comes back to."""
    back = desk.submit(desk.get(page.location), {"password": PASSWORD})
    return desk.get(back.location)


def test_the_page_shows_what_will_be_issued_and_who_signs(hall):
    case = verified(birth())
    page = at_desk("ratna").get(task_url(case, "desk_sign"))
    assert "Kutipan akta kelahiran" in page.words
    assert "1971-LU-" in page.words
    assert "••••" in page.words
    assert "Bintang Contoh" in page.words
    assert "Kepala Dinas Kependudukan dan Pencatatan Sipil" in page.words
    assert "Perwal Contoh 1/2025" in page.words


def test_a_preview_shows_the_document_and_stores_nothing(hall):
    case = verified(birth())
    desk = at_desk("ratna")
    page = desk.get(task_url(case, "desk_sign"))
    link = page.select_one(".preview figcaption a")["href"]
    with nothing_changes(case):
        made = desk.get(link).response
        picture = desk.get(page.select_one(".preview img")["src"]).response
    assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")
    assert (picture["Content-Type"], picture.content[1:4]) == ("image/png", b"PNG")
    assert not IssuedDocument.objects.filter(case_ref=case.ref).exists()


def test_a_preview_is_for_whoever_may_sign(hall):
    case = verified(birth())
    link = at_desk("ratna").get(task_url(case, "desk_sign")).select_one(".preview figcaption a")["href"]
    assert at_desk("dimas").get(link).status == 404
    assert at_desk("ratna").get(link.replace("kutipan", "tidak-ada")).status == 404


def test_nothing_is_signed_before_signing_in_again(hall):
    case = verified(birth())
    desk, url = with_password(), task_url(case, "desk_sign")
    with nothing_changes(case):
        page = desk.submit(desk.get(url), form=FORM)
        again = desk.submit(desk.get(url), form=FORM)
    assert page.location.startswith(reverse("confirm_signature"))
    assert again.location == page.location
    assert not Serial.objects.filter(scope__contains="kutipan").exists()


def test_a_confirmed_signature_takes_the_number_and_issues_the_certificate(hall):
    case = verified(birth())
    desk, url = with_password(), task_url(case, "desk_sign")
    back = confirm(desk, desk.submit(desk.get(url), form=FORM))
    assert "Konfirmasi diterima" in back.words
    done = desk.submit(back, form=FORM)
    waiting = desk.get(done.location)
    assert "Sistem sedang mengerjakan langkah berikutnya" in waiting.words
    assert waiting.response.headers["Refresh"]
    work()
    after = fresh(case)
    assert after.status == "granted"
    ready = desk.get(done.location)
    assert "Dokumen terbit" in ready.words
    pdf = desk.get(ready.select_one("#terbitan a")["href"]).response
    assert pdf.content.startswith(b"%PDF")


def test_a_confirmation_serves_one_signature(hall):
    first, second = verified(birth()), verified(birth("budi"), "lestari")
    desk = with_password()
    back = confirm(desk, desk.submit(desk.get(task_url(first, "desk_sign")), form=FORM))
    with nothing_changes(second):
        page = desk.post(task_url(second, "desk_sign"))
    assert page.location.startswith(reverse("confirm_signature"))
    assert "Tanda tangani sekarang" in back.words


def test_a_case_that_changed_after_the_confirmation_is_shown_again(hall):
    case = verified(birth())
    desk, url = with_password(), task_url(case, "desk_sign")
    confirm(desk, desk.submit(desk.get(url), form=FORM))
    at_desk("ratna").post(task_url(case, "desk_take"))
    page = desk.get(url)
    assert "Tanda tangani sekarang" not in page.words
    with nothing_changes(case):
        assert desk.post(url).location.startswith(reverse("confirm_signature"))


def test_who_comes_after_the_signature_learns_of_it(hall):
    case = verified(birth())
    desk, url = with_password(), task_url(case, "desk_sign")
    desk.submit(confirm(desk, desk.submit(desk.get(url), form=FORM)), form=FORM)
    assert "sudah diselesaikan Ratna Teladan" in desk.get(url).words


def test_a_signature_is_not_given_on_the_page_of_other_tasks(hall):
    case = verified(birth())
    with nothing_changes(case):
        page = at_desk("ratna").post(task_url(case))
    assert page.status == 200
    assert open_task(case).act == "sign"
