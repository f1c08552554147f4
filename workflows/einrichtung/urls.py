"""Addresses of the pages that try out a programme."""

from django.urls import path

from workflows.einrichtung.seiten import (
    Planvorschau,
    Probelauf,
    Unterlagenvorschau,
    Vorhabenvorschau,
    Vorschau,
    Vorschauseite,
)

VORSCHAU = "richtlinien/<int:pk>/vorschau/"
urlpatterns = [
    path(VORSCHAU, Vorschau.as_view(), name="fassung_vorschau"),
    path(f"{VORSCHAU}vorhaben/", Vorhabenvorschau.as_view(), name="fassung_vorschau_vorhaben"),
    path(f"{VORSCHAU}<int:nr>/", Vorschauseite.as_view(), name="fassung_vorschau_seite"),
    path(f"{VORSCHAU}plan/", Planvorschau.as_view(), name="fassung_vorschau_plan"),
    path(f"{VORSCHAU}unterlagen/", Unterlagenvorschau.as_view(), name="fassung_vorschau_unterlagen"),
    path("richtlinien/<int:pk>/probelauf/", Probelauf.as_view(), name="fassung_probelauf"),
]
