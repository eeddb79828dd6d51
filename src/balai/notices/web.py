"""The inbox and one letter: always one's own."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from balai.notices import access, actions, selectors
from balai.notices.models import Notice
from balai.people.access import person_of, person_or_none, signed_in
from balai.site.templatetags.kit import day
from balai.site.types import Cell, Column, Table

_PER_PAGE = 20


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """List one's letters, newest first."""
    pages = Paginator(selectors.letters_of(person_or_none(request)), _PER_PAGE)
    letters = pages.get_page(request.GET.get("hal"))
    return render(request, "notices/inbox.html", {"letters": letters, "table": _table(letters.object_list)})


def _table(letters: Iterable[Notice]) -> Table:
    columns = [Column(_("Surat")), Column(_("Dikirim")), Column(_("Keadaan"))]
    return Table(_("Kotak masuk"), columns, [_line(one) for one in letters], caption_hidden=True)


def _line(one: Notice) -> list[Cell]:
    state = Cell(_("Sudah dibaca")) if one.read_at else Cell(_("Baru"), tag="info")
    return [Cell(one.subject, reverse("letter", args=[one.ref])), Cell(day(one.created_at)), state]


@signed_in
@require_GET
def letter(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one letter and note that it was opened."""
    notice = access.get_notice(person_of(request), ref)
    actions.mark_read(notice)
    paragraphs = [part for part in notice.body.split("\n\n") if part.strip()]
    shown = {"letter": notice, "paragraphs": paragraphs, "about_url": access.address_of(notice)}
    return render(request, "notices/letter.html", shown)
