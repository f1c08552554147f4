"""Addresses of papers for council and committees; a paper has its number within its case."""

from django.urls import path

from workflows.gremien.seiten import BeschlussErfassen, VorlageSchreiben, VorlageSeite, VorlageZurueckziehen
from workflows.gremien.seiten_sitzungen import (
    AuszugDatei,
    AuszugHinterlegen,
    ErgebnisNachtragen,
    Gremienkalender,
    SitzungAendern,
    SitzungNeu,
    SitzungSeite,
)
from workflows.gremien.seiten_vorlagen import (
    Drucksache,
    DrucksachePdf,
    VorlageAufgeben,
    VorlageBearbeiten,
    VorlageEinbringen,
    VorlageNeu,
)

VORNE = "faelle/<int:pk>/"
urlpatterns = [
    path("gremien/", Gremienkalender.as_view(), name="gremien"),
    path("gremien/sitzungen/neu/", SitzungNeu.as_view(), name="sitzung_neu"),
    path("gremien/sitzungen/<int:pk>/", SitzungSeite.as_view(), name="sitzung"),
    path("gremien/sitzungen/<int:pk>/aendern/", SitzungAendern.as_view(), name="sitzung_aendern"),
    path("gremien/beratungen/<int:pk>/ergebnis/", ErgebnisNachtragen.as_view(), name="ergebnis_nachtragen"),
    path("gremien/beratungen/<int:pk>/auszug/", AuszugHinterlegen.as_view(), name="auszug_hinterlegen"),
    path("gremien/auszuege/<int:pk>/", AuszugDatei.as_view(), name="auszug"),
    path("vorlagen/neu/", VorlageNeu.as_view(), name="vorlage_neu"),
    path("vorlagen/<slug:drucksache>/bearbeiten/", VorlageBearbeiten.as_view(), name="vorlage_bearbeiten"),
    path("vorlagen/<slug:drucksache>/einbringen/", VorlageEinbringen.as_view(), name="vorlage_einbringen"),
    path("vorlagen/<slug:drucksache>/zurueckziehen/", VorlageAufgeben.as_view(), name="vorlage_aufgeben"),
    path("vorlagen/<slug:drucksache>/", Drucksache.as_view(), name="drucksache"),
    path("vorlagen/<slug:drucksache>/pdf/", DrucksachePdf.as_view(), name="drucksache_pdf"),
    path(f"{VORNE}gremienvorlage/", VorlageSchreiben.as_view(), name="gremienvorlage_schreiben"),
    path(f"{VORNE}beschluss/", BeschlussErfassen.as_view(), name="beschluss_erfassen"),
    path(f"{VORNE}gremienvorlagen/<int:nr>/", VorlageSeite.as_view(), name="gremienvorlage"),
    path(
        f"{VORNE}gremienvorlagen/<int:nr>/zurueckziehen/",
        VorlageZurueckziehen.as_view(),
        name="gremienvorlage_zurueckziehen",
    ),
]
