"""Turn an uploaded PDF into a quiet one: opened, counted, everything that acts or hides removed; or refuse
it.
"""

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from balai.documents.errors import DocumentRefused
from balai.documents.policy import ImagePolicy, PdfPolicy

_ROOT_EXTRAS = (
    "/OpenAction",
    "/AA",
    "/Names",
    "/AcroForm",
    "/Collection",
    "/AF",
    "/Metadata",
    "/URI",
    "/PieceInfo",
)
_ACTING_KEYS = (
    "/AA",
    "/JS",
    "/A",
    "/PA",
    "/EF",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/XFA",
    "/PieceInfo",
)
_ACTING_NOTES = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Widget", "/Link"}
_PACKED = re.compile(rb"/(?:ObjStm|XRef)\b")
_STREAM = re.compile(rb"stream\r?\n")
_DEEPEST = 40
_CHUNK = 1 << 20


def cleaned(data: bytes, policy: PdfPolicy, images: ImagePolicy) -> tuple[bytes, int]:
    """Return the PDF written anew, without scripts, actions, attachments or metadata, and its pages.

    Raises DocumentRefused. Links and form fields go too: what an official reads must not act.
    """
    _refuse_packed_bombs(data, policy)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            pages = _counted(pdf, policy)
            _refuse_bombs(pdf, policy, images)
            _quieten(pdf)
            return _written(pdf), pages
    except DocumentRefused:
        raise
    except pikepdf.PasswordError as error:
        raise DocumentRefused("encrypted") from error
    except Exception as error:  # a parser that reads hostile bytes may raise anything at all
        raise DocumentRefused("damaged") from error


def _counted(pdf: Pdf, policy: PdfPolicy) -> int:
    if pdf.is_encrypted:
        raise DocumentRefused("encrypted")
    pages = len(pdf.pages)
    if pages > policy.max_pages:
        raise DocumentRefused("too_many_pages", pages=policy.max_pages)
    if pages == 0:
        raise DocumentRefused("damaged")
    return pages


def _refuse_packed_bombs(data: bytes, policy: PdfPolicy) -> None:
    """Unpack the streams that merely opening the file unpacks, with a limit, before a parser does it without
    one.
    """
    left = policy.max_unpacked_bytes // 4
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 1024) : match.start()].rpartition(b"obj")[2]
        if _PACKED.search(head):
            left -= _unpacked_size(data[match.end() :], left)


def _unpacked_size(packed: bytes, left: int) -> int:
    """Return how many bytes a deflated stream unpacks to. Raises DocumentRefused beyond `left`; garbage
    counts 0.
    """
    reader, size, rest = zlib.decompressobj(), 0, packed
    while rest and not reader.eof:
        try:
            size += len(reader.decompress(rest, _CHUNK))
        except zlib.error:
            break
        if size > left:
            raise DocumentRefused("unpacks_too_large")
        rest = reader.unconsumed_tail
    return size


def _refuse_bombs(pdf: Pdf, policy: PdfPolicy, images: ImagePolicy) -> None:
    left = policy.max_unpacked_bytes
    for item in pdf.objects:
        if not isinstance(item, Stream):
            continue
        if _pixels(item) > images.max_pixels:
            raise DocumentRefused("too_many_pixels")
        filters = _filters(item)
        if filters.count("/FlateDecode") > 1:
            raise DocumentRefused("unpacks_too_large")
        if filters[:1] == ["/FlateDecode"]:
            left -= _unpacked_size(item.read_raw_bytes(), left)


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, Array) else [str(found)]


def _pixels(stream: Stream) -> int:
    if stream.get("/Subtype") != Name.Image:
        return 0
    return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))


def _quieten(pdf: Pdf) -> None:
    for key in _ROOT_EXTRAS:
        _drop(pdf.Root, key)
    _drop(pdf.trailer, "/Info")
    for page in pdf.pages:
        _keep_still_notes(page.obj)
    for item in pdf.objects:
        _visit(item, _silence, 0)


def _keep_still_notes(page: Any) -> None:
    notes = page.get("/Annots")
    if notes is None:
        return
    still = [note for note in notes if str(note.get("/Subtype")) not in _ACTING_NOTES]
    page["/Annots"] = Array(still)


def _visit(item: Any, visit: Callable[[Any], None], depth: int) -> None:
    """Call `visit` on a dictionary and on every dictionary written directly inside it."""
    if depth > _DEEPEST:
        raise DocumentRefused("damaged")
    if isinstance(item, Dictionary | Stream):
        visit(item)
        children = [value for _, value in item.items()]
    elif isinstance(item, Array):
        children = list(item)
    else:
        return
    for child in children:
        if isinstance(child, Dictionary | Array) and not child.is_indirect:
            _visit(child, visit, depth + 1)


def _silence(item: Any) -> None:
    for key in _ACTING_KEYS:
        _drop(item, key)


def _drop(item: Any, key: str) -> None:
    if key in item:
        del item[key]


def _written(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, linearize=False, deterministic_id=True)
    return out.getvalue()
