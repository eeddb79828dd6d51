"""How built-in functions are declared: by name and signature, with arguments checked in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from balai.kernel.feel.limits import Meter
from balai.kernel.feel.values import DayTimeDuration, Function, Range, YearMonthDuration, number

Body = TypeVar("Body", bound=Callable[..., Any])
_WRONG = object()  # an argument of the wrong type: the call is null


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, the reader of its type, and whether it may be left out or repeats.

    `unnamed` may be left out of a call by name: it is null then.
    """

    name: str
    read: Callable[[Any], Any]
    optional: bool
    repeats: bool
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Builtin:
    """One signature of a built-in function."""

    name: str
    parameters: tuple[Parameter, ...]
    body: Callable[..., Any]
    metered: bool

    def accepts(self, count: int) -> bool:
        """Tell whether so many arguments may be given by position."""
        least = sum(not parameter.optional and not parameter.repeats for parameter in self.parameters)
        most = len(self.parameters)
        return least <= count and (count <= most or any(one.repeats for one in self.parameters))

    def places(self, names: frozenset[str]) -> bool:
        """Tell whether exactly these names may be given."""
        known = {parameter.name for parameter in self.parameters}
        needed = {one.name for one in self.parameters if not (one.optional or one.unnamed)}
        return needed <= names <= known

    def call(self, meter: Meter, *arguments: Any) -> Any:
        """Check the arguments and run; null when one is of the wrong type or the function has no answer."""
        read: list[Any] = []
        for at, argument in enumerate(arguments):
            parameter = self.parameters[min(at, len(self.parameters) - 1)]
            if argument is None and parameter.optional:
                read.append(None)
                continue
            value = parameter.read(argument)
            if value is _WRONG:
                return None
            read.append(value)
        meter.spend(sum(map(_size, read)))
        try:
            return self.body(meter, *read) if self.metered else self.body(*read)
        except (ArithmeticError, ValueError):  # InvalidOperation, a day that does not exist, ...
            return None


BUILTINS: dict[str, list[Builtin]] = {}


def builtin(name: str, signature: str) -> Callable[[Body], Body]:
    """Declare a function: `"string:text, length:number?"`; "?" may be left out, "*" repeats.

    "~" may be left out of a call by name.

    A body whose first argument is called `meter` gets the Meter of the evaluation.
    """
    parameters = tuple(_parameter(part) for part in signature.split(", ") if part)

    def declare(body: Body) -> Body:
        metered = body.__code__.co_varnames[:1] == ("meter",)
        BUILTINS.setdefault(name, []).append(Builtin(name, parameters, body, metered))
        return body

    return declare


def as_function(name: str) -> Function | None:
    """Take a built-in function as a value, with all its signatures (clause 10.3.2.8); None when there is none."""
    if name not in BUILTINS:
        return None
    known = BUILTINS[name]
    longest = max(known, key=lambda one: len(one.parameters))

    def call(meter: Meter, *arguments: Any) -> Any:
        fitting = (one.call(meter, *arguments) for one in known if one.accepts(len(arguments)))
        return next((value for value in fitting if value is not None), None)

    least = min(sum(not (part.optional or part.repeats) for part in one.parameters) for one in known)
    repeats = any(part.repeats for one in known for part in one.parameters)
    return Function(name, tuple(part.name for part in longest.parameters), call, least, repeats)


def _parameter(text: str) -> Parameter:
    name, _, kind = text.partition(":")
    marks = (kind.endswith(mark) for mark in "?*~")
    return Parameter(name, _READERS[kind.rstrip("?*~")], *marks)


def _size(value: Any) -> int:
    """What it costs to walk through an argument, in steps; a step is about a microsecond."""
    if isinstance(value, str):
        return len(value) >> 6
    return len(value) if isinstance(value, (list, tuple, dict)) else 0


def _one(value: Any) -> Any:
    """A list of one item stands for the item (clause 10.3.2.9.4)."""
    return value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value


def _instance(*kinds: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        value = _one(value)
        return value if isinstance(value, kinds) else _WRONG

    return read


def _number(value: Any) -> Any:
    figure = number(_one(value))
    return _WRONG if figure is None else figure


def _list(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return value
    return _WRONG if value is None else [value]


_READERS: dict[str, Callable[[Any], Any]] = {
    "any": lambda value: value,
    "some": lambda value: _WRONG if value is None else value,
    "text": _instance(str),
    "number": _number,
    "boolean": _instance(bool),
    "list": _list,
    "context": _instance(dict),
    "function": _instance(Function),
    "range": _instance(Range),
    "date": _instance(date),
    "time": _instance(time),
    "duration": _instance(YearMonthDuration, DayTimeDuration),
    "seconds": _instance(DayTimeDuration),
}
