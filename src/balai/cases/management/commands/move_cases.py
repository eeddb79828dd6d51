"""`balai move-cases CASE ... --to VERSION`: show, propose and approve the move of running cases to another version."""

from __future__ import annotations

from getpass import getpass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from balai.cases import moving
from balai.cases.models import Case
from balai.cases.moving_words import told
from balai.catalog import selectors as catalog
from balai.kernel.case import Impact
from balai.lib.errors import DomainError
from balai.people import selectors as people

if TYPE_CHECKING:
    from balai.people.models import Person


class Command(BaseCommand):
    """The door of those who move cases: officials, who say who they are by their password."""

    help = "Move open cases to another version of their service: --dry-run shows, one official proposes, the head approves."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to move and where, or which proposal to decide on."""
        parser.add_argument(
            "cases", nargs="*", help="numbers of cases, or the name of a service: all open ones"
        )
        parser.add_argument(
            "--to", metavar="VERSION", help="a version's hash, its beginning, or a service: the last"
        )
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument("--why", default="", help="the reason, which the applicant reads")
        parser.add_argument("--approve", metavar="PROPOSAL", type=UUID, help="carry a proposal out")
        parser.add_argument("--turn-down", metavar="PROPOSAL", type=UUID, help="end a proposal")
        parser.add_argument(
            "--by", metavar="E-MAIL", help="the account of the official; the password is asked"
        )

    def handle(self, *_args: Any, **given: Any) -> None:
        """Show, propose or decide; exit 1 with the reason when something is refused, and then nothing was changed."""
        try:
            self._decide(given) if given["approve"] or given["turn_down"] else self._move(given)
        except DomainError as refused:
            raise CommandError(_said(refused), returncode=1) from refused

    def _decide(self, given: dict[str, Any]) -> None:
        person = _person(given["by"])
        if given["turn_down"]:
            moving.turn_down(batch=given["turn_down"], person=person)
            return
        for case in moving.approve(batch=given["approve"], person=person):
            self.stdout.write(f"{case}: {case.version}")

    def _move(self, given: dict[str, Any]) -> None:
        version = catalog.version_of(given["to"] or "")
        if version is None:
            raise CommandError(f"no published version is called {given['to']}")
        cases = _cases(given["cases"])
        for case in cases:
            self.stdout.write("\n".join(_lines(case, moving.impact(case, version.version))))
        if given["dry_run"]:
            return
        if not given["why"].strip():
            raise CommandError("say why: --why TEXT; the applicant reads it")
        person = _person(given["by"])
        batch = moving.propose(cases=cases, version=version.version, why=given["why"].strip(), person=person)
        self.stdout.write(f"balai move-cases --approve {batch} --by E-MAIL")


def _cases(names: list[str]) -> list[Case]:
    """Return the cases that are named; a service's name stands for its open cases."""
    found: dict[UUID, Case] = {}
    for name in names:
        cases = Case.objects.exclude(status="draft").select_related("offer")
        of_service = list(cases.filter(name=name, status="open").order_by("number"))
        for case in of_service or cases.filter(number=name):
            found[case.pk] = case
        if not of_service and not cases.filter(number=name).exists():
            raise CommandError(f"no case has the number {name}, and no open case is of such a service")
    if not found:
        raise CommandError("name cases by their numbers, or a service")
    return list(found.values())


def _person(email: str | None) -> Person:
    """Return the official with this account, who proves it by the password."""
    account = people.account_by_email(email or "")
    if account is None or not account.check_password(getpass()) or account.person is None:
        raise CommandError("--by names the account of an official, and the password must be theirs")
    return account.person


def _lines(case: Case, impact: Impact) -> list[str]:
    if impact.obstacles:
        return [f"{case}: cannot be moved", *(f"    {told(one)}" for one in impact.obstacles)]
    lines = [
        *(f"limit of {name}: {was} -> {now}" for name, was, now in impact.limits),
        *(f"post of {name}: {was} -> {now}" for name, was, now in impact.posts),
        *(f"step ahead: {name}" for name in impact.ahead),
        *(f"step that falls away: {name}" for name in impact.dropped),
        *([f"fee: {impact.fee[0]} -> {impact.fee[1]}"] if impact.fee else []),
        *(f"rule {name}: {was} -> {now}" for name, was, now in impact.rules),
        *(f"not asked any more: {path}" for path in impact.missing),
    ]
    return [f"{case}: " + ("can be moved" if lines else "can be moved; nothing changes for it")] + [
        f"    {line}" for line in lines
    ]


def _said(refused: DomainError) -> str:
    cases = refused.details.get("cases", {})
    return "\n".join([str(refused.text), *(f"{case}: {why}" for case, whys in cases.items() for why in whys)])
