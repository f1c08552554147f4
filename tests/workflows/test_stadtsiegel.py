"""The file with all signatures bears the city's seal where a key is set up; no other letter does."""

from datetime import timedelta
from pathlib import Path

import pytest

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.dokumente.pdf.siegeln import Siegelbefund, pruefe_siegel
from rollen.kanon import sha256_hex
from tests.antraege.dokumente.pruefsiegel import KENNWORT, NAME, neuer_schluessel
from tests.welt import Welt
from tests.workflows.kooperationswelt import Kooperationswelt

pytestmark = pytest.mark.django_db
KEINES = Siegelbefund(vorhanden=False)


def gelesen(stueck: Schriftstueck) -> bytes:
    with stueck.datei.open() as datei:
        return datei.read()


def befunde(welt: Welt) -> dict[str, Siegelbefund]:
    """Every letter of a concluded agreement with what its file says; the stored hash is that of the file."""
    antrag = Kooperationswelt(welt).aktiv()
    stuecke = {stueck.art: stueck for stueck in Schriftstueck.objects.filter(antrag=antrag)}
    dateien = {art: gelesen(stueck) for art, stueck in stuecke.items()}
    assert {art: sha256_hex(datei) for art, datei in dateien.items()} == {
        art: stueck.sha256 for art, stueck in stuecke.items()
    }
    assert {art: len(datei) for art, datei in dateien.items()} == {
        art: stueck.groesse for art, stueck in stuecke.items()
    }
    return {art: pruefe_siegel(datei) for art, datei in dateien.items()}


def test_die_gezeichnete_vereinbarung_traegt_das_siegel(welt: Welt, settings, tmp_path: Path) -> None:
    datei = tmp_path / "siegel.p12"
    datei.write_bytes(neuer_schluessel()[0].pkcs12)
    settings.SIEGEL_DATEI, settings.SIEGEL_KENNWORT = str(datei), KENNWORT

    gefunden = befunde(welt)
    vereinbarung = gefunden.pop(Schriftstueckart.KOOPERATIONSVEREINBARUNG)
    assert (vereinbarung.gueltig, vereinbarung.von) == (True, NAME)
    erlassen = Schriftstueck.objects.get(art=Schriftstueckart.KOOPERATIONSVEREINBARUNG).erlassen_am
    assert vereinbarung.am is not None
    assert abs(vereinbarung.am - erlassen) < timedelta(seconds=1)
    assert gefunden == {Schriftstueckart.EINGANGSBESTAETIGUNG: KEINES}


def test_ohne_schluessel_wird_nichts_gesiegelt(welt: Welt) -> None:
    assert befunde(welt) == {
        Schriftstueckart.EINGANGSBESTAETIGUNG: KEINES,
        Schriftstueckart.KOOPERATIONSVEREINBARUNG: KEINES,
    }
