"""Addresses of the evaluations."""

from django.urls import path

from workflows.auswertung.seiten import Mittel

urlpatterns = [
    path("auswertungen/", Mittel.as_view(), name="auswertungen"),
]
