"""Addresses of this room."""

from django.urls import path

from antraege.haushalt.views.hauptbuch import Bewegung, Bewegungen, BewegungNeu, Buchungen, Liste, Zeile
from antraege.haushalt.views.jahre import Haushaltsjahre, HaushaltsjahrSeite, JahrFreigeben, WechselSeite

urlpatterns = [
    path("haushalt/", Liste.as_view(), name="haushalt"),
    path("haushalt/<int:pk>/", Zeile.as_view(), name="haushaltsstelle"),
    path("haushalt/buchungen/", Buchungen.as_view(), name="haushaltsbuchungen"),
    path("haushalt/bewegungen/", Bewegungen.as_view(), name="haushaltsbewegungen"),
    path("haushalt/bewegungen/neu/<slug:art>/", BewegungNeu.as_view(), name="haushaltsbewegung_neu"),
    path("haushalt/bewegungen/<int:pk>/", Bewegung.as_view(), name="haushaltsbewegung"),
    path("haushalt/jahre/", Haushaltsjahre.as_view(), name="haushaltsjahre"),
    path("haushalt/jahre/<int:jahr>/", HaushaltsjahrSeite.as_view(), name="haushaltsjahr"),
    path("haushalt/jahre/<int:jahr>/freigeben/", JahrFreigeben.as_view(), name="haushaltsjahr_freigeben"),
    path("haushalt/jahre/<int:jahr>/wechsel/<int:stelle>/", WechselSeite.as_view(), name="jahreswechsel"),
]
