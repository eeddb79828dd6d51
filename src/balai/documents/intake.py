"""Decide what an uploaded file is by its content, not its name, and have it cleaned by the one who knows its
kind.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import filetype

from balai.documents import images, pdfs
from balai.documents.errors import DocumentRefused
from balai.documents.policy import UploadPolicy

PDF = "application/pdf"
JPEG = "image/jpeg"
_PICTURES = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".heic", ".heif"})
_HEADER_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Clean:
    """A file fit to be kept: what it is, its bytes written anew, how many pages."""

    media_type: str
    body: bytes
    pages: int


def cleaned(file: BinaryIO, name: str, policy: UploadPolicy) -> Clean:
    """Return the file as it may be kept. Raises DocumentRefused with the reason; nothing is stored."""
    data = _whole(file, policy)
    found = _kind_of(data, PurePosixPath(name).suffix.lower())
    if found == PDF:
        return Clean(PDF, *pdfs.cleaned(data, policy.pdf, policy.image))
    return Clean(JPEG, images.cleaned(data, found, policy.image), 1)


def _whole(file: BinaryIO, policy: UploadPolicy) -> bytes:
    data = file.read(policy.max_bytes + 1)
    if not data:
        raise DocumentRefused("empty")
    if len(data) > policy.max_bytes:
        raise DocumentRefused("too_large", megabytes=policy.max_bytes // 1_000_000)
    return data


def _kind_of(data: bytes, suffix: str) -> str:
    """Return the media type, when content and name agree and only one kind of file is in it."""
    kind = filetype.guess(data)
    found = kind.mime if kind else ""
    if found != PDF and b"%PDF-" in data[:_HEADER_BYTES]:
        raise DocumentRefused("two_kinds_in_one")
    if found not in images.FORMATS and found != PDF:
        named_as_ours = suffix in _PICTURES or suffix == ".pdf"
        raise DocumentRefused("not_what_it_says" if named_as_ours else "type_not_accepted")
    fitting = {".pdf"} if found == PDF else _PICTURES
    if suffix and suffix not in fitting:
        raise DocumentRefused("not_what_it_says")
    return found
