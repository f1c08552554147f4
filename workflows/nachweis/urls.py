"""Addresses on which the office checks a proof of use."""

from django.urls import path

from workflows.nachweis.seiten import AnsatzPruefen, BelegPruefen, Nachweispruefseite

urlpatterns = [
    path("aufgaben/<int:pk>/nachweis/", Nachweispruefseite.as_view(), name="nachweis_pruefen"),
    path("aufgaben/<int:pk>/nachweis/belege/<int:beleg>/", BelegPruefen.as_view(), name="beleg_pruefen"),
    path("aufgaben/<int:pk>/nachweis/ansaetze/<int:ansatz>/", AnsatzPruefen.as_view(), name="ansatz_pruefen"),
]
