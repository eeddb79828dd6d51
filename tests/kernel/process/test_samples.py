import json
from pathlib import Path

import pytest

from balai.kernel import process as p
from tests.kernel.process.walk import Case

SERVICES = Path(__file__).parents[3] / "services"
BIRTH = {"kekurangan": [], "jalur": "tepat_waktu", "dugaan_ganda": "tidak", "kode_akta": "LU"}
LICENCE = {"kekurangan": [], "risiko": "menengah_tinggi", "putusan": "terbit"}


def sample(name):
    return p.load((SERVICES / name / "process.bpmn").read_bytes(), f"services/{name}/process.bpmn")


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SERVICES.glob("*/process.bpmn")))
def test_the_process_of_every_service_loads_and_its_tasks_can_be_told_in_order(name):
    process = sample(name)
    tasks = {one.id for one in process.elements.values() if one.kind is p.Kind.USER}
    assert set(p.user_tasks(process)) == tasks
    assert p.next_steps(process, process.start)


def test_a_birth_reported_in_time_goes_straight_to_the_signature():
    case = Case(sample("akta-kelahiran"), rules=BIRTH)
    assert case.waiting == ["cari_kelahiran"]
    case.answer("cari_kelahiran", found=[])
    case.done("verifikasi", outcome="sesuai")
    case.done("tanda_tangan", outcome="done")
    case.answer("catat", nik="1971010101260001")
    assert case.answer("terbitkan")[-1] == p.Finish(("terbit",))


def test_an_incomplete_birth_report_waits_for_the_applicant_and_is_closed_when_the_limit_passes():
    case = Case(sample("akta-kelahiran"), rules={**BIRTH, "kekurangan": ["form.surat_lahir"]})
    assert case.waiting == ["lengkapi", "lengkapi_habis"]
    case.done("lengkapi")
    assert case.waiting == ["lengkapi", "lengkapi_habis"]
    assert case.fire("lengkapi_habis")[-1] == p.Finish(("ditutup",))


def test_a_low_risk_licence_is_issued_without_anyone():
    case = Case(sample("izin-usaha"), rules={**LICENCE, "risiko": "rendah"})
    assert case.waiting == ["diam_batas", "terbitkan_otomatis"]
    assert case.answer("terbitkan_otomatis")[-2:] == (
        p.StopTimer(1, "diam_batas"),
        p.Finish(("terbit_otomatis",)),
    )


def test_two_agencies_recommend_in_parallel_and_one_is_silent():
    case = Case(sample("izin-usaha"), rules=LICENCE)
    case.done("rekom_lingkungan", outcome="setuju")
    case.fire("diam_tata_ruang", outcome="setuju")
    assert [name for name, _ in case.decisions] == ["putusan"]
    assert case.waiting == ["diam_batas", "tanda_tangan"]


def test_silence_on_the_licence_grants_it_by_law():
    case = Case(sample("izin-usaha"), rules=LICENCE)
    closed = [one for one in case.fire("diam_batas") if isinstance(one, p.CloseTask)]
    assert {(one.element, one.by) for one in closed} == {
        ("rekom_lingkungan", "diam_batas"),
        ("rekom_tata_ruang", "diam_batas"),
    }
    assert case.answer("terbitkan_hukum")[-1] == p.Finish(("terbit_hukum",))


def test_the_stored_state_is_small_however_much_the_case_knows():
    case = Case(sample("izin-usaha"), rules=LICENCE, facts={"form": {"catatan": "x" * 10_000}})
    case.done("rekom_lingkungan", outcome="setuju", note="x" * 10_000)
    assert len(json.dumps(case.state, separators=(",", ":"))) < 120
