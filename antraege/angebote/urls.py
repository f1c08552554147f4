"""Addresses of this room."""

from django.urls import path

from antraege.angebote.views.katalog import AngebotAnfragen, AngebotSeite, Katalog, Standorte
from antraege.angebote.views.pflege import (
    AngebotBearbeiten,
    AngebotePruefen,
    AngebotNeu,
    AngebotPruefen,
    AngebotVorlegen,
    AngebotZurueckziehen,
    MeineAngebote,
)
from antraege.angebote.views.termine import Termine

urlpatterns = [
    path("standorte/", Standorte.as_view(), name="standorte"),
    path("angebote/", Katalog.as_view(), name="angebote"),
    path("angebote/<int:pk>/", AngebotSeite.as_view(), name="angebot"),
    path("angebote/<int:pk>/anfragen/", AngebotAnfragen.as_view(), name="angebot_anfragen"),
    path("meine-angebote/", MeineAngebote.as_view(), name="meine_angebote"),
    path("meine-angebote/neu/", AngebotNeu.as_view(), name="angebot_neu"),
    path("meine-angebote/<int:pk>/", AngebotBearbeiten.as_view(), name="angebot_bearbeiten"),
    path("meine-angebote/<int:pk>/vorlegen/", AngebotVorlegen.as_view(), name="angebot_vorlegen"),
    path(
        "meine-angebote/<int:pk>/zurueckziehen/",
        AngebotZurueckziehen.as_view(),
        name="angebot_zurueckziehen",
    ),
    path("meine-angebote/<int:pk>/termine/", Termine.as_view(), name="termine"),
    path("angebote-pruefen/", AngebotePruefen.as_view(), name="angebote_pruefen"),
    path("angebote-pruefen/<int:pk>/", AngebotPruefen.as_view(), name="angebot_pruefen"),
]
