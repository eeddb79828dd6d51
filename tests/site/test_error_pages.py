import logging

import pytest

from balai.site import navigation
from tests.pages import PageClient
from tests.site.raising import RAISED

pytestmark = pytest.mark.urls("tests.site.raising")
STATUS = {
    "absent": 404, "unknown": 404, "denied": 403, "forbidden": 403, "stale": 409, "invalid": 422,
    "hurried": 429, "large": 413, "crash": 500, "locked": 503, "full": 503,
}  # fmt: skip


@pytest.fixture
def client():
    return PageClient(raise_request_exception=False)


@pytest.mark.parametrize("what", RAISED)
def test_a_person_gets_a_whole_page_with_a_way_on(client, what):
    page = client.get(f"/raise/{what}/")
    assert page.status == STATUS[what]
    assert page.select("main a.button")
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("what", RAISED)
def test_a_program_gets_problem_details(client, what):
    page = client.get(f"/api/raise/{what}/")
    body = page.json()
    assert page.response.headers["Content-Type"] == "application/problem+json"
    assert (page.status, body["status"]) == (STATUS[what], STATUS[what])
    assert body["type"] == f"urn:balai:problem:{body['code']}"
    assert body["title"]
    assert body["detail"]


def test_a_script_that_accepts_only_json_gets_problem_details(client):
    page = client.get("/raise/invalid/", headers={"Accept": "application/json"})
    assert page.json()["fields"] == {"nik": "NIK harus 16 angka."}


def test_the_page_says_what_the_refusal_says(client):
    assert "Berkas ini sudah diambil Petugas verifikasi." in client.get("/raise/stale/").words
    assert "NIK harus 16 angka." in client.get("/raise/invalid/").words


def test_nothing_saved_is_said_as_such(client):
    page = client.get("/raise/locked/")
    assert "Belum tersimpan" in page.words
    assert page.response.headers["Retry-After"] == "5"


def test_too_many_attempts_say_how_long_to_wait(client):
    assert client.get("/raise/hurried/").response.headers["Retry-After"] == "90"


def test_what_is_absent_and_what_is_hidden_look_the_same(client):
    assert (
        client.get("/raise/absent/").words
        == client.get("/raise/unknown/").words
        == client.get("/no/such/").words
    )


def test_a_crash_shows_a_code_that_the_log_holds_and_logs_nothing_typed(client, caplog):
    with caplog.at_level(logging.DEBUG):
        page = client.get("/raise/crash/?nik=1971010101900001")
    code = page.select_one("code").get_text()
    assert f"{code} GET raise/<str:what>/ ValueError" in caplog.text
    assert "1971010101900001" not in caplog.text


def test_refusals_leave_no_address_in_the_log(client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get("/raise/absent/?kunci=rahasia")
        client.get("/guarded/rahasia/nowhere/")
    assert "rahasia" not in caplog.text


def test_a_form_without_its_token_asks_to_sign_in_and_leads_back():
    page = PageClient(enforce_csrf_checks=True).post("/guarded/x/", {})
    assert page.status == 403
    assert page.select_one("main a.button")["href"] == "/masuk/?next=%2Fguarded%2Fx%2F"


def test_a_fault_in_the_frame_does_not_hide_the_refusal(client, monkeypatch):
    def fail(request):
        raise LookupError

    monkeypatch.setattr(navigation, "_identify", [fail])
    page = client.get("/raise/forbidden/")
    assert (page.status, page.heading) == (403, "Anda tidak dapat membuka halaman ini")
