"""Addresses of notices, below /kotak-masuk/."""

from django.urls import path

from balai.notices import web

urlpatterns = [
    path("", web.inbox, name="inbox"),
    path("<uuid:ref>/", web.letter, name="letter"),
]
