"""Addresses of this room."""

from django.urls import path

from antraege.programme.views import (
    Festwerte,
    FestwerteFreigeben,
    FestwerteVorlegen,
    FestwertFreigeben,
    FestwertNeu,
    FestwertVerwerfen,
    Freigabe,
    Programm,
    Programme,
    RichtlinieVorlegen,
)

urlpatterns = [
    path("programme/", Programme.as_view(), name="programme"),
    path("programme/<slug:kuerzel>/", Programm.as_view(), name="programm"),
    path("programme/<slug:kuerzel>/freigeben/", Freigabe.as_view(), name="richtlinie_freigeben"),
    path("programme/<slug:kuerzel>/vorlegen/", RichtlinieVorlegen.as_view(), name="richtlinie_vorlegen"),
    path("festwerte/", Festwerte.as_view(), name="festwerte"),
    path("festwerte/vorlegen/", FestwerteVorlegen.as_view(), name="festwerte_vorlegen"),
    path("festwerte/freigeben/", FestwerteFreigeben.as_view(), name="festwerte_freigeben"),
    path("festwerte/neu/", FestwertNeu.as_view(), name="festwert_neu"),
    path("festwerte/<int:pk>/freigeben/", FestwertFreigeben.as_view(), name="festwert_freigeben"),
    path("festwerte/<int:pk>/verwerfen/", FestwertVerwerfen.as_view(), name="festwert_verwerfen"),
]
