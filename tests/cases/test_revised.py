"""A service that changes while somebody fills in a draft: answers stay, and what changed is said."""

import json
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from balai.cases import applying
from balai.cases.models import Case
from balai.catalog import actions as catalog
from balai.catalog.models import CalendarVersion, Offer
from balai.config.folder import read_folder
from balai.config.hall import SYSTEM, reference
from tests.cases.journeys import begin, fill_in, signed_in
from tests.hall import person


def publish_changed(change):
    """Publish the birth service with its form changed, for the government that offers it."""
    files = read_folder(Path(settings.ROOT) / "services" / "akta-kelahiran")
    form = json.loads(files["form.json"])
    change(form)
    files["form.json"] = json.dumps(form, ensure_ascii=False, indent=1).encode()
    offer = Offer.objects.get(name="akta-kelahiran")
    calendar = CalendarVersion.objects.get(pk=offer.calendar_id)
    shared = reference()
    catalog.publish(
        name="akta-kelahiran",
        files=files,
        shared=shared,
        government=offer.government,
        calendar=calendar,
        actor=SYSTEM,
    )


def rename_the_name(form):
    form["properties"]["anak"]["properties"]["nama"]["maxLength"] = 50


def test_a_changed_question_is_asked_again_and_the_answers_stay(hall):
    client = signed_in("sari")
    fill_in(client, begin(client), until="jenis_kelahiran")
    publish_changed(rename_the_name)
    draft = applying.opened(Case.objects.get(), person("sari"))
    assert draft.answers["anak"]["nama"] == "Bintang Contoh"
    assert draft.state["changes"] == [["changed", "Nama lengkap anak"]]
    assert not draft.finished(draft.page("nama_anak"))
    assert draft.finished(draft.page("jenis_kelamin"))


def test_what_changed_is_said_on_the_page(hall):
    client = signed_in("sari")
    fill_in(client, begin(client), until="jenis_kelahiran")
    publish_changed(rename_the_name)
    page = client.get(reverse("draft_page", args=[Case.objects.get().ref, "nama_anak"]))
    assert "Layanan ini diperbarui sejak Anda mulai" in page.words
    assert "Berubah, periksa lagi: Nama lengkap anak" in page.words


def test_the_version_is_pinned_when_the_application_is_sent(hall):
    client = signed_in("sari")
    check = fill_in(client, begin(client))
    publish_changed(rename_the_name)
    assert client.submit(check, {"pernyataan": "ya"}).status == 422
    case = Case.objects.get()
    sent = fill_in(client, client.get(reverse("draft_page", args=[case.ref, "nama_anak"])))
    client.submit(sent, {"pernyataan": "ya"})
    case.refresh_from_db()
    assert case.version == Offer.objects.get(name="akta-kelahiran").version_id
