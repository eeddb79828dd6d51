"""How citizens go through a service in tests: page by page, as a browser would."""

import io

from django.urls import reverse
from PIL import Image, ImageDraw

from balai.cases import applying, drafts, inputs, lookups
from balai.cases.models import Case
from balai.catalog import selectors as catalog
from tests.hall import person
from tests.pages import PageClient

MATCHING = {"nik": "1971030112859912", "nama": "Agus Contoh"}
OTHER = {"nik": "1971034606879913", "nama": "Maya Contoh"}
BIRTH = {
    "pelapor": {"pelapor.hubungan": "ibu"},
    "nama_anak": {"anak.nama": "Bintang Contoh"},
    "jenis_kelamin": {"anak.jenis_kelamin": "L"},
    "waktu_lahir": {
        "anak.tanggal_lahir-day": "2",
        "anak.tanggal_lahir-month": "11",
        "anak.tanggal_lahir-year": "2026",
        "anak.pukul": "05:40",
    },
    "tempat_lahir": {"anak.tempat_dilahirkan": "rs", "anak.kota_lahir": "19.71", "anak.penolong": "bidan"},
    "jenis_kelahiran": {"anak.jenis_kelahiran": "tunggal"},
    "urutan": {"anak.kelahiran_ke": "2"},
    "ukuran": {"anak.berat_kg": "3,1", "anak.panjang_cm": "49"},
    "ayah_dicatat": {"ayah_dicatat": "ya"},
    "saksi_1": {"saksi_1.nik": MATCHING["nik"], "saksi_1.nama": MATCHING["nama"]},
    "saksi_2": {"saksi_2.nik": OTHER["nik"], "saksi_2.nama": OTHER["nama"]},
}
FAMILY = {"ibu": "Sari Contoh", "ayah": "Budi Contoh"}


def photo(text="Surat keterangan lahir", name="surat.jpg"):
    """A photograph of a document, sharp and large enough to be accepted."""
    image = Image.new("RGB", (1200, 900), "white")
    draw = ImageDraw.Draw(image)
    for line in range(24):
        draw.text((40, 30 + line * 34), f"{text} {line} contoh 1234567890 abcdefghij", fill="black")
        draw.line((40, 58 + line * 34, 1100, 58 + line * 34), fill="black", width=2)
    body = io.BytesIO()
    image.save(body, "JPEG", quality=90)
    body.seek(0)
    body.name = name
    return body


def signed_in(name="sari"):
    """A client signed in as one of the demo's people."""
    client = PageClient()
    client.force_login(person(name).account)
    return client


def begin(client, service="akta-kelahiran"):
    """Start a draft; return the first page."""
    page = client.submit(client.get(reverse("apply", args=[service])))
    return client.get(page.location)


def fill_in(client, page, answers=BIRTH, family=FAMILY, files=("surat_lahir",), until=""):
    """Answer page after page until `until`, or the check of all answers; return that page."""
    for _ in range(60):
        name = page.path.rstrip("/").rpartition("/")[2]
        if name in {until, "periksa"}:
            return page
        page = client.get(answer(client, page, name, answers, family, files).location)
    raise AssertionError("the form has no end")


def answer(client, page, name, answers=BIRTH, family=FAMILY, files=("surat_lahir",)):
    """Answer one page; return what came back."""
    pick = page.select_one(f'input[name="orang-{name}"]')
    if pick is not None:
        option = next(
            one for one in page.select(f'input[name="orang-{name}"]') if family[name] in one.parent.get_text()
        )
        page = client.get(client.submit(page, {f"orang-{name}": option["value"]}).location)
    if name in files:
        return client.submit(page, {f"dokumen.{name}": photo()})
    result = client.submit(page, answers.get(name, {}))
    assert result.status == 302, (name, result.wrong)
    return result


def apply_for_birth(client, **kwargs):
    """Apply for a birth certificate from the first page to the receipt; return the receipt."""
    check = fill_in(client, begin(client), **kwargs)
    sent = client.submit(check, {"pernyataan": "ya"})
    assert sent.status == 302, sent.wrong
    return client.get(sent.location)


def reported_birth(name="sari", family=FAMILY, *, files=("surat_lahir",)):
    """Report a birth through the actions, page by page, without a browser; return the case."""
    applicant = person(name)
    case = drafts.start(offer=catalog.offer_for("akta-kelahiran", applicant), person=applicant)
    members = {str(one.elements["person.name"]): str(one.ref) for one in lookups.family(applicant)}
    while (page := applying.opened(case, applicant).next_page()) is not None:
        typed = {path: [text] for path, text in BIRTH.get(page.id, {}).items()}
        if page.id in files:
            typed[f"dokumen.{page.id}"] = [uploaded(applicant, f"dokumen.{page.id}")]
        if page.id in family:
            picked = {page.id: members[family[page.id]]}
            save(case, applicant, page.id, {}, picked=picked)
        save(case, applicant, page.id, typed, confirmed=page.id in family)
    drafts.hand_in(case=case, person=applicant)
    return Case.objects.get(pk=case.pk)


def save(case, applicant, page, typed, **kwargs):
    """Save one page of a draft."""
    case.refresh_from_db()
    sent = drafts.Sent(page=page, raw=lambda name: typed.get(name, []), base=10**6, **kwargs)
    return drafts.save_page(case=case, sent=sent, person=applicant)


def uploaded(owner, path):
    """Put a photograph into somebody's vault as what a field asks for; return its reference."""
    field = catalog.service(catalog.offer_for("akta-kelahiran", owner).version_id).form.fields[path]
    return str(inputs.accept(photo(), field, owner=owner, government=owner.government).ref)
