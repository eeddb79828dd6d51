import pytest

from balai.ledger.models import Entry
from balai.lib.errors import Conflict
from balai.people import actions, selectors
from balai.people.errors import IdentityAtCounter, IdentityNotMatched, NikTaken
from balai.people.models import Account, Person
from tests.people.people_factory import make_citizen, make_government

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NIK = "1971041203909901"


@pytest.fixture(autouse=True)
def no_register(monkeypatch):
    monkeypatch.setattr(actions, "_identity_checks", [])


@pytest.fixture
def government():
    return make_government()


@pytest.fixture
def account():
    return Account.objects.create_user("Baru@Balai.example", None)


def identify(account, government, **facts):
    asked = {"nik": NIK, "name": "Sari Contoh", "phone": "0812 3456 7890", **facts}
    return actions.identify(account=account, government=government, **asked)


def test_an_account_becomes_a_person_whose_facts_are_sealed(account, government):
    person = identify(account, government)
    row = Person.objects.get()
    assert (row.name, row.nik, row.phone) == ("Sari Contoh", NIK, "0812 3456 7890")
    assert NIK.encode() not in bytes(row.sealed)
    assert b"Sari" not in bytes(row.sealed)
    assert Account.objects.get().person == person
    assert Entry.objects.filter(subject=f"person:{person.ref}").count() == 1


def test_a_person_whom_an_office_registered_is_left_to_the_counter(account, government):
    make_citizen(government, nik=NIK, account=False)
    with pytest.raises(IdentityAtCounter):
        identify(account, government, name="SARI CONTOH")
    assert Account.objects.get().person is None
    assert Person.objects.get().phone == "0812 0000 0000"


def test_another_name_for_a_known_nik_is_refused(account, government):
    make_citizen(government, nik=NIK, account=False)
    with pytest.raises(IdentityNotMatched):
        identify(account, government, name="Orang Lain")
    assert Account.objects.get().person is None


def test_a_nik_serves_one_account(account, government):
    make_citizen(government, nik=NIK)
    with pytest.raises(NikTaken):
        identify(account, government)
    account.refresh_from_db()
    assert account.person is None


def test_the_register_is_asked_first(account, government):
    actions.identify_against(lambda _government, _nik, _name: False)
    with pytest.raises(IdentityNotMatched):
        identify(account, government)
    assert not Person.objects.exists()


def test_an_account_is_bound_once(account, government):
    identify(account, government)
    with pytest.raises(Conflict):
        identify(account, government, nik="1971041203909902")
    assert Person.objects.count() == 1


def test_registering_a_known_nik_again_is_refused(government):
    make_citizen(government, nik=NIK)
    with pytest.raises(NikTaken):
        make_citizen(government, nik=NIK)
    assert Person.objects.count() == 1


def test_a_changed_phone_number_is_an_act(government):
    person = make_citizen(government)
    before = Entry.objects.count()
    actions.change_phone(person=person, phone="0819 1111 2222", actor=selectors.applicant(person))
    assert Person.objects.get().phone == "0819 1111 2222"
    assert Person.objects.get().name == "Sari Contoh"
    assert Entry.objects.count() == before + 1


def test_addresses_are_kept_in_small_letters(account):
    assert account.email == "baru@balai.example"
