"""Following a case: the list of one's own, one case, and the page that number and secret open without signing in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from balai.cases import access, actions, applying, drafts, shown, standing
from balai.cases.errors import NoSuchCase
from balai.cases.models import Case, CaseRead, Decision, Task
from balai.cases.web.apply import next_url, own_draft
from balai.cases.web.drafting import words_of
from balai.catalog import selectors as catalog
from balai.documents import selectors as documents
from balai.lib.errors import TooMany
from balai.lib.limits.attempts import address_of
from balai.notices import selectors as notices
from balai.people.access import person_of, public, signed_in
from balai.site.fields import ErrorLine, FieldView
from balai.site.templatetags.kit import day
from balai.site.types import Cell, Column, Row, Table

PER_PAGE = 20
_TRACKED = "tracked_case"
_SECRET = {"autocomplete": "off", "autocapitalize": "none", "data-fragment": "secret"}


# -- one's own cases


@signed_in
@require_GET
def my_cases(request: HttpRequest) -> HttpResponse:
    """List drafts, then submitted cases: those that wait for the applicant first."""
    person = person_of(request)
    cases = access.own_cases(person).annotate(yours=Exists(_waiting_for_applicant()))
    submitted = cases.exclude(status="draft").order_by("-yours", "-submitted_at", "pk")
    page = Paginator(submitted, PER_PAGE).get_page(request.GET.get("hal"))
    begun = [
        (case, words_of(catalog.service(case.offer.version_id))) for case in cases.filter(status="draft")
    ]
    shown_ = {"drafts": begun, "page": page, "table": _table(page.object_list)}
    return render(request, "cases/own.html", shown_)


def _waiting_for_applicant() -> QuerySet[Task]:
    return Task.objects.filter(case=OuterRef("pk"), status="open", applicant=True)


def _table(cases: Any) -> Table:
    columns = [
        Column(_("Nama layanan")),
        Column(_("Nomor")),
        Column(_("Status")),
        Column(_("Dikirim")),
        Column(_("Paling lambat")),
    ]
    return Table(_("Permohonan terkirim"), columns, [_line(case) for case in cases], caption_hidden=True)


def _line(case: Any) -> list[Cell | str]:
    word, tone = standing.tag_of(case, yours=case.yours)
    due = day(case.due_on) if case.due_on and case.ended_at is None else "–"
    title = words_of(catalog.service(case.version)).title
    return [
        Cell(title, reverse("case", args=[case.ref])),
        str(case.number),
        Cell(word, tag=tone),
        day(case.submitted_at),
        due,
    ]


# -- one case


@signed_in
@require_GET
def case(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show where one's own case stands, and everything that stands in it; a draft goes on being filled in."""
    found, person = own_draft(request, ref)
    if found.status == "draft":
        return HttpResponseRedirect(next_url(applying.opened(found, person)))
    actions.fire_due_timers(found.pk)
    found = access.get_own_case(person, ref)
    where = standing.of(found)
    answers, form = where.state["answers"], where.service.form
    files = shown.files_of(found, answers, form)
    paths = [path for path in form.fields if path in _answered(answers, form.fields)]
    context = {
        "case": found,
        "where": where,
        "words": where.words,
        "owner": True,
        "sections": shown.sections(where.words, answers, paths, files=files, link=shown.own_file),
        "rulings": shown.rulings(found, Decision.objects.filter(case=found), where.words),
        "issued": documents.issued_in(found.ref),
        "letters": notices.about(person, found.ref),
        "reads": [_read(one) for one in CaseRead.objects.filter(case=found).order_by("-hour")],
    }
    return render(request, "cases/case.html", context)


def _answered(answers: dict[str, Any], paths: Any) -> set[str]:
    from balai.kernel import forms

    return {path for path in paths if forms.get(answers, path) is not None}


def _read(one: CaseRead) -> Row:
    return Row(one.position, _("%(day)s, antara pukul %(from)s.00 dan %(to)s.00") % _hour(one))


def _hour(one: CaseRead) -> dict[str, str]:
    from datetime import timedelta

    from django.utils.timezone import localtime

    start = localtime(one.hour)
    return {"day": day(start), "from": f"{start:%H}", "to": f"{start + timedelta(hours=1):%H}"}


@signed_in
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Apply again with the people of a case before: a twin's parents and witnesses, say."""
    before, person = own_draft(request, ref)
    if before.status == "draft":
        raise NoSuchCase
    where = standing.of(before)
    if not where.again:
        raise NoSuchCase
    if request.method == "POST":
        draft = drafts.again(case=before, person=person)
        return HttpResponseRedirect(next_url(applying.opened(draft, person)))
    kept = [where.words.group(name) for name in where.service.applicant.again]
    return render(request, "cases/again.html", {"case": before, "words": where.words, "kept": kept})


# -- without signing in


@public
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret; what they open stays open in this session."""
    number, secret = request.POST.get("nomor", request.GET.get("nomor", "")), request.POST.get("kode", "")
    if request.method == "GET":
        return _ask_number(request, number)
    wrong = {}
    if not number.strip():
        wrong["nomor"] = _("Tulis nomor permohonan, misalnya 1971-2026-000123-U.")
    if not secret.strip():
        wrong["kode"] = _("Tulis kode rahasia yang tercetak pada bukti permohonan.")
    if wrong:
        return _ask_number(request, number, wrong)
    try:
        found = access.get_case_by_secret(number, secret, visitor=address_of(request))
    except (NoSuchCase, TooMany) as error:
        return _ask_number(request, number, refusal=error)
    request.session[_TRACKED] = str(found.ref)
    # A fragment of our own: without a script the browser would carry on the secret that a QR put behind the #.
    return HttpResponseRedirect(f"{reverse('tracked')}#isi")


def _ask_number(
    request: HttpRequest,
    number: str,
    wrong: dict[str, str] | None = None,
    refusal: NoSuchCase | TooMany | None = None,
) -> HttpResponse:
    told = wrong or {}
    fields = [
        FieldView("nomor", _("Nomor permohonan"), "code", (number,), hint=_("Misalnya 1971-2026-000123-U."),
                  error=told.get("nomor", ""), width=24, attributes={"autocomplete": "off"}),
        FieldView("kode", _("Kode rahasia"), "code", hint=_("Tercetak di bawah nomor pada bukti permohonan."),
                  error=told.get("kode", ""), width=36, attributes=_SECRET),
    ]  # fmt: skip
    errors = [one for one in fields if one.error] + ([ErrorLine(refusal.text, "#f-nomor")] if refusal else [])
    status = refusal.status if refusal else 422 if wrong else 200
    return render(request, "cases/track.html", {"fields": fields, "errors": errors}, status=status)


@public
@require_GET
def tracked(request: HttpRequest) -> HttpResponse:
    """Show where the case stands that number and secret opened in this session: no answers, no names."""
    ref = request.session.get(_TRACKED)
    found = Case.objects.select_related("offer__agency", "government").filter(pk=ref).first() if ref else None
    if found is None:
        return HttpResponseRedirect(reverse("track"))
    actions.fire_due_timers(found.pk)
    found.refresh_from_db()
    where = standing.of(found, to_applicant=False)
    return render(
        request, "cases/case.html", {"case": found, "where": where, "words": where.words, "owner": False}
    )


@public
@require_POST
def stop_tracking(request: HttpRequest) -> HttpResponse:
    """Close what number and secret opened, on a computer that others use."""
    request.session.pop(_TRACKED, None)
    return HttpResponseRedirect(reverse("track"))
