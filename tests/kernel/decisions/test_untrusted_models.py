"""Models from anybody: whatever they hold, the engine answers, or refuses in its own words."""

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel.decisions import load, load_any
from balai.kernel.problem import Refused
from tests.kernel.feel.grammar import EXPRESSIONS, FACTS, NAMES

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="m" name="m" id="m">'
IDS = ("d1", "d2", "d3", "k1", "s1", "i1")
TYPES = st.sampled_from(["", "number", "t", "list<t>", "u", "unknown", "feel:string", "<"])


def _literal(text):
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def _boxes(inner):
    entry = st.tuples(NAMES, TYPES, inner).map(
        lambda it: (
            f"<contextEntry><variable name={quoteattr(it[0])} typeRef={quoteattr(it[1])}/>{it[2]}</contextEntry>"
        )
    )
    return st.one_of(
        st.lists(entry, max_size=3).map(lambda parts: f"<context>{''.join(parts)}</context>"),
        st.lists(inner, max_size=3).map(lambda parts: f"<list>{''.join(parts)}</list>"),
        st.tuples(inner, inner, inner).map(
            lambda it: f"<conditional><if>{it[0]}</if><then>{it[1]}</then><else>{it[2]}</else></conditional>"
        ),
        st.tuples(inner, inner).map(lambda it: f"<filter><in>{it[0]}</in><match>{it[1]}</match></filter>"),
        st.tuples(NAMES, inner, inner).map(
            lambda it: (
                f"<for iteratorVariable={quoteattr(it[0])}><in>{it[1]}</in><return>{it[2]}</return></for>"
            )
        ),
        st.tuples(NAMES, inner).map(
            lambda it: (
                f"<functionDefinition><formalParameter name={quoteattr(it[0])}/>{it[1]}</functionDefinition>"
            )
        ),
        st.tuples(inner, NAMES, inner).map(
            lambda it: (
                f"<invocation>{it[0]}<binding><parameter name={quoteattr(it[1])}/>{it[2]}</binding></invocation>"
            )
        ),
        st.tuples(inner, inner).map(
            lambda it: f"<relation><column name='a'/><row>{it[0]}</row><row>{it[1]}</row></relation>"
        ),
    )


LOGIC = st.recursive(EXPRESSIONS.map(_literal), _boxes, max_leaves=5)
CELLS = EXPRESSIONS.map(lambda text: f"<text>{escape(text)}</text>")
POLICIES = st.sampled_from(["UNIQUE", "FIRST", "COLLECT", "OUTPUT ORDER", "ANY", "WHAT"])
TABLES = st.tuples(POLICIES, CELLS, st.lists(st.tuples(CELLS, CELLS), max_size=3)).map(
    lambda it: (
        f'<decisionTable hitPolicy="{it[0]}"><input><inputExpression>{it[1]}</inputExpression></input><output/>'
        + "".join(
            f"<rule><inputEntry>{a}</inputEntry><outputEntry>{b}</outputEntry></rule>" for a, b in it[2]
        )
        + "</decisionTable>"
    )
)
NEEDS = st.lists(st.sampled_from((*IDS, "none", "other")), max_size=3).map(
    lambda ids: "".join(
        f'<informationRequirement><requiredDecision href="#{one}"/></informationRequirement>'
        f'<knowledgeRequirement><requiredKnowledge href="#{one}"/></knowledgeRequirement>'
        for one in ids
    )
)


@st.composite
def models(draw):
    parts = [f'<itemDefinition name="t"><typeRef>{escape(draw(TYPES))}</typeRef></itemDefinition>']
    parts.append('<itemDefinition name="u" isCollection="true"><typeRef>u</typeRef></itemDefinition>')
    parts.append('<inputData id="i1" name="a"><variable name="a" typeRef="t"/></inputData>')
    for id_ in IDS[:3]:
        variable = f"<variable name={quoteattr(draw(NAMES))} typeRef={quoteattr(draw(TYPES))}/>"
        body = draw(st.one_of(LOGIC, TABLES, st.just("")))
        parts.append(f'<decision id="{id_}" name="{id_}">{variable}{draw(NEEDS)}{body}</decision>')
    function = f"<encapsulatedLogic><formalParameter name='x'/>{draw(LOGIC)}</encapsulatedLogic>"
    parts.append(f'<businessKnowledgeModel id="k1" name="f">{draw(NEEDS)}{function}</businessKnowledgeModel>')
    parts.append(
        '<decisionService id="s1" name="s"><outputDecision href="#d1"/><inputDecision href="#d2"/></decisionService>'
    )
    return (HEAD + "".join(parts) + "</definitions>").encode()


@settings(max_examples=150, deadline=None)
@given(models(), FACTS)
def test_any_model_is_evaluated(xml, fact):
    model = load_any(xml, "m.dmn")
    inputs = {("", "a"): fact, ("", "b"): fact}
    for name in IDS[:3]:
        assert isinstance(model.evaluate(name, inputs).error, str)
    for name in ("s", "f"):
        assert isinstance(model.invoke(name, inputs, "").error, str)


@settings(max_examples=100, deadline=None)
@given(models())
def test_as_rules_of_a_service_folder_it_is_loaded_or_refused(xml):
    with pytest.raises(Refused):
        load(xml, "m.dmn")


@settings(max_examples=100, deadline=None)
@given(models(), st.data())
def test_a_file_that_was_damaged_is_loaded_or_refused(xml, data):
    at = data.draw(st.integers(0, len(xml) - 1))
    damaged = xml[:at] + data.draw(st.binary(max_size=4)) + xml[at + data.draw(st.integers(0, 20)) :]
    try:
        answer = load_any(damaged, "m.dmn").evaluate("d1", {})
    except Refused:
        return
    assert isinstance(answer.error, str)
