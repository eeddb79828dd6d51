"""Addresses of documents; config mounts them at the root."""

from django.urls import path

from balai.documents import web

urlpatterns = [
    path("dokumen/", web.vault, name="vault"),
    path("dokumen/<uuid:ref>/", web.document, name="document"),
    path("dokumen/terbit/<uuid:ref>/", web.issued, name="issued_document"),
    path("verifikasi/", web.verification, name="verification"),
    path("verifikasi/berkas/", web.file, name="verification_file"),
    path("verifikasi/<str:code>", web.result, name="verification_result"),
    path(".well-known/balai-keys.json", web.keys, name="verification_keys"),
]
