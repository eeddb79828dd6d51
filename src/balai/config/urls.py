"""Addresses: each module's own, under the hall."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("balai.cases.api_urls", namespace="api")),
    path("", include("balai.site.urls")),
    path("", include("balai.people.urls")),
    path("", include("balai.notices.urls")),
    path("", include("balai.documents.urls")),
    path("", include("balai.catalog.urls")),
    path("", include("balai.cases.urls")),
]

handler400 = "balai.site.errors.bad_request"
handler403 = "balai.site.errors.permission_denied"
handler404 = "balai.site.errors.page_not_found"
handler500 = "balai.site.errors.server_error"
