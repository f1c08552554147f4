"""The file with all signatures bears the city's seal where a key is set up; no other letter does."""

from datetime import timedelta
from pathlib import Path

import pytest

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.dokumente.pdf.siegeln import Siegelbefund, pruefe_siegel
from rollen.kanon import sha256_hex
from tests.antraege.dokumente.pruefsiegel import KENNWORT, NAME, neuer_schluessel
from tests.welt import Welt
from tests.workflows.besuch import glatt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from workflows.akte import echtheit

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
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


def test_die_oeffentliche_seite_nennt_das_siegel(welt: Welt, client, settings, tmp_path: Path) -> None:
    datei = tmp_path / "siegel.p12"
    datei.write_bytes(neuer_schluessel()[0].pkcs12)
    settings.SIEGEL_DATEI, settings.SIEGEL_KENNWORT = str(datei), KENNWORT
    antrag = Kooperationswelt(welt).aktiv()
    brief, stueck = Schriftstueck.objects.filter(antrag=antrag).order_by("id")

    assert (stueck.art, echtheit.echtheit(brief).siegel) == (Schriftstueckart.KOOPERATIONSVEREINBARUNG, None)
    siegel = echtheit.zur_datei(stueck.sha256).siegel
    assert siegel is not None
    assert (siegel.von, siegel.am) == (NAME, pruefe_siegel(gelesen(stueck)).am)
    seite = glatt(client.post("/echtheit/", {"sha256": stueck.sha256}))
    assert NAME in seite
    assert "Ihre Datei trägt es" in seite


def test_ein_fremdes_siegel_und_eine_veraenderte_datei_sind_keines(
    welt: Welt, settings, tmp_path: Path
) -> None:
    """A seal whose key is not the city's says nothing, and a file that is not the stored one neither."""
    schluessel = tmp_path / "siegel.p12"
    schluessel.write_bytes(neuer_schluessel()[0].pkcs12)
    settings.SIEGEL_DATEI, settings.SIEGEL_KENNWORT = str(schluessel), KENNWORT
    antrag = Kooperationswelt(welt).aktiv()
    stueck = Schriftstueck.objects.get(antrag=antrag, art=Schriftstueckart.KOOPERATIONSVEREINBARUNG)

    schluessel.write_bytes(
        neuer_schluessel()[0].pkcs12
    )  # the city has a new key and no longer names the old one
    assert echtheit.echtheit(stueck).siegel is None
    Path(stueck.datei.path).write_bytes(gelesen(stueck) + b"\n")
    assert echtheit.echtheit(stueck).siegel is None
    Path(stueck.datei.path).unlink()
    assert (echtheit.echtheit(stueck).bekannt, echtheit.echtheit(stueck).siegel) == (True, None)


def test_ohne_schluessel_wird_nichts_gesiegelt(welt: Welt) -> None:
    assert befunde(welt) == {
        Schriftstueckart.EINGANGSBESTAETIGUNG: KEINES,
        Schriftstueckart.KOOPERATIONSVEREINBARUNG: KEINES,
    }
