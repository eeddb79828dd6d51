from collections import Counter
from datetime import UTC, date, datetime

import pytest

from balai.kernel import calendar
from balai.kernel.calendar import Limit
from balai.kernel.problem import Refused
from balai.kernel.simulation import simulate
from balai.kernel.simulation.draws import Draws
from balai.kernel.simulation.lots import shares
from balai.kernel.simulation.office import Office, stretched
from balai.kernel.simulation.pictures import pictures
from tests.kernel.definition.folders import BIRTH, LICENCE, folder, service, shared


def run(name=BIRTH, given="", **over):
    return simulate(service(name), folder(name), shared(), given.encode(), **{"cases": 300, **over})


def office(days=400):
    return Office(calendar.load(shared(), "wib-5-hari"), date(2026, 1, 5), 8, 8, days * 8)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others():
    assert run().base == run().base
    assert run(seed=2).base.days_90 != run(seed=1).base.days_90


def test_draws_are_even_and_have_the_mean_and_spread_that_was_asked_for():
    draws, many = Draws(7), 20_000
    lots = [draws.uniform(number) for number in range(many)]
    assert Counter(int(lot * 4) for lot in lots).most_common()[0][1] == pytest.approx(many / 4, rel=0.03)
    times = [draws.duration(10, 0.5, 1, number) for number in range(many)]
    mean = sum(times) / many
    assert mean == pytest.approx(10, rel=0.02)
    assert (sum((time - mean) ** 2 for time in times) / many) ** 0.5 == pytest.approx(5, rel=0.05)
    assert draws.duration(10, 0, 1) == 10


def test_office_time_skips_nights_weekends_and_closed_days():
    hall = office()
    assert hall.instant(3) == datetime(2026, 1, 5, 4, 0, tzinfo=UTC)  # Monday 11.00 in Jakarta
    assert hall.instant(8 * 5) == datetime(2026, 1, 12, 1, 0, tzinfo=UTC)  # the next Monday, 08.00
    assert hall.at(datetime(2026, 1, 10, 4, 0, tzinfo=UTC)) == 40  # a Saturday
    assert hall.at(hall.instant(13.5)) == pytest.approx(13.5)


def test_limits_pass_when_the_legal_clock_says():
    hall = office()
    assert (
        hall.due(3, Limit(1, "working days")) == 16
    )  # the end of the next day: the day of receipt is not counted
    assert (
        hall.due(3, Limit(1, "working days"), [(4, 20)]) == 24
    )  # a day that the clock stood still is not counted
    assert hall.due(3, Limit(2, "hours")) == pytest.approx(5)


def test_beyond_its_years_the_calendar_is_repeated_and_weeks_stay_weeks():
    known = calendar.load(shared(), "wib-5-hari")
    longer = stretched(known, date(2032, 1, 1))
    assert longer.last >= date(2032, 1, 1)
    assert longer.working[: len(known.working)] == known.working
    assert {date.fromordinal(day).isoweekday() for day in longer.working} == {1, 2, 3, 4, 5}


def test_written_shares_are_taken_and_the_rest_is_learnt_from_the_examples():
    found, guessed = shares(service(BIRTH), {"lengkap": {"f03": 0.2}}, {"f17": 1, "f18": 3})
    assert found["lengkap"] == {"f03": 0.2, "f06": 0.8}
    assert found["pilih_jalur"] == {"f17": 0.25, "f18": 0.75}
    assert "lengkap" not in guessed
    assert "pilih_jalur" in guessed


def test_cases_take_the_branches_as_often_as_written():
    given = """
        branch.lengkap = { f06 = 1 }
        branch.hasil_verifikasi = { f15 = 0.3, f16 = 0.7 }
        branch.hasil_penolakan.f31 = 1
        branch.pilih_jalur.f18 = 1
    """
    found = run(given=given, cases=1500)
    assert found.base.ends["ditolak"] == pytest.approx(0.3, abs=0.04)
    assert found.base.ends["terbit"] == pytest.approx(0.7, abs=0.04)


def test_who_never_answers_is_closed_by_the_timer():
    given = "branch.lengkap.f03 = 1\ntask.lengkapi = { never = 1 }"
    assert run(given=given).base.ends == {"ditutup": 1.0}


def test_a_limit_of_the_law_that_nobody_meets_grants_and_is_not_in_time():
    given = "branch.lengkap.g06 = 1\nbranch.menurut_risiko.g12 = 1\nact.inspect.minutes = 6000\narrivals.per_day = 40"
    found = run(LICENCE, given=given)
    assert found.base.ends["terbit_hukum"] > 0.9
    assert found.base.in_time < 0.1
    assert ("dpmptsp", "pengawas_lapangan") in found.base.overloaded


def test_what_the_law_closes_leaves_the_queue_and_whoever_is_at_it():
    given = "branch.lengkap.g06 = 1\nbranch.menurut_risiko.g11 = 1\nact.recommend = { minutes = 6000, variation = 0 }"
    found = run(LICENCE, given=given)
    assert not {"rekom_lingkungan", "rekom_tata_ruang"} & {
        one.task for one in found.base.tasks
    }  # never finished
    assert all(one.used <= 1 for one in found.base.posts)
    assert set(found.base.ends) <= {"terbit", "ditolak"}


def test_a_case_that_runs_in_circles_is_given_up_and_counted():
    found = run(given="branch.lengkap.f03 = 1\ntask.lengkapi = { days = 0, never = 0 }", cases=2)
    assert found.base.stuck == {"runs in circles": 2}
    assert (found.base.cases, found.base.in_time) == (0, None)


def test_failing_operations_come_back_to_a_person():
    given = "task.catat.fails = 0.5\nbranch.hasil_gagal.f29 = 1\nbranch.lengkap.f06 = 1\nbranch.hasil_verifikasi.f16 = 1"
    tasks = {one.task: one.count for one in run(given=given, cases=1200).base.tasks}
    assert tasks["tangani_gagal"] / tasks["tanda_tangan"] == pytest.approx(0.5, abs=0.05)


def test_a_step_left_out_takes_nobody_and_no_time():
    given = '[[what_if]]\ntitle = "no check"\nwithout = ["verifikasi"]'
    without = run(given=given).others[0]
    assert "verifikasi" not in {one.task for one in without.tasks}
    assert next(one for one in without.posts if one.post[1] == "verifikator").used < 0.05


def test_two_steps_at_once_shorten_the_way_by_the_shorter_one():
    given = """
        arrivals.per_day = 0.5
        branch = { lengkap = { f06 = 1 }, hasil_verifikasi = { f16 = 1 }, pilih_jalur = { f18 = 1 } }
        act = { verify = { minutes = 120, variation = 0 }, sign = { minutes = 60, variation = 0 } }
        [[what_if]]
        title = "sign while it is checked"
        parallel = ["verifikasi+tanda_tangan"]
    """
    found = run(given=given)
    assert found.base.days_median == pytest.approx(3 / 8)
    assert found.others[0].days_median == pytest.approx(2 / 8)


def test_one_more_at_the_bottleneck_is_proposed_when_no_what_if_is_written():
    found = run()
    assert found.base.bottleneck == ("dukcapil", "verifikator")
    assert dict(found.others[0].change.staff) == {"verifikator": 1}
    assert [bool(one.change.without) for one in found.others] == [False, True, False]
    assert found.others[2].change.parallel


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("task.verifkasi.minutes = 1", "unknown-task"),
        ("position.kepala.staff = 1", "unknown-position"),
        ("branch.lengkap.f99 = 1", "unknown-flow"),
        ("arrivals.per_day = -1", "simulation-number"),
        ("office.closes = 07:00:00", "simulation-hours"),
        ("casess = 1", "unknown-key"),
        ('[[what_if]]\ntitle = "x"\nwithout = ["catat"]', "unknown-task"),
    ],
)
def test_settings_that_name_nothing_or_mean_nothing_are_refused(given, code):
    with pytest.raises(Refused) as refused:
        run(given=given)
    assert {problem.code for problem in refused.value.problems} == {code}


def test_plots_are_svg_with_their_words_as_text():
    found = pictures(run())
    assert set(found) == {"waiting.svg", "people.svg", "time.svg", "what-if.svg"}
    assert all(svg.startswith("<svg ") and "<title>" in svg and "nan" not in svg for svg in found.values())
    assert "Periksa berkas" in found["waiting.svg"]
    assert "limit: 3 working days" in found["time.svg"]
