"""Addresses of a draft and its files."""

from django.urls import path

from antraege.antrag.views import (
    Angaben,
    AnlageEntfernen,
    AnlageLaden,
    AntragBeginnen,
    AntragNeu,
    Unterlagen,
    Vorhaben,
)

urlpatterns = [
    path("antraege/neu/", AntragNeu.as_view(), name="antrag_neu"),
    path("antraege/neu/<int:programm>/", AntragBeginnen.as_view(), name="antrag_beginnen"),
    path("antraege/<int:pk>/vorhaben/", Vorhaben.as_view(), name="antrag_vorhaben"),
    path("antraege/<int:pk>/angaben/<int:nr>/", Angaben.as_view(), name="antrag_angaben"),
    path("antraege/<int:pk>/unterlagen/", Unterlagen.as_view(), name="antrag_unterlagen"),
    path(
        "antraege/<int:pk>/unterlagen/<int:anlage>/entfernen/",
        AnlageEntfernen.as_view(),
        name="anlage_entfernen",
    ),
    path("anlagen/<int:pk>/", AnlageLaden.as_view(), name="anlage"),
]
