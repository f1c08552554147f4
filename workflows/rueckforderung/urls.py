"""Addresses of claims; they carry ids only."""

from django.urls import path

from workflows.rueckforderung.seiten import (
    Beginnen,
    Forderung,
    MassnahmeVorschlagen,
    RechtsbehelfBeenden,
    RechtsbehelfErfassen,
    Verjaehrt,
    WiederAufnehmen,
)
from workflows.rueckforderung.seiten_liste import Rueckforderungen

_EINE = "rueckforderungen/<int:pk>/"
urlpatterns = [
    path("faelle/<int:pk>/rueckforderung/", Beginnen.as_view(), name="rueckforderung_beginnen"),
    path("rueckforderungen/", Rueckforderungen.as_view(), name="rueckforderungen"),
    path(_EINE, Forderung.as_view(), name="rueckforderung"),
    path(f"{_EINE}massnahme/", MassnahmeVorschlagen.as_view(), name="massnahme_vorschlagen"),
    path(f"{_EINE}rechtsbehelf/", RechtsbehelfErfassen.as_view(), name="rechtsbehelf_erfassen"),
    path(f"{_EINE}rechtsbehelf/ende/", RechtsbehelfBeenden.as_view(), name="rechtsbehelf_beenden"),
    path(f"{_EINE}wieder-aufnehmen/", WiederAufnehmen.as_view(), name="forderung_wieder_aufnehmen"),
    path(f"{_EINE}verjaehrt/", Verjaehrt.as_view(), name="forderung_verjaehrt"),
]
