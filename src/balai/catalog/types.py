"""What crosses the module's border: the words of a service in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from balai.kernel import forms
from balai.kernel.case import wording
from balai.kernel.definition.types import Citation, PageText, Register, Service, Texts


@dataclass(frozen=True)
class Words:
    """The words of a service in one language ("id" or "en").

    Titles in Indonesian stand in the definition itself; help, hints and questions in its texts. What English lacks is
    shown in Indonesian.
    """

    service: Service
    language: str

    @cached_property
    def _own(self) -> Texts | None:
        return self.service.texts.get(self.language)

    @cached_property
    def _indonesian(self) -> Texts | None:
        return self.service.texts.get("id")

    def _of(self, table: str, key: str, otherwise: str = "") -> str:
        """Return a text of the reader's language, else the Indonesian one, else `otherwise`."""
        for texts in (self._own, self._indonesian):
            found = getattr(texts, table).get(key) if texts else None
            if found:
                return str(found)
        return otherwise

    # -- the service

    @property
    def title(self) -> str:
        """What the service is called."""
        return self._of("service", "title", self.service.title)

    @property
    def intro(self) -> str:
        """One or two sentences: what one gets."""
        return self._of("service", "intro")

    @property
    def afterwards(self) -> str:
        """What happens after one has applied."""
        return self._of("service", "afterwards")

    @property
    def notice(self) -> str:
        """The sentence that stands on every page of the service, or ""."""
        return self._of("service", "notice", self.service.notice)

    @property
    def life_event(self) -> str:
        """The life event that the service belongs to, or ""."""
        return self._of("service", "life_event", self.service.life_event)

    def standard(self, key: str) -> str:
        """Return a part of the published standard that the folder writes itself."""
        written = str(getattr(self.service.standard, key) or "")
        return self._of("standard", key, written)

    # -- the form

    @property
    def fields(self) -> forms.Texts:
        """The words about each field: title, hint, help, missing, wrong, choices."""
        return wording.form_texts(self.service, self.language)

    def question(self, page: str) -> str:
        """Return what a page asks, or "" when the folder does not say."""
        return next((text.title for text in self._pages(page) if text.title), "")

    def help(self, page: str) -> str:
        """Return the help of a page, or ""."""
        return next((text.help for text in self._pages(page) if text.help), "")

    def _pages(self, page: str) -> list[PageText]:
        return [texts.pages[page] for texts in (self._own, self._indonesian) if texts and page in texts.pages]

    def group(self, name: str) -> str:
        """Return the title of a group of questions."""
        group = self.service.form.groups.get(name)
        return self._of("groups", name, group.title if group else name)

    def field(self, path: str) -> str:
        """Return the title of a field of the form; the path itself for an unknown one."""
        field = self.service.form.fields.get(path)
        own = self.fields.get(path, {}).get("title")
        return str(own or (field.title if field else path))

    # -- the process

    def task(self, element: str) -> str:
        """Return the name of a task or event of the drawing."""
        known = self.service.process.elements.get(element)
        return self._of("tasks", element, "") or self._of("events", element, known.name if known else element)

    def label(self, text: str) -> str:
        """Return what a column, a gateway or a flow is called, by what the files call it."""
        return self._of("labels", text, text)

    def lane(self, lane: str) -> str:
        """Return the name of a lane."""
        known = self.service.lanes.get(lane)
        return self._of("lanes", lane, known.name if known else lane)

    def status(self, element: str) -> str:
        """Return what the applicant reads while a task is open; without words of its own, the task's name."""
        return self._of("status", element) or self.task(element)

    def outcome(self, task: str, outcome: str) -> str:
        """Return the title of an outcome; "" for none."""
        known = self.service.tasks[task].outcomes.get(outcome) if task in self.service.tasks else None
        return self._of("outcomes", f"{task}.{outcome}", known.title if known else "")

    def reason(self, task: str, reason: str) -> str:
        """Return the title of a coded reason that a task can give; "" for none."""
        if task not in self.service.tasks or not reason:
            return ""
        for outcome in self.service.tasks[task].outcomes.values():
            if reason in outcome.reasons:
                return self._of("reasons", f"{task}.{outcome.id}.{reason}", outcome.reasons[reason].title)
        return ""

    def certificate(self, name: str) -> str:
        """Return the title of a document that the service issues."""
        known = self.service.certificates.get(name)
        return self._of("certificates", name, known.title if known else name)

    def decision(self, name: str) -> str:
        """Return the question that a decision answers."""
        known = self.service.rules.decisions.get(name)
        return self._of("decisions", name, (known.question or known.name) if known else name)

    def value(self, decision: str, value: object) -> str:
        """Return a decision's result in words: its own title, the titles of form fields that it lists, or plain."""
        if isinstance(value, list):
            return ", ".join(self.value(decision, one) for one in value)
        if isinstance(value, str) and value in self.service.form.fields:
            return self.field(value)
        own = self._of("values", f"{decision}.{value}") if isinstance(value, str) else ""
        return own or wording.plain(value, self.language)

    def citation(self, text: str) -> Citation | None:
        """Return what is known of an article that the service cites."""
        return self.service.citations.get(text)

    def says(self, known: Citation) -> str:
        """Return what an article says, in the reader's language where the dictionary has it."""
        return (known.says_en if self.language == "en" else "") or known.says

    def gloss(self, known: Citation) -> str:
        """Return what a law's title means for readers of English; "" for others. The title itself stays as it is."""
        return known.title_en if self.language == "en" else ""

    def register(self, known: Register) -> str:
        """Return what a register is called."""
        return (known.title_en if self.language == "en" else "") or known.title

    def cited(self, text: str) -> str:
        """Return an article with its standing in brackets when it is the office's own, or not confirmed yet."""
        known = self.citation(text)
        if known is None:
            return text
        marks = [_("ketentuan instansi")] if known.kind == "local" else []
        marks += [_("perlu konfirmasi biro hukum")] if known.status != "verified" else []
        return f"{text} ({', '.join(marks)})" if marks else text
