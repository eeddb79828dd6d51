import re
from decimal import Decimal

import pytest

from tests.kernel.decisions.drafting import formula, model, row, table

LOGIC = '<formalParameter name="x"/><literalExpression><text>x * 2</text></literalExpression>'
KNOWLEDGE = (
    '<businessKnowledgeModel id="lipat" name="lipat"><description>Perda 1/2020 pasal 3</description>'
    f"<encapsulatedLogic>{LOGIC}</encapsulatedLogic></businessKnowledgeModel>"
)


def test_a_reason_names_row_article_and_inputs():
    answer = model(table([(["> 1"], ['"a"'])])).evaluate("d", {"form": {"n": Decimal(2)}})
    assert answer.reasons[0]._asdict() == {
        "decision": "d",
        "value": "a",
        "rows": ("r1",),
        "citations": ("UU 1/2020 pasal 1",),
        "inputs": {"K form.n": Decimal(2)},
        "error": "",
    }


def test_several_articles_of_a_rule_are_told_one_by_one_and_once():
    first, second = row("a", "UU 1; PP 2 pasal 3", ["-"], ["1"]), row("b", "PP 2 pasal 3; UU 4", ["-"], ["2"])
    text = table([], policy="COLLECT").replace("</decisionTable>", f"{first}{second}</decisionTable>")
    answer = model(text).evaluate("d", {})
    assert answer.reasons[0].citations == ("UU 1", "PP 2 pasal 3", "UU 4")


def test_required_decisions_run_first_and_fresh():
    rules = model(
        table([(["> 10"], ['"besar"']), (["<= 10"], ['"kecil"'])], name="skala"),
        formula("judul", 'skala + "!"', needs=("skala",)),
    )
    answer = rules.evaluate("judul", {"form": {"n": Decimal(50)}, "skala": "usang"})
    assert answer.value == "besar!"
    assert [reason.decision for reason in answer.reasons] == ["skala", "judul"]
    assert answer.reasons[1].inputs == {"skala": "besar"}
    assert rules.order("judul") == ("skala", "judul")


def test_a_decision_knows_what_it_reads_through_others():
    rules = model(
        table([(["> form.batas"], ["1"])], name="a"),
        formula("b", "a + list.tarif[kode = form.kode][1].nilai", needs=("a",)),
    )
    assert rules.decisions["a"].names == {("form", "n"), ("form", "batas")}
    assert rules.decisions["b"].names == {
        ("form", "n"),
        ("form", "batas"),
        ("list", "tarif"),
        ("form", "kode"),
    }
    assert rules.decisions["b"].requires == {"a"}


def test_whole_tables_are_no_evidence():
    rules = model(formula("b", "list.tarif[kode = form.kode][1].nilai"))
    facts = {"list": {"tarif": [{"kode": "x", "nilai": Decimal(5)}]}, "form": {"kode": "x"}}
    assert rules.evaluate("b", facts).reasons[0].inputs == {"form.kode": "x"}


def test_a_function_of_the_model_adds_its_article():
    need = '<knowledgeRequirement><requiredKnowledge href="#lipat"/></knowledgeRequirement>'
    text = formula("b", "lipat(form.n)").replace("<literalExpression>", f"{need}<literalExpression>")
    reason = model(KNOWLEDGE, text).evaluate("b", {"form": {"n": Decimal(4)}}).reasons[-1]
    assert reason.value == 8
    assert reason.citations == ("UU 2/2020 pasal 1", "Perda 1/2020 pasal 3")


def test_a_value_outside_the_input_values_is_an_error():
    text = table([(["-"], ["1"])]).replace(
        "</inputExpression>", "</inputExpression><inputValues><text>1, 2</text></inputValues>"
    )
    answer = model(text).evaluate("d", {"form": {"n": Decimal(3)}})
    assert (answer.value, answer.error) == (None, "3 is not among the input values of K form.n")
    assert model(text).evaluate("d", {"form": {"n": Decimal(2)}}).value == 1
    assert model(text).evaluate("d", {}).value == 1


def test_a_computed_result_outside_the_output_values_is_an_error():
    rules = model(table([(["-"], ["form.n"])], allowed={"hasil": "1, 2"}))
    answer = rules.evaluate("d", {"form": {"n": Decimal(3)}})
    assert (answer.value, answer.error) == (None, "3 is not among the output values of hasil")


def test_a_rule_that_reaches_a_limit_is_an_error_not_a_silent_null():
    answer = model(formula("b", "for i in 1..9999999 return i")).evaluate("b", {})
    assert answer.value is None
    assert "100000" in answer.error


def test_a_decision_can_be_shown():
    decision = model(table([(["> 1", '"a", "b"'], ['"ya"'])], inputs=("form.n", "form.k"))).decisions["d"]
    assert decision.hit_policy == "UNIQUE"
    assert [(column.title, column.expression) for column in decision.columns] == [
        ("K form.n", "form.n"),
        ("K form.k", "form.k"),
    ]
    assert decision.rows[0].cells == ("> 1", '"a", "b"')
    assert decision.rows[0].outputs == ('"ya"',)
    assert decision.citations == ("UU 1/2020 pasal 1",)


def test_several_decisions_are_decided_together_each_once():
    need = '<knowledgeRequirement><requiredKnowledge href="#lipat"/></knowledgeRequirement>'
    rules = model(
        KNOWLEDGE,
        table([(["> 10"], ["1"]), (["<= 10"], ["2"])], name="skala"),
        formula("dua", "lipat(skala)", needs=("skala",)).replace(
            "<literalExpression>", f"{need}<literalExpression>"
        ),
        formula("tiga", "skala + 1", needs=("skala",)),
    )
    assert rules.values(["dua", "tiga"], {"form": {"n": Decimal(50)}}) == {"dua": 2, "tiga": 2}
    with pytest.raises(KeyError):
        rules.values(["empat"], {})


@pytest.mark.parametrize(
    ("column", "error"),
    [
        ("count(for i in 1..9999999 return i)", "100000"),
        ("{f: function(g) " + "[" * 90 + "g(g)" + "]" * 90 + ", r: f(f)}.r", "nested too deeply"),
    ],
)
def test_a_column_that_reaches_a_limit_is_an_error_of_the_table(column, error):
    answer = model(table([(["> 1"], ["1"])], inputs=(column,))).evaluate("d", {})
    assert (answer.value, answer.reasons[0].rows) == (None, ())
    assert error in answer.error


def test_columns_that_share_a_label_are_told_apart():
    same = table([(["-", "-", "-"], ["1"])], inputs=("form.a", "form.b", "form.b"))
    labels = model(re.sub(r'label="K [^"]*"', 'label="Umur"', same)).decisions["d"].columns
    reason = model(re.sub(r'label="K [^"]*"', 'label="Umur"', same)).evaluate("d", {}).reasons[0]
    assert [column.title for column in labels] == ["Umur"] * 3
    assert list(reason.inputs) == ["form.a", "form.b (2)", "form.b (3)"]
