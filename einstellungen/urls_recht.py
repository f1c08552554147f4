"""Addresses of the public duties: who runs this, privacy, accessibility, source code."""

from django.urls import path

from einstellungen import seiten

urlpatterns = [
    path("impressum/", seiten.Impressum.as_view(), name="impressum"),
    path("datenschutz/", seiten.Datenschutz.as_view(), name="datenschutz"),
    path("barrierefreiheit/", seiten.Barrierefreiheit.as_view(), name="barrierefreiheit"),
    path("barriere-melden/", seiten.BarriereMelden.as_view(), name="barriere_melden"),
    path("leichte-sprache/", seiten.LeichteSprache.as_view(), name="leichte_sprache"),
    path("quelltext/", seiten.Quelltext.as_view(), name="quelltext"),
]
