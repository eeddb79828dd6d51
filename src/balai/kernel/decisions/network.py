"""Any DMN model, as the standard has it: each element sees what it requires and nothing else (clause 6, 10.4).

Service folders are stricter and are read by `loader`: their decisions see all facts and leave reasons.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from balai.kernel.feel import Exhausted, Meter
from balai.kernel.feel.limits import MAX_STEPS
from balai.kernel.feel.scopes import weigh
from balai.kernel.feel.tree import TypeName
from balai.kernel.feel.types import Types, coerced, resolved
from balai.kernel.feel.values import Function

MAX_CHAIN = 60
Key = tuple[str, str]  # the namespace of a model, and the id of an element in it
Inputs = Mapping[Key, Any]  # by the namespace of a model ("" for any) and a name
Body = Callable[[Mapping[str, Any], Meter], Any]


class Outcome(NamedTuple):
    """What an element came to; `error` says why there is no value, "" when the rules did not fail."""

    value: Any
    error: str = ""


class Need(NamedTuple):
    """A requirement: what is required, and the name of the import it comes through ("" for none)."""

    key: Key
    through: str


@dataclass(frozen=True, slots=True)
class Node:
    """An input, decision, knowledge model or service; `fault` says why it cannot run."""

    key: Key
    kind: str
    name: str
    type: TypeName | None
    types: Types
    needs: tuple[Need, ...]
    body: Body | None
    fault: str = ""
    java: bool = False
    outputs: tuple[Need, ...] = ()
    inputs: tuple[Need, ...] = ()


class Network:
    """The elements of a model and of all that it imports; immutable once made."""

    def __init__(self, namespace: str, nodes: Mapping[Key, Node]) -> None:
        self.namespace = namespace
        self.nodes = nodes

    def named(self, name: str, *kinds: str) -> Node | None:
        """Find an element by name or id, those of the model itself first."""
        own = sorted(self.nodes.values(), key=lambda node: node.key[0] != self.namespace)
        return next((one for one in own if name in (one.name, one.key[1]) and one.kind in kinds), None)

    def needs_java(self, name: str) -> bool:
        """Tell whether an element, or one that it requires, is a function in Java."""
        start = self.named(name, "decision", "businessKnowledgeModel", "decisionService")
        waiting, seen = [start] if start else [], set()
        while waiting:
            one = waiting.pop()
            if one.java:
                return True
            seen.add(one.key)
            waiting += [after for after in self.found((*one.needs, *one.outputs)) if after.key not in seen]
        return False

    def found(self, needs: tuple[Need, ...]) -> list[Node]:
        """List the elements that requirements name; one that does not exist is left out."""
        return [self.nodes[need.key] for need in needs if need.key in self.nodes]

    def evaluate(self, name: str, inputs: Inputs, now: datetime | None = None) -> Outcome:
        """Evaluate a decision, or all of a service; `now` is what now() and today() say (clause 10.4)."""
        node = self.named(name, "decision")
        if node is None and self.named(name, "decisionService"):
            return self.invoke(name, inputs, "", now)
        if node is None:
            return Outcome(None, f"there is no decision {name!r}")
        return self._settle(lambda run: run.result(node), inputs, now)

    def invoke(self, name: str, inputs: Inputs, output: str, now: datetime | None = None) -> Outcome:
        """Invoke a decision service or a knowledge model with arguments by name; take one output (clause 10.4)."""
        node = self.named(name, "decisionService", "businessKnowledgeModel")
        if node is None:
            return Outcome(None, f"there is no decision service {name!r}")
        return self._settle(lambda run: run.invoke(node, inputs, output), {}, now)

    def _settle(self, by: Callable[["Run"], Any], inputs: Inputs, now: datetime | None) -> Outcome:
        run = Run(self, inputs, Meter(now=now), {})
        try:
            value = by(run)
            weigh(value, MAX_STEPS)  # whoever shows it walks through all of it
            return Outcome(value, "; ".join(run.faults))
        except Exhausted as exhausted:
            return Outcome(None, str(exhausted))
        except RecursionError:
            return Outcome(None, "the rules are nested too deeply")


class Run:
    """One evaluation: what is known so far, and what went wrong."""

    def __init__(self, network: Network, inputs: Inputs, meter: Meter, known: Mapping[Key, Any]) -> None:
        self.network, self.inputs, self.meter = network, inputs, meter
        self.known: dict[Key, Any] = dict(known)
        self.open: list[Key] = []
        self.faults: list[str] = []

    def result(self, node: Node) -> Any:
        """Give an element's value, worked out at most once (clause 10.4)."""
        if node.key not in self.known:
            if node.key in self.open or len(self.open) > MAX_CHAIN:
                raise Exhausted(f"{node.name!r} requires itself, or too long a chain of decisions")
            self.open.append(node.key)
            self.known[node.key] = self._readers[node.kind](self, node)
            self.open.pop()
        return self.known[node.key]

    def scope(self, node: Node) -> dict[str, Any]:
        """Name what an element requires; what comes from an import is an entry of the import's name (clause 10.3.2.11)."""
        places: dict[str, dict[str, Any]] = {"": {}}
        for need in node.needs:
            for target in self.network.found((need,)):
                places.setdefault(need.through, {})[target.name] = self.result(target)
        return {**places.pop(""), **places}

    def _input(self, node: Node) -> Any:
        for key in ((node.key[0], node.name), ("", node.name)):
            if key in self.inputs:
                return self.typed(node, self.inputs[key])
        return None

    def typed(self, node: Node, value: Any) -> Any:
        """Convert a value to an element's type, or null (clause 10.3.2.9.4)."""
        fitting = fit(value, node.type, node.types)
        if fitting is None and value is not None:
            self.faults.append(f"{node.name}: the value is not of the declared type")
        return fitting

    def given(self, node: Node, value: Any) -> Any:
        """Convert what a function gives to the result that its type declares, or null (clause 10.3.2.9.4)."""
        shape = None if node.type is None else resolved(node.type, node.types)
        if shape is None or shape.name != "function" or not shape.inner:
            return self.typed(node, value)
        return self.typed(replace(node, type=shape.inner[-1]), value)

    def _decision(self, node: Node) -> Any:
        return self.typed(node, self._ran(node, self.scope(node)))

    def _ran(self, node: Node, scope: Mapping[str, Any]) -> Any:
        if node.body is None:
            self.faults.append(f"{node.name}: {node.fault or 'there is no logic'}")
            return None
        return node.body(scope, self.meter)

    def _knowledge(self, node: Node) -> Function | None:
        """Make a knowledge model a function of its parameters (clause 6.3.9)."""
        scope = self.scope(node)
        function = self._ran(node, scope)
        if not isinstance(function, Function):
            return None

        def call(meter: Meter, *arguments: Any) -> Any:
            return self.given(node, function.call(meter, *arguments))

        checked = replace(function, name=node.name, call=call)
        scope.setdefault(node.name, checked)  # it may call itself
        return checked

    def _service(self, node: Node) -> Function:
        """Make a decision service a function (clause 10.4): input data first, then input decisions."""
        targets = self.network.found(node.inputs)

        def call(meter: Meter, *arguments: Any) -> Any:
            given = {}
            for target, value in zip(targets, arguments, strict=True):
                given[target.key] = fit(value, target.type, target.types)
                if value is not None and given[target.key] is None:
                    return None
            with meter:
                return self.serve(node, given, "")

        names = tuple(target.name for target in targets)
        return Function(node.name, names, call, len(names))

    def serve(self, node: Node, given: Mapping[Key, Any], output: str) -> Any:
        """Run a service on values of its inputs: one output's value, or a context of several (clause 10.4)."""
        inner = Run(self.network, {}, self.meter, given)
        inner.open = self.open[:]
        values = {one.name: inner.result(one) for one in self.network.found(node.outputs)}
        self.faults += inner.faults
        whole = next(iter(values.values())) if len(values) == 1 else values
        whole = self.given(node, whole)
        return values[output] if output in values and whole is not None else whole

    def invoke(self, node: Node, inputs: Inputs, output: str) -> Any:
        """Invoke a function with arguments by name (clause 10.4)."""
        named = {name: value for (_, name), value in inputs.items()}
        if node.kind == "decisionService":
            targets = self.network.found(node.inputs)
            return self.serve(
                node, {one.key: self.typed(one, named.get(one.name)) for one in targets}, output
            )
        function = self.result(node)
        if not isinstance(function, Function):
            return None
        return function.call(self.meter, *(named.get(name) for name in function.parameters))

    _readers = {
        "inputData": _input, "decision": _decision, "businessKnowledgeModel": _knowledge,
        "decisionService": _service,
    }  # fmt: skip


def fit(value: Any, wanted: TypeName | None, types: Types) -> Any:
    """Convert a value to a type, if there is one; None when it does not fit (clause 10.3.2.9.4)."""
    return value if wanted is None else coerced(value, wanted, types)
