"""FEEL, the expression language of DMN: parse once, evaluate often, never a float, never the clock."""

from balai.kernel.feel.codec import decode, encode
from balai.kernel.feel.expression import Dialect, Expression, UnaryTests, compiled, parse, parse_tests
from balai.kernel.feel.limits import Exhausted, FeelSyntaxError, Meter
from balai.kernel.feel.render import render
from balai.kernel.feel.values import DayTimeDuration, Function, Range, Value, YearMonthDuration

__all__ = [
    "DayTimeDuration",
    "Dialect",
    "Exhausted",
    "Expression",
    "FeelSyntaxError",
    "Function",
    "Meter",
    "Range",
    "UnaryTests",
    "Value",
    "YearMonthDuration",
    "compiled",
    "decode",
    "encode",
    "parse",
    "parse_tests",
    "render",
]
