"""What can be known of a draft: the facts, and the decisions that rest on the applicant's own answers alone.

A page's `when` may name such a decision, so it is evaluated while the applicant is still typing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from balai.kernel import feel, forms
from balai.kernel.calendar import Calendar
from balai.kernel.case.facts import Facts, lists_of, spans
from balai.kernel.definition.types import Service

KNOWN = frozenset({"form", "register", "span", "list"})


@dataclass(frozen=True)
class Application:
    """What is handed in: answers to the questions asked, what registers said of the groups that remain, their facts."""

    answers: dict[str, Any]
    register: dict[str, Any]
    facts: Facts
    at: datetime


def application(
    service: Service,
    calendar: Calendar,
    answers: Mapping[str, Any],
    register: Mapping[str, Any],
    at: datetime,
) -> Application:
    """Return these answers as they are handed in at `at`: without those to questions that are not asked."""
    facts = draft_facts(service, calendar, answers, register, at)
    kept = forms.prune(service.form, answers, facts)
    told = {group: said for group, said in register.items() if group in kept}
    if kept != answers or told != register:
        facts = draft_facts(service, calendar, kept, told, at)
    return Application(kept, told, facts, at)


def draft_facts(
    service: Service,
    calendar: Calendar,
    answers: Mapping[str, Any],
    register: Mapping[str, Any],
    at: datetime,
) -> Facts:
    """Return the facts of answers that are not submitted, as if they were submitted at `at`."""
    today = calendar.local(at).date()
    facts: Facts = {
        "form": forms.facts(service.form, answers),
        "register": feel.decode(dict(register)),
        "task": {},
        "list": lists_of(service),
        "certificate": {},
        "case": {
            "number": "",
            "submitted_on": today,
            "today": today,
            "due": None,
            "reason": "",
            "reason_basis": "",
        },
    }
    facts["span"] = spans(service, calendar, facts)
    facts |= service.rules.values(early_decisions(service), facts)
    return facts


def early_decisions(service: Service) -> tuple[str, ...]:
    """Return the decisions that need no task, certificate or case fact, in the order of the file."""
    known = KNOWN | set(service.rules.decisions)
    return tuple(
        name
        for name, decision in service.rules.decisions.items()
        if all(name[0] in known for name in decision.names)
    )
