"""Any model of the standard: requirements, types, imports, services, functions."""

import inspect
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from balai.kernel.decisions import load_any
from balai.kernel.problem import Refused
from tests.kernel.decisions.drafting import text

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
PERSON = (
    '<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tPerson"><itemComponent name="full name"><typeRef>string</typeRef></itemComponent>'
    '<itemComponent name="age"><typeRef>tAge</typeRef></itemComponent></itemDefinition>'
    '<itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>'
    '<itemDefinition name="tAdder"><functionItem outputTypeRef="number"><parameters name="a" typeRef="number"/>'
    "</functionItem></itemDefinition>"
)


def literal(content):
    return text("literalExpression", content)


def needs(*ids):
    tags = {"i": "Input", "d": "Decision", "k": "Knowledge", "s": "Knowledge"}
    holders = {"Knowledge": "knowledgeRequirement"}
    return "".join(
        f'<{holders.get(tags[kind], "informationRequirement")}><required{tags[kind]} href="{href}"/>'
        f"</{holders.get(tags[kind], 'informationRequirement')}>"
        for kind, href in ids
    )


def element(tag, id_, body="", typed=""):
    reference = f' typeRef="{typed}"' if typed else ""
    return f'<{tag} id="{id_}" name="{id_}"><variable name="{id_}"{reference}/>{body}</{tag}>'


def decision(id_, content, *ids, typed=""):
    logic = content if content.startswith("<") else literal(content)
    return element("decision", id_, needs(*ids) + logic, typed)


def knowledge(id_, parameters, content, *ids, typed=""):
    formal = "".join(f'<formalParameter name="{name}" typeRef="{kind}"/>' for name, kind in parameters)
    logic = f"<encapsulatedLogic>{formal}{literal(content)}</encapsulatedLogic>"
    return element("businessKnowledgeModel", id_, needs(*ids) + logic, typed)


def document(*parts, namespace="m"):
    return f'<definitions xmlns="{NAMESPACE}" name="m" namespace="{namespace}">{"".join(parts)}</definitions>'.encode()


def outcome(*parts, name="d", others=(), **facts):
    return load_any(document(*parts), "m.dmn", others).evaluate(
        name, {("", key): value for key, value in facts.items()}
    )


def value(*parts, **rest):
    return outcome(*parts, **rest).value


A = element("inputData", "a", typed="number")


def test_a_decision_sees_what_it_requires_and_nothing_else():
    assert value(A, decision("d", "a + 1", ("i", "#a")), a=Decimal(1)) == 2
    assert value(A, decision("d", "a + 1"), a=Decimal(1)) is None


def test_required_decisions_come_first_and_run_once():
    chain = decision("b", "a * 2", ("i", "#a")) + decision("c", "b + 1", ("d", "#b"))
    assert value(A, chain, decision("d", "b + c", ("d", "#b"), ("d", "#c")), a=Decimal(3)) == 13


@pytest.mark.parametrize(
    ("given", "typed", "result"),
    [
        (Decimal(1), "number", 1),
        ("1", "number", None),
        ([Decimal(1)], "number", 1),
        (Decimal(1), "list<number>", [1]),
        (date(2026, 7, 1), "date and time", datetime(2026, 7, 1, tzinfo=UTC)),
        (Decimal(151), "tAge", None),
        ([Decimal(151)], "list<tAge>", None),
        (Decimal(150), "feel:number", 150),
        ({"full name": "Teladan", "age": Decimal(30)}, "tPerson", {"full name": "Teladan", "age": 30}),
        ({"full name": "Teladan"}, "tPerson", None),
        ({"full name": "Teladan", "age": Decimal(200)}, "tPerson", None),
        ([{"full name": "Teladan", "age": Decimal(200)}], "tPeople", None),
        ("x", "tElsewhere", "x"),
        ("x", "Any", "x"),
        ("x", "<", "x"),
    ],
)
def test_a_value_is_converted_to_its_type_or_null(given, typed, result):
    source = element("inputData", "a", typed=typed.replace("<", "&lt;"))
    assert value(PERSON, source, decision("d", "a", ("i", "#a")), a=given) == result


def test_the_outcome_says_what_was_not_of_its_type():
    assert outcome(decision("d", '"x"', typed="number")).error == "d: the value is not of the declared type"


def test_names_of_several_words_are_known_where_they_are_required():
    source = '<inputData id="p" name="the person"><variable name="the person" typeRef="tPerson"/></inputData>'
    given = {"the person": {"full name": "Teladan", "age": Decimal(30)}}
    assert value(PERSON, source, decision("d", "the person.full name", ("i", "#p")), **given) == "Teladan"


def test_a_function_takes_and_gives_its_types():
    adder = knowledge("k", [("a", "number")], "a + 1", typed="tAdder")
    assert value(PERSON, adder, decision("d", "k(1)", ("k", "#k"))) == 2
    assert value(PERSON, adder, decision("d", 'k("1")', ("k", "#k"))) is None
    wrong = knowledge("k", [("a", "number")], '"x"', typed="tAdder")
    assert value(PERSON, wrong, decision("d", "k(1)", ("k", "#k"))) is None


def test_a_function_may_call_itself_and_is_stopped_when_it_does_not_end():
    factorial = knowledge("k", [("n", "number")], "if n = 0 then 1 else n * k(n - 1)")
    assert value(factorial, decision("d", "k(5)", ("k", "#k"))) == 120
    endless = knowledge("k", [("n", "number")], "k(n)")
    assert "too deeply" in outcome(endless, decision("d", "k(5)", ("k", "#k"))).error


def test_decisions_in_a_circle_are_an_error():
    circle = decision("d", "b", ("d", "#b")) + decision("b", "d", ("d", "#d"))
    assert "requires itself" in outcome(circle).error


SERVICE = (
    '<decisionService id="s" name="s"><outputDecision href="#b"/><inputDecision href="#c"/><inputData href="#a"/>'
    "</decisionService>"
)
INSIDE = decision("c", '"never"', typed="string") + decision("b", "c + string(a)", ("d", "#c"), ("i", "#a"))


def test_a_service_takes_input_data_and_input_decisions():
    assert value(A, INSIDE, SERVICE, decision("d", 's(1, "x")', ("s", "#s"))) == "x1"
    assert value(A, INSIDE, SERVICE, decision("d", 's(c: "y", a: 2)', ("s", "#s"))) == "y2"
    assert value(A, INSIDE, SERVICE, decision("d", "s(1, 2)", ("s", "#s"))) is None


def test_a_service_can_be_invoked_from_outside():
    model = load_any(document(A, INSIDE, SERVICE), "m.dmn")
    assert model.invoke("s", {("", "a"): Decimal(1), ("", "c"): "x"}, "b").value == "x1"
    assert model.invoke("none", {}, "").error


def test_a_knowledge_model_can_be_invoked_from_outside():
    model = load_any(document(knowledge("k", [("n", "number")], "n + 1")), "m.dmn")
    assert model.invoke("k", {("", "n"): Decimal(1)}, "").value == 2


def test_several_outputs_of_a_service_are_a_context():
    two = '<decisionService id="s" name="s"><outputDecision href="#b"/><outputDecision href="#c"/></decisionService>'
    parts = decision("b", "1"), decision("c", "2"), two
    assert value(*parts, decision("d", "s()", ("s", "#s"))) == {"b": 1, "c": 2}
    assert load_any(document(*parts), "m.dmn").evaluate("s", {}).value == {"b": 1, "c": 2}


IMPORT = '<import namespace="other" name="far away" importType="dmn"/>'
OTHER = document(
    PERSON,
    A,
    decision("b", "a + 1", ("i", "#a")),
    knowledge("k", [("p", "tPerson")], "p.age"),
    namespace="other",
)


def test_what_is_imported_stands_behind_the_name_of_the_import():
    body = decision("d", "far away.b + far away.k(p)", ("d", "other#b"), ("k", "other#k"), ("i", "#p"))
    source = element("inputData", "p", typed="far away.tPerson")
    given = {"a": Decimal(1), "p": {"full name": "Contoh", "age": Decimal(7)}}
    assert value(IMPORT, source, body, others=[(OTHER, "o.dmn"), (b"<broken", "x.dmn")], **given) == 9


def test_an_import_hides_a_decision_of_its_name():
    near = decision("x", "1").replace('name="x"', 'name="far away"')
    both = decision("d", "far away.b", ("d", "#x"), ("d", "other#b"))
    assert value(IMPORT, near, both, others=[(OTHER, "o.dmn")], a=Decimal(1)) == 2


def test_inputs_of_an_imported_model_may_be_named_by_its_namespace():
    model = load_any(
        document(IMPORT, decision("d", "far away.b", ("d", "other#b"))), "m.dmn", [(OTHER, "o.dmn")]
    )
    assert model.evaluate("d", {("other", "a"): Decimal(4)}).value == 5


def test_what_is_required_but_missing_is_null():
    assert value(IMPORT, decision("d", "far away.b", ("d", "other#b"))) is None
    assert value(decision("d", "b = null", ("d", "#b"))) is True


@pytest.mark.parametrize(
    ("logic", "said"),
    [
        ("", "there is no logic"),
        (literal("1 +"), "expected a value"),
        ("<decisionTable/>", "the table has no output"),
    ],
)
def test_logic_that_cannot_be_read_fails_when_it_is_evaluated(logic, said):
    assert said in outcome(element("decision", "d", logic)).error
    assert value(element("decision", "b", logic), decision("d", "1")) == 1
    broken = f'<businessKnowledgeModel id="k" name="k">{f"<encapsulatedLogic>{logic}</encapsulatedLogic>" if logic else ""}'
    assert value(broken + "</businessKnowledgeModel>", decision("d", "k", ("k", "#k"))) is None


def test_there_may_be_no_such_decision():
    assert outcome(name="none").error == "there is no decision 'none'"


def test_java_is_found_wherever_it_is_required():
    java = '<functionDefinition kind="Java"><formalParameter name="x"/></functionDefinition>'
    model = load_any(
        document(decision("b", java), decision("c", "b(1)", ("d", "#b")), decision("d", "1")), "m.dmn"
    )
    assert [model.needs_java(name) for name in ("b", "c", "d", "none")] == [True, True, False, False]
    feel = load_any(document(decision("d", 'function(x) external {java: {class: "C"}}')), "m.dmn")
    assert feel.needs_java("d")
    assert feel.evaluate("d", {}).value is None


def boxed(tag, *parts):
    return f"<{tag}>{''.join(f'<{name}>{literal(content)}</{name}>' for name, content in parts)}</{tag}>"


@pytest.mark.parametrize(
    ("box", "result"),
    [
        (boxed("conditional", ("if", "true"), ("then", "1"), ("else", "2")), 1),
        (boxed("conditional", ("if", "null"), ("then", "1"), ("else", "2")), 2),
        (boxed("conditional", ("if", '"x"'), ("then", "1"), ("else", "2")), None),
        (boxed("filter", ("in", "[1, 2]"), ("match", "item > 1")), [2]),
        (boxed("filter", ("in", "[1, 2]"), ("match", "1")), None),
        (boxed("filter", ("in", "1"), ("match", "true")), None),
        (boxed("every", ("in", "[1, 2]"), ("satisfies", "1")), None),
        (boxed("some", ("in", "1"), ("satisfies", "true")), None),
        (boxed("for", ("in", "[1..3]"), ("return", "1")), [1, 1, 1]),
        (boxed("for", ("in", "1"), ("return", "1")), None),
    ],
)
def test_boxed_forms_take_nothing_but_what_they_are_for(box, result):
    assert value(decision("d", box)) == result


def test_entries_of_a_context_and_functions_in_boxes_are_typed():
    entry = f'<contextEntry><variable name="n" typeRef="number"/>{literal(chr(34) + "x" + chr(34))}</contextEntry>'
    assert value(decision("d", f"<context>{entry}</context>")) == {"n": None}
    function = (
        f'<functionDefinition><formalParameter name="n" typeRef="number"/>{literal("n")}</functionDefinition>'
    )
    binding = f'<binding><parameter name="n"/>{literal("[7]")}</binding>'
    assert value(decision("d", f"<invocation>{function}{binding}</invocation>")) == 7


def test_a_built_in_can_be_invoked_in_a_box():
    binding = f'<binding><parameter name="string"/>{literal(chr(34) + "abc" + chr(34))}</binding>'
    assert value(decision("d", f"<invocation>{literal('string length')}{binding}</invocation>")) == 3


def test_rules_without_an_id_are_numbered():
    table = (
        f"<decisionTable><input>{text('inputExpression', 'a')}</input><output/>"
        f"<rule>{text('inputEntry', '> 1')}{text('outputEntry', 'a * 2')}</rule></decisionTable>"
    )
    assert value(A, decision("d", table, ("i", "#a")), a=Decimal(2)) == 4


@pytest.mark.parametrize("xml", [b"", b"<definitions/>", b"<!DOCTYPE a><a/>"])
def test_what_is_no_model_is_refused(xml):
    with pytest.raises(Refused):
        load_any(xml, "m.dmn")


def test_allowed_values_that_cannot_be_read_limit_nothing():
    odd = '<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>1 +</text></allowedValues></itemDefinition>'
    source = element("inputData", "a", typed="t")
    assert value(odd, source, decision("d", "a", ("i", "#a")), a=Decimal(5)) == 5


def test_a_knowledge_model_without_logic_cannot_be_invoked():
    model = load_any(
        document(element("businessKnowledgeModel", "k"), A, decision("d", "a", ("i", "#a"))), "m.dmn"
    )
    assert model.invoke("k", {}, "").value is None
    assert model.evaluate("d", {}).value is None


def test_a_value_that_is_too_deep_is_an_error():
    deep = knowledge("k", [("n", "number")], "for i in 1..n return [partial[-1]]")
    assert "deep" in load_any(document(deep), "m.dmn").invoke("k", {("", "n"): Decimal(500)}, "").error


def chain(length):
    links = [decision(f"d{at}", f"d{at + 1}", ("d", f"#d{at + 1}")) for at in range(length)]
    return load_any(document(*links, decision(f"d{length}", "1")), "m.dmn")


def test_a_chain_of_decisions_that_is_too_long_is_an_error():
    assert chain(50).evaluate("d0", {}).value == 1
    assert "too long a chain of decisions" in chain(1000).evaluate("d0", {}).error


def test_a_host_with_little_stack_left_is_told_an_error():
    def within(depth, model):
        return within(depth - 1, model) if depth else model.evaluate("d0", {})

    left = sys.getrecursionlimit() - len(inspect.stack(0))
    assert within(left - 100, chain(50)).error == "the rules are nested too deeply"


def test_an_argument_in_a_box_that_has_no_name_is_left_out():
    function = f'<functionDefinition><formalParameter name="n"/>{literal("n")}</functionDefinition>'
    named = f'<binding><parameter name="n"/>{literal("7")}</binding>'
    nameless = f"<binding>{literal('8')}</binding>"
    assert value(decision("d", f"<invocation>{function}{named}{nameless}</invocation>")) == 7
