from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from balai.kernel.conformance import Unreadable, as_json, as_text, read, run
from balai.kernel.conformance.running import same
from balai.kernel.decisions import load_any
from balai.kernel.feel import DayTimeDuration

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HEAD = (
    '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<modelName>m.dmn</modelName><labels><label>Compliance Level 2</label></labels>"
)
MODEL = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="m" name="m">
<inputData id="i" name="n"><variable name="n" typeRef="number"/></inputData>
<decision id="d" name="twice"><variable name="twice"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>2 * n</text></literalExpression></decision>
<decision id="j" name="java"><variable name="java"/><context><contextEntry><variable name="f"/>
<functionDefinition kind="Java"><formalParameter name="x"/></functionDefinition></contextEntry>
<contextEntry><literalExpression><text>f(1)</text></literalExpression></contextEntry></context></decision>
</definitions>"""


def simple(kind, text):
    return f'<value xsi:type="xsd:{kind}">{text}</value>'


GIVEN = f"<inputNode name='n'>{simple('decimal', '21')}</inputNode>"


def case(
    expected,
    decision="twice",
    given=GIVEN,
    error="",
):
    result = f'<resultNode name="{decision}"{error}><expected>{expected}</expected></resultNode>'
    return f'<testCase id="1">{given}{result}</testCase>'


def suite(*cases):
    return read((HEAD + "".join(cases) + "</testCases>").encode())


def ran(*cases):
    return run("files/one", suite(*cases), load_any(MODEL, "m.dmn"), NOW)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (simple("decimal", "1.50"), Decimal("1.5")),
        (simple("string", " a "), " a "),
        ("<value>a</value>", "a"),
        (simple("boolean", "true"), True),
        (simple("date", "2026-07-01"), date(2026, 7, 1)),
        (simple("time", "08:00:00Z"), time(8, tzinfo=UTC)),
        (simple("duration", "PT1H"), DayTimeDuration(Decimal(3600))),
        ('<value xsi:nil="true"/>', None),
        ("<list><item><value>a</value></item><item/></list>", ["a", None]),
        ('<list xsi:nil="true"/>', None),
        ('<component name="a"><value>b</value></component>', {"a": "b"}),
        ("", None),
    ],
)
def test_expected_values_are_read_by_their_type(written, value):
    assert suite(case(written)).cases[0].wanted[0].value == value


@pytest.mark.parametrize(
    "xml", [b"<a/>", b"<a", (HEAD + case(simple("date", "?")) + "</testCases>").encode()]
)
def test_what_is_no_file_of_cases_is_refused(xml):
    with pytest.raises(Unreadable, match=r"\w"):
        read(xml)


def test_each_result_counts_and_a_failure_shows_both_sides():
    outcome = ran(case(simple("decimal", "42")), case(simple("decimal", "43")))
    assert outcome.score == (1, 2, 1, 2)
    assert outcome.failures == (("1 twice", "43", "42"),)


def test_a_result_in_java_is_named_and_not_counted():
    outcome = ran(case(simple("decimal", "1"), decision="java"))
    assert outcome.score.total == 0
    assert outcome.java == ("1 java",)


def test_an_error_is_right_where_one_is_due_and_wrong_elsewhere():
    text = "<inputNode name='n'>" + simple("string", "x") + "</inputNode>"
    due = case('<value xsi:nil="true"/>', given=text, error=' errorResult="true"')
    wrong = case(simple("decimal", "1"), given=text)
    assert ran(due).score == (1, 1, 0, 0)
    assert "n: the value is not of the declared type" in ran(wrong).failures[0].got


@pytest.mark.parametrize(
    ("wanted", "got", "answer"),
    [
        (Decimal("0.333333333"), Decimal(1) / 3, True),
        (Decimal("0.333"), Decimal(1) / 3, False),
        ([Decimal(1)], [Decimal(1), Decimal(1)], False),
        ({"a": Decimal(1)}, {"a": Decimal(1), "b": None}, False),
        ({"a": [Decimal(1)]}, {"a": [Decimal(1)]}, True),
        (None, "", False),
        ("1", Decimal(1), False),
        (date(2026, 7, 1), date(2026, 7, 1), True),
    ],
)
def test_results_are_compared_as_the_kit_does(wanted, got, answer):
    assert same(wanted, got) is answer


def test_the_report_adds_up_by_level_and_in_all():
    tests = [ran(case(simple("decimal", "42"))), ran(case(simple("decimal", "1"), decision="java"))]
    assert as_json(tests)["levels"] == {"2": {"passed": 1, "total": 1, "told_passed": 1, "told": 1}}
    assert as_json(tests)["tests"][1] == {
        "name": "files/one", "level": "2", "passed": 0, "total": 0, "failures": [], "java": ["1 java"],
    }  # fmt: skip
    assert as_text(tests).splitlines()[-1] == (
        "All: 1 of 1 (100.00 %), of the results that are not null 1 of 1 (100.00 %)"
    )
