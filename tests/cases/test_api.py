"""The API: the pages' own inputs and actions, for programs; every refusal is a problem that says what to mend."""

import json

import pytest
from django.test import Client

from balai.cases.models import ApiReply, Case
from tests.cases.desks import (
    HIGH_RISK,
    LICENCE,
    LOW_RISK,
    birth,
    fresh,
    licence,
    nothing_changes,
    open_task,
    token,
    verified,
    work,
)
from tests.cases.journeys import photo
from tests.hall import person

API = "/api/v1"
FILE = f"{API}/services/izin-usaha/cases"
PLACE = "19.71.01.1001"


def post(path, body, header, key=""):
    extra = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return Client().post(API + path, json.dumps(body), content_type="application/json", **header, **extra)


def get(path, header=None, **query):
    return Client().get(API + path, query, **(header or {}))


def application(**changes):
    regions = get("/services/izin-usaha/lists/region.kelurahan").json()
    place = next(code for code in regions if code.startswith("19.71"))
    return {"answers": {"usaha": LICENCE | {"kbli": LOW_RISK, "lokasi": place} | changes}}


def problem(answer, status, code):
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    told = answer.json()
    assert (told["status"], told["code"], told["type"]) == (status, code, f"urn:balai:problem:{code}")
    return told


@pytest.fixture
def budi(hall):
    return token("budi", "apply")


def test_services_are_listed_with_the_schema_of_their_form(hall):
    listed = get("/services").json()
    assert {one["name"] for one in listed} == {"akta-kelahiran", "izin-usaha"}
    whole = get("/services/izin-usaha").json()
    kbli = whole["form"]["properties"]["usaha"]["properties"]["kbli"]
    assert (kbli["type"], kbli["x-element"], kbli["x-list"]) == ("string", "business.kbli", "kbli")
    assert whole["lists"] == ["kbli", "region.kelurahan"]


def test_an_application_becomes_a_case_that_runs_by_itself(budi):
    answer = post("/services/izin-usaha/cases", application(), budi)
    assert answer.status_code == 201
    work()
    told = get(f"/cases/{answer.json()['ref']}", budi).json()
    assert (told["number"], told["status"]) == (answer.json()["number"], "granted")
    assert told["issued"][0]["title"]
    assert get("/cases", budi).json()["count"] == 1


def test_what_registers_know_is_put_in_and_cannot_be_said_by_a_program(budi):
    body = application()
    body["answers"]["pemohon"] = {"nik": "1971010101900001", "nama": "Orang Lain"}
    ref = post("/services/izin-usaha/cases", body, budi).json()["ref"]
    state = Case.objects.get(pk=ref).open_state()
    assert state["answers"]["pemohon"]["nama"] == "Budi Contoh"
    assert state["register"]["pemohon"]["name"] == "Budi Contoh"


def test_wrong_answers_are_named_by_path_and_nothing_is_stored(budi):
    told = problem(
        post("/services/izin-usaha/cases", application(zona="x", kbli="00000"), budi), 422, "incomplete"
    )
    assert told["fields"] == {"usaha.kbli": "not_in_list", "usaha.zona": "not_a_choice"}
    assert told["messages"]["usaha.zona"] == "Pilih zona tata ruang dari pilihan yang ada."
    assert not Case.objects.exists()


def test_the_same_key_gives_the_same_answer_once(budi):
    body = application()
    first, second = (post("/services/izin-usaha/cases", body, budi, "kunci-1") for _ in range(2))
    assert first.json() == second.json()
    assert Case.objects.count() == 1
    assert first.json()["secret"] not in json.dumps(list(ApiReply.objects.values_list("reply", flat=True)))


def test_the_same_key_with_another_body_is_refused(budi):
    post("/services/izin-usaha/cases", application(), budi, "kunci-1")
    problem(
        post("/services/izin-usaha/cases", application(zona="permukiman"), budi, "kunci-1"),
        422,
        "idempotency_key_reused",
    )
    assert Case.objects.count() == 1


def test_a_refused_call_keeps_no_answer_so_that_it_can_be_mended(budi):
    post("/services/izin-usaha/cases", application(zona="x"), budi, "kunci-1")
    assert post("/services/izin-usaha/cases", application(), budi, "kunci-1").status_code == 201


def test_without_a_token_nobody_gets_in(hall):
    answer = post("/services/izin-usaha/cases", application(), {})
    problem(answer, 401, "sign_in_needed")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    problem(get("/cases", {"HTTP_AUTHORIZATION": "Bearer salah"}), 401, "sign_in_needed")


def test_a_token_opens_only_what_it_was_made_for(budi):
    problem(get("/worklist", budi), 403, "token_too_narrow")
    problem(post("/services/izin-usaha/cases", application(), token("budi", "work")), 403, "token_too_narrow")
    problem(get("/worklist", token("budi", "work")), 403, "forbidden")


def test_a_session_must_bring_its_csrf_token(hall):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("budi").account)
    body = json.dumps(application())
    problem(client.post(FILE, body, content_type="application/json"), 403, "csrf_token_missing")
    assert client.get(f"{API}/cases").status_code == 200


def test_what_is_no_json_and_what_is_no_method_are_problems_too(budi):
    answer = Client().post(FILE, '{"answers": [', content_type="application/json", **budi)
    problem(answer, 400, "unreadable")
    problem(post("/services/izin-usaha/cases", {"x": 1}, budi), 422, "invalid_input")
    problem(Client().delete(f"{API}/cases", **budi), 405, "method_not_allowed")
    problem(get("/tidak-ada"), 404, "not_found")


def test_an_uploaded_file_can_be_named_in_an_application(budi):
    answer = Client().post(f"{API}/documents", {"file": photo(), "kind": "birth.letter"}, **budi)
    assert answer.status_code == 201
    assert answer.json()["media_type"] == "image/jpeg"
    refused = Client().post(f"{API}/documents", {"file": photo().__class__(b"MZ"), "kind": "x"}, **budi)
    assert refused.status_code == 422


def test_somebody_elses_file_cannot_be_named(hall):
    ref = birth().open_state()["answers"]["dokumen"]["surat_lahir"]
    body = {"answers": {"dokumen": {"surat_lahir": ref}}}
    told = problem(post("/services/akta-kelahiran/cases", body, token("joko", "apply")), 422, "incomplete")
    assert told["fields"]["dokumen.surat_lahir"] == "not_a_document"


def test_somebody_elses_case_is_not_found(budi):
    case = birth("joko", family={"ibu": "Wati Contoh", "ayah": "Joko Contoh"})
    problem(get(f"/cases/{case.pk}", budi), 404, "no_such_case")
    problem(get(f"/cases/{case.pk}/tasks/{open_task(case).n}", budi), 404, "no_such_case")


def test_an_official_works_from_the_list_to_the_decision(hall):
    case, dimas = birth(), token("dimas", "work")
    line = get("/worklist", dimas).json()["items"][0]
    assert (line["number"], line["task"]) == (case.number, "verifikasi")
    path = f"/cases/{line['case']}/tasks/{line['n']}"
    shown = get(path, dimas, **{"as": "work"}).json()
    assert [one["id"] for one in shown["outcomes"]] == ["sesuai", "perbaikan", "tolak"]
    assert post(f"{path}/take", {}, dimas).json()["taken"] == "mine"
    done = post(path, {"seq": shown["seq"], "outcome": "sesuai", "form": {"dokumen_asli": True}}, dimas, "k")
    assert done.json()["stage"] == "tanda_tangan"
    again = post(path, {"seq": shown["seq"], "outcome": "sesuai", "form": {"dokumen_asli": True}}, dimas, "k")
    assert again.json() == done.json()


def test_a_decision_that_is_not_in_order_changes_nothing(hall):
    case, dimas = birth(), token("dimas", "work")
    path = f"/cases/{case.pk}/tasks/{open_task(case).n}"
    with nothing_changes(case):
        told = problem(
            post(path, {"outcome": "tolak", "form": {"dokumen_asli": True}}, dimas), 422, "invalid_input"
        )
        assert told["fields"] == {"reason": "required"}
        problem(post(path, {"outcome": "sesuai"}, token("fitri", "work")), 404, "no_such_case")


def test_the_second_program_learns_who_took_the_task(hall):
    case = birth()
    path = f"/cases/{case.pk}/tasks/{open_task(case).n}"
    post(f"{path}/take", {}, token("dimas", "work"))
    lestari = token("lestari", "work")
    told = problem(post(f"{path}/take", {}, lestari), 409, "task_taken")
    assert told["who"] == "Dimas Teladan"
    body = {"outcome": "sesuai", "form": {"dokumen_asli": True}}
    with nothing_changes(case):
        problem(post(path, body, lestari), 409, "task_taken")


def test_signatures_are_not_given_through_the_api(hall):
    case = verified(birth())
    with nothing_changes(case):
        answer = post(f"/cases/{case.pk}/tasks/{open_task(case).n}", {}, token("ratna", "work"))
    problem(answer, 403, "sign_in_browser")


def test_the_applicant_corrects_what_was_asked_and_nothing_else(hall):
    case, sari = birth(), token("sari", "apply")
    body = {
        "outcome": "perbaikan",
        "reason": "tidak_cocok",
        "fields": ["anak.nama"],
        "form": {"dokumen_asli": True},
    }
    post(f"/cases/{case.pk}/tasks/{open_task(case).n}", body, token("dimas", "work"))
    case = fresh(case)
    path = f"/cases/{case.pk}/tasks/{open_task(case).n}"
    shown = get(path, sari).json()
    assert shown["correct"] == ["anak.nama"]
    answers = shown["answers"]
    beyond = answers | {"anak": answers["anak"] | {"kelahiran_ke": 5}}
    with nothing_changes(case):
        told = problem(post(path, {"answers": beyond}, sari), 422, "invalid_input")
    assert told["fields"] == {"anak.kelahiran_ke": "not_asked"}
    mended = answers | {"anak": answers["anak"] | {"nama": "Bintang Baru Contoh"}}
    assert post(path, {"answers": mended}, sari).json()["paused"] is False


def test_a_service_describes_itself_with_its_form(hall):
    whole = get("/openapi.json").json()
    assert whole["openapi"].startswith("3.1")
    own = get("/services/izin-usaha/openapi.json").json()
    body = own["paths"]["/api/v1/services/izin-usaha/cases"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]["properties"]["answers"]
    assert schema["properties"]["usaha"]["required"] == ["nama", "kbli", "modal", "lokasi", "zona"]


def test_the_worklist_filters_as_the_desk_does(hall):
    birth()
    licence(kbli=HIGH_RISK)
    dimas = token("dimas", "work")
    assert get("/worklist", dimas, service="izin-usaha").json()["count"] == 0
    assert get("/worklist", dimas, whose="free").json()["count"] == 1
