"""What silence means must be drawn when it grants, and named when it escalates."""

from balai.kernel.check import paths
from balai.kernel.check.folder import Folder


def check(folder: Folder) -> None:
    """Report silence that grants without a timer on the whole case, or escalates to nobody."""
    clock = folder.service.clock
    if clock.silence in {"granted", "refused"}:
        _drawn(folder, clock.silence)
    if clock.silence == "escalate":
        lane = folder.service.lanes.get(clock.silence_to)
        if clock.silence_to and (lane is None or not lane.position):
            what = f'Silence escalates to "{clock.silence_to}", which is not the lane of a post.'
            posts = [one.id for one in folder.service.lanes.values() if one.position]
            mend = folder.known(clock.silence_to, posts)
            folder.toml(("clock", "silence_to"), "unknown-lane", what, mend)


def _drawn(folder: Folder, result: str) -> None:
    process, events = folder.service.process, folder.service.events
    timers = [
        one.id
        for one in process.elements.values()
        if one.kind == "startEvent"
        and one.scope
        and one.timer
        and one.timer.name == "case.due"
        and one.interrupts
    ]
    ends = {name for timer in timers for name in paths.reach(process, [timer], lambda _: False)}
    if not any(event.result == result for event in events.values() if event.id in ends):
        what = f'Silence means "{result}", but no event sub-process that starts at case.due ends so.'
        mend = "Draw an event sub-process with a timer start case.due and such an end."
        folder.toml(("clock", "silence"), "silence-not-drawn", what, mend)
