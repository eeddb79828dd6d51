"""Answers, documents and decisions as rows that pages show: to the applicant, and to officials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from balai.cases import events
from balai.catalog import selectors as catalog
from balai.catalog.types import Words
from balai.documents import selectors as documents
from balai.kernel import feel, forms
from balai.kernel.case import wording
from balai.kernel.case.explaining import explain
from balai.kernel.decisions import Reason
from balai.kernel.forms.types import UPLOADED
from balai.site.templatetags.kit import day, size
from balai.site.types import Action, Row

if TYPE_CHECKING:
    from balai.cases.models import Case, Decision
    from balai.documents.models import Document


@dataclass(frozen=True)
class Section:
    """Answers that belong together, under one title."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Ruling:
    """A decision as a person reads it: the question, the answer, the rows that matched and their articles.

    `because` are sentences that say why, one for each row that matched.
    """

    question: str
    answer: str
    at: Any
    rows: tuple[str, ...]
    articles: tuple[str, ...]
    inputs: list[Row]
    error: str = ""
    because: tuple[str, ...] = ()


def about_document(document: Document) -> str:
    """Return the line below a document's name: its kind, size and when it was uploaded."""
    kind = "PDF" if document.media_type == "application/pdf" else _("foto")
    uploaded = _("diunggah %(day)s") % {"day": day(document.created_at)}
    return f"{kind}, {size(document.size)}, {uploaded}"


def sections(
    words: Words,
    answers: Mapping[str, Any],
    paths: Iterable[str],
    *,
    change: Callable[[str], str] | None = None,
    wrong: Mapping[str, str] | None = None,
    files: Mapping[str, Document] | None = None,
    link: Callable[[str], str] | None = None,
) -> list[Section]:
    """Return answers as rows under the titles of their groups, in the order of `paths`.

    `change` gives the address where a path is changed ("" = nowhere), `wrong` sentences by path, `files` documents by
    reference, `link` the address of a document.
    """
    form, found = words.service.form, list[Section]()
    for path in paths:
        field = form.fields[path]
        title = words.group(field.group) if field.group else ""
        row = Row(
            key=words.field(path),
            value=answer(words, field, forms.get(answers, path), files or {}),
            actions=_actions(words, path, change, _links(field, forms.get(answers, path), files or {}, link)),
            note=(wrong or {}).get(path, ""),
        )
        if found and found[-1].title == title:
            found[-1].rows.append(row)
        else:
            found.append(Section(title, [row]))
    return found


def _actions(
    words: Words, path: str, change: Callable[[str], str] | None, links: list[Action]
) -> list[Action]:
    url = change(path) if change else ""
    return [*links, *([Action(_("Ubah"), url, words.field(path))] if url else [])]


def _links(
    field: forms.Field, value: Any, files: Mapping[str, Document], link: Callable[[str], str] | None
) -> list[Action]:
    if link is None or field.kind not in UPLOADED or not value:
        return []
    refs = value if isinstance(value, list) else [value]
    return [Action(_("Lihat"), link(ref), files[ref].name) for ref in refs if ref in files]


def answer(words: Words, field: forms.Field, value: Any, files: Mapping[str, Document]) -> str | list[str]:
    """Return an answer in words; a file by its name when it is known."""
    if field.kind in UPLOADED and value:
        refs = value if isinstance(value, list) else [value]
        names = [files[ref].name for ref in refs if ref in files]
        if names:
            return names
    lists = wording.list_titles(words.service)
    return forms.describe(words.service.form, field, value, lists, words.language, words.fields)


def files_of(case: Case, answers: Mapping[str, Any], form: forms.Form) -> dict[str, Document]:
    """Return the documents that answers name, by reference; the caller has made sure that the case may be seen."""
    refs: list[str] = []
    for path, field in form.fields.items():
        value = forms.get(answers, path) if field.kind in UPLOADED else None
        refs += value if isinstance(value, list) else [value] if value else []
    return documents.by_refs([ref for ref in refs if _is_ref(ref)], case.government_id)


def _is_ref(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4


def own_file(ref: str) -> str:
    """Return where its owner opens a document."""
    return reverse("document", args=[ref])


def rulings(case: Case, rows: Iterable[Decision], words: Words) -> list[Ruling]:
    """Return decisions in words, newest first. Raises KeyDestroyed."""
    return [_ruling(case, row, _words_of(case, row, words)) for row in sorted(rows, key=lambda row: -row.n)]


def _words_of(case: Case, row: Decision, words: Words) -> Words:
    """Return the words of the version that decided, where the case was moved to another one since."""
    if row.logic_hash == words.service.logic_hash:
        return words
    return Words(catalog.service(events.version_at(case, row.seq)), words.language)


def _ruling(case: Case, row: Decision, words: Words) -> Ruling:
    opened = row.opened(case.key)
    value = feel.decode(opened["value"])
    given = {label: feel.decode(one) for label, one in opened["inputs"].items()}
    inputs = [_input(words, row.decision, label, one) for label, one in given.items()]
    reason = Reason(row.decision, value, tuple(row.rows), tuple(row.citations), given, row.error)
    nothing = _("Tidak ada") if value in (None, []) else ""
    return Ruling(
        question=words.decision(row.decision),
        answer=nothing or words.value(row.decision, value),
        at=row.at,
        rows=tuple(row.rows),
        articles=tuple(words.cited(article) for article in row.citations),
        inputs=inputs,
        error=row.error,
        because=tuple(one.sentence for one in explain(words.service, reason, words.language)),
    )


def _input(words: Words, decision: str, label: str, value: Any) -> Row:
    """Return what a decision was given: the answer of another decision, or of a field, in the words of that."""
    decisions = words.service.rules.decisions
    columns = decisions[decision].columns if decision in decisions else ()
    asked = next((column.expression for column in columns if column.title == label), label)
    path = asked.removeprefix("form.")
    if asked in decisions:
        return Row(words.decision(asked) if asked == label else words.label(label), words.value(asked, value))
    if asked.startswith("form.") and path in words.service.form.fields:
        title = words.field(path) if asked == label else words.label(label)
        said = answer(words, words.service.form.fields[path], wording.answer_of(value), {})
        return Row(title, said if isinstance(said, str) else ", ".join(said))
    return Row(words.label(label), wording.plain(value, words.language))
