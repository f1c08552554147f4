"""Addresses of the Verfahrensdokumentation."""

from django.urls import path

from workflows.dokumentation import seiten

urlpatterns = [
    path("verfahrensdokumentation/", seiten.Uebersicht.as_view(), name="verfahrensdokumentation"),
    path("verfahrensdokumentation/pdf/", seiten.Pdf.as_view(), name="verfahrensdokumentation_pdf"),
    path(
        "verfahrensdokumentation/<slug:abschnitt>/",
        seiten.Seite.as_view(),
        name="verfahrensdokumentation_abschnitt",
    ),
]
