"""The counter: an official confirms whose account it is; until then an account sees nothing of registers or the past."""

import pytest
from django.urls import reverse

from balai.cases import lookups
from balai.ledger.models import Entry
from balai.ledger.verify import verify
from balai.people import actions, selectors
from balai.people.errors import IdentityAtCounter
from balai.people.models import Account, Person
from balai.registers import actions as registers
from tests.cases.journeys import begin
from tests.hall import person
from tests.pages import PageClient
from tests.people.people_factory import SYSTEM, sign_in

GILANG = {"nik": "1971031505857001", "name": "Gilang Contoh"}
CARD = {"family_card": "1971030101207001", "address": "Jalan Rahasia Contoh 5", "birth_date": "1985-05-15"}
SHOWN = {"nik": GILANG["nik"], "nama": GILANG["name"], "cocok": ["sudah"]}


def newcomer(email="gilang.baru@balai.example", **facts):
    """An account that identified itself with what others may know too."""
    account = Account.objects.create_user(email, None)
    government = selectors.government_by_code("1971")
    actions.identify(account=account, government=government, phone="0812 0000 1111", **(GILANG | facts))
    return Account.objects.get(pk=account.pk)


def counter():
    return sign_in(PageClient(), person("dimas"))


def confirm(client, **typed):
    return client.submit(client.get(reverse("counter")), SHOWN | typed)


@pytest.fixture
def unclaimed(hall):
    """Somebody whom the register knows with his wife, and no office has met."""
    wife = {"nik": "1971035606877002", "name": "Mira Contoh", "sex": "P", "relation": "istri"}
    rows = [CARD | GILANG | {"sex": "L", "relation": "kepala keluarga"}, CARD | wife]
    registers.seed(
        register="penduduk", government=selectors.government_by_code("1971"), rows=rows, actor=SYSTEM
    )


def test_who_was_not_confirmed_may_apply_and_sees_nothing_of_the_register(unclaimed):
    account = newcomer()
    client = PageClient()
    client.force_login(account)
    assert lookups.family(account.person) == []
    assert "Rahasia" not in begin(client).words
    assert "Belum dipastikan" in client.get(reverse("account")).words


def test_confirmed_at_the_counter_the_register_answers(unclaimed):
    account = newcomer()
    before = Entry.objects.count()
    confirm(counter(), surel=account.email)
    known = Person.objects.get(account=account)
    assert known.is_confirmed
    assert [one.elements["person.name"] for one in lookups.family(known)][:2] == [
        "Gilang Contoh",
        "Mira Contoh",
    ]
    assert Entry.objects.count() == before + 1
    assert verify().findings == []


def test_nobody_binds_a_person_whom_an_office_knows_by_nik_and_name(unclaimed):
    government = selectors.government_by_code("1971")
    known = actions.register_person(government=government, **GILANG, actor=SYSTEM)
    with pytest.raises(IdentityAtCounter):
        newcomer()
    confirm(counter(), surel="gilang.baru@balai.example")
    assert Account.objects.get(email="gilang.baru@balai.example").person == known


def test_the_counter_takes_a_person_back_from_who_only_knew_the_nik(unclaimed):
    stranger = newcomer("orang.lain@balai.example")
    own = Account.objects.create_user("gilang.asli@balai.example", None)
    confirm(counter(), surel=own.email)
    assert Account.objects.get(pk=own.pk).person.nik == GILANG["nik"]
    assert Account.objects.get(pk=stranger.pk).person is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"cocok": []}, "Cocokkan dahulu orangnya dengan KTP-el asli."),
        (
            {"surel": "tidak.ada@balai.example"},
            "Tidak ada akun dengan alamat surel ini. Minta pemohon mendaftar dahulu.",
        ),
        (
            {"nama": "Orang Lain"},
            "NIK dan nama tidak cocok dengan data kependudukan. Periksa di KTP-el Anda.",
        ),
    ],
)
def test_what_does_not_fit_confirms_nobody(unclaimed, typed, said):
    account = newcomer()
    page = confirm(counter(), **({"surel": account.email} | typed))
    assert page.status == 422
    assert said in page.words
    assert not Person.objects.get(account=account).is_confirmed


def test_a_confirmed_person_is_not_given_to_another_account(hall):
    Account.objects.create_user("lain@balai.example", None)
    sari = person("sari")
    page = confirm(counter(), surel="lain@balai.example", nik=sari.nik, nama=sari.name)
    assert "NIK ini sudah dipakai akun lain" in page.words
    assert Account.objects.get(email="lain@balai.example").person is None


def test_only_who_has_the_mandate_stands_at_the_counter(hall):
    assert sign_in(PageClient(), person("ratna")).get(reverse("counter")).status == 403
    assert reverse("counter") in [
        one["href"] for one in counter().get(reverse("desk")).select("nav a, header a")
    ]
