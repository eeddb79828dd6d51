"""What cases tell the modules below them."""

import pytest

from balai.cases.frame import applied_for_lately
from balai.catalog import selectors as catalog
from tests.walking import Hall, open_hall

BIRTH, DOMICILE = "akta-kelahiran", "surat-keterangan-domisili"
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def hall(db, settings, tmp_path) -> Hall:
    settings.DEMO, settings.VAR, settings.DOCUMENTS = True, tmp_path, tmp_path / "documents"
    return open_hall()


def submitted(hall, name):
    """Hand in the first worked example of a service."""
    service = catalog.service(catalog.offers_of(name)[0].version_id)
    hall.now = service.examples[0].submitted
    hall.submit(name, service.examples[0].form, service.examples[0].register)


def test_services_stand_in_the_order_of_what_was_handed_in_lately(hall):
    for name in (BIRTH, DOMICILE, DOMICILE):
        submitted(hall, name)
    hall.draft(BIRTH)
    assert applied_for_lately() == {DOMICILE: 2, BIRTH: 1}
    assert catalog.by_popularity([BIRTH, DOMICILE], str) == [DOMICILE, BIRTH]
