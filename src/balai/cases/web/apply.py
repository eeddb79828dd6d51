"""Applying: begin or go on with a draft, one page after another."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from balai.cases import access, applying, drafts, inputs
from balai.cases.models import Case
from balai.cases.shown import about_document
from balai.cases.web.drafting import CHECK, PageView, conflict_fields, page_view, words_of
from balai.catalog import selectors as catalog
from balai.kernel import forms
from balai.kernel.forms.types import UPLOADED
from balai.lib.errors import NotFound
from balai.lib.keys.sealing import KeyDestroyed, SealBroken, seal, unseal
from balai.people.access import account_of, person_of, signed_in
from balai.site.fields import ErrorLine

if TYPE_CHECKING:
    from balai.people.models import Person

_UNSENT = "unsent_page"
_MOST_KEPT = 60_000


# -- before the first page


@signed_in
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, name: str) -> HttpResponse:
    """Say what one needs, and begin; somebody who has a draft goes on with it."""
    person = person_of(request)
    offer = catalog.offer_for(name, person, request.GET.get("daerah", ""))
    draft = access.own_cases(person).filter(offer=offer, status="draft").first()
    if request.method == "POST":
        case = draft or drafts.start(offer=offer, person=person)
        return HttpResponseRedirect(next_url(applying.opened(case, person)))
    service = catalog.service(offer.version_id)
    shown = {"words": words_of(service), "offer": offer, "draft": draft, "days": service.retention.draft}
    return render(request, "cases/apply.html", shown)


def next_url(draft: applying.Draft, after: str = "", *, checking: bool = False) -> str:
    """Return the address of the next unfinished page, else of the page where everything is checked."""
    page = draft.next_page(after)
    if page is None:
        return reverse("check_answers", args=[draft.case.ref])
    return page_url(draft.case, page.id, checking=checking)


def page_url(case: Case, page: str, *, checking: bool = False) -> str:
    """Return the address of a draft's page; `checking` leads back to the check of all answers afterwards."""
    url = reverse("draft_page", args=[case.ref, page])
    return f"{url}?{urlencode({'dari': CHECK})}" if checking else url


def own_draft(request: HttpRequest, ref: UUID) -> tuple[Case, Person]:
    """Return the person's own case and the person. Raises NoSuchCase for somebody else's."""
    person = person_of(request)
    return access.get_own_case(person, ref), person


# -- what was typed when the session had ended


def keeps_typed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Keep what is posted to a draft's page by somebody whose session has ended; it stands there again after signing in.

    It is sealed under the draft's own key, and only the draft's owner reaches the page that shows it.
    """

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and account_of(request) is None:
            _keep_unsent(request, kwargs["ref"])
        return view(request, *args, **kwargs)

    return entered


def _keep_unsent(request: HttpRequest, ref: UUID) -> None:
    case = Case.objects.filter(pk=ref, status="draft").first()
    posted = {name: texts for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken"}
    text = json.dumps(posted)
    if case is not None and len(text) < _MOST_KEPT:
        sealed = seal(case.key, _unsent_place(request), text.encode())
        request.session[_UNSENT] = {"path": request.path, "sealed": sealed.hex()}


def _unsent_place(request: HttpRequest) -> str:
    return f"unsent:{request.path}"


def _unsent(request: HttpRequest, case: Case) -> dict[str, list[str]]:
    """Return, once, what was typed for this page when the session had ended."""
    kept = request.session.get(_UNSENT)
    if not kept or kept["path"] != request.path:
        return {}
    del request.session[_UNSENT]
    try:
        found: dict[str, list[str]] = json.loads(
            unseal(case.key, _unsent_place(request), bytes.fromhex(kept["sealed"]))
        )
    except (KeyDestroyed, SealBroken, ValueError):
        return {}
    return found


# -- one page


@keeps_typed
@signed_in
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, *, ref: UUID, page: str) -> HttpResponse:
    """Show one page of a draft, or save it and go on."""
    case, person = own_draft(request, ref)
    if case.status != "draft":
        return HttpResponseRedirect(reverse("case", args=[case.ref]))
    draft = applying.opened(case, person)
    here = draft.page(page)
    if here is None:
        return HttpResponseRedirect(next_url(draft))
    if request.method == "POST":
        return _save(request, draft, here)
    typed = _unsent(request, case)
    repick = "ganti" in request.GET
    tried = here.id in draft.state["tried"] and not typed and not repick
    view = page_view(draft, here, errors=draft.wrong_on(here) if tried else (), typed=typed, repick=repick)
    return _shown(request, view, kept=bool(typed))


def _save(request: HttpRequest, draft: applying.Draft, here: forms.Page) -> HttpResponse:
    """Save a page and go on, or show it again with what is wrong."""
    case, person, form = draft.case, draft.person, draft.service.form
    do, _colon, path = request.POST.get("do", "").partition(":")
    if do == "hapus" and path in here.fields:
        drafts.take_out(case=case, path=path, person=person)
        return HttpResponseRedirect(request.get_full_path())
    refs, refused = inputs.uploads(request, form, owner=person, government=case.government)
    sent = drafts.Sent(
        page=here.id,
        raw=inputs.raw(request, form, refs, refused),
        base=inputs.revision(request),
        picked=inputs.with_prefix(request, inputs.PICK),
        chosen=inputs.with_prefix(request, inputs.CHOOSE),
        confirmed=bool(request.POST.get("benar")),
    )
    saved = drafts.save_page(case=case, sent=sent, person=person)
    if saved.conflicts:
        return _two_tabs(request, saved, refs)
    if do == "nanti" and not refused:
        messages.success(request, _("Tersimpan. Lanjutkan kapan saja dari Permohonan saya."))
        return HttpResponseRedirect(reverse("my_cases"))
    if refused or not saved.done:
        return _again(request, saved, here, refused)
    return HttpResponseRedirect(next_url(saved.draft, here.id, checking=_checking(request)))


def _again(
    request: HttpRequest, saved: drafts.Saved, here: forms.Page, refused: dict[str, str]
) -> HttpResponse:
    """Show a page again that is not done: facts to confirm, or something to mend."""
    if saved.stay and not (saved.errors or refused):
        return HttpResponseRedirect(_this_page(request, saved.draft.case, here))
    view = page_view(saved.draft, here, errors=saved.errors, said=refused)
    if saved.too_many:
        view.errors.append(
            ErrorLine(_("Terlalu sering mencocokkan NIK. Isian tersimpan; coba lagi satu jam lagi."))
        )
    for group in saved.unmatched:
        view.errors.append(_not_known(view, group))
    return _shown(request, view, status=422)


def _this_page(request: HttpRequest, case: Case, here: forms.Page) -> str:
    return page_url(case, here.id, checking=_checking(request))


def _not_known(view: PageView, group: str) -> ErrorLine:
    """Say, once, that the register does not know a NIK with this name; sending the page again goes on."""
    first = next((one for one in view.fields if one.name.startswith(f"{group}.")), None)
    text = _(
        "NIK dan nama %(whom)s tidak cocok dengan data kependudukan. Periksa ejaannya pada KTP. "
        "Bila sudah benar, kirim sekali lagi; petugas akan memeriksanya."
    )
    return ErrorLine(text % {"whom": view.words.group(group).lower()}, f"#{first.id}" if first else "")


def _two_tabs(request: HttpRequest, saved: drafts.Saved, refs: dict[str, list[str]]) -> HttpResponse:
    """Show both values where two tabs differ, and let the person choose."""
    words = words_of(saved.draft.service)
    sent = dict(request.POST.lists()) | refs
    kept = [(name, text) for name, texts in sent.items() for text in texts if _goes_along(name)]
    shown = {
        "words": words,
        "fields": conflict_fields(saved, words),
        "kept": kept,
        "revision": saved.draft.state["revision"],
    }
    return render(request, "cases/conflict.html", shown, status=409)


def _goes_along(name: str) -> bool:
    return name not in {"csrfmiddlewaretoken", inputs.REVISION, "do"} and not name.startswith(inputs.CHOOSE)


def _shown(request: HttpRequest, view: PageView, *, status: int = 200, kept: bool = False) -> HttpResponse:
    draft, checking = view.draft, _checking(request)
    before = draft.before(view.page.id)
    back = page_url(draft.case, before.id) if before else reverse("apply", args=[draft.case.name])
    place, count = view.place
    shown = {
        "view": view,
        "words": view.words,
        "errors": view.errors,
        "back": reverse("check_answers", args=[draft.case.ref]) if checking else back,
        "place": place,
        "count": count,
        "revision": draft.state["revision"],
        "checking": checking,
        "kept": kept,
        "changes": draft.state["changes"],
        "single": view.single,
    }
    return render(request, "cases/page.html", shown, status=status)


def _checking(request: HttpRequest) -> bool:
    return request.GET.get("dari") == CHECK


# -- files, as soon as they are chosen


@signed_in
@require_POST
def upload(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Put one file into the vault for a field of the person's own application; a script asks for this."""
    case, person = own_draft(request, ref)
    version = case.version or case.offer.version_id
    field = catalog.service(version).form.fields.get(request.POST.get("field", ""))
    file = request.FILES.get("file")
    if field is None or field.kind not in UPLOADED or file is None:
        raise NotFound
    document = inputs.accept(file, field, owner=person, government=case.government)
    told = {"ref": str(document.ref), "name": document.name, "about": about_document(document)}
    return JsonResponse(told, status=201)
