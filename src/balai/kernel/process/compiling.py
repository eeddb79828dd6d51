"""From a checked drawing to tables."""

from collections import defaultdict
from collections.abc import Mapping

from balai.kernel.feel import Expression
from balai.kernel.process.drawing import Element, Flow, Kind, Trigger
from balai.kernel.process.tables import Op, Tables, Wait

_OPS: Mapping[Kind, Op] = {
    Kind.EXCLUSIVE: Op.CHOOSE,
    Kind.PARALLEL: Op.JOIN,
    Kind.EVENT_BASED: Op.RACE,
    Kind.USER: Op.TASK,
    Kind.SERVICE: Op.CALL,
    Kind.RULE: Op.RULE,
    Kind.SEND: Op.SEND,
    Kind.RECEIVE: Op.LISTEN,
}
_EVENT_OPS: Mapping[tuple[Kind, Trigger], Op] = {
    (Kind.CATCH, Trigger.TIMER): Op.LISTEN,
    (Kind.CATCH, Trigger.MESSAGE): Op.LISTEN,
    (Kind.THROW, Trigger.MESSAGE): Op.SEND,
    (Kind.END, Trigger.NONE): Op.END,
    (Kind.END, Trigger.TERMINATE): Op.TERMINATE,
    (Kind.END, Trigger.ERROR): Op.RAISE,
}
_WAITS: Mapping[Kind, Wait] = {
    Kind.USER: Wait.TASK,
    Kind.SERVICE: Wait.CALL,
    Kind.RECEIVE: Wait.MESSAGE,
    Kind.EVENT_BASED: Wait.RACE,
}
_EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})


def compile_tables(
    elements: Mapping[str, Element], flows: Mapping[str, Flow], conditions: Mapping[str, Expression]
) -> Tables:
    """Compile a drawing that passed `checks.check`."""
    compiler = _Compiler(list(elements.values()), list(flows.values()), conditions)
    return compiler.tables()


class _Compiler:
    def __init__(
        self, elements: list[Element], flows: list[Flow], conditions: Mapping[str, Expression]
    ) -> None:
        self.elements = elements
        self.flows = flows
        self.conditions = conditions
        self.index = {element.id: number for number, element in enumerate(elements)}
        self.starts = [one for one in elements if one.kind is Kind.START and one.scope]
        self.leaving: defaultdict[str, list[int]] = defaultdict(list)
        self.entering: defaultdict[str, list[str]] = defaultdict(list)
        for number, flow in enumerate(flows):
            self.leaving[flow.source].append(number)
            self.entering[flow.target].append(flow.id)
        self.guards: defaultdict[str, list[Element]] = defaultdict(list)
        for one in elements:
            if one.kind is Kind.BOUNDARY:
                self.guards[one.attached_to].append(one)

    def tables(self) -> Tables:
        every = self.elements
        return Tables(
            ids=tuple(one.id for one in every),
            index=self.index,
            ops=tuple(
                int(_OPS.get(one.kind, _EVENT_OPS.get((one.kind, one.trigger), Op.PASS))) for one in every
            ),
            waits=tuple(int(_wait(one)) for one in every),
            out=tuple(tuple(reversed(self.leaving[one.id])) for one in every),
            target=tuple(self.index[flow.target] for flow in self.flows),
            flows=tuple(flow.id for flow in self.flows),
            joins=tuple(self.joins(one) for one in every),
            join_of={flow.id: flow.target for flow in self.flows},
            choices=tuple(self.choices(one) for one in every),
            defaults=tuple(self.default(one) for one in every),
            attached=tuple(self.attached(one) for one in every),
            interrupts=tuple(one.interrupts for one in every),
            holds=tuple(one.kind is Kind.RECEIVE for one in every),
            event=tuple(one.kind in _EVENTS for one in every),
            handler=tuple(one in self.starts for one in every),
            inner=tuple(bool(one.scope) for one in every),
            timers=tuple(one.timer for one in every),
            messages=tuple(one.message if _wait(one) is Wait.MESSAGE else "" for one in every),
            errors=tuple(one.error for one in every),
            catches=tuple(self.catches(self.guards[one.id]) for one in every),
            scope_catches=self.catches(self.starts),
            handlers=tuple(self.index[one.id] for one in self.starts if one.trigger is not Trigger.ERROR),
            start=next(self.index[one.id] for one in every if one.kind is Kind.START and not one.scope),
        )

    def joins(self, element: Element) -> tuple[str, ...]:
        return tuple(self.entering[element.id]) if element.kind is Kind.PARALLEL else ()

    def choices(self, element: Element) -> tuple[tuple[Expression, int], ...]:
        if element.kind is not Kind.EXCLUSIVE:
            return ()
        numbers = self.leaving[element.id]
        named = ((self.conditions.get(self.flows[number].id), number) for number in numbers)
        return tuple((condition, number) for condition, number in named if condition is not None)

    def default(self, element: Element) -> int:
        """Return the flow taken when no condition is true; an only flow without a condition is one."""
        for number in self.leaving[element.id]:
            flow = self.flows[number]
            if element.kind is Kind.EXCLUSIVE and (flow.id == element.default or not flow.condition):
                return number
        return -1

    def attached(self, element: Element) -> tuple[int, ...]:
        if element.kind is Kind.EVENT_BASED:
            return tuple(self.index[self.flows[number].target] for number in self.leaving[element.id])
        guards = self.guards[element.id]
        return tuple(self.index[one.id] for one in guards if one.trigger is not Trigger.ERROR)

    def catches(self, catching: list[Element]) -> dict[str, int]:
        return {one.error: self.index[one.id] for one in catching if one.trigger is Trigger.ERROR}


def _wait(element: Element) -> Wait:
    if element.kind in {Kind.CATCH, Kind.BOUNDARY, Kind.START}:
        return {Trigger.TIMER: Wait.TIMER, Trigger.MESSAGE: Wait.MESSAGE}.get(element.trigger, Wait.NONE)
    return _WAITS.get(element.kind, Wait.NONE)
