"""The desk: what waits, nearest deadline first, without personal data."""

from datetime import timedelta

from django.urls import reverse

from balai.cases import actions
from balai.cases.models import Case
from balai.cases.web.desk import harmless
from balai.lib import clock
from tests.cases.desks import at_desk, birth, open_task, verified, work
from tests.cases.journeys import signed_in
from tests.hall import person


def numbers(page):
    return [cell.get_text(strip=True) for cell in page.select("main .table tbody th")]


def birth_before(days, name="sari"):
    with clock.at(clock.now() - timedelta(days=days)):
        return birth(name)


def test_the_desk_lists_what_waits_without_saying_about_whom(hall):
    case = birth()
    page = at_desk().get(reverse("desk"))
    assert numbers(page) == [case.number]
    assert "Periksa berkas" in page.words
    for name in ("Bintang", "Sari Contoh", "Budi"):
        assert name not in page.words


def test_the_nearest_deadline_stands_first_and_headings_sort(hall):
    late, new = birth_before(12), birth("budi")
    desk = at_desk()
    assert numbers(desk.get(reverse("desk"))) == [late.number, new.number]
    assert numbers(desk.get(reverse("desk"), {"sort": "-due"})) == [new.number, late.number]
    assert numbers(desk.get(reverse("desk"), {"sort": "nonsense"})) == [late.number, new.number]


def test_filters_narrow_the_list_and_counts_say_how_much_waits(hall):
    late, new = birth_before(12), birth("budi")
    actions.take_task(case=new, n=open_task(new).n, person=person("lestari"))
    desk, url = at_desk(), reverse("desk")
    page = desk.get(url)
    assert "Semua 2 Belum diambil 1 Saya kerjakan 0 Lewat batas 1" in page.words
    assert numbers(desk.get(url, {"whose": "free"})) == [late.number]
    assert numbers(desk.get(url, {"whose": "overdue"})) == [late.number]
    assert numbers(desk.get(url, {"number": new.number.lower()})) == [new.number]
    assert "Lestari Teladan" in page.words


def test_a_filter_that_fits_nothing_leads_back_to_everything(hall):
    birth()
    page = at_desk().get(reverse("desk"), {"number": "9999"})
    assert "Tidak ada tugas yang cocok" in page.words
    assert page.select_one(f'main a.button[href="{reverse("desk")}"]')


def test_a_clean_desk_says_so(hall):
    assert "Meja Anda bersih" in at_desk("gilang").get(reverse("desk")).words


def test_the_next_task_is_the_most_urgent_that_nobody_has(hall):
    late, new = birth_before(12), birth("budi")
    desk = at_desk()
    page = desk.submit(desk.get(reverse("desk")), form=f'form[action="{reverse("desk_next")}"]')
    assert page.location == reverse("desk_task", args=[late.pk, open_task(late).n])
    assert open_task(late).taken_by == person("dimas").ref
    assert open_task(new).taken_by is None


def test_nothing_free_is_said_and_nothing_is_taken(hall):
    case = birth()
    actions.take_task(case=case, n=open_task(case).n, person=person("lestari"))
    desk = at_desk()
    page = desk.post(reverse("desk_next"))
    assert "Tidak ada tugas bebas" in desk.get(page.location).words
    assert open_task(case).taken_by == person("lestari").ref


def test_the_list_is_handed_over_as_text_that_no_spreadsheet_computes(hall):
    case = birth()
    text = at_desk().get(reverse("desk_export")).response.content.decode("utf-8-sig")
    assert case.number in text
    assert "Bintang" not in text
    assert harmless(["=1+1", "@SUM(A1)", "-3", "+x", "biasa"]) == ["'=1+1", "'@SUM(A1)", "-3", "'+x", "biasa"]


def test_citizens_do_not_come_to_the_desk(hall):
    assert signed_in("sari").get(reverse("desk")).status == 403
    assert signed_in("sari").get(reverse("desk_export")).status == 403


def test_another_office_sees_nothing_of_a_case(hall):
    case = birth()
    desk = at_desk("fitri")
    assert numbers(desk.get(reverse("desk"))) == []
    assert desk.get(reverse("desk_case", args=[case.pk])).status == 404


def test_the_head_sees_where_all_cases_of_the_office_stand(hall):
    waiting, signing = birth_before(12), verified(birth("budi"))
    page = at_desk("ratna").get(reverse("office"))
    assert waiting.number in page.words
    assert signing.number in page.words
    assert "Dinas Kependudukan dan Pencatatan Sipil" in page.words
    assert at_desk("dimas").get(reverse("office")).status == 403


def test_a_case_that_ended_is_on_no_desk(hall):
    case = birth()
    with clock.at(clock.now() + timedelta(days=1)):
        actions.complete_task(
            case=case, n=open_task(case).n, seq=None, done=_refusal(), person=person("dimas")
        )
        work()
        after = Case.objects.get(pk=case.pk)
        assert numbers(at_desk().get(reverse("desk"))) == []
        assert after.stage == "putuskan_penolakan"


def _refusal():
    from balai.cases.types import Completion

    return Completion(outcome="tolak", reason="ganda", form={"dokumen_asli": True})
