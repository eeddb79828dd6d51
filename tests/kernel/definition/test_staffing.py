"""Duties against people: what is missing, and who is missed."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.definition.staffing import Official, gaps, posts, read_officials, staffed, told, unmet
from tests.kernel.definition.folders import service

TASKS = ("buat", "periksa", "bayar")
STAFF = st.fixed_dictionaries({task: st.frozensets(st.sampled_from("ABCD"), max_size=3) for task in TASKS})
PAIRS = st.lists(st.sampled_from([("buat", "periksa"), ("periksa", "bayar"), ("buat", "bayar")]), unique=True)


def official(name, *holds, acts=None):
    return Official(name, frozenset(holds), acts if acts is None else frozenset(acts))


def office(*officials):
    return gaps(service(), staffed(service(), officials))


def test_the_tasks_of_officials_have_a_post_in_an_office():
    assert posts(service())["verifikasi"] == "verifikator@dukcapil"
    assert "lengkapi" not in posts(service())


def test_an_office_with_two_people_in_each_post_can_do_everything_while_one_is_away():
    people = [
        official(name, post)
        for post in ("verifikator", "kepala_instansi")
        for name in (f"A {post}", f"B {post}")
    ]

    assert office(*people) == []


def test_who_is_missed_and_what_nobody_may_do_then_is_told():
    found = office(
        official("Ani", "verifikator"),
        official("Budi", "kepala_instansi"),
        official("Citra", "kepala_instansi"),
    )

    assert [told(gap) for gap in found] == [
        'While Ani is away, nobody may do "verifikasi" or "tangani_gagal".'
    ]


def test_one_person_in_both_posts_cannot_keep_maker_and_checker_apart():
    (gap,) = office(official("Ani", "verifikator", "kepala_instansi"))

    assert gap.without == ()
    assert len(gap.tasks) == 2
    assert "there is only Ani" in told(gap)


def test_a_post_without_the_mandate_does_not_help():
    (gap,) = office(
        official("Ani", "verifikator", acts=["recommend"]),
        official("Budi", "kepala_instansi"),
        official("Citra", "kepala_instansi"),
    )

    assert (gap.tasks[0], gap.without, gap.left) == ("verifikasi", (), ())


def test_many_tasks_and_alike_people_are_settled_at_once():
    tasks = [f"t{number}" for number in range(14)]
    people = {f"p{number}" for number in range(13)}

    assert unmet(dict.fromkeys(tasks, people), [tasks]) == tuple(tasks)


@given(STAFF, PAIRS)
def test_what_is_unmet_is_what_trying_everything_finds(staff, pairs):
    every = product(*(sorted(staff[task]) for task in TASKS))
    possible = any(all(done[TASKS.index(a)] != done[TASKS.index(b)] for a, b in pairs) for done in every)

    assert (unmet(staff, pairs) == ()) == possible


def test_a_staffing_file_is_read_and_its_mistakes_are_named():
    officials, problems = read_officials(
        b'[[person]]\nname = "Ani"\nholds = "verifikator"\nact = "sign"\n', "staf.toml"
    )

    assert officials == [official("Ani", "verifikator")]
    assert [(one.line, one.code) for one in problems] == [(4, "unknown-key")]
