"""Fields of a form as pages show them, with what was answered or typed: for the applicant's pages and for tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from balai.cases import shown
from balai.catalog.types import Words
from balai.documents import selectors as documents
from balai.kernel import forms
from balai.kernel.case import wording
from balai.kernel.forms.dates import read_date
from balai.kernel.forms.types import UPLOADED
from balai.site.fields import Choice, FieldView, FileShown, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from balai.documents.models import Document

FEW = 8
LONG = 200
_PARTS = ("day", "month", "year")
_KINDS: Mapping[str, Kind] = {
    "date": "date", "time": "time", "number": "number", "integer": "integer", "rupiah": "rupiah", "boolean": "boolean",
    "document": "document", "documents": "documents", "signature": "signature", "nik": "nik",
}  # fmt: skip


class Fields:
    """Makes the fields of one form: what is answered, what was typed, what is wrong.

    `typed` are texts by control that stand instead of the answer; `errors` sentences by path; `vault` gives the person's
    documents that may be used for a field; `upload_url` is where a script sends a file; `demanded` are paths that must be
    filled although the form leaves them to choice.
    """

    def __init__(
        self,
        words: Words,
        form: forms.Form,
        answers: Mapping[str, Any],
        *,
        typed: Mapping[str, Sequence[str]] | None = None,
        errors: Mapping[str, str] | None = None,
        vault: Callable[[forms.Field], list[Document]] | None = None,
        upload_url: str = "",
        demanded: Collection[str] = (),
    ) -> None:
        self.words, self.form, self.answers = words, form, answers
        self.typed, self.errors, self.vault, self.upload_url = typed or {}, errors or {}, vault, upload_url
        self.demanded = demanded
        self.texts = _texts_of(words, form)

    def view(self, path: str, *, label: str = "", hint: str = "") -> FieldView:
        """Return one field; `label` replaces its title (the page's question, say)."""
        field = self.form.fields[path]
        text = self.texts.get(path, {})
        held = self._documents(field)
        return FieldView(
            name=path,
            label=label or title_of(field, self.texts),
            kind=self._kind(field),
            values=self._values(field),
            choices=self._choices(field),
            hint=hint or str(text.get("hint", "")),
            error=self.errors.get(path, ""),
            optional=not (label or path in self.form.needed or path in self.demanded),
            suffix=field.unit,
            width=_width(field),
            attributes=_attributes(field),
            present=[one for one in held if one.ref in self._refs(field)],
            vault=held,
            upload_url=self.upload_url if field.kind in UPLOADED else "",
            max_bytes=documents.largest_upload() if field.kind in UPLOADED else 0,
        )

    def _kind(self, field: forms.Field) -> Kind:
        if field.agreed or (field.kind == "list" and field.choices):
            return "choices"
        if field.kind in _KINDS:
            return _KINDS[field.kind]
        if field.list or field.kind == "choice":
            return "choice" if len(self._choices(field)) <= FEW else "region"
        return "textarea" if (field.max_length or 0) > LONG else "text"

    def _choices(self, field: forms.Field) -> list[Choice]:
        if field.agreed:
            return [Choice("ya", title_of(field, self.texts))]
        titles = self.texts.get(field.path, {}).get("choices") or {}
        given = field.choices or (field.items.choices if field.items else ())
        if given:
            return [Choice(one.value, str(titles.get(one.value, one.title))) for one in given]
        listed = wording.list_titles(self.words.service).get(field.list, {}) if field.list else {}
        return [Choice(code, str(titles.get(code, title))) for code, title in listed.items()]

    def _values(self, field: forms.Field) -> list[str]:
        if field.kind == "date":
            return self._date(field)
        if field.path in self.typed:
            return list(self.typed[field.path])
        value = forms.get(self.answers, field.path)
        if value is None or value == "":
            return []
        return [str(one) for one in value] if isinstance(value, list) else [written(field, value)]

    def _date(self, field: forms.Field) -> list[str]:
        typed = [next(iter(self.typed.get(f"{field.path}-{part}", [])), "") for part in _PARTS]
        if any(typed):
            return typed
        day = read_date(str(forms.get(self.answers, field.path) or ""))
        return [str(day.day), str(day.month), str(day.year)] if day else []

    def _refs(self, field: forms.Field) -> list[str]:
        value = forms.get(self.answers, field.path)
        return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []

    def _documents(self, field: forms.Field) -> list[FileShown]:
        if field.kind not in UPLOADED or self.vault is None:
            return []
        return [
            FileShown(str(one.ref), one.name, shown.about_document(one), reverse("document", args=[one.ref]))
            for one in self.vault(field)
        ]


def title_of(field: forms.Field, texts: forms.Texts) -> str:
    """Return a field's title in the reader's language."""
    return str(texts.get(field.path, {}).get("title") or field.title)


def _texts_of(words: Words, form: forms.Form) -> forms.Texts:
    """Return the words about the form's fields by their paths in it; those of a task's form stand under `task.<id>.`."""
    if form.root == ("form",):
        return words.fields
    prefix = ".".join(form.root) + "."
    return {path.removeprefix(prefix): text for path, text in words.fields.items() if path.startswith(prefix)}


def written(field: forms.Field, value: Any) -> str:
    """Return an answer as a person would type it: "3,1", "1.500.000", "ya"."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if field.kind == "rupiah" and isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if field.kind == "number":
        try:
            return format(Decimal(str(value)), "f").replace(".", ",")
        except InvalidOperation:
            return str(value)
    return str(value)


def _width(field: forms.Field) -> int:
    if field.kind != "text":
        return 0
    return min(field.max_length or 40, 40)


def _attributes(field: forms.Field) -> dict[str, str]:
    """Return what helps browsers: names are not corrected, telephone numbers get their keys."""
    if field.element == "person.phone":
        return {"inputmode": "tel", "autocomplete": "off"}
    if field.kind == "text" and field.element == "person.name":
        return {"autocomplete": "off", "spellcheck": "false"}
    return {}


def sentences(errors: Sequence[forms.FieldError], form: forms.Form, words: Words) -> dict[str, str]:
    """Return each error in words that say how to mend it, by path."""
    groups = {name: {"title": words.group(name)} for name in form.groups}
    texts = {**groups, **_texts_of(words, form)}
    found = {
        error.path: forms.message(error, form.fields.get(error.path), texts, words.language)
        for error in errors
    }
    return found | {
        error.path: _("Isian ini tidak diminta untuk diubah.")
        for error in errors
        if error.code == "not_asked"
    }
