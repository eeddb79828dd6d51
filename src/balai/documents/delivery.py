"""Hand a file to a browser so that nothing in it can act on this site."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from balai.documents.types import Content

_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def deliver(content: Content) -> HttpResponse:
    """Return the answer with a file's bytes: a picture is shown, everything else is downloaded; nothing is
    cached.

    The sandbox takes scripts, forms and our origin from whatever the bytes turn out to be.
    """
    shown = content.media_type.startswith("image/")
    response = HttpResponse(content.body, content_type=content.media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not shown, content.name) or "attachment"
    )
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
