"""What cases put into the frame of every page, and what they tell the modules below them."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from balai.cases.access import worklist
from balai.cases.models import Case, Task
from balai.catalog import selectors as catalog
from balai.lib import clock
from balai.notices import access as notices
from balai.people import access
from balai.people import selectors as people
from balai.site import navigation

_LATEST_CASES = 500  # enough to tell what people come for, few enough to count for every visitor


def register() -> None:
    """Tell the frame, the letters and the catalogue what only cases know."""
    navigation.add(area="public", label=_("Lacak"), url_name="track", order=20)
    navigation.add(
        area="citizen", label=_("Permohonan saya"), url_name="my_cases", order=20, badge=waiting_for_applicant
    )
    navigation.add(area="citizen", label=_("Meja kerja"), url_name="desk", order=10, visible=is_official)
    navigation.add(area="official", label=_("Meja kerja"), url_name="desk", order=10, badge=waiting_on_desk)
    navigation.add(
        area="official", label=_("Ringkasan instansi"), url_name="office", order=20, visible=is_head
    )
    notices.lead_to(address_of)
    catalog.count_with(applied_for_lately)


def waiting_for_applicant(request: HttpRequest) -> int:
    """Return how many of the person's cases wait for them."""
    person = access.person_or_none(request)
    if person is None:
        return 0
    return Task.objects.filter(case__applicant=person, applicant=True, status="open").count()


def waiting_on_desk(request: HttpRequest) -> int:
    """Return how many tasks wait for the posts of an official."""
    person = access.person_or_none(request)
    return worklist(person).count() if person else 0


def is_official(request: HttpRequest) -> bool:
    """Whether the one who is signed in holds a post."""
    return people.is_official(access.person_or_none(request), clock.now())


def is_head(request: HttpRequest) -> bool:
    """Whether the one who is signed in heads an office."""
    person = access.person_or_none(request)
    return person is not None and any(post.head for post in people.positions_of(person, clock.now()))


def address_of(ref: UUID) -> str:
    """Return where the applicant follows a case."""
    return reverse("case", args=[ref])


def applied_for_lately() -> Mapping[str, int]:
    """Return how often each service was applied for, by name, among the latest applications."""
    submitted = Case.objects.filter(submitted_at__isnull=False).order_by("-submitted_at")
    return Counter(submitted.values_list("name", flat=True)[:_LATEST_CASES])
