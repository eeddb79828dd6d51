from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import translation

from balai.catalog import actions, estimating, selectors
from balai.catalog.manuscript.making import made
from balai.catalog.models import Estimate
from balai.catalog.types import Words
from balai.config import hall as demo
from balai.config.folder import read_folder, read_reference
from balai.kernel import check
from balai.people.types import Actor
from tests.hall import SERVICES as EVERY
from tests.pages import words

HOME, BIRTH, LICENCE = "surat-keterangan-domisili", "akta-kelahiran", "izin-usaha"
SECTIONS = ["diagram", "aturan", "isian", "langkah", "contoh", "periksa", "simulasi", "dasar", "riwayat"]
DAY = date(2026, 11, 22)


def at(name):
    return f"/layanan/{name}/naskah/"


def published(name, **files):
    """Publish a version of a service with other files in it, and return its hash."""
    offer = selectors.offers_of(name)[0]
    folder = read_folder(settings.SERVICES / name) | files
    return actions.publish(
        name=name, files=folder, shared=demo.reference(), government=offer.government,
        calendar=offer.calendar, actor=Actor.system(),
    ).version_id  # fmt: skip


def checked(change=lambda files: files, language="id"):
    """Make the manuscript of a folder after a change, as it would be on DAY."""
    files = change(dict(read_folder(settings.SERVICES / HOME)))
    report = check.examine(files, read_reference(settings.REFERENCE), DAY, HOME)
    with translation.override(language):
        return made(Words(report.service, language), report)


def picture(manuscript):
    return BeautifulSoup(manuscript.diagram.picture, "html.parser")


@pytest.mark.parametrize("reader", ["client", "english"])
@pytest.mark.parametrize("name", EVERY)
def test_every_service_has_a_manuscript_with_all_of_its_parts(hall, request, reader, name):
    page = request.getfixturevalue(reader).get(at(name))
    assert [part["aria-labelledby"] for part in page.select("main > section")] == SECTIONS
    assert page.select("#diagram ~ .sheet-box svg.process [data-element]")


def test_services_lead_to_their_manuscripts(hall, client):
    listed = {a["href"] for a in client.get("/naskah/").select("main .card a")}
    assert listed == {at(name) for name in EVERY}
    assert client.get("/layanan/").select_one('main a[href="/naskah/"]')
    assert client.get(f"/layanan/{BIRTH}/").select_one(f'main a[href="{at(BIRTH)}"]')


def test_a_hall_without_services_has_no_manuscripts(db, client):
    assert "Belum ada layanan" in client.get("/naskah/").words
    assert client.get(at(BIRTH)).status == 404


def test_a_table_says_how_its_rows_answer_and_which_examples_reach_each(hall, client):
    page = client.get(at(BIRTH))
    ruled = page.select_one("[aria-labelledby=aturan-jalur]")
    assert "Tepat satu baris boleh cocok" in words(ruled)
    row = ruled.select("tbody tr")[1]
    assert [words(code) for code in row.select("code")] == ["jalur_lambat", "> 60", '"terlambat"']
    assert {words(a) for a in row.select(".example")} == {"terlambat", "terlambat-ditolak"}
    law = page.select_one(row.select_one(".cited a")["href"])
    assert "32 ayat (1)" in words(law)


def test_a_row_that_no_example_reaches_stands_out(hall, client):
    row = client.get(at(LICENCE)).select_one("#aturan ~ .ruled tr.unmet")
    assert words(row.select_one("th code")) == "kurang_kbli"
    assert "belum ada" in words(row)


def test_the_form_names_owner_source_and_condition_of_each_question():
    questions = {one.path: one for sheet in checked().form.sheets for one in sheet.questions}
    assert questions["pemohon.nama"].owner == "Data kependudukan"
    assert questions["pemohon.nama"].source == "diisi dari register"
    asked = questions["dokumen.pernyataan_pemilik"]
    assert asked.source == "cukup diunggah sekali"
    assert asked.when.written == 'form.tinggal.rumah = "sewa"'
    assert asked.when.text == ("Rumah siapa yang Anda tinggali? Rumah sewa, kontrak, atau kos",)


def test_what_no_example_reaches_is_marked_in_the_diagram_and_told():
    found = checked(lambda files: {k: v for k, v in files.items() if k not in {
        "examples/ditolak.toml", "examples/periksa-ulang.toml"}})  # fmt: skip
    assert picture(found).select('g.task.unmet[data-element="putuskan_penolakan"]')
    assert picture(found).select('g.task.partly[data-element="verifikasi"]')
    assert "langkah Putuskan penolakan" in {one.name for one in found.diagram.marked}
    assert not found.examples.whole


def test_a_problem_is_marked_where_it_stands_and_examples_wait():
    def without_limit(files):
        text = files["service.toml"].decode()
        return files | {"service.toml": text.replace('due = "14 days"\n', "").encode()}

    found = checked(without_limit)
    assert picture(found).select('g.event.error[data-element="perbaiki_habis"]')
    assert "no-due" in {one.code for one in found.checked.problems if one.stops}
    assert not found.examples.ran
    assert not picture(found).select(".unmet")


def test_a_folder_in_order_is_proved_and_nothing_is_marked():
    found = checked()
    assert [claim.tone for claim in found.checked.claims] == [*["success"] * 4, "warning"]
    assert not found.diagram.marked
    assert found.examples.whole
    assert not picture(found).select("[style]")


def test_a_table_with_a_gap_is_not_called_complete():
    def without_rent(files):
        text = files["rules.dmn"].decode()
        return files | {
            "rules.dmn": text.replace('id="m_21"><text>"sewa"', 'id="m_21"><text>"tidak"').encode()
        }

    found = checked(without_rent)
    claims = {claim.title: claim.tone for claim in found.checked.claims}
    assert claims["Tabel lengkap dan tidak bertabrakan"] == "danger"
    assert claims["Contoh berjalan seperti tertulis"] == "warning"
    assert claims["Proses dapat selesai"] == "success"


def test_the_diagram_speaks_the_readers_language():
    assert "Periksa permohonan" in picture(checked()).get_text(" ")
    names = {title.get_text() for title in picture(checked(language="en")).select("title")}
    assert "Check the application" in names


def test_figures_come_once_they_were_simulated(hall, client):
    assert "Belum dihitung" in client.get(at(BIRTH)).words
    version = published(BIRTH, **{"simulation.toml": b"cases = 60\n"})
    assert estimating.estimate_next() == 1
    page = client.get(at(BIRTH))
    assert Estimate.objects.get().version_id == version
    assert len(page.select("#simulasi ~ .plot svg")) == 4
    assert "60 berkas bayangan" in page.words
    assert len(page.select("#simulasi ~ table")) == 3


def test_the_same_version_is_simulated_once_and_gives_the_same_figures(hall):
    version = published(LICENCE, **{"simulation.toml": b"cases = 40\n"})
    estimating.estimate_next()
    first = Estimate.objects.get(version_id=version)
    first.delete()
    estimating.estimate_next()
    assert Estimate.objects.get().figures == first.figures


def test_a_version_that_cannot_be_simulated_is_kept_as_such(hall, client):
    published(BIRTH, **{"simulation.toml": b'[office]\ncalendar = "tidak-ada"\n'})
    assert estimating.estimate_next() == 1
    assert "tidak dapat disimulasikan" in client.get(at(BIRTH)).words


def test_an_old_version_can_still_be_read_and_says_that_it_is_old(hall, client):
    old = selectors.offers_of(BIRTH)[0].version_id
    new = published(BIRTH, **{"simulation.toml": b"cases = 60\n"})
    page = client.get(at(BIRTH))
    assert new in words(page.select_one(".history"))
    assert not page.select(".banner.warning")
    assert "Versi ini tidak lagi ditawarkan" in client.get(at(BIRTH), {"versi": old}).words
    assert client.get(at(BIRTH), {"versi": "0" * 64}).status == 404


def test_a_new_version_tells_what_it_changed(hall, client):
    assert not client.get(at(BIRTH)).select("#beda")
    text = (settings.SERVICES / BIRTH / "service.toml").read_text()
    published(BIRTH, **{"service.toml": text.replace('due = "30 days"', 'due = "21 days"').encode()})
    changed = client.get(at(BIRTH)).select_one("[aria-labelledby=beda]")
    assert "dari 30 hari menjadi 21 hari" in words(changed)
    client.cookies["balai-language"] = "en"
    assert "No example ends otherwise" in client.get(at(BIRTH)).words


def test_a_manuscript_that_was_made_before_asks_the_database_little(
    hall, client, django_assert_max_num_queries
):
    client.get(at(BIRTH))
    with django_assert_max_num_queries(4):
        client.get(at(BIRTH))
