"""Addresses of the frame. `handler400` ... `handler500` stand here for `config.urls` to import."""

from django.urls import path

from balai.site import web

handler400 = "balai.site.errors.bad_request"
handler403 = "balai.site.errors.permission_denied"
handler404 = "balai.site.errors.page_not_found"
handler500 = "balai.site.errors.server_error"

urlpatterns = [
    path("bahasa/", web.set_language, name="set_language"),
    path("sesi/", web.extend_session, name="extend_session"),
    path("tentang/", web.about, name="about"),
    path("aksesibilitas/", web.accessibility, name="accessibility"),
    path("keamanan/", web.security, name="security"),
    path(".well-known/security.txt", web.security_txt, name="security_txt"),
    path("komponen/", web.components, name="components"),
]
