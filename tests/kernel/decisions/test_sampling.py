from decimal import Decimal

from balai.kernel.decisions import Domain, examine
from balai.kernel.decisions.sampling import MAX_TRIES, Sampler
from tests.kernel.decisions.drafting import model, table

NUMBER = Domain(("number",))


def sampler(rows, inputs, known=NUMBER):
    return Sampler(model(table(rows, inputs=inputs)).decisions["d"].logic, lambda _: known)


def test_every_run_tries_the_same_facts():
    rows = [(["> form.b", "1"], ["1"]), (["< form.c", "2"], ["2"])]
    first, second = (list(sampler(rows, ("form.a", "form.d")).trials()) for _ in range(2))
    assert first == second
    assert {trial.rows for trial in first} >= {(), (0,), (1,)}


def test_many_combinations_are_spread_over_not_counted_out():
    inputs = [f"form.x{at}" for at in range(7)]
    rows = [([f"> form.y{at}" if at == line else str(at) for at in range(7)], ["1"]) for line in range(3)]
    trials = list(sampler(rows, inputs).trials())
    assert len(trials) == MAX_TRIES
    assert len({tuple(trial.facts.values()) for trial in trials}) > MAX_TRIES // 2


def test_facts_that_a_column_cannot_be_given_are_not_tried():
    rows = [(["> form.b"], ["1"])]
    trials = list(sampler(rows, ("form.a",), Domain(("number",), nullable=False)).trials())
    assert trials
    assert all(trial.inputs[0] is not None for trial in trials)


def test_a_cell_that_takes_for_ever_does_not_keep_whoever_checks_it():
    rows = [(["count(for i in 1..90000 return i) > form.b"], ["1"]), (["-"], ["2"])]
    (unproved,) = [
        one
        for one in examine(model(table(rows)).decisions["d"], lambda _: NUMBER)
        if one.code == "not-proved"
    ]
    assert "not proved" in unproved.what


def test_a_list_is_tried_empty_and_with_some_items():
    trials = list(sampler([(["> 1"], ["1"])], ("count(form.daftar)",), Domain(("list", "number"))).trials())
    assert {trial.inputs[0] for trial in trials} >= {Decimal(0), Decimal(3)}


def test_of_a_fact_and_a_part_of_it_the_whole_is_given():
    trials = list(sampler([(["form.a.b"], ["1"])], ("form.a",)).trials())
    assert trials
    assert all(type(trial.inputs[0]) is Decimal for trial in trials)
