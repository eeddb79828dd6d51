"""Tell the demo's past: a few hundred cases, by the real actions, in chronological order, under a simulated clock.

No row is inserted here: citizens apply, officials act when the dice of demo/story.toml say so, timers strike, the worker
carries out calls, and the sequencer signs. The same seed tells the same story (references and keys apart).
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from balai.cases import actions, drafts, tasks
from balai.cases import selectors as cases
from balai.cases.types import Completion
from balai.catalog import selectors as catalog
from balai.config.families import Family, known, settle
from balai.config.hall import demo_file
from balai.config.sheets import sheet
from balai.documents import actions as documents
from balai.kernel import case as kernel
from balai.kernel import forms
from balai.kernel.case.example import merged
from balai.lib import clock
from balai.lib.errors import DomainError
from balai.people import selectors as people

if TYPE_CHECKING:
    from balai.cases.models import Case, Task
    from balai.catalog.models import Offer
    from balai.kernel.definition.types import Service
    from balai.people.models import Government, Person

Plan = dict[str, Any]
Told = Callable[[str], None]


def tell(government: Government, tell_progress: Told) -> int:
    """Play the whole story up to the present; return how many cases there are."""
    plan = demo_file("story.toml")
    story = Story(government, plan, random.Random(plan["seed"]))  # noqa: S311 - a story, not a secret
    return story.play(tell_progress)


class Story:
    """The past being told, day by day."""

    def __init__(self, government: Government, plan: Plan, dice: random.Random) -> None:
        self.government, self.plan, self.dice = government, plan, dice
        self.offers = {flow["service"]: catalog.offers_of(flow["service"])[0] for flow in plan["flow"]}
        self.calendar = catalog.calendar(next(iter(self.offers.values())).calendar_id)
        self.families: list[Family] = []
        self.told = 0

    def play(self, tell_progress: Told) -> int:
        """Play every working day up to today."""
        days = self._days()
        with clock.at(self._at(days[0], 7, 0)):
            self.families = settle(self.government, self.plan["families"], self.dice)
        for number, day in enumerate(days, start=1):
            own = [one for one in self.plan["own"] if one["days_ago"] == len(days) - number]
            self._play_day(day, own)
            tell_progress(f"{number}/{len(days)} {day:%d-%m-%Y}: {self.told}")
        self._work(clock.now())
        return self.told

    def _days(self) -> list[date]:
        today = self.calendar.local(clock.now()).date()
        before = [date.fromordinal(n) for n in self.calendar.working if n < today.toordinal()]
        return before[-self.plan["working_days"] :]

    def _at(self, day: date, hour: int, minute: int) -> datetime:
        return datetime.combine(day, time(hour, minute), tzinfo=self.calendar.tz)

    def _play_day(self, day: date, own: list[Plan]) -> None:
        """Plan the day's acts, then do them in the order of the clock; the worker runs after each."""
        self._work(self._at(day, 0, 5))
        acts: list[tuple[datetime, int, Callable[[], None]]] = []
        for flow in self.plan["flow"]:
            for _ in range(self._how_many(flow["per_day"])):
                family = self.dice.choice(self.families)
                acts.append(self._planned(day, partial(self._apply, flow, family), len(acts)))
        for one in own:
            flow = next(flow for flow in self.plan["flow"] if flow["service"] == one["service"])
            family = known(self.government, one["nik"])
            acts.append(self._planned(day, partial(self._apply, flow, family, one.get("set", {})), len(acts)))
        with clock.at(self._at(day, 0, 6)):
            open_tasks = cases.open_tasks(self.government)
        for task in open_tasks:
            if self.dice.random() < self._likely(task):
                acts.append(self._planned(day, partial(self._do, task), len(acts)))
        for at, _, act in sorted(acts, key=lambda one: one[:2]):
            with clock.at(at):
                act()
            self._work(at)

    def _planned(
        self, day: date, act: Callable[[], None], number: int
    ) -> tuple[datetime, int, Callable[[], None]]:
        hour = self.dice.randint(self.plan["open_hour"], self.plan["close_hour"] - 1)
        return self._at(day, hour, self.dice.randint(0, 59)), number, act

    def _how_many(self, mean: float) -> int:
        return int(mean) + (self.dice.random() < mean % 1) + self.dice.choice((-1, 0, 0, 1))

    def _likely(self, task: Task) -> float:
        likely: float = (
            self.plan["applicants"]["corrects"] if task.applicant else self.plan["officials"][task.act]
        )
        return likely

    def _work(self, at: datetime) -> None:
        """Let the worker do everything that is due at an instant."""
        with clock.at(at):
            while tasks.turn():
                pass

    # -- applying

    def _apply(self, flow: Plan, family: Family, given: Plan | None = None) -> None:
        """Let a family apply; `given` are answers that the plan fixes, else the dice pick a variant."""
        offer = self.offers[flow["service"]]
        service = catalog.service(offer.version_id)
        answers = next(dict(one.form) for one in service.examples if one.name == flow["base"])
        register: dict[str, Any] = {}
        others = [one for one in self.families if one is not family]
        neighbours = iter(self.dice.sample(others, len(flow["fill"])))
        answers, without = (
            self._vary(answers, flow) if given is None else (merged(answers, given), set[str]())
        )
        for path, kind in flow["fill"].items():
            answers = merged(answers, self._filled(service, path, kind, family, neighbours, register))
        for path, values in flow.get("by_sex", {}).items():
            answers = merged(answers, {path: values[family.applying["sex"]]})
        answers = self._with_papers(service, answers, family.applicant, without)
        self._submit(offer, service, family.applicant, answers, register)

    def _vary(self, answers: dict[str, Any], flow: Plan) -> tuple[dict[str, Any], set[str]]:
        """Let the dice pick one variant of the flow, or none."""
        roll = self.dice.random()
        for variant in flow.get("variant", []):
            roll -= variant["share"]
            if roll < 0:
                changes = dict(variant.get("set", {})) | dict.fromkeys(variant.get("with", []), "paper")
                gone = set(variant.get("without", []))
                return merged(answers, changes | dict.fromkeys(gone)), gone
        return answers, set()

    def _filled(
        self,
        service: Service,
        path: str,
        kind: str,
        family: Family,
        neighbours: Iterator[Family],
        register: dict[str, Any],
    ) -> dict[str, Any]:
        """Return the answers that the story makes up for a field, or for a group of a person's facts."""
        match kind:
            case "mother" | "father" | "applicant":
                facts = {"mother": family.mother, "father": family.father, "applicant": family.applying}[kind]
            case "neighbour":
                other = next(neighbours)
                facts = self.dice.choice((other.father, other.mother))
            case _:
                return {path: self._made_up(kind, service)}
        told = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()
        }
        if kind != "applicant":
            register[path] = {"found": True} | ({} if kind == "neighbour" else told)
        return {path: _facts_of_group(service, path, told)}

    def _made_up(self, kind: str, service: Service) -> Any:
        names = self.plan["names"] | self.plan["families"]
        match kind:
            case "child name":
                return f"{self.dice.choice(names['children'])} {self.dice.choice(names['children'])} Contoh"
            case "business name":
                return self.dice.choice(names["businesses"])
            case "sex":
                return self.dice.choice("LP")
            case "village":
                rows = service.lists["region.kelurahan"]
                own = [row["kode"] for row in rows if row["kode"].startswith(self.government.region)]
                return self.dice.choice(own)
        late = self.dice.random() < self.plan["applicants"]["late"]
        span = self.plan["applicants"]["long_ago" if late else "recent"]
        today = self.calendar.local(clock.now()).date()
        return (today - timedelta(days=self.dice.randint(*span))).isoformat()

    def _with_papers(
        self, service: Service, answers: dict[str, Any], owner: Person, without: set[str]
    ) -> dict[str, Any]:
        """Upload a paper for every file that the answers name."""
        for path, field in service.form.fields.items():
            if field.kind == "document" and path not in without and forms.get(answers, path):
                answers = merged(answers, {path: self._paper(owner, field)})
        return answers

    def _paper(self, owner: Person, field: forms.Field) -> str:
        document = documents.accept(
            file=io.BytesIO(sheet(field.title)),
            name=f"{field.name}.pdf",
            kind=field.element or field.path,
            owner=owner,
            government=self.government,
            actor=people.applicant(owner),
        )
        return str(document.ref)

    def _submit(
        self,
        offer: Offer,
        service: Service,
        person: Person,
        answers: dict[str, Any],
        register: dict[str, Any],
    ) -> None:
        draft = drafts.start(offer=offer, person=person)
        application = kernel.application(service, self.calendar, answers, register, clock.now())
        actions.submit(draft=draft, application=application, actor=people.applicant(person))
        self.told += 1

    # -- acting

    def _do(self, task: Task) -> None:
        """Do a task as whoever may; one that the law or somebody else settled meanwhile is left."""
        case = task.case
        people_of_post = (
            [case.applicant]
            if task.applicant
            else [held.person for held in people.holders_by_ref(task.agency, task.position, clock.now())]
        )
        self.dice.shuffle(people_of_post)
        for person in people_of_post:
            try:
                done = self._corrected(case, task) if task.applicant else self._decided(case, task, person)
                actions.complete_task(case=case, n=task.n, seq=None, done=done, person=person)
            except DomainError:
                continue
            return

    def _decided(self, case: Case, task: Task, person: Person) -> Completion:
        service = catalog.service(case.version)
        outcomes = service.tasks[task.element].outcomes
        shares = self.plan["officials"]["outcome"].get(task.element, {})
        outcome = self._weighted(shares) if shares else next(iter(outcomes), "")
        chosen = outcomes.get(outcome)
        papers = [path for path, field in service.form.fields.items() if field.kind == "document"]
        have = [path for path in papers if forms.get(case.open_state()["answers"], path)]
        return Completion(
            outcome=outcome,
            reason=self.dice.choice(list(chosen.reasons)) if chosen and chosen.reasons else "",
            note="Foto kurang jelas pada bagian bawah (contoh)." if chosen and chosen.picks else "",
            fields=tuple(self.dice.sample(have, 1)) if chosen and chosen.picks and have else (),
            form=self._task_form(service, task, person),
            confirmed="simulasi" if task.act == "sign" else "",
        )

    def _weighted(self, shares: dict[str, float]) -> str:
        return self.dice.choices(list(shares), weights=list(shares.values()))[0]

    def _task_form(self, service: Service, task: Task, person: Person) -> dict[str, Any]:
        """Fill the task's own form as an example of the folder does, with papers of our own."""
        form = service.form.tasks.get(task.element)
        if form is None:
            return {}
        given = (step.gives for one in service.examples for step in one.steps if step.task == task.element)
        answers = dict(next((gives for gives in given if gives), {}))
        for path, field in form.fields.items():
            if field.kind == "documents":
                answers[path] = [self._paper(person, field) for _ in range(field.min_items or 1)]
            elif field.kind in {"document", "signature"}:
                answers[path] = self._paper(person, field)
        return answers

    def _corrected(self, case: Case, task: Task) -> Completion:
        """Bring what was asked for: a new paper for each file, the same answer for anything else."""
        service, state = catalog.service(case.version), case.open_state()
        facts = kernel.facts_of(service, self.calendar, state, clock.now())
        answers = state["answers"]
        for path in kernel.fields_to_correct(service, task.element, facts):
            field = service.form.fields[path]
            if field.kind == "document":
                answers = merged(answers, {path: self._paper(case.applicant, field)})
        facts["form"] = forms.facts(service.form, answers)
        return Completion(answers=forms.prune(service.form, answers, facts), register=state["register"])


def _facts_of_group(service: Service, group: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of a group about a person, taken from what the register told, by data element."""
    answers = {}
    for path, field in service.form.fields.items():
        name = (field.element or "").removeprefix("person.").replace("family.number", "family_card")
        if path.startswith(f"{group}.") and name in told:
            answers[field.name] = told[name]
    return answers


__all__ = ["Story", "tell"]
