"""From a checked drawing to tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from balai.kernel.feel import Expression
from balai.kernel.process.drawing import Element, Flow, Kind, Loop, Trigger
from balai.kernel.process.graph import reachable, reversed_graph, successors
from balai.kernel.process.tables import Many, Op, Scope, Tables, Wait

_OPS: Mapping[Kind, Op] = {
    Kind.EXCLUSIVE: Op.CHOOSE,
    Kind.PARALLEL: Op.JOIN,
    Kind.INCLUSIVE: Op.MERGE,
    Kind.EVENT_BASED: Op.RACE,
    Kind.USER: Op.TASK,
    Kind.SERVICE: Op.CALL,
    Kind.RULE: Op.RULE,
    Kind.SEND: Op.SEND,
    Kind.RECEIVE: Op.LISTEN,
    Kind.SUB_PROCESS: Op.ENTER,
    Kind.CALL_ACTIVITY: Op.ENTER,
}
_EVENT_OPS: Mapping[tuple[Kind, Trigger], Op] = {
    **dict.fromkeys(
        ((Kind.CATCH, one) for one in (Trigger.TIMER, Trigger.MESSAGE, Trigger.SIGNAL)), Op.LISTEN
    ),
    **dict.fromkeys(((kind, Trigger.MESSAGE) for kind in (Kind.THROW, Kind.END)), Op.SEND),
    **dict.fromkeys(((kind, Trigger.SIGNAL) for kind in (Kind.THROW, Kind.END)), Op.SIGNAL),
    **dict.fromkeys(((kind, Trigger.ESCALATION) for kind in (Kind.THROW, Kind.END)), Op.ESCALATE),
    (Kind.END, Trigger.NONE): Op.END,
    (Kind.END, Trigger.TERMINATE): Op.TERMINATE,
    (Kind.END, Trigger.ERROR): Op.RAISE,
}
_WAITS: Mapping[Kind, Wait] = {
    Kind.USER: Wait.TASK,
    Kind.SERVICE: Wait.CALL,
    Kind.RECEIVE: Wait.MESSAGE,
    Kind.EVENT_BASED: Wait.RACE,
    Kind.SUB_PROCESS: Wait.SCOPE,
    Kind.CALL_ACTIVITY: Wait.SCOPE,
}
_CAUGHT: Mapping[Trigger, Wait] = {
    Trigger.TIMER: Wait.TIMER,
    Trigger.MESSAGE: Wait.MESSAGE,
    Trigger.SIGNAL: Wait.SIGNAL,
}
_EVENTS = frozenset({Kind.START, Kind.END, Kind.CATCH, Kind.THROW, Kind.BOUNDARY})
_CATCHING = frozenset({Kind.CATCH, Kind.BOUNDARY, Kind.START})
_BY_CODE = frozenset({Trigger.ERROR, Trigger.ESCALATION})
_CHOOSING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})
_JOINING = frozenset({Kind.PARALLEL, Kind.INCLUSIVE})

Expressions = Mapping[str, Expression]
Loops = Mapping[str, tuple[Expression | None, Expression | None, Expression | None]]
"""By element id: the parsed `count`, `items` and `until` of its loop."""


def compile_tables(
    elements: Mapping[str, Element],
    flows: Mapping[str, Flow],
    conditions: Expressions,
    loops: Loops,
    called: Iterable[str],
) -> Tables:
    """Compile a drawing that passed `checks.check`; `called` are the ids of its called processes."""
    return _Compiler(elements, list(flows.values()), conditions, loops, called).tables()


class _Compiler:
    def __init__(
        self,
        elements: Mapping[str, Element],
        flows: list[Flow],
        conditions: Expressions,
        loops: Loops,
        called: Iterable[str],
    ) -> None:
        self.drawn = elements
        self.elements = list(elements.values())
        self.repeated = [one for one in self.elements if one.loop]
        self.flows = flows
        self.conditions = conditions
        self.loops = loops
        self.index = {element.id: number for number, element in enumerate(self.elements)}
        inner = [one.id for one in self.elements if one.kind is Kind.SUB_PROCESS]
        self.scopes = {name: number for number, name in enumerate(["", *called, *inner])}
        self.leaving: defaultdict[str, list[int]] = defaultdict(list)
        self.entering: defaultdict[str, list[str]] = defaultdict(list)
        for number, flow in enumerate(flows):
            self.leaving[flow.source].append(number)
            self.entering[flow.target].append(flow.id)
        self.guards: defaultdict[str, list[Element]] = defaultdict(list)
        for one in self.elements:
            if one.kind is Kind.BOUNDARY:
                self.guards[one.attached_to].append(one)

    def tables(self) -> Tables:
        drawn, inner = self.elements, self.repeated
        every = drawn + inner
        alone = ((),) * len(inner)
        return Tables(
            ids=tuple(one.id for one in every),
            index=self.index,
            ops=tuple(int(Op.REPEAT if one.loop else _op(one)) for one in drawn) + tuple(map(_op, inner)),
            waits=tuple(int(Wait.SCOPE if one.loop else _wait(one)) for one in drawn)
            + tuple(map(_wait, inner)),
            out=tuple(tuple(reversed(self.leaving[one.id])) for one in drawn) + alone,
            target=tuple(self.index[flow.target] for flow in self.flows),
            flows=tuple(flow.id for flow in self.flows),
            joins=tuple(self.joins(one) for one in every),
            join_of={flow.id: flow.target for flow in self.flows},
            choices=tuple(self.choices(one) for one in every),
            defaults=tuple(self.default(one) for one in every),
            attached=tuple(self.attached(one) for one in drawn) + alone,
            interrupts=tuple(one.interrupts for one in every),
            holds=tuple(one.kind is Kind.RECEIVE for one in every),
            event=tuple(one.kind in _EVENTS for one in every),
            handler=tuple(self.handles(one) for one in every),
            timers=tuple(one.timer for one in every),
            messages=tuple(one.message if _wait(one) == Wait.MESSAGE else "" for one in every),
            signals=tuple(one.signal for one in every),
            codes=tuple(one.error or one.escalation for one in every),
            catches=tuple(self.catches(self.guards[one.id]) for one in drawn) + ({},) * len(inner),
            scopes=(*self.places(), *(self.around(one) for one in inner)),
            scope_of=tuple(self.scopes[one.scope] for one in drawn)
            + tuple(len(self.scopes) + number for number in range(len(inner))),
            opens=tuple(self.opens(one) for one in drawn) + tuple(self.inside(one) for one in inner),
            many={
                self.index[one.id]: self.many(number, one.loop)
                for number, one in enumerate(inner)
                if one.loop
            },
            ahead={self.index[one.id]: self.ahead(one) for one in drawn if len(self.merging(one)) > 1},
            start=self.begins(""),
            nested=len(self.scopes) + len(inner) > 1,
            local=any(one.loop or one.called for one in drawn),
        )

    # -- flows

    def joins(self, element: Element) -> tuple[str, ...]:
        return tuple(self.entering[element.id]) if element.kind in _JOINING else ()

    def choices(self, element: Element) -> tuple[tuple[Expression, int], ...]:
        if element.kind not in _CHOOSING:
            return ()
        numbers = self.leaving[element.id]
        named = ((self.conditions.get(self.flows[number].id), number) for number in numbers)
        return tuple((condition, number) for condition, number in named if condition is not None)

    def default(self, element: Element) -> int:
        """Return the flow taken when no condition is true; an only flow without a condition is one."""
        for number in self.leaving[element.id]:
            flow = self.flows[number]
            if element.kind in _CHOOSING and (flow.id == element.default or not flow.condition):
                return number
        return -1

    def merging(self, element: Element) -> list[str]:
        return self.entering[element.id] if element.kind is Kind.INCLUSIVE else []

    def ahead(self, gateway: Element) -> tuple[int, ...]:
        """Return per row which flows into the gateway a token there may come to, not passing the gateway."""
        others = {name: one for name, one in self.drawn.items() if name != gateway.id}
        before = reversed_graph(successors(others, self.flows))
        masks = [0] * (len(self.elements) + len(self.repeated))
        sources = [flow.source for flow in self.flows if flow.target == gateway.id]
        for bit, source in enumerate(sources):
            for name in reachable(before, [source] if source in others else []):
                masks[self.index[name]] |= 1 << bit
        return tuple(masks)

    # -- events

    def attached(self, element: Element) -> tuple[int, ...]:
        if element.kind is Kind.EVENT_BASED:
            return tuple(self.index[self.flows[number].target] for number in self.leaving[element.id])
        guards = self.guards[element.id]
        return tuple(self.index[one.id] for one in guards if one.trigger not in _BY_CODE)

    def catches(self, catching: Iterable[Element]) -> dict[tuple[Trigger, str], int]:
        return {
            (one.trigger, one.error or one.escalation): self.index[one.id]
            for one in catching
            if one.trigger in _BY_CODE
        }

    def handles(self, element: Element) -> bool:
        around = self.drawn.get(element.scope)
        return element.kind is Kind.START and around is not None and around.event_handler

    # -- scopes

    def begins(self, scope: str) -> int:
        starts = (one.id for one in self.elements if one.kind is Kind.START and one.scope == scope)
        return next(self.index[name] for name in starts)

    def places(self) -> Iterable[Scope]:
        """Yield the process, the called processes and the sub-processes, in the order of their numbers."""
        for name in self.scopes:
            drawn = self.drawn.get(name)
            within = [
                one for one in self.elements if self.handles(one) and self.drawn[one.scope].scope == name
            ]
            yield Scope(
                row=self.index[name] if drawn else -1,
                around=self.scopes[drawn.scope] if drawn else -1,
                event=bool(drawn and drawn.event_handler),
                start=self.begins(name),
                handlers=tuple(self.index[one.id] for one in within if one.trigger not in _BY_CODE),
                catches=self.catches(within),
            )

    def around(self, repeated: Element) -> Scope:
        """Return the scope in which the instances of a multi-instance activity stand."""
        return Scope(
            self.index[repeated.id],
            self.scopes[repeated.scope],
            event=False,
            start=-1,
            handlers=(),
            catches={},
        )

    def inside(self, element: Element) -> int:
        return self.scopes.get(element.called or element.id, -1)

    def opens(self, element: Element) -> int:
        return len(self.scopes) + self.repeated.index(element) if element.loop else self.inside(element)

    def many(self, number: int, loop: Loop) -> Many:
        return Many(len(self.elements) + number, loop.sequential, *self.loops[self.repeated[number].id])


def _op(element: Element) -> int:
    return int(_OPS.get(element.kind, _EVENT_OPS.get((element.kind, element.trigger), Op.PASS)))


def _wait(element: Element) -> int:
    if element.kind in _CATCHING:
        return int(_CAUGHT.get(element.trigger, Wait.NONE))
    return int(_WAITS.get(element.kind, Wait.NONE))
