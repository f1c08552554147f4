"""Addresses of the Rechnungsprüfung."""

from django.urls import path

from workflows.revision import seiten, seiten_regeln

urlpatterns = [
    path("revision/", seiten.Revision.as_view(), name="revision"),
    path("revision/regeln/", seiten_regeln.Regeln.as_view(), name="pruefregeln"),
    path("revision/regeln/<slug:name>/", seiten_regeln.EineRegel.as_view(), name="pruefregel"),
]
