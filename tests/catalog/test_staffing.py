"""What lacks people in the offices that offer a service."""

from io import StringIO

import pytest
from django.core.management import call_command

from balai.catalog import selectors
from balai.lib import clock
from balai.people.models import Holding

pytestmark = pytest.mark.django_db


def test_the_demo_names_what_would_rest_if_one_person_were_away(hall):
    (offer,) = selectors.offers_of("akta-kelahiran")

    (sentence,) = selectors.unstaffed(offer, clock.now())

    assert sentence.startswith("While Ratna Teladan is away, nobody may do ")
    assert '"tanda_tangan"' in sentence


def test_a_post_that_nobody_holds_is_named_with_its_tasks(hall):
    (offer,) = selectors.offers_of("akta-kelahiran")
    held = Holding.objects.filter(position__kind="verifikator", position__agency=offer.agency)
    held.update(ends=clock.now())

    (sentence,) = selectors.unstaffed(offer, clock.now())

    assert sentence.startswith('Nobody may do "verifikasi"')


def test_publishing_tells_who_publishes_what_lacks_people(hall):
    said, advice = StringIO(), StringIO()

    call_command("publish", stdout=said, stderr=advice)

    assert "akta-kelahiran" in said.getvalue()
    assert "While Ratna Teladan is away, nobody may do " in advice.getvalue()
