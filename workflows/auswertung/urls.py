"""Addresses of the evaluations."""

from django.urls import path

from workflows.auswertung.listen import Abrufe, Aufgaben, Faelle
from workflows.auswertung.seiten import Jahresbericht, Mittel, Module, Verfahren, Zuwendungen

urlpatterns = [
    path("auswertungen/", Mittel.as_view(), name="auswertungen"),
    path("auswertungen/zuwendungen/", Zuwendungen.as_view(), name="zuwendungen"),
    path("auswertungen/verfahren/", Verfahren.as_view(), name="verfahrensdauer"),
    path("auswertungen/vereinbarungen/", Module.as_view(), name="auswertung_module"),
    path("auswertungen/jahresbericht/", Jahresbericht.as_view(), name="jahresbericht"),
    path("auswertungen/faelle/", Faelle.as_view(), name="auswertung_faelle"),
    path("auswertungen/aufgaben/", Aufgaben.as_view(), name="auswertung_aufgaben"),
    path("auswertungen/abrufe/", Abrufe.as_view(), name="auswertung_abrufe"),
]
