"""Applying, from the first page to the receipt."""

from balai.cases.models import Case
from tests.cases.journeys import apply_for_birth, signed_in


def test_a_birth_is_reported_from_the_first_page_to_the_receipt(hall):
    client = signed_in("sari")
    receipt = apply_for_birth(client)
    assert receipt.heading == "Permohonan Anda sudah kami terima"
    case = Case.objects.get()
    assert case.number in receipt.words
    assert case.status == "open"
