"""The office at a glance: only for whoever heads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from balai.cases import office, worklist
from balai.cases.dossier import in_days
from balai.cases.web.drafting import words_of
from balai.catalog import selectors as catalog
from balai.lib import clock
from balai.lib.errors import Forbidden
from balai.people import selectors as people
from balai.people.access import official, person_of
from balai.site.types import Cell, Column, Table

if TYPE_CHECKING:
    from balai.cases.models import Case, Incident
    from balai.people.models import Agency


@official
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the figures of every office that the official heads."""
    posts = people.positions_of(person_of(request), clock.now())
    heads = [post.agency for post in posts if post.head]
    if not heads:
        raise Forbidden
    return render(request, "cases/desk/office.html", {"offices": [_office(agency) for agency in heads]})


def _office(agency: Agency) -> dict[str, object]:
    return {
        "name": agency.name,
        "figures": _figures(agency),
        "stages": _stages(agency),
        "at_risk": _at_risk(office.at_risk(agency)),
        "incidents": [_incident(one) for one in office.incidents(agency)],
    }


def _figures(agency: Agency) -> Table | None:
    rows = office.figures(agency)
    labels = [
        _("Berjalan"),
        _("Menunggu pemohon"),
        _("Lewat batas"),
        _("Dikabulkan"),
        _("Ditolak"),
        _("Ditutup"),
        _("Jumlah"),
    ]
    columns = [Column(_("Nama layanan")), *(Column(label, numeric=True) for label in labels)]
    cells = [
        [
            one.title,
            *map(
                str, (one.running, one.waiting, one.overdue, one.granted, one.refused, one.withdrawn, one.all)
            ),
        ]
        for one in rows
    ]
    return Table(_("Berkas menurut keadaan"), columns, cells) if rows else None


def _stages(agency: Agency) -> Table | None:
    rows = office.stages(agency)
    columns = [
        Column(_("Tugas")),
        Column(_("Pelaksana")),
        Column(_("Menunggu"), numeric=True),
        Column(_("Lewat batas")),
    ]
    cells = [
        [
            Cell(one.task, note=one.service),
            one.lane,
            str(one.open),
            Cell(str(one.overdue), tag="danger") if one.overdue else "–",
        ]
        for one in rows
    ]
    return Table(_("Di mana berkas menunggu"), columns, cells) if rows else None


def _at_risk(cases: list[Case]) -> Table | None:
    columns = [Column(_("Nomor")), Column(_("Nama layanan")), Column(_("Tahap")), Column(_("Batas layanan"))]
    return Table(_("Batas layanan terdekat"), columns, [_risk(case) for case in cases]) if cases else None


def _risk(case: Case) -> list[Cell | str]:
    words, now = words_of(catalog.service(case.version)), clock.now()
    left = worklist.days_left(catalog.calendar(case.offer.calendar_id), case.due_on, now) or 0
    overdue = case.due_at is not None and case.due_at <= now
    tone = "danger" if overdue else "warning" if left <= 1 else ""
    return [
        Cell(str(case.number), reverse("desk_case", args=[case.pk])),
        words.title,
        words.task(case.stage),
        Cell(in_days(left, overdue=overdue), tag=tone),  # type: ignore[arg-type]  # a Tone
    ]


def _incident(one: Incident) -> dict[str, object]:
    words = words_of(catalog.service(one.case.version))
    url = reverse("desk_incident", args=[one.case_id, one.n])
    return {
        "number": one.case.number,
        "title": words.task(one.element),
        "opened_at": one.opened_at,
        "url": url,
    }
