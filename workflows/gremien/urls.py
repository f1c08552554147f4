"""Addresses of papers for council and committees; a paper has its number within its case."""

from django.urls import path

from workflows.gremien.seiten import BeschlussErfassen, VorlageSchreiben, VorlageSeite, VorlageZurueckziehen
from workflows.gremien.seiten_vorlagen import Drucksache, DrucksachePdf

VORNE = "faelle/<int:pk>/"
urlpatterns = [
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
