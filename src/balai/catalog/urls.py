"""Addresses: the front page, the search, the services and the published standard and the manuscript of each."""

from django.urls import path

from balai.catalog import web

urlpatterns = [
    path("", web.front, name="front"),
    path("cari/", web.search, name="search"),
    path("layanan/", web.services, name="services"),
    path("layanan/<slug:name>/", web.service, name="service"),
    path("layanan/<slug:name>/naskah/", web.manuscript, name="manuscript"),
    path("naskah/", web.manuscripts, name="manuscripts"),
]
