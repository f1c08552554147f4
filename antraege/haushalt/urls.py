"""Addresses of this room."""

from django.urls import path

from antraege.haushalt.views.liste import Export, Liste
from antraege.haushalt.views.zeile import Zeile

urlpatterns = [
    path("haushalt/", Liste.as_view(), name="haushalt"),
    path("haushalt/haushalt.csv", Export.as_view(), name="haushalt_csv"),
    path("haushalt/<int:pk>/", Zeile.as_view(), name="haushaltsstelle"),
]
