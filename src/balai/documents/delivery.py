"""Hand a file to a browser so that nothing in it can act on this site."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from balai.documents.types import Content

_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
_SHOWN_PDF = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def deliver(content: Content, *, inline: bool = False) -> HttpResponse:
    """Return the answer with a file's bytes: a picture is shown, everything else is downloaded; nothing is
    cached. With `inline` a PDF is shown too, to those who must read many of them.

    The sandbox takes scripts, forms and our origin from whatever the bytes turn out to be. Browsers show no
    PDF inside it; theirs runs in a viewer apart, and `intake` has taken scripts and actions out of the file.
    """
    pdf = inline and content.media_type == "application/pdf"
    shown = pdf or content.media_type.startswith("image/")
    response = HttpResponse(content.body, content_type=content.media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not shown, content.name) or "attachment"
    )
    response.headers["Content-Security-Policy"] = _SHOWN_PDF if pdf else _SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
