from decimal import Decimal

import pytest

from tests.kernel.decisions.drafting import codes, model, text


def literal(content):
    return text("literalExpression", content)


def part(tag, content):
    return f"<{tag}>{literal(content)}</{tag}>"


def over(tag, source, body, content):
    return f'<{tag} iteratorVariable="i">{part("in", source)}{part(body, content)}</{tag}>'


def entry(name, content):
    return f'<contextEntry><variable name="{name}"/>{literal(content)}</contextEntry>'


def row(*cells):
    return f"<row>{''.join(map(literal, cells))}</row>"


ENTRIES = entry("a", "form.n") + entry("c", "a * 2")
COLUMNS = '<column name="kode"/><column name="tarif"/>'
RELATION = COLUMNS + row("1", "2") + row("3", "form.n")
CONDITIONAL = part("if", "form.n > 2") + part("then", "1") + part("else", "2")
FUNCTION = f'<functionDefinition><formalParameter name="x"/>{literal("x + 1")}</functionDefinition>'
BINDING = f'<binding><parameter name="x"/>{literal("form.n")}</binding>'


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (f"<context>{ENTRIES}</context>", {"a": 3, "c": 6}),
        (f"<context>{ENTRIES}<contextEntry>{literal('a + c')}</contextEntry></context>", 9),
        (f"<list>{literal('1')}{literal('form.n')}</list>", [1, 3]),
        (f"<relation>{RELATION}</relation>", [{"kode": 1, "tarif": 2}, {"kode": 3, "tarif": 3}]),
        (f"<conditional>{CONDITIONAL}</conditional>", 1),
        (f"<filter>{part('in', '[1, 2, 3]')}{part('match', 'item > 1')}</filter>", [2, 3]),
        (over("for", "[1, 2]", "return", "i * form.n"), [3, 6]),
        (over("some", "[1, 9]", "satisfies", "i > form.n"), True),
        (over("every", "[1, 9]", "satisfies", "i > form.n"), False),
        (f"<invocation>{FUNCTION}{BINDING}</invocation>", 4),
    ],
)
def test_a_boxed_expression_means_what_its_feel_would(body, value):
    xml = f'<decision id="b" name="b"><description>UU 1</description>{body}</decision>'
    assert model(xml).evaluate("b", {"form": {"n": Decimal(3)}}).value == value


def test_a_function_in_another_language_is_refused_in_a_service_folder():
    java = '<functionDefinition kind="Java"><formalParameter name="x"/></functionDefinition>'
    xml = f'<decision id="b" name="b"><description>UU 1</description>{java}</decision>'
    assert "function-kind" in codes(xml)


def test_a_part_that_is_missing_and_a_row_that_is_too_short_are_named():
    head = '<decision id="b" name="b"><description>UU 1</description>'
    assert "expression-missing" in codes(f"{head}<conditional>{part('if', 'true')}</conditional></decision>")
    assert "cell-count" in codes(f"{head}<relation>{COLUMNS}{row('1')}</relation></decision>")
