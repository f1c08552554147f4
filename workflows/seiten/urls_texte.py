"""Addresses of the texts that need cases or lists of this room."""

from django.urls import path

from workflows.seiten.textliste import Textliste
from workflows.seiten.textvorschau import Textvorschau

urlpatterns = [
    path("textliste/", Textliste.as_view(), name="textliste"),
    path("texte/<str:schluessel>/vorschau/", Textvorschau.as_view(), name="textvorschau"),
]
