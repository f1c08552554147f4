"""Addresses of this room."""

from django.urls import path

from antraege.programme.views.freigabe import Freigabe
from antraege.programme.views.oeffentlich import Programm, Programme

urlpatterns = [
    path("programme/", Programme.as_view(), name="programme"),
    path("programme/<slug:kuerzel>/", Programm.as_view(), name="programm"),
    path("programme/<slug:kuerzel>/freigeben/", Freigabe.as_view(), name="richtlinie_freigeben"),
]
