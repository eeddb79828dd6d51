"""The verb of the counter: an official saw the person and their card, and says whose account it is."""

from django.utils.translation import gettext as _

from balai.ledger import actions as ledger
from balai.lib import clock, ids
from balai.lib.db import writing
from balai.lib.errors import Conflict, Forbidden
from balai.lib.keys.sealing import new_key
from balai.people import actions, rules, selectors
from balai.people.errors import IdentityNotMatched, NikTaken, NoSuchAccount
from balai.people.models import Account, Government, Person
from balai.people.types import Actor


def confirm_identity(*, email: str, government: Government, nik: str, name: str, actor: Actor) -> Person:
    """Confirm that the account with this address belongs to the person with this NIK, whom the official has seen.

    Binds an account that has no person yet, also to one whom an office knew before, and takes the person away from
    another account whose identity nobody confirmed. Raises NoSuchAccount, IdentityNotMatched, NikTaken when a confirmed
    account has the person, Conflict when the account belongs to somebody else, Forbidden for oneself.
    """
    if not actions.register_agrees(government, nik, name):
        raise IdentityNotMatched
    key = new_key()
    with writing():
        account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
        if account is None:
            raise NoSuchAccount
        known = selectors.find_by_nik(government, nik)
        _refuse(account, known, nik, name, actor)
        released = _release(known, account) if known else ""
        person = known or _new(government, key, nik, name)
        person.confirmed_at = clock.now()
        person.save()
        account.person = person
        account.save(update_fields=["person"])
        ledger.record(
            action="person.confirmed",
            government_id=government.pk,
            subject=f"person:{person.ref}",
            key=person.key,
            rows=[person],
            actor=actor.snapshot(),
            details={"account": str(account.ref), "released": released},
        )
    return person


def _new(government: Government, key: int, nik: str, name: str) -> Person:
    person = Person(ref=ids.new_ref(), government=government, key=key)
    person.put(name=name, nik=nik, phone="")
    return person


def _refuse(account: Account, known: Person | None, nik: str, name: str, actor: Actor) -> None:
    if account.person is not None and account.person.nik != nik:
        raise Conflict(_("Akun ini milik orang lain. Periksa alamat surel dan NIK-nya."))
    if known is not None and known.ref == actor.person:
        raise Forbidden
    if known is not None and not rules.same_name(known.name, name):
        raise IdentityNotMatched


def _release(person: Person, account: Account) -> str:
    """Take an unconfirmed person away from another account; return that account's reference, "" when there is none."""
    other = selectors.account_of(person)
    if other is None or other.pk == account.pk:
        return ""
    if person.is_confirmed:
        raise NikTaken
    other.person = None
    other.save(update_fields=["person"])
    return str(other.ref)
