"""Addresses of the adoption of running cases."""

from django.urls import path

from workflows.uebernahme.seiten import Fehlerliste, Listendatei, Uebernahme, Uebernahmen, Vorlage

urlpatterns = [
    path("uebernahmen/", Uebernahmen.as_view(), name="uebernahmen"),
    path("uebernahmen/vorlage/", Vorlage.as_view(), name="uebernahmevorlage"),
    path("uebernahmen/<int:pk>/", Uebernahme.as_view(), name="uebernahme"),
    path("uebernahmen/<int:pk>/fehler.csv", Fehlerliste.as_view(), name="uebernahmefehler"),
    path("uebernahmen/<int:pk>/datei/", Listendatei.as_view(), name="uebernahmedatei"),
]
