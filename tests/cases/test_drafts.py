"""Drafts: saved page by page, never lost, never overwritten unasked."""

import time

from balai.catalog import selectors as catalog
from balai.cases import applying, drafts
from tests.hall import person


def test_timing_one(hall):
    t = time.time()
    sari = person("sari")
    case = drafts.start(offer=catalog.offer_for("akta-kelahiran", sari), person=sari)
    draft = applying.opened(case, sari)
    print([p.id for p in draft.pages], draft.answers, draft.state["sources"], time.time() - t)
    assert draft.pages


def test_timing_two(hall):
    test_timing_one(None)
