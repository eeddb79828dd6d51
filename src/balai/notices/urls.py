"""Addresses of notices."""

from django.urls import path

from balai.notices import web

urlpatterns = [
    path("kotak-masuk/", web.inbox, name="inbox"),
    path("kotak-masuk/<uuid:ref>/", web.letter, name="letter"),
]
