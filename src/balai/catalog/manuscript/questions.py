"""The form of a service as its authors read it: each question with its data element, its owner, its condition and article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balai.catalog.explaining import Explainer
from balai.catalog.legal import Article, Basis
from balai.catalog.manuscript.reached import Found
from balai.catalog.types import Words
from balai.kernel import feel, forms
from balai.site.types import Tone


@dataclass(frozen=True)
class When:
    """A condition: in words, and as FEEL."""

    text: tuple[str, ...]
    written: str


@dataclass(frozen=True)
class Question:
    """One field. `source`: who answers it, in words, with the tone of its tag. `owner`: the register that holds it."""

    path: str
    title: str
    kind: str
    choices: str
    optional: bool
    element: str
    owner: str
    source: str
    tone: Tone
    when: When | None
    check: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Sheet:
    """One page of the form, or the form of a task."""

    id: str
    title: str
    help: str
    when: When | None
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Form:
    """The applicant's pages, what is known without asking, the forms of officials; and how many questions are spared."""

    sheets: tuple[Sheet, ...]
    tasks: tuple[Sheet, ...]
    asked: int
    spared: int


def form(words: Words, basis: Basis, explainer: Explainer, found: Found) -> Form:
    """Return the form of a service."""
    reader = _Reader(words, basis, explainer, found)
    questions = found.report.questions
    return Form(
        tuple(reader.sheets()),
        tuple(reader.tasks()),
        len(questions.asked) if questions else 0,
        questions.avoided if questions else 0,
    )


class _Reader:
    def __init__(self, words: Words, basis: Basis, explainer: Explainer, found: Found) -> None:
        self.words, self.basis, self.explainer = words, basis, explainer
        self.service, self.questions = words.service, found.report.questions

    def sheets(self) -> Iterator[Sheet]:
        whole = self.service.form
        for page in whole.pages:
            asked = self.fields(whole, page.fields)
            title = self.words.question(page.id) or page.id
            yield Sheet(page.id, title, self.words.help(page.id), self.when(page.when), asked)
        rest = [path for path in whole.fields if path not in whole.page_of]
        if rest:
            yield Sheet("", _("Tidak ditanyakan: sudah diketahui"), "", None, self.fields(whole, rest))

    def tasks(self) -> Iterator[Sheet]:
        for name, one in self.service.form.tasks.items():
            yield Sheet(name, self.words.task(name), "", None, self.fields(one, one.fields, f"task.{name}."))

    def fields(self, whole: forms.Form, paths: Iterable[str], under: str = "") -> tuple[Question, ...]:
        return tuple(self.question(whole.fields[path], under) for path in paths)

    def question(self, field: forms.Field, under: str) -> Question:
        element = self.service.elements.get(field.element)
        register = self.service.registers.get(element.register) if element else None
        source, tone = ("", "") if under else self.source(field.path)
        return Question(
            path=field.path,
            title=str(self.words.fields.get(under + field.path, {}).get("title") or field.title),
            kind=_("pernyataan") if field.agreed else _kind(field),
            choices=self.choices(field, under),
            optional=field.optional,
            element=field.element,
            owner=self.words.register(register) if register else "",
            source=source,
            tone=tone,  # type: ignore[arg-type]  # one of the tones of `source`
            when=self.when(field.when),
            check=field.check.text if field.check else "",
            articles=self.basis.articles((*field.basis, field.ask_anyway)),
        )

    def choices(self, field: forms.Field, under: str) -> str:
        if field.list:
            rows = len(self.service.lists.get(field.list, ()))
            count = ngettext("%(count)d baris", "%(count)d baris", rows) % {"count": rows}
            return _("daftar %(name)s, %(rows)s") % {"name": field.list, "rows": count}
        own = self.words.fields.get(under + field.path, {}).get("choices") or {}
        each = field.items.choices if field.items else field.choices
        return "; ".join(str(own.get(one.value) or one.title) for one in each)

    def source(self, path: str) -> tuple[str, Tone]:
        """Return who answers a field."""
        known = self.questions
        if known is None:
            return "", ""
        if path in known.registers:
            return _("diisi dari register"), "success"
        if path in known.account:
            return _("diisi dari akun"), "success"
        if path in known.vault:
            return _("cukup diunggah sekali"), "info"
        if path in known.exceptions:
            return _("ditanya karena hukum"), "warning"
        return _("ditanyakan"), ""

    def when(self, condition: feel.Expression | None) -> When | None:
        if condition is None:
            return None
        told = self.explainer.conditions(condition)
        return When(() if told == (condition.text,) else told, condition.text)


def _kind(field: forms.Field) -> str:
    """Return what kind of answer a field takes, in words."""
    named = {
        "text": _("teks"), "choice": _("pilihan"), "date": _("tanggal"), "time": _("jam"), "number": _("bilangan"),
        "integer": _("bilangan bulat"), "rupiah": _("rupiah"), "boolean": _("ya atau tidak"),
        "document": _("dokumen"), "documents": _("beberapa dokumen"), "signature": _("tanda tangan"),
        "nik": _("NIK"), "list": _("beberapa pilihan"),
    }  # fmt: skip
    return named[field.kind] + (f" ({field.unit})" if field.unit else "")
