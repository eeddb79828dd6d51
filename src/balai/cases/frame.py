"""What cases put into the frame of every page, and what they tell the modules below them."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balai.cases.models import Case, Task
from balai.catalog import selectors as catalog
from balai.lib import clock
from balai.notices import access as notices
from balai.people import access
from balai.site import navigation

_LATELY = timedelta(days=90)


def register() -> None:
    """Tell the frame, the letters and the catalogue what only cases know."""
    navigation.add(area="public", label=_("Lacak permohonan"), url_name="track", order=20)
    navigation.add(
        area="citizen", label=_("Permohonan saya"), url_name="my_cases", order=20, badge=waiting_for_applicant
    )
    notices.lead_to(address_of)
    catalog.count_with(applied_for_lately)


def waiting_for_applicant(request: HttpRequest) -> int:
    """Return how many of the person's cases wait for them."""
    person = access.person_or_none(request)
    if person is None:
        return 0
    return Task.objects.filter(case__applicant=person, applicant=True, status="open").count()


def address_of(ref: UUID) -> str:
    """Return where the applicant follows a case."""
    return reverse("case", args=[ref])


def applied_for_lately() -> Mapping[str, int]:
    """Return how often each service was applied for in the last 90 days, by name."""
    recent = Case.objects.filter(submitted_at__gte=clock.now() - _LATELY)
    return dict(recent.values_list("name").annotate(count=Count("pk")))
