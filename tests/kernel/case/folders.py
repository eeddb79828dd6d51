"""The shipped services as values, and a case that is walked event by event: what the tests of the fold share."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from balai.kernel import calendar
from balai.kernel import case as kernel
from balai.kernel.calendar import Calendar
from balai.kernel.definition import load
from balai.kernel.definition.types import Service

ROOT = Path(__file__).resolve().parents[3]
ACTOR = {"person": "0b0b0b0b-0000-4000-8000-000000000001", "position": "Petugas", "capacity": "definitif"}


def read(folder: Path, prefix: str = "") -> dict[str, bytes]:
    return {prefix + str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@cache
def shared() -> dict[str, bytes]:
    return read(ROOT / "reference", "reference/")


@cache
def service(name: str) -> Service:
    return load(read(ROOT / "services" / name), shared(), name)


@cache
def office_days(name: str = "wib-5-hari") -> Calendar:
    return calendar.load(shared(), name)


class Walk:
    """A case fed by hand. `at` is the present; `calendars` may be swapped to see a calendar change."""

    def __init__(self, name: str, example: str, at: str) -> None:
        self.service = service(name)
        self.calendars = {"first": office_days()}
        self.at = datetime.fromisoformat(at)
        self.state: Any = None
        self.changes: list[kernel.Change] = []
        self.example = next(one for one in self.service.examples if one.name == example)

    def submit(self, **answers) -> kernel.Change:
        form = {**self.example.form, **answers}
        lanes = {
            lane.id: {"agency": f"agency of {lane.id}", "position": lane.position}
            for lane in self.service.lanes.values()
        }
        payload = {"number": "1971-2026-000001-D", "calendar": "first", "region": "1971", "lanes": lanes}
        return self.feed("submitted", payload | {"answers": form, "register": dict(self.example.register)})

    def feed(self, kind: str, payload: dict) -> kernel.Change:
        event = kernel.Event(len(self.changes) + 1, kind, self.at, ACTOR, payload)
        change = kernel.apply(self.service, self.calendars, self.state, event)
        self.state = change.state
        self.changes.append(change)
        return change

    def complete(self, element: str, **payload) -> kernel.Change:
        return self.feed("task_completed", {"n": self.n(element), **payload})

    def answer(self, element: str, **result) -> kernel.Change:
        n = next(int(n) for n, open_call in self.state["open_calls"].items() if open_call == element)
        return self.feed("effect_answered", {"n": n, "result": result})

    def n(self, element: str) -> int:
        return next(row["n"] for row in self.state["open_tasks"].values() if row["element"] == element)

    def task(self, element: str) -> dict:
        return next(row for row in self.state["open_tasks"].values() if row["element"] == element)

    def timer(self, name: str) -> datetime | None:
        due_at = self.state["open_timers"][name]["due_at"]
        return datetime.fromisoformat(due_at) if due_at else None

    def later(self, **span) -> None:
        self.at += timedelta(**span)

    def to_verification(self) -> None:
        self.submit()
        self.answer("cari_kelahiran", records=[])
