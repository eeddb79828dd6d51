"""What the doors of cases read from a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO, cast

from balai.documents import actions as documents
from balai.documents.errors import DocumentRefused
from balai.kernel import forms
from balai.kernel.forms.types import UPLOADED
from balai.people import selectors as people

if TYPE_CHECKING:
    from django.core.files import File
    from django.http import HttpRequest

    from balai.documents.models import Document
    from balai.people.models import Government, Person

REVISION = "revisi"
PICK = "orang-"
CHOOSE = "pilih-"
_LONGEST = 200


def revision(request: HttpRequest) -> int:
    """Return the draft's revision that a page was shown with; 0 when it is not said, so that nothing is overwritten unasked."""
    text = request.POST.get(REVISION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def with_prefix(request: HttpRequest, prefix: str) -> dict[str, str]:
    """Return the posted texts whose name begins with `prefix`, by the rest of the name."""
    return {
        name.removeprefix(prefix): text[:_LONGEST]
        for name, text in request.POST.items()
        if name.startswith(prefix) and isinstance(text, str)
    }


def accept(file: File[bytes], field: forms.Field, *, owner: Person, government: Government) -> Document:
    """Put one file into a person's vault as what the field asks for. Raises DocumentRefused."""
    return documents.accept(
        file=cast("BinaryIO", file),
        name=file.name or "",
        kind=field.element or field.path,
        owner=owner,
        government=government,
        actor=people.applicant(owner),
    )


def uploads(
    request: HttpRequest, form: forms.Form, *, owner: Person, government: Government
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Put every file sent with a page into the vault; return the references, and the refusals in words, by path."""
    refs: dict[str, list[str]] = {}
    refused: dict[str, str] = {}
    for path, field in form.fields.items():
        if field.kind not in UPLOADED:
            continue
        for file in request.FILES.getlist(path):
            try:
                document = accept(file, field, owner=owner, government=government)
            except DocumentRefused as error:
                refused[path] = str(error.text)
            else:
                refs.setdefault(path, []).append(str(document.ref))
    return refs, refused


def raw(
    request: HttpRequest, form: forms.Form, refs: Mapping[str, list[str]], refused: Mapping[str, str]
) -> Callable[[str], list[str]]:
    """Return what gives the texts of a control: a new file wins over one held, several files join those ticked.

    A refused file changes nothing: what the field held before stays.
    """

    def texts(name: str) -> list[str]:
        field = form.fields.get(name)
        posted = request.POST.getlist(name)
        if field is None or field.kind not in UPLOADED:
            return posted
        if name in refused:
            return [text for text in posted if text] + refs.get(name, [])
        if field.kind == "documents":
            return posted + refs.get(name, [])
        return refs.get(name, []) or posted

    return texts
