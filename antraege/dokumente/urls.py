"""Addresses of this room."""

from django.urls import path

from antraege.dokumente.views import (
    Text,
    TextBearbeiten,
    Texte,
    TextFreigeben,
    TextPruefen,
    Textuebernahme,
    TextuebernahmeFreigeben,
    TextVerwerfen,
)

urlpatterns = [
    path("texte/", Texte.as_view(), name="texte"),
    path("texte/mitgeliefert/", Textuebernahme.as_view(), name="texte_mitgeliefert"),
    path(
        "texte/mitgeliefert/freigeben/",
        TextuebernahmeFreigeben.as_view(),
        name="texte_mitgeliefert_freigeben",
    ),
    path("texte/version/<int:pk>/freigeben/", TextFreigeben.as_view(), name="text_freigeben"),
    path("texte/version/<int:pk>/verwerfen/", TextVerwerfen.as_view(), name="text_verwerfen"),
    path("texte/<str:schluessel>/", Text.as_view(), name="text"),
    path("texte/<str:schluessel>/bearbeiten/", TextBearbeiten.as_view(), name="text_bearbeiten"),
    path("texte/<str:schluessel>/pruefen/", TextPruefen.as_view(), name="text_pruefen"),
]
