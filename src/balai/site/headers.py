"""Headers of every answer, beside those of Django's security middleware and the content security policy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# Nothing here needs a sensor. A file field may still open the camera: that is the browser's own act.
_REFUSED = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation "
    "gyroscope hid idle-detection magnetometer microphone midi payment screen-wake-lock serial usb "
    "xr-spatial-tracking"
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in _REFUSED.split())


class Headers:
    """Sets the headers; what the view set itself stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with headers."""
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if _personal(request, response):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whoever has a session, or just got one, may see personal data: no browser or proxy keeps it."""
    return settings.SESSION_COOKIE_NAME in {*request.COOKIES, *response.cookies}
