"""The desk: what waits for an official's posts, the next task, and the list as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from balai.cases import access, actions, worklist
from balai.cases.dossier import in_days
from balai.lib import clock
from balai.people import selectors as people
from balai.people.access import official, person_of
from balai.site.types import Cell, Column, Table, Tone

PER_PAGE = 50
MOST_EXPORTED = 5000
_TRIED = 50
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@official
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits, nearest deadline first."""
    person, wish = person_of(request), worklist.wanted(request.GET.dict())
    mine = access.worklist(person)
    desks = worklist.desks(mine, person)
    totals = worklist.totals(desks)
    narrowed = wish != replace(worklist.Wanted(), sort=wish.sort)
    pages = Paginator(worklist.narrowed(mine, wish, person), PER_PAGE)
    if not narrowed:
        pages.count = totals.all
    page = pages.get_page(request.GET.get("hal"))
    lines = worklist.lines(page.object_list, person)  # type: ignore[arg-type]  # a slice of the QuerySet
    shown = {
        "wish": wish,
        "page": page,
        "table": table(lines, wish, page.paginator.count),
        "totals": _totals(totals, wish),
        "desks": desks,
        "services": {desk.service: desk.service_title for desk in desks},
        "tasks": {desk.element: desk.task_title for desk in desks},
        "query": _query(wish),
        "narrowed": narrowed,
        "posts": people.capacities_of(person, clock.now()),
    }
    return render(request, "cases/desk/list.html", shown)


def _totals(totals: worklist.Totals, wish: worklist.Wanted) -> list[tuple[str, int, str, bool]]:
    """Return the filters that are one click away: label, count, address, whether it is in force."""
    labels = (("", _("Semua"), totals.all), ("free", _("Belum diambil"), totals.free),
              ("mine", _("Saya kerjakan"), totals.mine), ("overdue", _("Lewat batas"), totals.overdue))  # fmt: skip
    return [
        (label, count, _query(replace(wish, whose=whose)), wish.whose == whose)
        for whose, label, count in labels
    ]


def _query(wish: worklist.Wanted) -> str:
    """Return the filters as a query, to be followed by nothing else."""
    pairs = {name: value for name, value in vars(wish).items() if value}
    return "?" + urlencode(pairs)


def table(lines: list[worklist.Line], wish: worklist.Wanted, count: int) -> Table:
    """Return the lines as a table whose headings sort."""
    caption = ngettext("%(count)s tugas", "%(count)s tugas", count) % {"count": count}
    columns = [
        _sorted(wish, "number", _("Nomor")),
        Column(_("Tugas")),
        _sorted(wish, "age", _("Umur")),
        _sorted(wish, "due", _("Sisa waktu")),
        Column(_("Dikerjakan")),
    ]
    return Table(caption, columns, [_cells(line) for line in lines])


def _sorted(wish: worklist.Wanted, name: str, label: str) -> Column:
    """Return a column that sorts; chosen again, it sorts the other way round."""
    now = wish.sort or "due"
    down = now == name
    query = _query(replace(wish, sort=f"-{name}" if down else name))
    order = {name: "ascending", f"-{name}": "descending"}
    return Column(label, sort_url=query, sorted=order.get(now, ""))  # type: ignore[arg-type]  # one of its words


def _cells(line: worklist.Line) -> list[Cell]:
    url = reverse("desk_task", args=[line.case, line.n])
    age = (
        _("Hari ini")
        if not line.age
        else ngettext("%(days)s hari", "%(days)s hari", line.age) % {"days": line.age}
    )
    return [
        Cell(line.number, url),
        Cell(line.title, note=line.service),
        Cell(age),
        Cell(left_of(line), tag=tone_of(line)),
        Cell(doing(line), note=waits_of(line)),
    ]


def left_of(line: worklist.Line) -> str:
    """Return how much time is left, in words."""
    return "–" if line.left is None else in_days(line.left, overdue=line.overdue)


def tone_of(line: worklist.Line) -> Tone:
    """Return how urgent a line is."""
    if line.overdue:
        return "danger"
    return "warning" if line.left is not None and line.left <= 1 else ""


def doing(line: worklist.Line) -> str:
    """Return who works on a line."""
    return _("Anda") if line.taken == "mine" else line.taken_by or _("Belum diambil")


def waits_of(line: worklist.Line) -> str:
    """Return why the case stands still, if it does for another reason than this task."""
    reasons = {"incident": _("Ada kendala sistem"), "applicant": _("Menunggu pemohon")}
    return reasons.get(line.waits, "")


@official
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent task that fits the filters and that this official may do."""
    person, wish = person_of(request), worklist.wanted(request.POST.dict())
    tasks = worklist.narrowed(access.worklist(person), replace(wish, sort=""), person)
    free = tasks.filter(taken_by=None).select_related("case__offer__agency")[:_TRIED]
    task = actions.take_next(person=person, tasks=list(free))
    if task is None:
        messages.info(request, _("Tidak ada tugas bebas yang dapat Anda ambil di daftar ini."))
        return HttpResponseRedirect(reverse("desk") + _query(wish))
    return HttpResponseRedirect(reverse("desk_task", args=[task.case_id, task.n]))


@official
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Hand over the filtered list as CSV; no cell can be taken for a formula."""
    person = person_of(request)
    wish = worklist.wanted(request.GET.dict())
    found = worklist.narrowed(access.worklist(person), wish, person)[:MOST_EXPORTED]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="meja.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    heads = [
        _("Nomor"),
        _("Nama layanan"),
        _("Tugas"),
        _("Dibuka"),
        _("Batas waktu"),
        _("Sisa hari kerja"),
        _("Dikerjakan"),
    ]
    writer.writerow(heads)
    writer.writerows(harmless(row) for row in _rows(worklist.lines(found, person)))
    return response


def _rows(lines: Iterable[worklist.Line]) -> Iterable[list[str]]:
    for line in lines:
        due = line.due_on.isoformat() if line.due_on else ""
        left = "" if line.left is None else str(line.left)
        yield [
            line.number,
            line.service,
            line.title,
            line.opened_at.date().isoformat(),
            due,
            left,
            doing(line),
        ]


def harmless(row: list[str]) -> list[str]:
    """Return cells that a spreadsheet reads as text: what begins like a formula gets an apostrophe; numbers stay."""
    return [
        f"'{cell}" if cell.startswith(_FORMULA) and not cell.lstrip("-").isdigit() else cell for cell in row
    ]
