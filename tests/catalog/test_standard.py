import pytest
from django.conf import settings
from django.utils import translation

from balai.catalog.legal import Basis
from balai.catalog.standard import standard
from balai.kernel.definition.cited import cited
from balai.kernel.process import user_tasks

BIRTH, LICENCE = "akta-kelahiran", "izin-usaha"
EVERY = sorted(path.parent.name for path in settings.SERVICES.glob("*/service.toml"))


@pytest.fixture(params=["id", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_documents_say_when_they_are_needed_and_what_may_stand_for_them(words):
    letter, marriage = standard(words(BIRTH)).documents
    assert (letter.when, [one.title for one in letter.instead]) == (
        (),
        ["SPTJM kebenaran data kelahiran (F-2.03)"],
    )
    assert marriage.when == ("Ayah dicatat: Ya", "Perkawinan tercatat di data kependudukan: Tidak")
    assert [article.name for article in marriage.articles] == ["Permendagri 108/2019 pasal 33"]


def test_a_service_without_documents_says_which_statements_it_wants(words):
    made = standard(words(LICENCE))
    assert not made.documents
    activity, statement = made.statements
    assert activity.when == ()
    assert statement.when == ("Perlu pernyataan mandiri: Ya",)


def test_what_the_state_holds_is_counted_and_nobody_is_asked_for_it(words):
    made = standard(words(BIRTH))
    by_group = {held.whom: held for held in made.held}
    assert set(by_group) == {"Pelapor", "Ibu", "Ayah"}
    assert by_group["Ibu"].by == ("Data kependudukan",)
    assert by_group["Ayah"].when == ("Ayah dicatat: Ya",)
    assert made.facts_held == sum(len(held.facts) for held in made.held) == 16


def test_witnesses_are_asked_for_because_a_stranger_s_facts_are_not_shown(words):
    made = standard(words(BIRTH))
    assert any("saksi pertama" in asked.question for asked in made.questions)
    assert not any("Saksi" in held.whom for held in made.held)


@pytest.mark.parametrize("name", EVERY)
def test_every_task_of_a_person_is_a_step(words, name):
    known = words(name)
    titles = [stage.title for stage in standard(known).stages if not stage.automatic]
    assert sorted(titles[1:]) == sorted(known.task(task) for task in user_tasks(known.service.process))


def test_a_step_that_leads_back_stands_before_those_after_its_choice(words):
    titles = [stage.title for stage in standard(words("surat-keterangan-domisili")).stages]
    assert titles == [
        "Isi dan kirim permohonan", "Lengkapi berkas", "Periksa permohonan", "Putuskan penolakan", "Perbaiki isian",
        "Tanda tangani", "Terbitkan surat",
    ]  # fmt: skip


def test_a_step_that_not_every_case_takes_says_when(words):
    stages = {stage.title: stage for stage in standard(words(BIRTH)).stages}
    assert stages["Periksa berkas"].when == stages["Tanda tangani"].when == ""
    assert stages["Setujui pencatatan terlambat"].when == "Terlambat? Ya"
    assert stages["Tangani pencatatan gagal"].when == "Pencatatan gagal"
    assert stages["Perbaiki isian"].pauses


def test_a_step_says_what_happens_when_nobody_acts_in_time(words):
    stages = {stage.title: stage for stage in standard(words(LICENCE)).stages}
    assert stages["Rekomendasi lingkungan"].lapse == "Lewat waktu tanpa jawaban: dianggap “Rekomendasikan”."
    assert "ditutup" in stages["Lengkapi permohonan"].lapse
    assert stages["Terbitkan izin"].when == "Diterbitkan? Ya"
    assert stages["Terbitkan menurut hukum"].when == "Batas waktu lewat"


def test_silence_says_what_it_means_and_that_its_article_is_to_be_confirmed(words):
    licence, birth = standard(words(LICENCE)).silence, standard(words(BIRTH)).silence
    assert "dikabulkan menurut hukum" in licence.text
    assert "kepala dinas" in birth.text
    assert "tidak berarti dikabulkan" in birth.text
    assert [article.standing for article in licence.articles] == ["perlu konfirmasi biro hukum"]


@pytest.mark.parametrize("name", EVERY)
def test_every_article_that_the_folder_cites_stands_in_the_legal_basis(words, name):
    known = words(name)
    passages = [passage for law in standard(known).laws for passage in law.passages]
    assert {f"pasal-{n}" for n in range(1, len(passages) + 1)} == {passage.anchor for passage in passages}
    assert set(Basis(known).anchors) >= cited(known.service)


def test_an_article_shows_its_standing(words):
    laws = {law.name: law for law in standard(words(BIRTH)).laws}
    local = laws["SK standar pelayanan"].passages[0]
    assert [mark.text for mark in local.marks] == ["ketentuan instansi", "perlu konfirmasi biro hukum"]
    free = next(one for one in laws["UU 24/2013"].passages if one.at == "pasal 79A")
    assert free.marks == ()
    assert laws["UU 24/2013"].since.year == 2013


@pytest.mark.parametrize("name", EVERY)
def test_every_rule_is_a_line_of_a_table_with_its_article(words, name, language):
    known = words(name, language)
    rulings = standard(known).rulings
    for ruling, decision in zip(rulings, known.service.rules.decisions.values(), strict=True):
        lines = ruling.table.rows if ruling.table else []
        assert [line[-1].text for line in lines] == ["; ".join(row.citations) for row in decision.rows]
        assert ruling.table or ruling.expression


def test_a_list_that_a_rule_reads_is_shown_with_its_codes_in_words(words):
    ruling = next(one for one in standard(words(LICENCE)).rulings if one.lists)
    heads = [column.label for column in ruling.lists[0].columns]
    assert heads == ["Kode", "Judul", "Mikro", "Kecil", "Menengah", "Besar"]
    assert {cell.text for row in ruling.lists[0].rows for cell in row[2:]} >= {"Rendah", "Menengah tinggi"}


@pytest.mark.parametrize("name", EVERY)
def test_seven_components_are_written_and_seven_derived(words, name, language):
    made = standard(words(name, language))
    assert [part.number for part in made.written] == [8, 9, 10, 11, 12, 13, 14]
    assert all(part.title and part.text for part in made.written)
    assert made.stages
    assert made.time.text
    assert made.fee.text
    assert made.products
    assert made.laws
