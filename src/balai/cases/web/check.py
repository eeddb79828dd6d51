"""Handing in: check every answer, declare, send; the receipt that the applicant keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from balai.cases import actions, applying, drafts, shown
from balai.cases.errors import Incomplete, NoSuchCase
from balai.cases.fieldviews import sentences
from balai.cases.models import Case
from balai.cases.web.apply import own_draft, page_url
from balai.cases.web.drafting import words_of
from balai.documents.rules import qr_svg
from balai.people.access import signed_in
from balai.site.fields import Choice, ErrorLine, FieldView

DECLARATION = "pernyataan"


@signed_in
@require_http_methods(["GET", "POST"])
def check_answers(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show every answer with a link to change it; declare and send. Sent already: the receipt."""
    case, person = own_draft(request, ref)
    if case.status != "draft":
        return HttpResponseRedirect(reverse("receipt", args=[case.ref]))
    if request.method == "POST" and request.POST.get(DECLARATION):
        try:
            drafts.hand_in(case=case, person=person)
        except Incomplete:
            return _check_page(request, applying.opened(case, person), status=422)
        return HttpResponseRedirect(reverse("receipt", args=[case.ref]))
    draft = applying.opened(case, person)
    undeclared = _("Centang pernyataan ini untuk mengirim.") if request.method == "POST" else ""
    return _check_page(request, draft, undeclared=undeclared, status=422 if undeclared else 200)


def _declaration(undeclared: str) -> FieldView:
    """Return the box to tick before handing in, with what is wrong when it was left out."""
    words = _("Isian ini benar, dan saya tahu bahwa keterangan palsu dapat membatalkan hasilnya.")
    return FieldView(DECLARATION, _("Pernyataan"), "choices", choices=[Choice("ya", words)], error=undeclared)


def _check_page(
    request: HttpRequest, draft: applying.Draft, *, undeclared: str = "", status: int = 200
) -> HttpResponse:
    words, form = words_of(draft.service), draft.service.form
    paths = [path for page in draft.pages for path in draft.paths_on(page)]
    wrong = sentences([error for page in draft.pages for error in draft.wrong_on(page)], form, words)
    files = shown.files_of(draft.case, draft.answers, form)

    def change(path: str) -> str:
        if _fixed(draft, path):
            return ""
        return page_url(draft.case, form.page_of[path].id, checking=True)

    declaration = _declaration(undeclared)
    errors: list[FieldView | ErrorLine] = [*_unfinished(draft, wrong, status), declaration]
    context: dict[str, Any] = {
        "words": words,
        "draft": draft,
        "sections": shown.sections(
            words, draft.answers, paths, change=change, wrong=wrong, files=files, link=shown.own_file
        ),
        "declaration": declaration,
        "errors": [one for one in errors if isinstance(one, ErrorLine) or one.error],
        "open": next(
            (
                page_url(draft.case, page.id, checking=True)
                for page in draft.pages
                if not draft.finished(page)
            ),
            "",
        ),
        "back": page_url(draft.case, draft.pages[-1].id) if draft.pages else "",
        "changes": draft.state["changes"],
    }
    return render(request, "cases/check.html", context, status=status)


def _fixed(draft: applying.Draft, path: str) -> bool:
    """Say whether account or register gave an answer about the applicant: it is changed there, not here."""
    group = draft.service.form.groups.get(draft.service.form.fields[path].group)
    return path in draft.state["sources"] and group is not None and group.subject == "applicant"


def _unfinished(draft: applying.Draft, wrong: dict[str, str], status: int) -> list[ErrorLine]:
    """Return a line for each page that is not finished, with its address; none before somebody tried to send."""
    if status == 200:
        return []
    words, lines = words_of(draft.service), []
    for page in draft.pages:
        if draft.finished(page):
            continue
        said = [wrong[path] for path in page.fields if path in wrong]
        question = words.question(page.id) or words.field(page.fields[0])
        text = said[0] if said else _("Jawab dahulu: %(question)s") % {"question": question}
        lines.append(ErrorLine(text, page_url(draft.case, page.id, checking=True)))
    return lines


@signed_in
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Ask once more, then delete a draft with everything typed in it."""
    case, person = own_draft(request, ref)
    if case.status != "draft":
        return HttpResponseRedirect(reverse("case", args=[case.ref]))
    if request.method == "POST":
        drafts.discard(case=case, person=person)
        messages.success(request, _("Draf sudah dihapus."))
        return HttpResponseRedirect(reverse("my_cases"))
    words = words_of(applying.opened(case, person).service)
    return render(request, "cases/discard.html", {"words": words, "case": case})


@signed_in
@require_GET
def receipt(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the number, the secret, what happens next and by when; made to be printed."""
    case, _person = own_draft(request, ref)
    return render(request, "cases/receipt.html", receipt_of(case))


@signed_in
@require_GET
def receipt_qr(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Return the QR of the receipt: the tracking page with the number in its query and the secret behind the #.

    No browser sends what stands behind a #, so the secret reaches no log of a server or proxy; the script of the page puts
    it into its field and takes it out of the address. Without the script the number is filled in and the code is typed.
    """
    case, _person = own_draft(request, ref)
    if case.status == "draft":
        raise NoSuchCase
    kept = actions.receipt(case)
    query = urlencode({"nomor": kept.number})
    address = f"{settings.BASE_URL}{reverse('track')}?{query}#{kept.secret}"
    return HttpResponse(qr_svg(address), content_type="image/svg+xml")


def receipt_of(case: Case) -> dict[str, Any]:
    """Return what the receipt shows. Raises NoSuchCase for a draft."""
    from balai.cases import standing

    if case.status == "draft":
        raise NoSuchCase
    where = standing.of(case)
    return {
        "receipt": actions.receipt(case),
        "case": case,
        "words": where.words,
        "where": where,
        "track_url": f"{settings.BASE_URL}{reverse('track')}",
    }
