from datetime import UTC, datetime, timedelta

import pytest

from balai.ledger.models import Entry
from balai.lib.errors import Conflict, InvalidInput
from balai.people import actions, selectors
from balai.people.models import Holding, Mandate
from tests.people.people_factory import (
    SYSTEM,
    make_agency,
    make_citizen,
    make_government,
    make_official,
    make_position,
)

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOW = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def agency():
    return make_agency(make_government())


def may(person, agency, *, act="verify", service="akta-kelahiran", at=NOW, kind="verifikator"):
    return selectors.authority(person, agency.pk, kind, act, service, at)


def test_a_holder_of_a_mandated_post_may_act_and_the_decree_is_kept(agency):
    person = make_official(agency)
    actor = may(person, agency)
    assert actor.mandate == "SK Contoh 1/2025"
    assert actor.person == person.ref
    assert actor.post == "Petugas Verifikasi"
    assert "Dimas" not in str(actor.snapshot())


def test_nobody_acts_without_a_post_or_beyond_the_mandate(agency):
    person = make_official(agency, services=("akta-kelahiran",))
    assert may(make_citizen(agency.government), agency) is None
    assert may(person, agency, act="sign") is None
    assert may(person, agency, service="izin-usaha") is None
    assert may(person, agency, kind="kepala_instansi") is None


def test_a_post_lends_authority_only_while_it_is_held(agency):
    person = make_official(agency, starts=NOW - DAY, ends=NOW + DAY)
    assert may(person, agency, at=NOW - DAY)
    assert may(person, agency, at=NOW - 2 * DAY) is None
    assert may(person, agency, at=NOW + DAY) is None


def test_a_revoked_mandate_ends_at_that_moment_and_stays_true_of_before(agency):
    person = make_official(agency)
    actions.revoke_mandate(mandate=Mandate.objects.get(), at=NOW, actor=SYSTEM)
    assert may(person, agency, at=NOW - DAY)
    assert may(person, agency, at=NOW) is None


def test_a_mandate_is_revoked_once(agency):
    make_official(agency)
    mandate = Mandate.objects.get()
    actions.revoke_mandate(mandate=mandate, at=NOW, actor=SYSTEM)
    with pytest.raises(Conflict):
        actions.revoke_mandate(mandate=mandate, at=NOW + DAY, actor=SYSTEM)
    assert Mandate.objects.get().ends == NOW


def test_an_acting_head_signs_as_such_and_a_definitive_one_is_preferred(agency):
    post = make_position(agency, "kepala_instansi", title="Kepala Dinas", acts=["sign"])
    other = make_position(agency, "kepala_instansi", title="Kepala Bidang", acts=["sign"])
    person = make_official(agency, position=post, capacity="plt")
    assert may(person, agency, act="sign", kind="kepala_instansi").post == "Plt. Kepala Dinas"
    make_official(agency, position=other, person=person)
    assert may(person, agency, act="sign", kind="kepala_instansi").post == "Kepala Bidang"


def test_of_several_posts_the_one_that_has_the_mandate_is_taken(agency):
    person = make_official(agency, acts=())
    make_official(agency, title="Petugas Verifikasi Ahli", acts=["verify"], person=person)
    assert may(person, agency).position == "Petugas Verifikasi Ahli"


def test_a_post_in_one_office_lends_nothing_in_another(agency):
    person = make_official(agency)
    neighbour = make_agency(agency.government, "dpmptsp")
    assert may(person, neighbour) is None


def test_governments_do_not_mix(agency):
    province = make_government("19", name="Provinsi Contoh")
    post = make_position(make_agency(province), acts=["verify"])
    person = make_official(agency)
    with pytest.raises(InvalidInput):
        make_official(agency, position=post, person=person)
    assert not Holding.objects.filter(position=post).exists()
    assert may(person, post.agency) is None


def test_the_same_nik_is_another_person_to_another_government(agency):
    nik = "1971041203909901"
    province = make_government("19", name="Provinsi Contoh")
    here = make_citizen(agency.government, nik=nik)
    there = make_citizen(province, nik=nik)
    assert here.nik_index != there.nik_index
    assert selectors.find_by_nik(agency.government, nik) == here
    assert selectors.is_concerned(there, niks=[nik])


def test_a_post_has_one_definitive_holder_at_a_time(agency):
    post = make_position(agency)
    make_official(agency, position=post, ends=NOW)
    make_official(agency, position=post, starts=NOW)
    with pytest.raises(Conflict):
        make_official(agency, position=post, starts=NOW - DAY, ends=NOW)
    assert len(selectors.holders(agency, "verifikator", NOW)) == 1


def test_positions_are_read_once_per_person(agency, django_assert_num_queries):
    person = make_official(agency)
    person = selectors.by_ref(person.ref)
    with django_assert_num_queries(1):
        for hours in range(5):
            assert selectors.positions_of(person, NOW + timedelta(hours=hours))


def test_whoever_is_named_is_concerned(agency):
    person = make_citizen(agency.government)
    assert selectors.is_concerned(person, refs=[person.ref])
    assert selectors.is_concerned(person, niks=[person.nik])
    assert not selectors.is_concerned(person, refs=[make_citizen(agency.government).ref], niks=["1"])


def test_mandates_are_public_and_appointments_are_sealed(agency):
    make_official(agency)
    kinds = {entry.subject.split(":")[0]: entry.public for entry in Entry.objects.all()}
    assert kinds["mandate"]
    assert kinds["agency"]
    assert not kinds["holding"]
    assert not kinds["person"]


def test_a_refused_act_leaves_no_entry(agency):
    post = make_position(agency)
    make_official(agency, position=post)
    citizen, entries = make_citizen(agency.government), Entry.objects.count()
    with pytest.raises(Conflict):
        make_official(agency, position=post, person=citizen)
    assert Entry.objects.count() == entries
