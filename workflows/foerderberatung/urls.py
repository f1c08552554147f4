"""Addresses of this room."""

from django.urls import path

from workflows.foerderberatung import seiten, seiten_anfrage

urlpatterns = [
    path("beratung/anfragen/", seiten_anfrage.Anfragen.as_view(), name="beratung_anfragen"),
    path("beratung/angefragt/", seiten_anfrage.Angefragt.as_view(), name="beratung_angefragt"),
    path("beratung/", seiten.Beratungen.as_view(), name="beratungen"),
    path("beratung/neu/", seiten.VermerkNeu.as_view(), name="beratung_neu"),
    path("beratung/foerderfinder/", seiten.Beratungsfinder.as_view(), name="beratungsfinder"),
    path("beratung/<int:pk>/", seiten.Vermerk.as_view(), name="beratung"),
    path("beratung/<int:pk>/aendern/", seiten.VermerkAendern.as_view(), name="beratung_aendern"),
    path("beratung/<int:pk>/beantworten/", seiten.Beantworten.as_view(), name="beratung_beantworten"),
    path("beratung/<int:pk>/zuordnen/", seiten.Zuordnen.as_view(), name="beratung_zuordnen"),
    path("beratung/<int:pk>/entwerfen/", seiten.Entwerfen.as_view(), name="beratung_entwerfen"),
    path("beratung/<int:pk>/ergebnis/", seiten.ErgebnisBeilegen.as_view(), name="beratung_ergebnis"),
    path("beratung/<int:pk>/abschliessen/", seiten.Abschliessen.as_view(), name="beratung_abschliessen"),
    path("beratung/<int:pk>/scan/", seiten.ScanLaden.as_view(), name="beratung_scan"),
    path("beratung/<int:pk>/bestaetigung/", seiten.Bestaetigung.as_view(), name="beratung_bestaetigung"),
    path("beratung/<int:pk>/bestaetigung/brief/", seiten.BriefLaden.as_view(), name="beratung_brief"),
]
