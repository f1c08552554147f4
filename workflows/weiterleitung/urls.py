"""Addresses of money that the city passes on."""

from django.urls import path

from workflows.weiterleitung import seiten

urlpatterns = [
    path("weiterleitungen/", seiten.Liste.as_view(), name="weiterleitungen"),
    path("weiterleitungen/neu/", seiten.Neu.as_view(), name="weiterleitung_neu"),
    path("weiterleitungen/<int:pk>/", seiten.Eine.as_view(), name="weiterleitung"),
    path("weiterleitungen/<int:pk>/aendern/", seiten.Aendern.as_view(), name="weiterleitung_aendern"),
    path(
        "weiterleitungen/<int:pk>/bestaetigen/",
        seiten.Bestaetigen.as_view(),
        name="weiterleitung_bestaetigen",
    ),
    path(
        "weiterleitungen/<int:pk>/zurueckgeben/",
        seiten.Zurueckgeben.as_view(),
        name="weiterleitung_zurueckgeben",
    ),
    path("weiterleitungen/<int:pk>/zahlung/", seiten.Zahlung.as_view(), name="geberzahlung"),
    path("weiterleitungen/<int:pk>/nachweis/", seiten.Nachweis.as_view(), name="weiterleitung_nachweis"),
    path(
        "weiterleitungen/<int:pk>/abschliessen/",
        seiten.Abschliessen.as_view(),
        name="weiterleitung_abschliessen",
    ),
    path("weiterleitungen/<int:pk>/nachweis.pdf", seiten.NachweisPdf.as_view(), name="weiterleitung_pdf"),
]
