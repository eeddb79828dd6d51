"""Compiling functions and calls."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from balai.kernel.feel import tree
from balai.kernel.feel.builtins import BUILTINS, Builtin
from balai.kernel.feel.limits import Meter
from balai.kernel.feel.scopes import Binding, Run, Scope
from balai.kernel.feel.types import Types, coerced
from balai.kernel.feel.values import Function


class Calls:
    """The part of the compiler that knows functions."""

    faults: list[str]
    types: Types

    if TYPE_CHECKING:

        def compile(self, node: tree.Node, env: tuple[Binding, ...] = ()) -> Run: ...
        def bind(self, name: str) -> Binding: ...

    def function(self, node: tree.FunctionLiteral, env: tuple[Binding, ...]) -> Run:
        """Compile a function literal: a closure over the scope it is made in (clause 10.3.2.8)."""
        bindings = tuple(self.bind(name) for name in node.parameters)
        body = self.compile(node.body, (*bindings, *env))
        slots = tuple(binding.slot for binding in bindings)
        result = node.body.type if isinstance(node.body, tree.Typed) else None
        types, cost, known = node.types or (None,) * len(slots), tree.weight(node.body), self.types

        def run(scope: Scope) -> Function:
            def call(meter: Meter, *arguments: Any) -> Any:
                taken = tuple(
                    _taken(value, type_, known) for value, type_ in zip(arguments, types, strict=True)
                )
                if any(
                    one is None and given is not None for one, given in zip(taken, arguments, strict=True)
                ):
                    return None
                variables = {**scope.locals, **dict(zip(slots, taken, strict=True))}
                meter.spend(cost)
                with meter:
                    return body(Scope(scope.facts, variables, meter))

            return Function("", node.parameters, call, len(slots), types=types, result=result)

        return run

    def call(self, node: tree.Call, env: tuple[Binding, ...]) -> Run:
        """Compile a call: of a built-in function when the name is one and no variable, else of a value (clause 10.3.2.13)."""
        name = node.function.name if isinstance(node.function, tree.Name) else ""
        if name in BUILTINS and all(binding.name != name for binding in env):
            return self.builtin(name, node, env)
        function = self.compile(node.function, env)
        if node.named is not None:
            named = {key: self.compile(value, env) for key, value in node.named.items()}
            return lambda scope: _call_named(function(scope), named, scope)
        arguments = tuple(self.compile(argument, env) for argument in node.arguments)
        return lambda scope: _call(function(scope), [argument(scope) for argument in arguments], scope)

    def builtin(self, name: str, node: tree.Call, env: tuple[Binding, ...]) -> Run:
        """Compile the call of a built-in; a call that fits no signature is null, and noted as a fault (clause 10.3.4)."""
        if node.named is not None:
            return self.builtin_named(name, node.named, env)
        arguments = tuple(self.compile(argument, env) for argument in node.arguments)
        fitting = tuple(one for one in BUILTINS[name] if one.accepts(len(arguments)))
        if not fitting:
            self.faults.append(f"{name}() does not take {len(arguments)} arguments")
        if len(fitting) == 1 and len(arguments) == 1:
            call, only = fitting[0].call, arguments[0]
            return lambda scope: call(scope.meter, only(scope))
        return lambda scope: _first(fitting, [argument(scope) for argument in arguments], scope)

    def builtin_named(self, name: str, named: Mapping[str, tree.Node], env: tuple[Binding, ...]) -> Run:
        """Compile the call of a built-in whose arguments are named (clause 10.3.4)."""
        values = {key: self.compile(value, env) for key, value in named.items()}
        fitting = tuple(one for one in BUILTINS[name] if one.places(frozenset(values)))
        if not fitting:
            self.faults.append(f"{name}() does not take arguments named {', '.join(values)}")
            return lambda _scope: None
        order = [values.get(parameter.name, _absent) for parameter in fitting[0].parameters]
        return lambda scope: _first(fitting, [value(scope) for value in order], scope)


def _absent(_scope: Scope) -> None:
    """Stand for an argument that may be left out."""


def _taken(value: Any, wanted: tree.TypeName | None, types: Types) -> Any:
    return value if wanted is None or value is None else coerced(value, wanted, types)


def _first(fitting: tuple[Builtin, ...], arguments: list[Any], scope: Scope) -> Any:
    scope.meter.spend(1 + len(arguments))
    for one in fitting:
        value = one.call(scope.meter, *arguments)
        if value is not None:
            return value
    return None


def _call(function: Any, arguments: list[Any], scope: Scope) -> Any:
    if not isinstance(function, Function):
        return None
    missing = function.required - len(arguments)
    if missing > 0 or (len(arguments) > len(function.parameters) and not function.repeats):
        return None
    return function.call(scope.meter, *arguments)


def _call_named(function: Any, named: Mapping[str, Run], scope: Scope) -> Any:
    if not isinstance(function, Function) or not set(named) <= set(function.parameters):
        return None
    if not set(function.parameters[: function.required]) <= set(named):
        return None
    arguments = [named[key](scope) if key in named else None for key in function.parameters]
    return function.call(scope.meter, *arguments)
