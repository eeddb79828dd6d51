"""Whatever valid process is drawn, a simulation of it ends, and its figures are figures."""

from hypothesis import given, settings
from hypothesis import strategies as st

from balai.kernel.simulation import simulate
from tests.kernel.case.grown_service import SERVICES
from tests.kernel.definition.folders import shared

TWO = b'[[what_if]]\ntitle = "two"\nstaff = { verifikator = 1 }'


@settings(max_examples=25, deadline=None)
@given(SERVICES, st.integers(0, 9))
def test_every_case_ends_or_is_given_up_and_said_so(service, seed):
    found = simulate(service, {}, shared(), TWO + b"\n[step.operation]\nminutes = 30", cases=20, seed=seed)
    for one in (found.base, *found.others):
        assert one.cases + sum(one.stuck.values()) >= 18  # two of twenty come before the count begins
        assert all(0 <= post.used <= 1.000001 and post.queue >= 0 for post in one.posts)
        assert all(0 <= task.wait_median <= task.wait_90 for task in one.tasks)
        assert one.in_time is None or 0 <= one.in_time <= 1
        assert abs(sum(one.ends.values()) - 1) < 1e-9 or not one.cases
