"""A hall for tests, and worked examples of its folders walked by the real actions, under a clock of its own.

What registers and the issuer answer in an example is left out: here the worker asks the real ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from balai.cases import actions, tasks
from balai.cases.models import Case, Task, Timer
from balai.cases.types import Completion
from balai.catalog import actions as catalog_actions
from balai.catalog import selectors as catalog
from balai.config import hall
from balai.config.folder import read_folder
from balai.documents import actions as documents
from balai.kernel import calendar as days
from balai.kernel import case as kernel
from balai.kernel.case.example import merged
from balai.ledger import actions as ledger
from balai.lib import clock, ids
from balai.lib.errors import DomainError
from balai.lib.keys.sealing import new_key
from balai.people import actions as people_actions
from balai.people import selectors as people
from balai.registers import actions as registers
from tests.documents.samples import jpeg

if TYPE_CHECKING:
    from balai.kernel.definition.types import ExampleStep, Service
    from balai.kernel.forms import Field
    from balai.people.models import Person

CARD = {
    "family_card": "1971010101200001",
    "birth_place": "19.71",
    "nationality": "WNI",
    "marriage_registered": True,
}
FAMILY = (
    {
        "nik": "1971010203930004",
        "name": "Dedi Contoh",
        "sex": "L",
        "birth_date": "1993-03-02",
        "relation": "Kepala keluarga",
    },
    {
        "nik": "1971015505950003",
        "name": "Ani Contoh",
        "sex": "P",
        "birth_date": "1995-05-15",
        "relation": "Istri",
    },
)


@dataclass
class Hall:
    """A hall that is open, its clock, and one citizen who applies."""

    citizen: Person
    now: datetime

    def clock(self) -> AbstractContextManager[None]:
        """Set the program's clock to the hall's."""
        return clock.at(self.now)

    def publish(self, service: str, *edits: tuple[str, str, str]) -> str:
        """Publish a folder with some edits (path, old text, new text); return the new version."""
        files = read_folder(Path(settings.ROOT) / "services" / service)
        for path, old, new in edits:
            assert old in files[path].decode()
            files[path] = files[path].replace(old.encode(), new.encode())
        offer = catalog.offers_of(service)[0]
        with self.clock():
            published = catalog_actions.publish(
                name=service, files=files, shared=hall.reference(), government=offer.government,
                calendar=offer.calendar, actor=hall.SYSTEM,
            )  # fmt: skip
        return str(published.version_id)

    # -- applying

    def draft(self, service: str, person: Person | None = None) -> Case:
        """Return an empty draft of a citizen's application."""
        applicant = person or self.citizen
        offer = catalog.offers_of(service)[0]
        case = Case(
            ref=ids.new_ref(), government=offer.government, offer=offer, name=service, applicant=applicant,
            acting=applicant, key=new_key(), created_at=clock.now(),
        )  # fmt: skip
        case.seal_state({})
        case.save(force_insert=True)
        return case

    def submit(self, service: str, answers: Mapping[str, Any], register: Mapping[str, Any]) -> Case:
        """Apply now; return the case."""
        with self.clock():
            case = self.draft(service)
            offer = case.offer
            definition, calendar = catalog.service(offer.version_id), catalog.calendar(offer.calendar_id)
            application = kernel.application(definition, calendar, answers, register, clock.now())
            actions.submit(draft=case, application=application, actor=people.applicant(case.applicant))
        return case

    # -- working

    def work(self) -> None:
        """Let the worker do all that is due."""
        with self.clock():
            while tasks.turn():
                pass

    def until(self, instant: datetime) -> None:
        """Let time pass: the worker strikes each timer at its instant."""
        while True:
            timer = Timer.objects.filter(status="waiting", due_at__lte=instant).order_by("due_at").first()
            if timer is None or timer.due_at is None:
                break
            self.now = max(self.now, timer.due_at)
            self.work()
        self.now = instant
        self.work()

    def do(self, case: Case, element: str, done: Completion) -> None:
        """Do an open task as the applicant, or as the first official who may. Raises the last refusal."""
        task = Task.objects.get(case=case, element=element, status="open")
        form = catalog.service(Case.objects.get(pk=case.pk).version).form.tasks.get(element)
        refused: DomainError | None = None
        with self.clock():
            for person in self._who(case, task):
                own = self._papers(done, form.fields, person) if form else done
                try:
                    actions.complete_task(case=case, n=task.n, seq=None, done=own, person=person)
                except DomainError as error:
                    refused = error
                else:
                    return
        raise refused or LookupError(f"nobody holds {task.position} for {element}")

    def _who(self, case: Case, task: Task) -> Iterable[Person]:
        if task.applicant:
            return [case.applicant]
        return [held.person for held in people.holders_by_ref(task.agency, task.position, self.now)]

    # -- examples

    def walk(self, service: str, example: str) -> Case:
        """Walk a worked example of a folder to its last step; return the case as it then stands."""
        compiled = catalog.service(catalog.offers_of(service)[0].version_id)
        course = next(one for one in compiled.examples if one.name == example)
        self.now = course.submitted
        case = self.submit(service, course.form, course.register)
        self.work()
        for step in course.steps:
            self.take(compiled, case, step)
        case.refresh_from_db()
        return case

    def take(self, service: Service, case: Case, step: ExampleStep) -> None:
        """Let one step of an example happen in a case."""
        if step.after is not None:
            self._wait(case, step.after)
        if step.wait:
            timer = Timer.objects.filter(case=case, element=step.wait, status="waiting").earliest("due_at")
            assert timer.due_at is not None
            self.until(timer.due_at)
        elif not service.tasks[step.task].call:
            self.do(case, step.task, self._done(service, case, step))
            self.work()

    def _wait(self, case: Case, limit: days.Limit) -> None:
        if limit.unit == "hours":
            self.until(self.now + timedelta(hours=limit.count))
            return
        calendar = catalog.calendar(case.offer.calendar_id)
        day = days.due(calendar, self.now, limit).date
        self.until(datetime.combine(day, calendar.local(self.now).time(), tzinfo=calendar.tz))

    def _done(self, service: Service, case: Case, step: ExampleStep) -> Completion:
        gives = dict(step.gives or {})
        if service.lanes[service.tasks[step.task].lane].applicant:
            state = Case.objects.get(pk=case.pk).open_state()
            return Completion(answers=merged(state["answers"], gives), register=state["register"])
        confirmed = "simulasi" if service.tasks[step.task].act == "sign" else ""
        form = service.form.tasks.get(step.task)
        own = {name: value for name, value in gives.items() if form and name in form.fields}
        return Completion(step.outcome, step.reason, step.note, tuple(step.fields), own, confirmed=confirmed)

    def _papers(self, done: Completion, fields: Mapping[str, Field], person: Person) -> Completion:
        """Return what is handed in with papers of this person's own vault in the place of the example's."""
        own = {
            name: [self._paper(person, fields[name]) for _ in value]
            if isinstance(value, list)
            else self._paper(person, fields[name])
            for name, value in done.form.items()
            if fields[name].kind in {"document", "documents", "signature"}
        }
        return replace(done, form=done.form | own)

    def _paper(self, person: Person, field: Field) -> str:
        document = documents.accept(
            file=BytesIO(jpeg()), name="contoh.jpg",
            kind=field.element or field.path, owner=person, government=person.government,
            actor=people.applicant(person),
        )  # fmt: skip
        return str(document.ref)


def open_hall() -> Hall:
    """Open the demo's hall, with a family of which one applies. The database must be empty."""
    hall.open_hall()
    opened = hall.demo_file("hall.toml")["opened"]
    with clock.at(opened):
        government = people.government_by_code("1971")
        rows = [CARD | person for person in FAMILY]
        registers.seed(register="penduduk", government=government, rows=rows, actor=hall.SYSTEM)
        citizen = people_actions.register_person(
            government=government, name=FAMILY[0]["name"], nik=FAMILY[0]["nik"], actor=hall.SYSTEM, seen=True
        )
        ledger.sequence()
    return Hall(citizen, opened)
