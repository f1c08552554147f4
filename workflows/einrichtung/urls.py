"""Addresses of the pages that try out a programme."""

from django.urls import path

from workflows.einrichtung.seiten import Probelauf, Vorschau, Vorschauseite

urlpatterns = [
    path("richtlinien/<int:pk>/vorschau/", Vorschau.as_view(), name="fassung_vorschau"),
    path("richtlinien/<int:pk>/vorschau/<int:nr>/", Vorschauseite.as_view(), name="fassung_vorschau_seite"),
    path("richtlinien/<int:pk>/probelauf/", Probelauf.as_view(), name="fassung_probelauf"),
]
