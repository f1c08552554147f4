"""Addresses of the texts that need cases or lists of this room."""

from django.urls import path

from workflows.seiten.texte import Textliste, Textvorschau

urlpatterns = [
    path("textliste/", Textliste.as_view(), name="textliste"),
    path("texte/<str:schluessel>/vorschau/", Textvorschau.as_view(), name="textvorschau"),
]
