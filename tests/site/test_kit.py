from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from balai.site.fields import Choice, ErrorLine, FieldView, FileShown
from balai.site.templatetags import kit
from balai.site.types import Cell, Column, Event, Row, Table

KINDS = [
    "text", "textarea", "choice", "choices", "select", "region", "date", "time", "number", "integer",
    "rupiah", "boolean", "nik", "phone", "email", "password", "code", "document", "documents", "signature",
]  # fmt: skip
HOSTILE = '"><script>alert(1)</script>'


def rendered(template, request=None, **context):
    html = Template(template).render(Context({**context, **({"request": request} if request else {})}))
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(f"<!DOCTYPE html><html lang=id><head><title>x</title></head><body>{html}</body></html>")
    assert not parser.errors, parser.errors
    return BeautifulSoup(html, "html.parser")


def field(kind, **changes):
    held = (FileShown("r1", "buku.pdf", "PDF", "/dokumen/r1/"), FileShown("r2", "kk.pdf"))
    made = FieldView(
        "anak.nama", "Nama anak", kind, choices=(Choice("a", "A", "hint"), Choice("b", "B")), vault=held
    )
    return replace(made, **changes)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("heading", [False, True])
def test_every_kind_of_field_is_valid_and_labelled(kind, heading):
    soup = rendered(
        "{% field f heading=heading %}", f=field(kind, optional=True, hint="Petunjuk"), heading=heading
    )
    labelled = {label["for"] for label in soup.select("label")}
    assert {control["id"] for control in soup.select("input, select, textarea")} <= labelled
    assert len(soup.select("h1")) == heading
    assert "Nama anak" in soup.get_text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_field_is_where_the_error_summary_points_and_says_why(kind):
    wrong = field(kind, error="Isi nama anak.")
    soup = rendered("{% error_summary errors %}{% field f %}", errors=[wrong, field("text")], f=wrong)
    [link] = soup.select(".error-summary a")
    assert soup.select_one(link["href"]).name in {"input", "select", "textarea"}
    described = soup.select_one("[aria-describedby*=-error]")["aria-describedby"].split()
    assert "Isi nama anak." in soup.find(id=described[-1]).get_text()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_was_typed_becomes_markup(kind):
    choices = (Choice(HOSTILE, HOSTILE, HOSTILE),)
    files = (FileShown(HOSTILE, HOSTILE, HOSTILE),)
    view = FieldView(
        "x", HOSTILE, kind, (HOSTILE,) * 3, choices, HOSTILE, HOSTILE, suffix=HOSTILE, vault=files
    )
    assert not rendered("{% field f %}", f=view).select("script")


@pytest.mark.parametrize(
    "kind", ["text", "textarea", "number", "rupiah", "nik", "phone", "email", "time", "code"]
)
def test_what_was_typed_stays(kind):
    control = rendered("{% field f %}", f=field(kind, values=("3,1",))).select_one("#f-anak-nama")
    assert "3,1" in (control.get("value") or control.get_text())


def test_a_password_is_never_written_back():
    assert "rahasia" not in str(rendered("{% field f %}", f=field("password", values=("rahasia",))))


def test_a_date_keeps_its_three_parts():
    soup = rendered("{% field f %}", f=FieldView("lahir", "Lahir", "date", ("31", "6", "2026")))
    assert [(i["name"], i["value"]) for i in soup.select("input")] == [
        ("lahir-day", "31"), ("lahir-month", "6"), ("lahir-year", "2026"),
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "chosen"), [("choice", ["b"]), ("choices", ["a", "b"])])
def test_choices_stay_chosen(kind, chosen):
    soup = rendered("{% field f %}", f=field(kind, values=chosen))
    assert [option["value"] for option in soup.select("input[checked]")] == chosen


def test_a_document_already_given_is_chosen_and_one_of_the_vault_offered():
    given = FileShown("r1", "buku.pdf")
    soup = rendered("{% field f %}", f=field("document", present=(given,)))
    assert [(i["value"], i.has_attr("checked")) for i in soup.select("input[type=radio]")] == [
        ("r1", True), ("r2", False), ("", False),
    ]  # fmt: skip
    assert soup.select_one("input[type=file]")["name"] == "anak.nama"


def test_an_error_of_no_field_stands_in_the_summary_too():
    soup = rendered("{% error_summary errors %}", errors=[ErrorLine("Pilih satu berkas.")])
    assert soup.select_one(".error-summary li").get_text() == "Pilih satu berkas."
    assert not rendered("{% error_summary errors %}", errors=[field("text")]).select(".error-summary")


def test_pages_keep_the_rest_of_the_query():
    request = RequestFactory().get("/meja/?status=baru&hal=2&status=lama")
    soup = rendered("{% pagination p %}", request, p=Paginator(range(100), 10).page(2))
    assert soup.select_one("[rel=next]")["href"] == "?status=baru&status=lama&hal=3"
    assert soup.select_one("[aria-current=page]").get_text() == "2"
    assert not rendered("{% pagination p %}", request, p=Paginator(range(5), 10).page(1)).select("nav")


def test_a_table_names_its_columns_in_every_cell():
    table = Table("Berkas", (Column("Nomor"), Column("Sisa", numeric=True)), ((Cell("1", "/1/"), "3 hari"),))
    soup = rendered("{% table t %}", t=table)
    assert soup.select_one("tbody th[scope=row] a")["href"] == "/1/"
    assert soup.select_one("td.numeric")["data-label"] == "Sisa"


def test_a_row_of_another_length_than_the_columns_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        rendered("{% table t %}", t=Table("Berkas", (Column("A"), Column("B")), (("1",),)))


def test_a_summary_says_when_nothing_was_answered():
    assert "Tidak diisi" in rendered("{% summary_list rows %}", rows=[Row("Alasan", "")]).get_text()


def test_a_timeline_says_when_in_the_zone_in_force():
    happened = Event("Terbit", datetime(2026, 7, 13, 18, 5, tzinfo=UTC), "Kepala Dinas")
    soup = rendered("{% timeline events %}", events=[happened])
    assert "14 Juli 2026 pukul 01.05 WIB" in soup.get_text()
    assert soup.select_one("time")["datetime"] == "2026-07-13T18:05:00+00:00"


@pytest.mark.parametrize("tag", ["panel", "inset", "banner", "details", "card"])
def test_what_stands_inside_a_part_is_escaped_once(tag):
    title = "" if tag == "inset" else " title"
    soup = rendered(
        "{% " + tag + title + " %}<p>{{ text }}</p>{% end" + tag + " %}", title="<b>", text=HOSTILE
    )
    assert soup.select_one("p:not(.title)").get_text() == HOSTILE
    assert not soup.select("b, script")


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "Rp0"), (1500000, "Rp1.500.000"), (Decimal("2.50"), "Rp2,50")]
)
def test_rupiah_are_written_as_people_write_them(amount, text):
    assert kit.rupiah(amount) == text


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 kB"), (240_000, "240 kB"), (1_240_000, "1,2 MB"), (5 * 10**6, "5 MB")]
)
def test_sizes_are_written_as_people_write_them(count, text):
    assert kit.size(count) == text
