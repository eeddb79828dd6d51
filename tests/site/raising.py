"""Addresses for the tests of error pages: each raises what its name says, as a view of ours might."""

import errno

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect

from balai.lib import errors
from balai.site.errors import bad_request, page_not_found, permission_denied, server_error

RAISED = {
    "absent": Http404("1971010101900001"),
    "unknown": errors.NotFound(),
    "denied": PermissionDenied(),
    "forbidden": errors.Forbidden(),
    "stale": errors.Conflict("Berkas ini sudah diambil Petugas verifikasi."),
    "invalid": errors.InvalidInput(fields={"nik": "NIK harus 16 angka."}),
    "hurried": errors.TooMany(retry_after=90),
    "large": RequestDataTooBig(),
    "crash": ValueError("1971010101900001"),
    "locked": OperationalError("database is locked"),
    "full": OSError(errno.ENOSPC, "No space left on device"),
}


def raising(request, what):
    raise RAISED[what]


@csrf_protect
def guarded(request, secret):
    return HttpResponse("saved")


handler400, handler403, handler404, handler500 = bad_request, permission_denied, page_not_found, server_error
urlpatterns = [
    path("", include("balai.site.urls")),
    path("raise/<str:what>/", raising),
    path("api/raise/<str:what>/", raising),
    path("guarded/<str:secret>/", guarded),
    path("masuk/", raising, {"what": "absent"}, name="account_login"),
]
