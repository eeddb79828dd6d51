"""What lies on disk and in rows cannot be read without the document's own key, nor moved elsewhere."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from balai.documents import access, actions, storage
from balai.documents.models import Document
from balai.kernel.canonical import NotCanonical
from balai.lib.errors import NotFound, Unavailable
from balai.lib.keys.models import SubjectKey
from balai.lib.keys.sealing import KeyDestroyed, SealBroken, forget_keys
from balai.people.models import Person
from tests.documents import samples
from tests.documents.conftest import AT, Town, order

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def upload(town: Town, owner: Person) -> Document:
    return actions.accept(
        file=BytesIO(samples.jpeg()),
        name="surat-bintang.jpg",
        kind="birth.letter",
        owner=owner,
        government=town.government,
        actor=town.acting(owner),
    )


def stored_bytes(settings: Settings) -> bytes:
    """Return everything that lies in the documents' folder and in the database."""
    files = b"".join(path.read_bytes() for path in Path(settings.DOCUMENTS).rglob("*") if path.is_file())
    with connection.cursor() as cursor:
        rows = b"".join(
            repr(cursor.execute(f'SELECT * FROM "{table}"').fetchall()).encode()
            for table in ("document", "issued_document", "entry", "record")
        )
    return files + rows


def test_nothing_stored_can_be_read_without_its_key(town: Town, settings: Settings) -> None:
    document = upload(town, town.citizen)
    issued = actions.issue(order=order(), agency=town.agency, owner=town.citizen, actor=town.system, at=AT)
    plain = {access.read(document)[start : start + 16] for start in range(0, document.size - 16, 16)}
    plain |= {access.read(issued)[start : start + 16] for start in range(0, issued.size - 16, 16)}
    everything = stored_bytes(settings)
    assert not [part for part in plain if part in everything]
    for word in (b"surat-bintang", b"Bintang Contoh", b"Rina Contoh", b"JFIF", b"%PDF"):
        assert word not in everything


def test_a_document_whose_key_was_destroyed_is_gone_for_good(town: Town) -> None:
    document = upload(town, town.citizen)
    SubjectKey.objects.using("keys").filter(pk=document.key).update(secret=None)
    forget_keys()
    with pytest.raises(KeyDestroyed):
        access.read(document)
    with pytest.raises(KeyDestroyed):
        _ = document.name


def test_sealed_bytes_moved_to_another_row_do_not_open(town: Town) -> None:
    mine, theirs = upload(town, town.citizen), upload(town, town.neighbour)
    storage.write(mine.ref, storage.read(theirs.ref))
    with pytest.raises(SealBroken):
        access.read(mine)
    mine.key, mine.sealed_name = theirs.key, theirs.sealed_name
    with pytest.raises(SealBroken):
        access.read(mine)
    with pytest.raises(SealBroken):
        _ = mine.name


def test_one_changed_byte_on_the_disk_is_noticed(town: Town) -> None:
    document = upload(town, town.citizen)
    sealed = bytearray(storage.read(document.ref))
    sealed[len(sealed) // 2] ^= 1
    storage.write(document.ref, bytes(sealed))
    with pytest.raises(SealBroken):
        access.read(document)


def test_a_full_disk_keeps_nothing_and_says_that_nothing_was_saved(town: Town, settings: Settings) -> None:
    Path(settings.DOCUMENTS).parent.mkdir(exist_ok=True)
    Path(settings.DOCUMENTS).write_bytes(b"not a folder")
    with pytest.raises(Unavailable):
        upload(town, town.citizen)
    assert Document.objects.count() == 0


def test_bytes_whose_row_cannot_be_committed_are_removed(town: Town, settings: Settings) -> None:
    unwritable = replace(town.system, mandate=1.5)  # type: ignore[arg-type]  # a float has no place in the log
    with pytest.raises(NotCanonical):
        actions.accept(
            file=BytesIO(samples.jpeg()),
            name="a.jpg",
            kind="x",
            owner=town.citizen,
            government=town.government,
            actor=unwritable,
        )
    assert Document.objects.count() == 0
    assert [path for path in Path(settings.DOCUMENTS).rglob("*") if path.is_file()] == []


def test_stored_files_are_their_owners_only(town: Town) -> None:
    path = storage.path_of(upload(town, town.citizen).ref)
    assert path.stat().st_mode & 0o077 == 0


def test_another_persons_document_is_not_found(town: Town) -> None:
    document = upload(town, town.citizen)
    with pytest.raises(NotFound):
        access.get_document(town.neighbour, document.ref)
