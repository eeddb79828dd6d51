"""Writes small DMN models for the tests."""

from xml.sax.saxutils import escape

from balai.kernel.decisions import Model, load
from balai.kernel.problem import Problem, Refused

HEAD = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="balai:m">'
)
INPUT = '<inputData id="in_form" name="form"><variable name="form"/></inputData>'


def text(tag, content):
    return f"<{tag}><text>{escape(content)}</text></{tag}>"


def requires(*ids):
    return "".join(
        f'<informationRequirement><requiredDecision href="#{id_}"/></informationRequirement>' for id_ in ids
    )


def table(
    rows,
    *,
    inputs=("form.n",),
    outputs=("hasil",),
    policy="UNIQUE",
    extra="",
    allowed=None,
    name="d",
    needs=(),
):
    """Write a decision with a table; a row is (cells, outputs), its id r1 ..., its article pasal 1 ..."""
    columns = "".join(f'<input label="K {one}">{text("inputExpression", one)}</input>' for one in inputs)
    results = "".join(f'<output name="{one}">{values(allowed or {}, one)}</output>' for one in outputs)
    lines = "".join(row(f"r{at}", f"UU 1/2020 pasal {at}", *one) for at, one in enumerate(rows, 1))
    body = f'<decisionTable hitPolicy="{policy}"{extra}>{columns}{results}{lines}</decisionTable>'
    return f'<decision id="{name}" name="{name}">{requires(*needs)}{body}</decision>'


def values(allowed, output):
    return text("outputValues", allowed[output]) if output in allowed else ""


def row(id_, citation, cells, outputs):
    entries = "".join(text("inputEntry", cell) for cell in cells)
    ends = "".join(text("outputEntry", output) for output in outputs)
    return f'<rule id="{id_}"><description>{citation}</description>{entries}{ends}</rule>'


def formula(name, expression, *, needs=(), citation="UU 2/2020 pasal 1"):
    return (
        f'<decision id="{name}" name="{name}"><description>{citation}</description>{requires(*needs)}'
        f"{text('literalExpression', expression)}</decision>"
    )


def model(*parts) -> Model:
    return load(document(*parts), "rules.dmn")


def document(*parts) -> bytes:
    return "\n".join([HEAD, INPUT, *parts, "</definitions>"]).encode()


def problems(*parts) -> list[Problem]:
    try:
        model(*parts)
    except Refused as refused:
        return list(refused.problems)
    return []


def codes(*parts) -> list[str]:
    return [problem.code for problem in problems(*parts)]
