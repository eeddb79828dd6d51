from datetime import date
from decimal import Decimal

from balai.kernel.case.printed import Office, template_data
from tests.kernel.definition.folders import service

OFFICE = Office("Kota Contoh", "Dinas Teladan", "Jalan Contoh 1")


def printed(facts, law=""):
    certificate = service().certificates["kutipan"]
    return template_data(service(), facts, certificate, OFFICE, "1971-LU-1", date(2026, 7, 14), law)


def test_a_certificate_is_given_who_issues_it_when_and_on_what_basis():
    data = printed({"form": {}})["certificate"]
    assert (data["number"], data["date"], data["place"]) == ("1971-LU-1", "14 Juli 2026", "Kota Contoh")
    assert (data["agency"], data["address"]) == ("Dinas Teladan", "Jalan Contoh 1")
    assert data["basis"] == "; ".join(service().certificates["kutipan"].basis)
    assert (data["granted_by_law"], data["law"]) == (False, "")


def test_what_silence_granted_says_so():
    data = printed({"form": {}}, law="UU 30/2014 pasal 77")["certificate"]
    assert (data["granted_by_law"], data["law"]) == (True, "UU 30/2014 pasal 77")


def test_answers_are_printed_in_words_and_registers_and_lists_are_not():
    facts = {
        "form": {"anak": {"nama": "Contoh", "tanggal_lahir": date(2026, 7, 1)}},
        "register": {"pelapor": {"nama": "Teladan"}},
        "list": {"kota": [{"kode": "1971"}]},
        "biaya": [Decimal("2.50"), True],
        "task": {"catat": {"nik": "1971"}},
    }
    data = printed(facts)
    assert data["form"] == {"anak": {"nama": "Contoh", "tanggal_lahir": "1 Juli 2026"}}
    assert (data["biaya"], data["task"]) == (["2,5", True], {"catat": {"nik": "1971"}})
    assert not {"register", "list"} & set(data)
