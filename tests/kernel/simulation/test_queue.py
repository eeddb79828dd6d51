"""The simulation against the closed form of a queue: arrivals and service without memory, c people (M/M/c)."""

from functools import cache
from math import factorial, sqrt

import pytest

from balai.kernel.simulation import simulate
from tests.kernel.definition.folders import folder, service, shared

NAME = "surat-keterangan-domisili"
MINUTES = 30
CASES = 8_000


def erlang_c(people, load):
    """The probability that a customer waits: Erlang (1917), with `load` = arrivals / rate of one person."""
    full = load**people / factorial(people) * people / (people - load)
    return full / (sum(load**k / factorial(k) for k in range(people)) + full)


@cache
def only_one_queue(people, use):
    """One task in the way of every case: `people` are busy for the share `use` of their time."""
    per_hour = use * people * 60 / MINUTES
    given = f"""
        cases = {CASES}
        arrivals.per_day = {per_hour * 8}
        position.verifikator.staff = {people}
        task.verifikasi = {{ minutes = {MINUTES}, variation = 1 }}
        task.tanda_tangan = {{ minutes = 0, variation = 0 }}
        branch.lengkap = {{ f06 = 1 }}
        branch.hasil = {{ f10 = 1 }}
        [[what_if]]
        title = "two people in place of one"
        staff = {{ verifikator = {people} }}
    """
    return simulate(service(NAME), folder(NAME), shared(), given.encode())


@pytest.mark.parametrize(("people", "use"), [(1, 0.5), (3, 0.7)])
def test_the_mean_wait_is_that_of_erlang(people, use):
    rate, load = 60 / MINUTES, people * use
    expected = erlang_c(people, load) / (people * rate - load * rate)
    # Daley (1968): the waits of a queue with one server of the same speed vary as much at least.
    spread = sqrt(use * (2 + 5 * use - 4 * use**2 + use**3) / ((people * rate) ** 2 * (1 - use) ** 4))
    verification = next(one for one in only_one_queue(people, use).base.tasks if one.task == "verifikasi")
    assert verification.wait_mean == pytest.approx(expected, abs=3 * spread / sqrt(verification.count))


@pytest.mark.parametrize(("people", "use"), [(1, 0.5), (3, 0.7)])
def test_people_are_busy_for_the_share_that_arrives(people, use):
    verifier = next(one for one in only_one_queue(people, use).base.posts if one.post[1] == "verifikator")
    deviation = (
        sqrt(2 / CASES) * use
    )  # arrivals and service times each vary by one part in the root of their number
    assert verifier.used == pytest.approx(use, abs=3 * deviation)
    assert verifier.count == people


def test_the_mean_queue_is_arrivals_times_wait():
    """Little's law (1961), which holds for any queue."""
    found = only_one_queue(1, 0.5).base
    task = next(one for one in found.tasks if one.task == "verifikasi")
    post = next(one for one in found.posts if one.post[1] == "verifikator")
    assert post.queue == pytest.approx(0.5 * 60 / MINUTES * task.wait_mean, rel=0.03)


def test_more_people_wait_less_and_more_cases_are_in_time():
    found = only_one_queue(3, 0.7)
    more = found.others[0]
    assert [one.count for one in more.posts if one.post[1] == "verifikator"] == [6]
    assert more.tasks[0].wait_mean < found.base.tasks[0].wait_mean / 10
    assert more.in_time >= found.base.in_time
