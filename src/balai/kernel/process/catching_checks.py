"""Starts and what is caught: one start per scope, errors and signals that meet, nothing caught twice."""

from collections import Counter

from balai.kernel.process.draft import Draft
from balai.kernel.process.drawing import Element, Kind, Trigger

_BY_CODE = {Trigger.ERROR: "error", Trigger.ESCALATION: "escalation"}
_CATCHING = frozenset({Kind.CATCH, Kind.BOUNDARY, Kind.START})


def check(draft: Draft) -> None:
    """Note starts that cannot start, and errors, escalations and signals that do not meet."""
    _starts(draft)
    _once(draft)
    for end in draft.elements.values():
        thrown = end.kind is Kind.END and end.trigger is Trigger.ERROR
        if thrown and not draft.foreign and not _caught(draft, end):
            what = f"the error of end event {end.id} is caught by nothing"
            mend = "Draw an event sub-process that starts with this error, or a plain end event."
            draft.problem(end.line, "error", what, mend)
    if not draft.foreign:
        _signals(draft)


def _starts(draft: Draft) -> None:
    """A process and a sub-process have one plain start; an event sub-process one that waits for something."""
    for scope, line in draft.scope_lines().items():
        starts = [one for one in draft.elements.values() if one.kind is Kind.START and one.scope == scope]
        around = draft.elements.get(scope)
        handles = around is not None and around.event_handler
        kind = "event sub-process " if handles else "sub-process " if around else "called process "
        if len(starts) != 1:
            what = f"{kind + scope if scope else 'the process'} has {len(starts) or 'no'} start events"
            draft.problem(line, "start", what, "Draw exactly one start event.")
        for start in starts:
            _handler_start(draft, start) if handles else _plain_start(draft, start)


def _handler_start(draft: Draft, start: Element) -> None:
    if start.trigger is Trigger.NONE:
        what = f"start event {start.id} of sub-process {start.scope} waits for nothing"
        draft.problem(
            start.line, "start", what, "Make it a timer, message, signal, escalation or error start event."
        )
    if start.trigger is Trigger.ERROR and not start.interrupts:
        what = f"start event {start.id} does not interrupt"
        draft.problem(start.line, "start", what, "An error always interrupts: make the start interrupting.")


def _plain_start(draft: Draft, start: Element) -> None:
    """What starts a case of a file drawn elsewhere, a message or a timer, stands outside: here it is just the start."""
    foreign = draft.foreign and not start.scope
    if start.trigger is not Trigger.NONE and not foreign:
        what = f"start event {start.id} is of type {start.trigger.value}"
        mend = (
            "A case starts when it is submitted, a sub-process when it is entered: draw a plain start event."
        )
        draft.problem(start.line, "start", what, mend)
    elif not start.interrupts and not foreign:
        what = f"start event {start.id} does not interrupt"
        draft.problem(start.line, "start", what, "Remove isInterrupting; only event sub-processes interrupt.")


def _place(draft: Draft, one: Element) -> str:
    """Return what a catching event guards: the activity it stands on, or the scope of its event sub-process."""
    if one.kind is Kind.BOUNDARY:
        return one.attached_to
    return f"{draft.elements[one.scope].scope} "


def _catchers(draft: Draft) -> list[Element]:
    return [
        one
        for one in draft.elements.values()
        if one.trigger in _BY_CODE and (one.kind is Kind.BOUNDARY or draft.handles(one))
    ]


def _once(draft: Draft) -> None:
    """An error is caught once: by one boundary event per task and code, by one sub-process per scope and code."""
    catching = _catchers(draft)
    places = Counter((_place(draft, one), one.trigger, one.error, one.escalation) for one in catching)
    for one in catching:
        if places[_place(draft, one), one.trigger, one.error, one.escalation] > 1:
            said = one.error or one.escalation or f"every {one.trigger.value}"
            what = f"{one.id} catches {said}, and so does another event"
            draft.problem(one.line, "error", what, "Keep one of them.")


def _caught(draft: Draft, end: Element) -> bool:
    """Say whether an error thrown at an end finds a catcher on its way outward, through every place it may be called."""
    takes = {
        _place(draft, one)
        for one in _catchers(draft)
        if one.error in {"", end.error} and one.trigger is end.trigger
    }
    scope, neighbours = end.scope, True
    while True:
        if neighbours and f"{scope} " in takes:
            return True
        if scope in draft.called:
            calls = [one for one in draft.elements.values() if one.called == scope]
            return all(one.id in takes or _from(draft, one, takes) for one in calls)
        if not scope:
            return False
        around = draft.elements[scope]
        if around.id in takes:
            return True
        scope, neighbours = around.scope, not around.event_handler


def _from(draft: Draft, call: Element, takes: set[str]) -> bool:
    scope = call.scope
    while scope and scope not in draft.called:
        if f"{scope} " in takes or scope in takes:
            return True
        scope = draft.elements[scope].scope
    return f"{scope} " in takes


def _signals(draft: Draft) -> None:
    """In a service folder a signal stays in its case: what waits for one that nothing throws waits for ever."""
    thrown = {one.signal for one in draft.elements.values() if one.kind not in _CATCHING}
    for one in draft.elements.values():
        if one.signal and one.kind in _CATCHING and one.signal not in thrown:
            what = f"{one.kind} {one.id} waits for the signal {one.signal}, which nothing throws"
            mend = "Draw a throwing signal event, or use a message, which can come from outside."
            draft.problem(one.line, "signal", what, mend)
