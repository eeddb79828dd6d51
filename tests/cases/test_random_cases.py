"""Random cases of the shipped services by the real actions: after every step the rows, the log and the numbers agree."""

from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from balai.cases import actions, by_hand, events, incidents, replay, tasks
from balai.cases.models import Case, Incident, Serial, Task
from balai.cases.numbers import forget_numbers
from balai.cases.types import Completion
from balai.catalog import selectors as catalog
from balai.kernel.definition.operations import OPERATIONS
from balai.ledger.models import Entry
from balai.ledger.signing import published
from balai.ledger.verify import verify
from balai.lib.errors import DomainError
from balai.lib.jobs import queue
from balai.lib.jobs.models import Job
from balai.people import selectors as people
from tests.walking import open_hall

SERVICES = ("akta-kelahiran", "izin-usaha", "surat-keterangan-domisili")
BY_HAND = {"text": "1", "nik": "1971040211260001", "date": "2026-01-02", "count": "1"}
PICK = st.integers(0, 1000)


def service_of(name):
    return catalog.service(catalog.offers_of(name)[0].version_id)


def fresh(case):
    return Case.objects.select_related("offer__agency", "government", "applicant", "acting").get(pk=case.pk)


class RandomCases(RuleBasedStateMachine):
    """A few cases in one hall, which is put back when the run is over."""

    hall = None

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        published().unlink(missing_ok=True)
        forget_numbers()
        self.hall.now, self.cases = self.opened, []

    def teardown(self):
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    # -- what people do

    @initialize(name=st.sampled_from(SERVICES), pick=PICK)
    def first(self, name, pick):
        self.submit(name, pick)

    @precondition(lambda self: len(self.cases) < 3)
    @rule(name=st.sampled_from(SERVICES), pick=PICK)
    def submit(self, name, pick):
        service = service_of(name)
        course = service.examples[pick % len(service.examples)]
        self.hall.now = max(self.hall.now, course.submitted)
        self.cases.append(self.hall.submit(name, course.form, course.register))

    @precondition(lambda self: self.waiting())
    @rule(which=PICK, how=PICK)
    def complete(self, which, how):
        task = self.one(self.waiting(), which)
        choices = list(self.completions(task))
        self.tried(task.case, lambda: self.hall.do(task.case, task.element, choices[how % len(choices)]))

    def completions(self, task):
        """Yield what the worked examples hand in for this task, then each of its outcomes with the first reason."""
        case = fresh(task.case)
        service = catalog.service(case.version)
        steps = [step for one in service.examples for step in one.steps if step.task == task.element]
        for step in steps:
            yield self.hall._done(service, case, step)
        filled = next((dict(step.gives or {}) for step in steps), {})
        for outcome in service.tasks[task.element].outcomes.values():
            reason, fields = next(iter(outcome.reasons), ""), tuple(service.form.fields)[:1]
            yield Completion(outcome.id, reason, "", fields if outcome.picks else (), filled, confirmed="uji")
        if not steps and not service.tasks[task.element].outcomes:
            yield Completion(confirmed="uji")

    @precondition(lambda self: self.waiting())
    @rule(which=PICK, back=st.booleans())
    def take_or_release(self, which, back):
        task = self.one(self.waiting(), which)
        verb = actions.release_task if back else actions.take_task
        holders = people.holders_by_ref(task.agency, task.position, self.hall.now) if task.agency else []
        if holders:
            person = holders[0].person
            with self.hall.clock():
                self.tried(task.case, lambda: verb(case=task.case, n=task.n, person=person))

    def tried(self, case, act):
        """Do it; when it is refused, nothing may have changed."""
        before = (fresh(case).seq, Entry.objects.count())
        try:
            act()
        except DomainError:
            assert (fresh(case).seq, Entry.objects.count()) == before

    # -- what the worker, time and failing operations do

    @rule()
    def the_worker_turns(self):
        self.hall.work()

    @rule(hours=st.sampled_from([1, 30, 24 * 4, 24 * 20]))
    def time_passes(self, hours):
        self.hall.until(self.hall.now + timedelta(hours=hours))

    @precondition(lambda self: self.jobs())
    @rule(which=PICK, gives_up=st.booleans())
    def an_operation_fails(self, which, gives_up):
        job = self.one(self.jobs(), which)
        case, n = Case.objects.get(pk=job.payload["case"]), job.payload["n"]
        element = case.open_state()["open_calls"].get(str(n))
        errors = OPERATIONS[catalog.service(case.version).tasks[element].call].errors if element else ()
        with self.hall.clock():
            if gives_up or not errors:
                queue._give_up(job, "tidak menjawab", tasks._given_up)
            else:
                actions.answer_call(case_ref=case.pk, n=n, result=None, error=errors[0])

    @precondition(lambda _: Incident.objects.filter(settled_at=None).exists())
    @rule(how=st.sampled_from(["retry", "by_hand"]))
    def an_incident_is_settled(self, how):
        row = Incident.objects.filter(settled_at=None).earliest("opened_at", "n")
        case = fresh(row.case)
        head = people.holders_by_ref(str(case.offer.agency.ref), "kepala_instansi", self.hall.now)[0].person
        with self.hall.clock():
            given = {one.name: BY_HAND[one.kind] for one in by_hand.asked(case, row.element)}
            incidents.settle_incident(case=case, n=row.n, how=how, reason="Uji.", result=given, person=head)

    # -- what is there

    def one(self, rows, pick):
        return rows[pick % len(rows)]

    def waiting(self):
        return list(Task.objects.filter(status="open").order_by("case__number", "n").select_related("case"))

    def jobs(self):
        return list(Job.objects.filter(done_at=None, failed_at=None).order_by("id"))

    # -- what must hold after each step

    @invariant()
    def the_log_agrees_with_every_row(self):
        assert verify().findings == []

    @invariant()
    def a_replay_of_each_case_is_equal(self):
        assert {replay.replay(fresh(case)).result for case in self.cases} == {"equal"}

    @invariant()
    def what_is_open_is_what_the_state_says(self):
        for case in map(fresh, self.cases):
            state = case.open_state()
            waiting = {str(n): element for n, element, *_ in state["process"].get("open", [])}
            tasks_open = {str(row.n): row.element for row in case.tasks.filter(status="open")}
            assert tasks_open == {n: row["element"] for n, row in state["open_tasks"].items()}
            assert tasks_open.items() <= waiting.items()
            assert set(case.timers.filter(status="waiting").values_list("name", flat=True)) == set(
                state["open_timers"]
            )
            assert case.paused == any(end is None for _, end, *_ in state["pauses"])
            if case.status != "open":
                assert case.ended_at
                assert [tasks_open, state["open_timers"], state["open_calls"]] == [{}, {}, {}]

    @invariant()
    def legal_numbers_have_no_gap(self):
        taken = [
            event
            for case in self.cases
            for event in events.opened(fresh(case))
            if event.kind == "number_taken"
        ]
        serials = {}
        for event in taken:
            number, serial = event.payload["number"], event.payload["serial"]
            serials.setdefault(
                (event.payload["certificate"], number.rpartition(str(serial))[0].rstrip("0")), []
            ).append(serial)
        for found in serials.values():
            assert sorted(found) == list(range(1, len(found) + 1))
        legal = [row.last for row in Serial.objects.all() if row.scope.count(":") == 4]
        assert sum(legal) == len(taken)


def test_random_cases_of_the_shipped_services_by_the_real_actions(db, settings, tmp_path):
    settings.DEMO, settings.VAR, settings.DOCUMENTS = True, tmp_path, tmp_path / "documents"
    RandomCases.hall = open_hall()
    RandomCases.opened = RandomCases.hall.now
    run_state_machine_as_test(RandomCases, settings=RUN)


RUN = settings(
    max_examples=6,
    stateful_step_count=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
