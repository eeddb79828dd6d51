"""A case as an official sees it: answers beside what registers say, documents, decisions, limits, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from balai.cases import shown, worklist
from balai.cases.history import History
from balai.catalog import selectors as catalog
from balai.catalog import spoken
from balai.catalog.types import Words
from balai.documents import selectors as documents
from balai.kernel import case as kernel
from balai.kernel import feel, forms
from balai.kernel.case import wording
from balai.kernel.forms.types import UPLOADED
from balai.lib import clock
from balai.people import selectors as people
from balai.registers import selectors as registers
from balai.site.types import Event, Tone

if TYPE_CHECKING:
    from balai.cases.models import Case, Deadline, Task
    from balai.documents.models import Document, IssuedDocument
    from balai.kernel.definition.types import Service
    from balai.people.models import Person

Source = Literal["", "applicant", "register", "differs"]
_TONES: Mapping[str, Tone] = {
    "running": "info", "paused": "warning", "met": "success", "missed": "danger", "lapsed": "danger", "lifted": "",
    "open": "info", "waiting": "warning", "granted": "success", "refused": "danger", "withdrawn": "",
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A document of the case: where it opens, and whether it can be seen on the page itself."""

    title: str
    name: str
    about: str
    url: str
    is_image: bool


@dataclass(frozen=True)
class Said:
    """One answer: who said it, and what the register says when that is something else."""

    key: str
    value: str | list[str]
    source: Source = ""
    register: str | list[str] = ""
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Part:
    """Answers about one subject, and whether the register knows it."""

    title: str
    lines: list[Said]
    found: bool | None = None
    by_register: bool = False


@dataclass(frozen=True)
class Limit:
    """A legal limit as a page shows it."""

    title: str
    text: str
    basis: str
    word: str
    tone: Tone


@dataclass(frozen=True)
class Trouble:
    """An incident as the desk shows it; `url` is where whoever heads the office settles it."""

    n: int
    element: str
    title: str
    error: str
    opened_at: datetime
    url: str


@dataclass
class Dossier:
    """Everything about one case that the person may see; made from a case that `access` handed out."""

    case: Case
    reader: Person
    words: Words
    at: datetime = field(default_factory=clock.now)

    @cached_property
    def service(self) -> Service:
        """The service in the version that the case runs on."""
        return self.words.service

    @cached_property
    def state(self) -> dict[str, Any]:
        """The opened state. Raises KeyDestroyed."""
        return self.case.open_state()

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The facts as expressions see them now."""
        return kernel.facts_of(self.service, self.calendar, self.state, self.at)

    @cached_property
    def calendar(self) -> Any:
        """The office's calendar, as the case counts by it."""
        return catalog.calendar(self.state["calendar"])

    # -- answers

    @cached_property
    def parts(self) -> list[Part]:
        """The answers by subject, in the order of the form; uploaded files stand apart, in `papers`."""
        form = self.service.form
        given = [path for path in self._given if form.fields[path].kind not in UPLOADED]
        names = dict.fromkeys(form.fields[path].group or path for path in given)
        return [
            self._part(name, [path for path in given if (form.fields[path].group or path) == name])
            for name in names
        ]

    @cached_property
    def _given(self) -> list[str]:
        """The fields that were answered."""
        answers = self.state["answers"]
        return [path for path in self.service.form.fields if forms.get(answers, path) not in (None, "", [])]

    def _part(self, name: str, paths: list[str]) -> Part:
        form, answers = self.service.form, self.state["answers"]
        said = self.state["register"].get(name) or {}
        grouped = name in form.groups
        lines = [self._said(form.fields[path], forms.get(answers, path), said) for path in paths]
        title = self.words.group(name) if grouped else _("Lain-lain")
        return Part(
            title, lines, said.get("found"), any(line.source in {"register", "differs"} for line in lines)
        )

    def _said(self, asked: forms.Field, value: Any, said: Mapping[str, Any]) -> Said:
        held = self._held(asked, said)
        source: Source = "applicant" if len(said) > 1 else ""
        other: str | list[str] = ""
        if held is not None:
            same = str(held).casefold() == str(value).casefold()
            source = "register" if same else "differs"
            other = "" if same else self._in_words(asked, held)
        return self._line(asked, self.words.field(asked.path), value, source, other)

    def _line(
        self, asked: forms.Field, title: str, value: Any, source: Source = "", other: str | list[str] = ""
    ) -> Said:
        papers = tuple(
            self._paper(title, self.files[ref]) for ref in _refs(asked, value) if ref in self.files
        )
        return Said(title, self._in_words(asked, value), source, other, papers)

    def _held(self, asked: forms.Field, said: Mapping[str, Any]) -> Any:
        """Return what the register said for this field; None when it said nothing about it."""
        name = self._names.get(asked.element, "") if asked.element else ""
        return said.get(name) if name else None

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """How the population register calls each data element."""
        return registers.names_by_element(self.case.government)

    def _in_words(self, asked: forms.Field, value: Any) -> str | list[str]:
        return shown.answer(self.words, asked, value, self.files)

    # -- documents

    @cached_property
    def files(self) -> dict[str, Document]:
        """The documents that answers and finished tasks name, by reference."""
        refs = {ref for form, answers in self._forms() for ref in refs_in(form, answers)}
        return documents.by_refs(refs, self.case.government_id)

    def _forms(self) -> list[tuple[forms.Form, Mapping[str, Any]]]:
        """Return each form of the case with what was answered: the application's, then those of the tasks."""
        done = self.state["tasks"]
        tasks = [
            (form, done[element]) for element, form in self.service.form.tasks.items() if element in done
        ]
        return [(self.service.form, self.state["answers"]), *tasks]

    def _paper(self, title: str, document: Document) -> Paper:
        return Paper(
            title=title,
            name=document.name,
            about=shown.about_document(document),
            url=reverse("desk_document", args=[self.case.ref, document.ref]),
            is_image=document.media_type.startswith("image/"),
        )

    @cached_property
    def papers(self) -> list[Paper]:
        """The files that the applicant gave, in the order of the form."""
        form, answers = self.service.form, self.state["answers"]
        return [
            self._paper(self.words.field(path), self.files[ref])
            for path in self._given
            for ref in _refs(form.fields[path], forms.get(answers, path))
            if ref in self.files
        ]

    @cached_property
    def issued(self) -> list[IssuedDocument]:
        """What was issued in the case."""
        return documents.issued_in(self.case.ref)

    # -- what was done

    @cached_property
    def findings(self) -> list[tuple[str, list[Said]]]:
        """What officials filled in at their tasks, by task."""
        done = self.state["tasks"]
        found = {
            element: [
                (one, done[element][path]) for path, one in form.fields.items() if path in done[element]
            ]
            for element, form in self.service.form.tasks.items()
            if element in done
        }
        return [
            (self.words.task(element), [self._found(element, *pair) for pair in pairs])
            for element, pairs in found.items()
            if pairs
        ]

    def _found(self, element: str, asked: forms.Field, value: Any) -> Said:
        own = self.words.fields.get(f"task.{element}.{asked.path}", {}).get("title")
        return self._line(asked, str(own or asked.title), wording.answer_of(feel.decode(value)))

    @cached_property
    def _all_rulings(self) -> list[shown.Ruling]:
        return shown.rulings(self.case, self.case.decisions.all(), self.words)

    @property
    def rulings(self) -> list[shown.Ruling]:
        """The last run of each decision, newest first."""
        return list({ruling.question: ruling for ruling in reversed(self._all_rulings)}.values())[::-1]

    @property
    def earlier_rulings(self) -> list[shown.Ruling]:
        """The runs before the last of each decision: they stay as they were."""
        last = {id(ruling) for ruling in self.rulings}
        return [ruling for ruling in self._all_rulings if id(ruling) not in last]

    @cached_property
    def history(self) -> list[Event]:
        """What happened, newest first."""
        return History(self.case, self.words).newest_first()

    # -- time

    @cached_property
    def limits(self) -> list[Limit]:
        """The legal limits, the running ones first."""
        rows = list(self.case.deadlines.all())
        tasks = {f"task {task.n}": task.element for task in self.case.tasks.all()}
        rows.sort(
            key=lambda row: (row.status not in {"running", "paused"}, row.name != "case", row.starts_at)
        )
        return [self._limit(row, tasks.get(row.name, "")) for row in rows]

    def _limit(self, row: Deadline, element: str) -> Limit:
        title = self.words.task(element) if element else _("Seluruh layanan")
        basis = "; ".join(self.words.cited(one) for one in row.basis.split("; ") if one)
        return Limit(title, self._when(row), basis, _limit_word(row.status), _TONES[row.status])

    def _when(self, row: Deadline) -> str:
        """Return when a limit passes, or how it ended."""
        left = worklist.days_left(self.calendar, row.due_on, self.at)
        if row.status == "paused" or left is None:
            return _("Berhenti: menunggu pemohon.")
        if row.status != "running":
            return ""
        return in_days(left, overdue=row.due_at is not None and row.due_at <= self.at)

    @property
    def status(self) -> tuple[str, Tone]:
        """Where the case stands, in a word."""
        status = "waiting" if self.case.status == "open" and self.case.paused else self.case.status
        return _case_word(status), _TONES.get(status, "")

    @property
    def left(self) -> tuple[str, Tone] | None:
        """How much time the office has left for the whole service; None when no limit runs."""
        if self.case.ended_at or self.case.due_at is None:
            return None
        overdue = self.case.due_at <= self.at
        left = worklist.days_left(self.calendar, self.case.due_on, self.at) or 0
        text = _("Batas layanan: %(left)s") % {"left": in_days(left, overdue=overdue).lower()}
        return text, "danger" if overdue else "warning" if left <= 1 else "info"

    @property
    def working(self) -> bool:
        """Whether the system is at work on the case, so that it will look different in a moment."""
        return bool(self.state["open_calls"]) and not self.incidents

    # -- people and incidents

    @cached_property
    def incidents(self) -> list[Trouble]:
        """The incidents that are not settled."""
        rows = self.case.incidents.filter(settled_at=None).order_by("n")
        head = (
            bool(rows)
            and people.authority_as_head(self.reader, self.case.offer.agency_id, self.at) is not None
        )
        return [
            Trouble(
                row.n,
                row.element,
                self.words.task(row.element),
                row.error,
                row.opened_at,
                reverse("desk_incident", args=[self.case.ref, row.n]) if head else "",
            )
            for row in rows
        ]

    def taken_by(self, task: Task) -> str:
        """Return the name of who works on a task; "" for nobody."""
        return people.names_of([task.taken_by]).get(task.taken_by, "") if task.taken_by else ""


def of(case: Case, reader: Person, language: str) -> Dossier:
    """Return the dossier of a case that `reader` may see."""
    return Dossier(case, reader, Words(catalog.service(case.version), language))


def _case_word(status: str) -> str:
    words = {
        "open": _("Berjalan"),
        "waiting": _("Menunggu pemohon"),
        "granted": _("Dikabulkan"),
        "refused": _("Ditolak"),
        "withdrawn": _("Ditutup"),
    }
    return words.get(status, _("Selesai"))


def _limit_word(status: str) -> str:
    words = {
        "running": _("Berjalan"),
        "paused": _("Berhenti"),
        "met": _("Terpenuhi"),
        "missed": _("Terlambat"),
        "lapsed": _("Lewat, dijawab aturan"),
        "lifted": _("Tidak berlaku lagi"),
    }
    return words[status]


def refs_in(form: forms.Form, answers: Mapping[str, Any]) -> list[str]:
    """Return the references of all documents that answers of a form name."""
    return [ref for path, asked in form.fields.items() for ref in _refs(asked, forms.get(answers, path))]


def _refs(asked: forms.Field, value: Any) -> list[str]:
    """Return the references that one answer names; none for a field that is no document."""
    if asked.kind not in UPLOADED or not value:
        return []
    return [ref for ref in (value if isinstance(value, list) else [value]) if _is_ref(ref)]


def _is_ref(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def in_days(left: int, *, overdue: bool) -> str:
    """Return how much time is left or how much too late it is, in working days."""
    return capfirst(spoken.left(left, passed=overdue))
