"""What may be uploaded, what is refused and with which reason, and what is left of a file that is kept."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from balai.documents import access, actions, policy, selectors
from balai.documents.errors import REASONS, DocumentRefused
from balai.documents.models import Document
from balai.ledger.models import Entry
from tests.documents import samples
from tests.documents.conftest import Town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def upload(town: Town, data: bytes, name: str, kind: str = "birth.letter") -> Document:
    return actions.accept(
        file=BytesIO(data),
        name=name,
        kind=kind,
        owner=town.citizen,
        government=town.government,
        actor=town.acting(town.citizen),
    )


HOSTILE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "an empty file": ("empty", "surat.jpg", lambda: b""),
    "a page of HTML named as a photograph": ("not_what_it_says", "surat.jpg", lambda: samples.HTML),
    "a page of HTML": ("type_not_accepted", "surat.html", lambda: samples.HTML),
    "an SVG with a script": ("type_not_accepted", "surat.svg", lambda: samples.SVG),
    "an SVG with a script named as a picture": ("not_what_it_says", "surat.png", lambda: samples.SVG),
    "the test virus": ("type_not_accepted", "eicar.com", lambda: samples.EICAR),
    "an XML bomb named as a PDF": ("not_what_it_says", "surat.pdf", lambda: samples.XML_BOMB),
    "a program": ("type_not_accepted", "surat.exe", lambda: samples.EXECUTABLE),
    "a program named as a PDF": ("not_what_it_says", "surat.pdf", lambda: samples.EXECUTABLE),
    "a name turned around by Unicode": (
        "type_not_accepted",
        "surat\u202egpj.exe",
        lambda: samples.EXECUTABLE,
    ),
    "a GIF": ("type_not_accepted", "surat.gif", samples.gif),
    "a GIF that is a PDF too": ("two_kinds_in_one", "surat.pdf", samples.gif_and_pdf),
    "a JPEG that is a PDF too": ("two_kinds_in_one", "surat.jpg", samples.jpeg_and_pdf),
    "a PDF named as a photograph": ("not_what_it_says", "surat.jpg", samples.pdf),
    "a photograph named as a PDF": ("not_what_it_says", "surat.pdf", samples.jpeg),
    "a photograph named as a program": ("not_what_it_says", "surat.exe", samples.jpeg),
    "a zip bomb": ("type_not_accepted", "surat.zip", samples.zip_bomb),
    "a zip bomb named as a PDF": ("not_what_it_says", "surat.pdf", samples.zip_bomb),
    "a pixel bomb": ("too_many_pixels", "surat.png", samples.pixel_bomb),
    "a pixel bomb below Pillow's own limit": (
        "too_many_pixels",
        "surat.png",
        lambda: samples.pixel_bomb(8000, 8000),
    ),
    "a truncated photograph": ("damaged", "surat.jpg", lambda: samples.jpeg()[:9000]),
    "a truncated picture": ("damaged", "surat.png", lambda: samples.saved(samples.page(), "PNG")[:9000]),
    "only the start of a PDF": ("damaged", "surat.pdf", lambda: b"%PDF-1.7\n%\xe2\xe3"),
    "a PDF of noise": ("damaged", "surat.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40),
    "a PDF locked by a password": ("encrypted", "surat.pdf", lambda: samples.locked_pdf("rahasia")),
    "an encrypted PDF without a password": ("encrypted", "surat.pdf", lambda: samples.locked_pdf("")),
    "a PDF of many pages": ("too_many_pages", "surat.pdf", lambda: samples.pdf(41)),
    "a PDF that unpacks to a gigabyte": ("unpacks_too_large", "surat.pdf", samples.stream_bomb_pdf),
    "a PDF that is a bomb on opening": ("unpacks_too_large", "surat.pdf", samples.object_bomb_pdf),
    "a PDF with a pixel bomb": ("too_many_pixels", "surat.pdf", samples.pixel_bomb_pdf),
    "a tiny picture": ("too_small", "surat.jpg", lambda: samples.saved(samples.page((300, 400)), "JPEG")),
    "a photograph of a wall": (
        "blank",
        "surat.jpg",
        lambda: samples.saved(Image.new("RGB", (900, 900), "grey"), "JPEG"),
    ),
    "a blurred photograph": ("blurred", "surat.jpg", samples.blurred),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_cannot_be_used_is_refused_and_leaves_nothing(
    town: Town, settings: Settings, what: str
) -> None:
    reason, name, made = HOSTILE[what]
    entries = Entry.objects.count()
    with pytest.raises(DocumentRefused) as refusal:
        upload(town, made(), name)
    assert refusal.value.reason == reason
    assert str(refusal.value.text)
    assert "%" not in str(refusal.value.text)
    assert Document.objects.count() == 0
    assert Entry.objects.count() == entries
    assert not Path(settings.DOCUMENTS).exists()


def test_a_file_larger_than_the_limit_is_refused_without_being_read_whole(town: Town) -> None:
    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return b"\xff" * size

    file: Any = Endless()
    with pytest.raises(DocumentRefused) as refusal:
        actions.accept(
            file=file,
            name="a.jpg",
            kind="x",
            owner=town.citizen,
            government=town.government,
            actor=town.system,
        )
    assert refusal.value.reason == "too_large"
    assert file.given == policy.uploads().max_bytes + 1


def test_every_reason_of_a_refusal_is_proved_by_a_hostile_file() -> None:
    proved = {reason for reason, _, _ in HOSTILE.values()} | {"too_large", "heic_not_readable"}
    assert proved == set(REASONS)


def test_a_heic_photograph_is_refused_with_the_way_out_when_it_cannot_be_opened(town: Town) -> None:
    header = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 300
    with pytest.raises(DocumentRefused) as refusal:
        upload(town, header, "IMG_1.HEIC")
    assert refusal.value.reason == "heic_not_readable"


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_readable_picture_is_kept_as_a_jpeg(town: Town, kind: str, suffix: str) -> None:
    document = upload(town, samples.saved(samples.page(), kind), f"surat.{suffix}")
    body = access.read(document)
    assert document.media_type == "image/jpeg"
    assert document.name == "surat.jpg"
    assert Image.open(BytesIO(body)).size == (900, 1200)
    assert document.size == len(body)


def test_a_sharp_page_with_a_single_line_is_readable(town: Town) -> None:
    sparse = samples.page((900, 1200))
    sparse.paste("white", (0, 70, 900, 1200))
    assert upload(town, samples.saved(sparse, "JPEG"), "surat.jpg").pages == 1


def test_a_png_named_as_a_jpeg_is_kept_because_it_is_written_anew(town: Town) -> None:
    document = upload(town, samples.saved(samples.page(), "PNG"), "WhatsApp.jpg")
    assert access.read(document).startswith(b"\xff\xd8")


def test_where_a_photograph_was_taken_is_forgotten(town: Town) -> None:
    data = samples.located_jpeg()
    assert b"KAMERA-RAHASIA" in data
    body = access.read(upload(town, data, "surat.jpg"))
    assert b"KAMERA-RAHASIA" not in body
    assert b"Exif" not in body
    assert not Image.open(BytesIO(body)).getexif()


def test_a_photograph_is_turned_upright_and_made_smaller(town: Town) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = samples.saved(samples.page((4000, 3000)), "JPEG", exif=exif)
    kept = Image.open(BytesIO(access.read(upload(town, data, "surat.jpg"))))
    assert kept.size == (1860, 2480)


def test_what_follows_a_picture_in_its_file_is_dropped(town: Town) -> None:
    body = access.read(upload(town, samples.jpeg() + b"<script>JAHAT</script>", "surat.jpg"))
    assert b"JAHAT" not in body


def test_a_pdf_is_kept_without_anything_that_acts_or_hides(town: Town) -> None:
    document = upload(town, samples.acting_pdf(), "surat.pdf")
    body = access.read(document)
    with pikepdf.open(BytesIO(body)) as kept:
        text = kept.Root.unparse(resolved=True) + b"".join(one.unparse(resolved=True) for one in kept.objects)
        assert len(kept.pages) == document.pages == 1
    for trace in (b"JAHAT", b"JavaScript", b"Launch", b"EmbeddedFile", b"OpenAction", b"RAHASIA"):
        assert trace not in text + body, trace


def test_a_file_name_is_kept_without_path_or_control_characters(town: Town) -> None:
    document = upload(town, samples.jpeg(), "..\\..\\etc/pas\x00swd\u202e" + "a" * 300 + ".png")
    assert document.name.startswith("passwdaaa")
    assert document.name.endswith("a.jpg")
    assert len(document.name) <= 124


def test_an_upload_is_an_entry_of_the_proof_log(town: Town) -> None:
    document = upload(town, samples.jpeg(), "surat.jpg")
    entry = Entry.objects.latest("id")
    assert entry.subject == f"document:{document.ref}"
    assert entry.key == document.key


def test_the_vault_offers_ones_own_documents_of_a_kind_newest_first(town: Town) -> None:
    first = upload(town, samples.jpeg(), "satu.jpg")
    second = upload(town, samples.pdf(), "dua.pdf")
    upload(town, samples.jpeg(), "tiga.jpg", kind="family.card")
    assert selectors.vault(town.citizen, "birth.letter") == [second, first]
    assert len(selectors.vault(town.citizen)) == 3
    assert selectors.vault(town.neighbour) == []
