"""Random cases through random processes: whatever happens in whatever order, the rows, the clock and the numbers agree."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from balai.kernel import canonical, process
from balai.kernel import case as kernel
from balai.kernel.case import numbering
from tests.kernel.case.folders import ACTOR, office_days
from tests.kernel.case.grown_service import SERVICES, build

KINDS = ("tasks", "timers", "deadlines", "decisions")
PICK = st.integers(0, 1000)
OUTCOMES = st.sampled_from(["selesai", "0", "1"])


@cache
def calendars():
    """Two weeks that an agency may keep."""
    return {"five": office_days("wib-5-hari"), "six": office_days("wib-6-hari")}


def running(state):
    return state is not None and state["status"] == "open"


class RandomCase(RuleBasedStateMachine):
    """One case. Its rows are gathered from each change, as the tables are; replay must come to the same."""

    @initialize(service=SERVICES)
    def submit(self, service):
        self.service, self.at = service, datetime(2026, 7, 13, 2, tzinfo=UTC)
        self.state, self.events, self.serials = None, [], []
        self.rows = {name: {} for name in KINDS}
        self.case = {}
        lanes = {name: {"agency": "a", "position": lane.position} for name, lane in service.lanes.items()}
        begun = {"number": "1", "calendar": "five", "region": "1971", "lanes": lanes}
        self.feed("submitted", begun | {"answers": {}, "register": {}})

    def feed(self, kind, payload):
        """Fold one event, and take the numbers it asks for, as an act does."""
        event = kernel.Event(len(self.events) + 1, kind, self.at, ACTOR, payload)
        change = kernel.apply(self.service, calendars(), self.state, event)
        self.events.append(event)
        self.state, self.case = change.state, change.case
        for name in KINDS:
            self.rows[name].update(getattr(change, name))
        for effect in change.effects:
            if isinstance(effect, kernel.TakeNumber):
                self.take_number(effect)

    def take_number(self, request):
        self.serials.append(len(self.serials) + 1)
        taken = {"certificate": request.certificate, "serial": self.serials[-1]}
        number = numbering.full(request, self.serials[-1])
        self.feed("number_taken", taken | {"number": number, "code": "A", "date": request.on.isoformat()})

    def refused(self, kind, payload):
        """Feed an event that must not fit; nothing may have changed."""
        before, events = canonical.dumps(self.state), len(self.events)
        with pytest.raises(process.ProcessError):
            self.feed(kind, payload)
        assert (canonical.dumps(self.state), len(self.events)) == (before, events)

    def one_of(self, name, pick):
        keys = list(self.state[name])
        return keys[pick % len(keys)]

    # -- what people do

    @precondition(lambda self: running(self.state) and self.state["open_tasks"])
    @rule(pick=PICK, outcome=OUTCOMES, reason=st.sampled_from(["", "kurang"]))
    def complete(self, pick, outcome, reason):
        n = int(self.one_of("open_tasks", pick))
        self.feed("task_completed", {"n": n, "outcome": outcome, "reason": reason})
        self.refused("task_completed", {"n": n, "outcome": outcome, "reason": ""})

    @precondition(lambda self: running(self.state) and self.state["open_tasks"])
    @rule(pick=PICK, kind=st.sampled_from(["task_taken", "task_released"]))
    def take_or_release(self, pick, kind):
        self.feed(kind, {"n": int(self.one_of("open_tasks", pick))})

    @precondition(lambda self: running(self.state) and self.state["open_waits"])
    @rule(pick=PICK, named=st.booleans())
    def receive(self, pick, named):
        n = self.one_of("open_waits", pick)
        message = {"message": self.state["open_waits"][n]}
        self.feed("message_received", message | ({"n": int(n)} if named else {}))

    # -- what operations, time and the calendar do

    @precondition(lambda self: running(self.state) and self.state["open_calls"])
    @rule(pick=PICK, fails=st.booleans())
    def answer(self, pick, fails):
        n = int(self.one_of("open_calls", pick))
        before = canonical.dumps(self.state)
        try:
            self.feed("effect_answered", {"n": n, "error": "penuh"} if fails else {"n": n, "result": {}})
        except process.Unhandled:
            assert canonical.dumps(self.state) == before
        else:
            self.refused("effect_answered", {"n": n, "result": {}})

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours):
        until = self.at + timedelta(hours=hours)
        while (due := self.next_timer()) and due[0] <= until:
            self.at = max(self.at, due[0])
            self.feed("timer_fired", {"timer": due[1]})
        self.at = until

    def next_timer(self):
        rows = self.state["open_timers"].values()
        return min(
            ((datetime.fromisoformat(row["due_at"]), row["name"]) for row in rows if row["due_at"]),
            default=None,
        )

    @precondition(lambda self: running(self.state))
    @rule(calendar=st.sampled_from(["five", "six"]))
    def the_calendar_changes(self, calendar):
        self.feed("calendar_changed", {"calendar": calendar})

    # -- what must hold after each step

    @invariant()
    def a_replay_of_the_events_gives_every_row(self):
        whole = kernel.replay(self.service, calendars(), self.events)
        assert canonical.dumps(whole.state) == canonical.dumps(self.state)
        assert {name: getattr(whole, name) for name in KINDS} == self.rows
        assert whole.case == self.case

    @invariant()
    def what_is_open_is_what_the_process_waits_for(self):
        waiting = {str(n): element for n, element, *_ in self.state["process"].get("open", [])}
        for name in ("open_tasks", "open_calls", "open_waits"):
            assert self.state[name].keys() <= waiting.keys()
        tasks = {n: row["element"] for n, row in self.state["open_tasks"].items()}
        people = {
            n: one for n, one in waiting.items() if self.service.process.elements[one].kind == "userTask"
        }
        assert tasks == people
        assert {str(n) for n, row in self.rows["tasks"].items() if row["status"] == "open"} == tasks.keys()
        assert {n for n, row in self.rows["timers"].items() if row["status"] == "waiting"} == set(
            self.state["open_timers"]
        )

    @invariant()
    def the_clock_stands_still_only_while_a_task_that_stops_it_is_open(self):
        stops = {n for n, row in self.state["open_tasks"].items() if self.service.tasks[row["element"]].clock}
        open_pauses = {str(n) for _, end, _, n in self.state["pauses"] if end is None}
        assert open_pauses <= stops
        assert self.case["paused"] == bool(open_pauses)
        if running(self.state) and self.state["clock_from_at"]:
            due_at = self.state["due_at"]
            passed = due_at is not None and datetime.fromisoformat(due_at) <= self.at
            standing = self.case["paused"] and not passed  # a limit that has passed stays passed
            assert (self.rows["deadlines"]["case"]["status"] == "paused") == standing
            assert (due_at is None) == standing

    @invariant()
    def numbers_have_no_gap_and_a_certificate_has_one(self):
        taken = [event.payload for event in self.events if event.kind == "number_taken"]
        assert [one["serial"] for one in taken] == list(range(1, len(taken) + 1))
        assert len({one["certificate"] for one in taken}) == len(taken)
        assert [one["certificate"] for one in taken] == list(self.state["certificates"])

    @invariant()
    def a_case_that_ended_has_nothing_open(self):
        if running(self.state):
            return
        for name in ("open_tasks", "open_timers", "open_calls", "open_waits", "deadlines"):
            assert self.state[name] == {}
        assert self.state["ended_at"]
        assert not [row for row in self.rows["deadlines"].values() if row["status"] in {"running", "paused"}]

    @precondition(lambda self: not running(self.state))
    @rule(kind=st.sampled_from(["task_completed", "effect_answered"]), n=st.integers(1, 9))
    def nothing_happens_in_a_case_that_ended(self, kind, n):
        self.refused(kind, {"n": n, "result": {}})

    def teardown(self):
        """Whatever happened, the case can still end."""
        for _ in range(300):
            if not running(getattr(self, "state", None)):
                return
            self.shortest_step()
        raise AssertionError("the case does not end")

    def shortest_step(self):
        state = self.state
        if state["open_tasks"]:
            self.feed("task_completed", {"n": int(self.one_of("open_tasks", 0)), "outcome": "selesai"})
        elif state["open_calls"]:
            self.feed("effect_answered", {"n": int(self.one_of("open_calls", 0)), "result": {}})
        elif state["open_waits"]:
            n = self.one_of("open_waits", 0)
            self.feed("message_received", {"n": int(n), "message": state["open_waits"][n]})
        else:
            self.at = max(self.at, self.next_timer()[0])
            self.feed("timer_fired", {"timer": self.next_timer()[1]})


RandomCase.TestCase.settings = settings(
    max_examples=50, stateful_step_count=20, deadline=None, phases=[Phase.explicit, Phase.generate]
)
test_random_cases_through_random_processes = RandomCase.TestCase


def test_a_message_that_names_no_wait_closes_the_one_it_reached():
    case = RandomCase()
    case.submit(build((("task",), None, ["pesan"]), [""], 0, 0))
    assert list(case.state["open_waits"].values()) == ["pesan_batal"]
    case.feed("message_received", {"message": "pesan_batal"})
    assert (case.state["open_waits"], case.state["end"]) == ({}, "ditarik")
