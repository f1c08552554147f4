"""Addresses of the open data."""

from django.urls import path

from workflows.offenedaten import seiten

urlpatterns = [
    path("offene-daten/", seiten.OffeneDaten.as_view(), name="offene_daten"),
    path("offene-daten/foerderungen.csv", seiten.AlsCsv.as_view(), name="offene_daten_csv"),
    path("offene-daten/foerderungen.json", seiten.AlsJson.as_view(), name="offene_daten_json"),
    path("faelle/<int:pk>/offene-daten/", seiten.FallAusnahme.as_view(), name="fall_ausnahme"),
    path("traeger/<int:pk>/offene-daten/", seiten.OrganisationAusnahme.as_view(), name="traeger_ausnahme"),
]
