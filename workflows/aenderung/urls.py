"""Addresses of changes and versions of a case."""

from django.urls import path

from workflows.aenderung.seiten import (
    AenderungBeantragen,
    AenderungSeite,
    AenderungZurueckziehen,
    Frueher,
    Staende,
)

urlpatterns = [
    path("antraege/<int:pk>/aenderung/", AenderungBeantragen.as_view(), name="aenderung_beantragen"),
    path("antraege/<int:pk>/aenderungen/<int:nr>/", AenderungSeite.as_view(), name="aenderung"),
    path(
        "antraege/<int:pk>/aenderungen/<int:nr>/zurueckziehen/",
        AenderungZurueckziehen.as_view(),
        name="aenderung_zurueckziehen",
    ),
    path("antraege/<int:pk>/staende/", Staende.as_view(), name="staende"),
    path("antraege/<int:pk>/frueher/", Frueher.as_view(), name="antrag_frueher"),
]
