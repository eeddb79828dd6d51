"""Types: `instance of`, and which functions fit a function type."""

import pytest

from balai.kernel.feel import Meter
from balai.kernel.feel.expression import Dialect

NUMBER = Dialect().type_name("number")
TYPES = {
    "t age": NUMBER,
    "t loop": Dialect().type_name("t_loop"),
    "t_loop": Dialect(("t loop",)).type_name("t loop"),
    "t_list": Dialect().type_name("list<number>"),
    "t_person": Dialect().type_name("context<name: string, age: number>"),
    "t_named": Dialect().type_name("context<name: string>"),
}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1 instance of number", True),
        ("null instance of Null", True),
        ("null instance of Any", False),
        ("1 instance of Any", True),
        ("1 instance of t age", True),
        ("1 instance of t_loop", None),
        ("1 instance of nothing known", None),
        ("[1] instance of t_list", True),
        ('["a"] instance of t_list', False),
        ('{name: "a", age: 1} instance of t_named', True),
        ('{name: "a"} instance of t_person', False),
        ("[1..2] instance of range<number>", True),
        ("(<2) instance of range<string>", False),
        ('@"P1D" instance of days and time duration', True),
        ("(function(a: number) a) instance of function<number> -> Any", True),
        ("(function(a) a) instance of function<number, number> -> Any", False),
        ("(function(a: number) a) instance of function<string> -> Any", False),
        ("(function(a: t_named) a) instance of function<t_person> -> Any", True),
        ("(function(a: t_person) a) instance of function<t_named> -> Any", False),
        ("(function(a: list<number>) a) instance of function<t_list> -> Any", True),
        ("(function(a: list<number>) a) instance of function<list<string>> -> Any", False),
        ("(function(a: list) a) instance of function<t_list> -> Any", True),
        ("(function(a: Any) a) instance of function<t_list> -> Any", True),
    ],
)
def test_a_value_is_of_a_type_or_not(text, answer):
    words = ("t age", "nothing known")
    try:
        expression = Dialect(words, TYPES, whole=True).expression(text)
        assert expression.try_evaluate({}, Meter()) is answer
    except RecursionError:
        pytest.fail("a type that names itself")
