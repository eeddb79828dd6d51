import pytest

from balai.kernel.decisions import load
from balai.kernel.decisions.markup import MAX_BYTES
from balai.kernel.problem import Refused
from tests.kernel.decisions.drafting import codes, document, formula, problems, row, table

ROW = (["> 1"], ["1"])


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (table([(["> > 1"], ["1"])]), "expression-syntax"),
        (table([(["> 1"], [""])]), "expression-missing"),
        (table([(["> today()"], ["1"])]), "expression-syntax"),
        (table([(["> 1", "-"], ["1"])]), "cell-count"),
        (table([(["> 1"], [])]), "cell-count"),
        (table([ROW], policy="LAST"), "hit-policy"),
        (table([ROW], extra=' aggregation="SUM"'), "aggregation"),
        (table([ROW], policy="COLLECT", extra=' aggregation="AVG"'), "aggregation"),
        (table([ROW], policy="PRIORITY"), "priorities"),
        (table([]), "table-empty"),
        (table([(["-"], ["1", "2"])], outputs=("a", "a")), "output-name"),
        (table([(["-"], ['"x"'])], allowed={"hasil": '"a", "b"'}), "output-value"),
        (table([ROW]).replace("UU 1/2020 pasal 1", " "), "citation-missing"),
        (table([ROW]).replace('<rule id="r1">', "<rule>"), "rule-id"),
        (formula("b", "1", citation=""), "citation-missing"),
        (formula("b", 'substring("abc")'), "expression-call"),
        (formula("b", "a", needs=("a",)), "required-missing"),
        (formula("b", "1").replace('name="b"', 'name="c"'), "decision-name"),
        ('<decision id="b" name="b"><description>UU 1</description></decision>', "expression-missing"),
        ('<itemDefinition name="t"><typeRef>string</typeRef></itemDefinition>', "element"),
        ('<import namespace="x" name="y" importType="z"/>', "element"),
        ("<script>1</script>", "element"),
        ('<x:decision xmlns:x="urn:x"/>', "element"),
        (
            formula("b", "1").replace(
                "<literalExpression>", '<literalExpression expressionLanguage="python">'
            ),
            "expression-language",
        ),
    ],
)
def test_each_defect_is_refused_under_its_code(part, code):
    assert set(codes(part)) == {code}


def test_a_decision_without_a_name_is_refused():
    nameless = formula("b", "1").replace(' name="b"', "")
    (problem,) = problems(nameless)
    assert (problem.code, problem.mend) == ("decision-id", "Give it both, the same.")


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("", "expression-missing"),
        ("<encapsulatedLogic/>", "expression-missing"),
        ('<encapsulatedLogic kind="Java"><formalParameter name="x"/></encapsulatedLogic>', "function-kind"),
        ("<encapsulatedLogic><literalExpression/></encapsulatedLogic>", "expression-missing"),
    ],
)
def test_a_function_of_the_model_needs_an_article_and_something_to_say(inside, code):
    empty = f'<businessKnowledgeModel id="k" name="k">{inside}</businessKnowledgeModel>'
    assert codes(empty) == ["citation-missing", code]


def test_several_outputs_cannot_be_added_up():
    two = table([(["-"], ["1", "2"])], outputs=("a", "b"), policy="COLLECT", extra=' aggregation="SUM"')
    assert [(one.code, one.mend) for one in problems(two)] == [("aggregation", "Keep one output.")]
    assert codes(two.replace("SUM", "COUNT")) == []


def test_a_column_without_an_expression_is_refused_in_its_line():
    (problem,) = problems(table([ROW]).replace("<inputExpression><text>form.n</text></inputExpression>", ""))
    assert (problem.line, problem.code) == (3, "expression-missing")


def test_the_drawing_of_a_model_is_passed_over():
    drawing = '<x:DMNDI xmlns:x="https://www.omg.org/spec/DMN/20191111/DMNDI/"><x:DMNDiagram/></x:DMNDI>'
    assert codes(table([ROW]), drawing) == []


def test_a_model_larger_than_any_is_refused_unread():
    with pytest.raises(Refused, match="larger than"):
        load(b" " * (MAX_BYTES + 1), "rules.dmn")


def test_a_sound_model_is_not_refused():
    assert codes(table([ROW]), formula("b", "d + 1", needs=("d",))) == []


def test_all_problems_are_told_at_once_each_in_its_line():
    found = problems(
        table([(["> > 1"], ["1"])], name="a"),
        "",
        table([(["-"], ["b c"])], name="b").replace('id="r1"', 'id="s1"'),
        formula("c", "1", citation=""),
    )
    assert [(problem.line, problem.code) for problem in found] == [
        (3, "expression-syntax"),
        (5, "expression-syntax"),
        (6, "citation-missing"),
    ]
    assert all(problem.file == "rules.dmn" and problem.mend for problem in found)


def test_a_syntax_error_says_line_and_column_within_a_long_expression():
    found = problems(formula("b", "if true\n  then 1\n  otherwise 2"))
    assert (found[0].line, found[0].code) == (5, "expression-syntax")
    assert "column 3" in found[0].what


def test_an_id_that_stands_twice_is_refused():
    twice = table([ROW]).replace("</decisionTable>", row("r1", "UU 1", ["> 5"], ["2"]) + "</decisionTable>")
    assert codes(twice) == ["id-twice"]


def test_a_circle_is_refused_and_named():
    found = problems(
        formula("a", "b", needs=("b",)), formula("b", "c", needs=("c",)), formula("c", "a", needs=("a",))
    )
    assert [problem.code for problem in found] == ["cycle"]
    assert "a -> b -> c -> a" in found[0].what


def test_a_decision_that_is_read_without_being_required_is_refused():
    assert codes(formula("a", "1"), formula("b", "a + 1")) == ["not-required"]


def test_a_table_inside_another_expression_is_refused():
    inner = table([ROW]).split(">", 1)[1].removesuffix("</decision>")
    entry = f'<context><contextEntry><variable name="x"/>{inner}</contextEntry></context>'
    assert codes(f'<decision id="b" name="b"><description>UU 1</description>{entry}</decision>') == [
        "table-inside"
    ]


def test_a_long_chain_of_decisions_is_refused_and_does_not_exhaust_the_stack():
    chain = [formula(f"a{at}", "1", needs=(f"a{at + 1}",)) for at in range(1000)]
    assert "chain" in codes(*chain, formula("a1000", "1"))


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "xml"),
        (b"<definitions>", "xml"),
        (b"<html/>", "dmn"),
        (b'<definitions xmlns="urn:other"/>', "dmn"),
        (b'<!DOCTYPE definitions [<!ENTITY a "b">]><definitions/>', "xml"),
        (b"<a>" * 100 + b"</a>" * 100, "xml"),
        (document(table([ROW]))[:-20], "xml"),
    ],
)
def test_what_is_no_model_is_refused(xml, code):
    with pytest.raises(Refused) as caught:
        load(xml, "rules.dmn")
    assert [problem.code for problem in caught.value.problems] == [code]


CITE = 'Write the article in <description> (the annotation column), for example "UU 24/2013 pasal 27".'


@pytest.mark.parametrize(
    ("part", "what", "mend"),
    [
        (
            formula("b", "1").replace(' name="b"', ""),
            "a decision has no id or no name",
            "Give it both, the same.",
        ),
        (table([ROW]).replace("UU 1/2020 pasal 1", " "), "d: rule r1 cites no law", CITE),
        (
            table([(["> 1"], [])]),
            "d: the rule has 0 output entries, the table 1 outputs",
            "Write one entry per output.",
        ),
        (
            table([(["> 1", "-"], ["1"])]),
            "d: the rule has 2 input entries, the table 1 inputs",
            'Write one entry per input; "-" for any value.',
        ),
        (
            table([(["> > 1"], ["1"])]),
            "d, rule r1, input 1: expected a value, found '>' (column 3 of > > 1)",
            "Correct the FEEL expression.",
        ),
        (
            table([ROW]).replace("</decisionTable>", row("r1", "UU 1", ["> 5"], ["2"]) + "</decisionTable>"),
            "the id 'r1' stands twice (first in line 3)",
            "Give each element an id of its own.",
        ),
        (
            table([ROW], policy="PRIORITY"),
            "d: PRIORITY needs output values in order of priority",
            "Add <outputValues> to an output.",
        ),
        (table([]), "d: the table has no rule", "Add a <rule>."),
    ],
)
def test_a_defect_is_told_in_words_with_how_to_mend_it(part, what, mend):
    assert [(one.line, one.what, one.mend) for one in problems(part)] == [(3, what, mend)]
