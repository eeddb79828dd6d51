"""A page of a draft as it is shown: its question, what is known already, and the fields that are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balai.cases import drafts, lookups, shown
from balai.cases.fieldviews import Fields, sentences
from balai.cases.inputs import CHOOSE, PICK
from balai.catalog.types import Words
from balai.documents import selectors as documents
from balai.kernel import forms
from balai.kernel.forms.types import UPLOADED
from balai.site.fields import Choice, ErrorLine, FieldView
from balai.site.templatetags.kit import day

if TYPE_CHECKING:
    from balai.cases.applying import Draft
    from balai.kernel.definition.types import Service
    from balai.registers.types import Facts

CHECK = "periksa"


def words_of(service: Service) -> Words:
    """Return the words of a service in the language of the page."""
    return Words(service, get_language() or "id")


@dataclass
class PageView:
    """What the template of a draft's page shows."""

    draft: Draft
    words: Words
    page: forms.Page
    given: list[shown.Section]
    fields: list[FieldView]
    errors: list[FieldView | ErrorLine]
    confirm: str = ""
    change: str = ""
    taken: dict[str, str] = field(default_factory=dict)

    @property
    def question(self) -> str:
        """The page's heading."""
        own = self.words.question(self.page.id)
        return own or (
            str(self.fields[0].label)
            if len(self.fields) == 1
            else self.words.group(self.page.fields[0].split(".")[0])
        )

    @property
    def help(self) -> str:
        """What helps with the whole page."""
        return self.words.help(self.page.id)

    @property
    def single(self) -> FieldView | None:
        """The only field of the page, whose label is then the page's heading."""
        return self.fields[0] if len(self.fields) == 1 and not self.given else None

    @property
    def upload(self) -> bool:
        """Whether files may be sent."""
        return any(one.kind in UPLOADED for one in self.fields)

    @property
    def place(self) -> tuple[int, int]:
        """The number of this page and of all that are shown."""
        return self.draft.place_of(self.page.id)


def page_view(
    draft: Draft,
    page: forms.Page,
    *,
    errors: Sequence[forms.FieldError] = (),
    said: Mapping[str, str] | None = None,
    typed: Mapping[str, list[str]] | None = None,
    repick: bool = False,
) -> PageView:
    """Return a page to show. `said` are sentences by path that stand instead; `repick` asks whom a group means again."""
    words = words_of(draft.service)
    told = sentences(errors, draft.service.form, words) | dict(said or {})
    picking = [group for group in draft.groups_on(page) if repick or _asks_whom(draft, group)]
    picking = [
        group for group in picking if draft.service.form.groups[group].lookup == "family" and _has_card(draft)
    ]
    asked = [path for path in draft.asked_on(page) if draft.service.form.fields[path].group not in picking]
    given = [path for path in draft.given_on(page) if draft.service.form.fields[path].group not in picking]
    made = Fields(
        words,
        draft.service.form,
        draft.answers,
        typed=draft.state["typed"] | dict(typed or {}),
        errors=told,
        vault=lambda one: documents.vault(draft.person, one.element or one.path),
        upload_url=reverse("upload", args=[draft.case.ref]),
    )
    fields = [_picker(draft, words, group, told) for group in picking] + [made.view(path) for path in asked]
    view = PageView(draft, words, page, _given(draft, words, given), fields, [])
    view.errors = [one for one in fields if one.error]
    _about_people(view, picking)
    if view.single and not picking:
        view.fields = [_as_heading(view, view.fields[0])]
        view.errors = [one for one in view.fields if one.error]
    return view


def _as_heading(view: PageView, one: FieldView) -> FieldView:
    """Return the only field of a page with the page's question as its label, and the page's help before its hint."""
    hint = " ".join(str(text) for text in (view.help, one.hint) if text)
    return replace(one, label=view.question, hint=hint)


def _asks_whom(draft: Draft, group: str) -> bool:
    return group not in draft.state["members"] and group not in draft.state["strangers"]


def _has_card(draft: Draft) -> bool:
    return bool(lookups.family(draft.person))


def _given(draft: Draft, words: Words, paths: list[str]) -> list[shown.Section]:
    return shown.sections(words, draft.answers, paths)


def _about_people(view: PageView, picking: list[str]) -> None:
    """Say which button confirms the facts shown, and where somebody else is chosen."""
    draft, groups = view.draft, view.draft.groups_on(view.page)
    chosen = [group for group in groups if group in draft.state["members"] and group not in picking]
    view.confirm = "ya" if chosen else ""
    strangers = [group for group in groups if group in draft.state["strangers"] and group not in picking]
    lookup = [group for group in (*chosen, *strangers) if draft.service.form.groups[group].lookup == "family"]
    view.change = "?ganti=1" if lookup and _has_card(draft) else ""


def _picker(draft: Draft, words: Words, group: str, told: Mapping[str, str]) -> FieldView:
    """Return the choice of a family member; a record's reference is posted, never a NIK."""
    members = lookups.family(draft.person)
    choices = [Choice(str(one.ref), _named(draft, one), _about(one)) for one in members]
    choices.append(
        Choice(drafts.STRANGER, _("Bukan anggota keluarga saya"), _("Anda menulis NIK dan nama lengkapnya."))
    )
    paths = draft.service.form.groups[group].fields
    error = next((told[path] for path in paths if path in told), "")
    now = draft.state["members"].get(group) or (drafts.STRANGER if group in draft.state["strangers"] else "")
    page = next(page.id for page in draft.pages if set(paths) & set(page.fields))
    label = words.question(page) or words.group(group)
    return FieldView(PICK + group, label, "choice", (now,) if now else (), choices, words.help(page), error)


def _named(draft: Draft, one: Facts) -> str:
    name = str(one.elements.get(lookups.NAME, ""))
    return (
        _("%(name)s (Anda)") % {"name": name} if one.elements.get(lookups.NIK) == draft.person.nik else name
    )


def _about(one: Facts) -> str:
    """Return what tells family members apart: the place on the card and the date of birth."""
    born = _date(one.elements.get("person.birth_date"))
    parts = [
        str(one.fields.get("relation", "")).capitalize(),
        _("lahir %(day)s") % {"day": day(born)} if born else "",
    ]
    return ", ".join(part for part in parts if part)


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


# -- two tabs


def conflict_fields(saved: drafts.Saved, words: Words) -> list[FieldView]:
    """Return, for each answer that two tabs gave differently, the choice between both."""
    form = saved.draft.service.form
    files = shown.files_of(saved.draft.case, saved.draft.answers, form)
    found = []
    for path, both in saved.conflicts.items():
        said = [shown.answer(words, form.fields[path], value, files) or _("Dikosongkan") for value in both]
        texts = [one if isinstance(one, str) else ", ".join(one) for one in said]
        choices = [
            Choice("saved", texts[0], _("Tersimpan dari tab atau perangkat lain")),
            Choice("mine", texts[1], _("Baru saja Anda kirim dari halaman ini")),
        ]
        found.append(FieldView(CHOOSE + path, words.field(path), "choice", ("mine",), choices))
    return found
