"""Addresses of the model sites."""

from django.urls import path

from workflows.campus.seiten import (
    EintragAendern,
    EintragNeu,
    EintragStreichen,
    FristErledigen,
    IndikatorNeu,
    MesswertNeu,
    StandortSeite,
)

VORNE = "standorte/<slug:kuerzel>/"
urlpatterns = [
    path(VORNE, StandortSeite.as_view(), name="standort"),
    path(f"{VORNE}eintragen/<slug:art>/", EintragNeu.as_view(), name="campuseintrag_neu"),
    path(f"{VORNE}eintraege/<int:pk>/", EintragAendern.as_view(), name="campuseintrag"),
    path(f"{VORNE}eintraege/<int:pk>/streichen/", EintragStreichen.as_view(), name="campuseintrag_streichen"),
    path(f"{VORNE}indikatoren/neu/", IndikatorNeu.as_view(), name="indikator_neu"),
    path(f"{VORNE}indikatoren/<int:pk>/", MesswertNeu.as_view(), name="messwert_neu"),
    path("campusfristen/<int:pk>/", FristErledigen.as_view(), name="campusfrist"),
]
