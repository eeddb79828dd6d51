"""What `examine` says of a table is what the plain interpreter does with it."""

import re
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel.decisions import Domain, boxes, examine
from balai.kernel.decisions.completeness import Examiner
from balai.kernel.decisions.domains import in_feel, values
from balai.kernel.decisions.merging import alike
from balai.kernel.feel import Meter, parse, tree
from tests.kernel.decisions.drafting import model, table

KINDS = {
    "number": ["0", "1", "2.5", "-3", "10"],
    "string": ['"a"', '"b"', '"ab"'],
    "date": ['date("2026-01-01")', '@"2026-01-03"'],
    "days and time duration": ['duration("P1D")', '@"PT36H"'],
    "years and months duration": ['@"P1M"', '@"P1Y"'],
    "time": ['@"10:00:00"', '@"10:00:01"'],
    "date and time": ['@"2026-01-01T00:00:00"', '@"2026-01-01T12:00:00"'],
    "boolean": ["true", "false"],
}


def cells(kind):
    constant = st.sampled_from(KINDS[kind])
    tests = [constant]
    if kind != "boolean":
        signs = st.sampled_from(["<", "<=", ">", ">="])
        tests += [st.builds("{} {}".format, signs, constant)]
        tests += [
            st.builds("{}{}..{}{}".format, st.sampled_from("[("), constant, constant, st.sampled_from("])"))
        ]
    lists = st.lists(st.one_of(tests), min_size=1, max_size=2).map(", ".join)
    return st.one_of(st.just("-"), lists, lists.map("not({})".format))


@st.composite
def tables(draw, policies=("UNIQUE", "ANY", "FIRST", "COLLECT")):
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))
    rows = draw(st.lists(st.tuples(*map(cells, kinds)), min_size=1, max_size=5))
    outputs = draw(st.lists(st.sampled_from(["1", "2"]), min_size=len(rows), max_size=len(rows)))
    inputs = [f"form.x{at}" for at in range(len(kinds))]
    lines = [(list(row), [output]) for row, output in zip(rows, outputs, strict=True)]
    policy = draw(st.sampled_from(policies))
    decision = model(table(lines, inputs=inputs, policy=policy, allowed={"hasil": "2, 1"})).decisions["d"]
    return decision, dict(zip(inputs, (Domain((kind,)) for kind in kinds), strict=True))


def found(decision, domains):
    return examine(decision, lambda node: domains.get(".".join(_path(node)), Domain()))


def _path(node):
    return (*_path(node.base), node.key) if isinstance(node, tree.Path) else (getattr(node, "name", ""),)


def example(finding):
    """Take the values out of a finding's words, as somebody would type them in."""
    pairs = re.findall(r'"K (form\.\w+)" is (.+?)(?=, "K |\.$|\. There|\. And)', finding.what)
    return {path: parse(text).evaluate({}) for path, text in pairs}


def hits(decision, given_values):
    logic = decision.logic
    inputs = [given_values[heading.expression.text] for heading in logic.headings]
    return logic.plain_hits(inputs, {}, Meter())


def points(domains, decision):
    """Yield values of each column: those between and at all constants of the table."""
    constants = [one for texts in KINDS.values() for one in (parse(text).evaluate({}) for text in texts)]
    return {name: list(values(constants, (), domain)) for name, domain in domains.items()}


@settings(max_examples=120, deadline=None)
@given(tables(), st.data())
def test_an_example_of_a_finding_shows_what_the_finding_says(pair, data):
    decision, domains = pair
    everything = found(decision, domains)
    for finding in everything:
        if finding.code == "table-gap":
            assert hits(decision, example(finding)) == 0
        if finding.code == "table-overlap":
            assert hits(decision, example(finding)).bit_count() >= 2
    codes = {finding.code for finding in everything}
    columns = points(domains, decision)
    for _ in range(20):
        met = hits(decision, {name: data.draw(st.sampled_from(some)) for name, some in columns.items()})
        assert met or "table-gap" in codes or decision.hit_policy == "COLLECT"
        assert met.bit_count() < 2 or decision.hit_policy != "UNIQUE" or "table-overlap" in codes


@settings(max_examples=80, deadline=None)
@given(tables(["FIRST"]), st.data())
def test_a_row_decides_somewhere_unless_it_is_said_not_to(pair, data):
    decision, domains = pair
    silent = {
        finding.row for finding in found(decision, domains) if finding.code in {"row-never", "row-masked"}
    }
    columns = points(domains, decision)
    for _ in range(20):
        met = hits(decision, {name: data.draw(st.sampled_from(some)) for name, some in columns.items()})
        assert not met or (met & -met).bit_length() - 1 not in silent


@settings(max_examples=80, deadline=None)
@given(tables(["FIRST"]))
def test_a_row_that_decides_nowhere_is_named(pair):
    decision, domains = pair
    columns = points(domains, decision)
    names = list(columns)
    first = {
        (met & -met).bit_length() - 1
        for one in product(*columns.values())
        if (met := hits(decision, dict(zip(names, one, strict=True))))
    }
    silent = {
        finding.row for finding in found(decision, domains) if finding.code in {"row-never", "row-masked"}
    }
    assert silent == set(range(len(decision.rows))) - first


def test_a_gap_between_two_ranges_is_shown_by_a_value():
    decision = model(table([(["[0..60]"], ["1"]), (["> 60.5"], ["2"]), (["< 0"], ["3"])])).decisions["d"]
    (gap,) = found(decision, {"form.n": Domain(("number",))})
    assert (gap.code, gap.what) == ("table-gap", 'no row matches when "K form.n" is 60.25.')


def test_there_is_no_gap_between_whole_numbers():
    decision = model(table([(["<= 60"], ["1"]), ([">= 61"], ["2"])])).decisions["d"]
    assert found(decision, {"form.n": Domain(("number",), whole=True)}) == []
    assert [one.code for one in found(decision, {"form.n": Domain(("number",))})] == ["table-gap"]


def test_days_follow_each_other_without_a_gap():
    decision = model(table([(['<= @"2026-01-31"'], ["1"]), (['>= @"2026-02-01"'], ["2"])])).decisions["d"]
    assert found(decision, {"form.n": Domain(("date",))}) == []


def test_an_answer_that_may_be_missing_needs_a_row():
    decision = model(table([(["<= 60"], ["1"]), (["> 60"], ["2"])])).decisions["d"]
    (gap,) = found(decision, {"form.n": Domain(("number",), nullable=True)})
    assert gap.what == 'no row matches when "K form.n" is null.'


def test_a_default_answer_fills_every_gap():
    text = table([(["> 1"], ["1"])]).replace(
        '<output name="hasil">',
        '<output name="hasil"><defaultOutputEntry><text>0</text></defaultOutputEntry>',
    )
    assert found(model(text).decisions["d"], {"form.n": Domain(("number",))}) == []


def test_rows_of_one_article_that_differ_in_one_cell_could_be_one():
    rows = [(['"a"'], ["1"]), (['"b"'], ["1"])]
    text = table(rows, policy="ANY").replace("pasal 2", "pasal 1")
    kinds = {"form.n": Domain(("string",), choices=("a", "b"))}
    (alike,) = found(model(text).decisions["d"], kinds)
    assert (alike.code, alike.row, alike.mend) == ("rows-alike", 1, "Write one row with - there.")
    assert found(model(table(rows)).decisions["d"], kinds) == []


def test_overlaps_that_answer_the_same_are_no_finding_of_any():
    rows = [(["<= 5"], ["1"]), ([">= 5"], ["1"]), (["> 9"], ["2"])]
    findings = found(model(table(rows, policy="ANY")).decisions["d"], {"form.n": Domain(("number",))})
    (overlap,) = [one for one in findings if one.code == "table-overlap"]
    assert overlap.what == 'rows "r2" and "r3" both match when "K form.n" is 10.'


def test_a_row_of_less_priority_that_never_decides_is_named():
    rows = [(["> 5"], ['"rendah"']), (["> 0"], ['"tinggi"']), (["<= 0"], ['"rendah"'])]
    text = table(rows, policy="PRIORITY", allowed={"hasil": '"tinggi", "rendah"'})
    (masked,) = found(model(text).decisions["d"], {"form.n": Domain(("number",))})
    assert (masked.code, masked.row) == ("row-masked", 0)
    assert '"r2" go before it' in masked.what


def test_a_constant_outside_the_column_is_the_only_finding():
    rows = [(["1"], ["1"]), (['"dua"'], ["2"])]
    text = table(rows).replace(
        "</inputExpression>", "</inputExpression><inputValues><text>1, 2</text></inputValues>"
    )
    (outside,) = found(model(text).decisions["d"], {"form.n": Domain(("number",))})
    assert (outside.code, outside.row, outside.mend) == ("cell-outside", 1, "Its input values are 1, 2.")


@pytest.mark.parametrize(
    ("domain", "mend"),
    [
        (Domain(("string",), choices=("a", "b")), 'It is one of "a", "b".'),
        (Domain(("number", "date")), "It is a number or a date."),
    ],
)
def test_a_constant_that_the_column_can_never_be_is_told_what_it_can_be(domain, mend):
    (outside,) = found(model(table([(['"c"'], ["1"])])).decisions["d"], {"form.n": domain})
    assert (outside.code, outside.row, outside.mend) == ("cell-outside", 0, mend)


def test_a_row_whose_answer_is_computed_has_no_priority():
    rows = [(["> 5"], ["form.hasil"]), (["> 0"], ['"tinggi"']), (["<= 0"], ['"rendah"'])]
    text = table(rows, policy="PRIORITY", allowed={"hasil": '"tinggi", "rendah"'})
    assert [one.code for one in found(model(text).decisions["d"], {"form.n": Domain(("number",))})] == []


def test_rows_that_overlap_in_columns_of_one_fact_are_tried_not_said_to_overlap():
    rows = [(["true", "-"], ["1"]), (["-", "true"], ["2"]), (["false", "false"], ["3"])]
    decision = model(table(rows, inputs=("form.n = 5", "form.n = 6"))).decisions["d"]
    (unproved,) = examine(
        decision, lambda node: Domain(("boolean" if isinstance(node, tree.Comparison) else "number",))
    )
    assert unproved.what.startswith(
        'not proved: the columns "K form.n = 5" and "K form.n = 6" look at the same'
    )


def test_facts_of_which_nothing_is_known_prove_no_gap():
    (unproved,) = found(
        model(table([(["> form.batas"], ["1"])])).decisions["d"], {"form.n": Domain(("number",))}
    )
    assert unproved.code == "not-proved"
    assert "no row matches when" in unproved.what


def test_rows_of_any_that_overlap_by_other_facts_are_found_by_trying():
    rows = [(["<= form.batas"], ["1"]), ([">= form.batas"], ["2"])]
    kinds = {"form.n": Domain(("number",)), "form.batas": Domain(("number",))}
    overlap, unproved = found(model(table(rows, policy="ANY")).decisions["d"], kinds)
    assert (overlap.code, overlap.row, unproved.code) == ("table-overlap", 1, "not-proved")
    same = [(cells, ["1"]) for cells, _ in rows]
    assert {one.code for one in found(model(table(same, policy="ANY")).decisions["d"], kinds)} == {
        "not-proved"
    }


def test_answers_are_the_same_when_their_constants_are_equal():
    rows = [(["<= 5"], ["1"]), ([">= 5"], ["1.0"]), (["5"], ["form.x"])]
    findings = found(model(table(rows, policy="ANY")).decisions["d"], {"form.n": Domain(("number",))})
    assert [one.code for one in findings] == ["not-proved"]
    assert "results need other facts" in findings[0].what


def test_a_search_that_grows_too_large_proves_nothing(monkeypatch):
    monkeypatch.setattr(boxes, "MAX_LOOKS", 1)
    cells = [["1" if place == line else "-" for place in range(3)] for line in range(3)]
    inputs = ("form.a", "form.b", "form.c")
    decision = model(table([(one, ["1"]) for one in cells], inputs=inputs, policy="FIRST")).decisions["d"]
    findings = found(decision, dict.fromkeys(inputs, Domain(("number",))))
    (unproved,) = [one for one in findings if one.code == "not-proved"]
    assert "not proved: the rows cross each other too often" in unproved.what


def test_a_cell_that_reads_facts_is_tried_and_said_to_be_unproved():
    rows = [(["> form.batas"], ["1"]), (["< form.batas"], ["2"])]
    kinds = {"form.n": Domain(("number",)), "form.batas": Domain(("number",))}
    gap, unproved = found(model(table(rows)).decisions["d"], kinds)
    assert (gap.code, unproved.code) == ("table-gap", "not-proved")
    given_values = dict(re.findall(r"(form\.\w+) = (\S+?)[,.]?(?=\s|$)", gap.what))
    assert given_values["form.batas"] == given_values["form.n"]


def test_two_columns_that_read_the_same_fact_are_tried_not_proved():
    rows = [(["true", "-"], ["1"]), (["false", "true"], ["2"])]
    decision = model(table(rows, inputs=("form.n = 5", "form.n != 5"))).decisions["d"]
    (unproved,) = examine(
        decision, lambda node: Domain(("boolean" if isinstance(node, tree.Comparison) else "number",))
    )
    assert unproved.code == "not-proved"
    assert "none showed a gap or an overlap" in unproved.what


def test_literals_are_written_as_feel_reads_them():
    for texts in KINDS.values():
        for text in texts:
            value = parse(text).evaluate({})
            assert parse(in_feel(value)).evaluate({}) == value
    assert in_feel(Decimal("1E+3")) == "1000"


def redrawn(decision, rows):
    """Make a decision's table anew of (cells, outputs), all by one article."""
    inputs = [column.expression for column in decision.columns]
    text = table(rows, inputs=inputs, policy=decision.hit_policy, allowed={"hasil": "2, 1"})
    return model(re.sub(r"pasal \d+", "pasal 1", text)).decisions["d"]


@settings(max_examples=150, deadline=None)
@given(tables(["UNIQUE", "ANY", "FIRST", "COLLECT", "RULE ORDER"]))
def test_rows_that_could_be_one_answer_as_one_row_does(pair):
    decision, domains = pair
    rows = [([*row.cells], [*row.outputs]) for row in decision.rows]
    before = redrawn(decision, rows)
    examiner = Examiner(before, lambda node: domains.get(".".join(_path(node)), Domain()))
    for one, two, at, text in alike(before.logic, examiner.columns):
        cells, outputs = rows[one]
        merged = ([*cells[:at], text, *cells[at + 1 :]], outputs)
        left = [merged if place == one else row for place, row in enumerate(rows) if place != two]
        after = redrawn(decision, left) if text else before
        for values_ in product(*points(domains, decision).values()):
            facts = {"form": {f"x{place}": value for place, value in enumerate(values_)}}
            assert before.logic.decide(facts, Meter()).value == after.logic.decide(facts, Meter()).value
