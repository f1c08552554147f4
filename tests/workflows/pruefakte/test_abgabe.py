"""The package for the E-Akte: one message after the schema, every file of the case as the message names it."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xmlschema
from defusedxml.ElementTree import fromstring
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Anlage, Antrag
from antraege.kern.maengel import MaengelFehler
from rollen.kanon import sha256_hex
from rollen.models import Eintrag
from rollen.taten import Tat
from tests.welt import Welt
from tests.workflows.besuch import bild
from workflows.pruefakte import stoff, tuer, xdomea

pytestmark = pytest.mark.django_db
NS = {"x": xdomea.RAUM}
# The official schema is not ours to ship: who has it names its file xdomea-Nachrichten-AbgabeDurchfuehren.xsd here.
AMTLICH = os.environ.get("XDOMEA_SCHEMA", "")
SCHEMATA = [str(Path(__file__).with_name("xdomea-teilmenge.xsd")), *([AMTLICH] if AMTLICH else [])]


@pytest.fixture
def fall(welt: Welt) -> Antrag:
    antrag = welt.eingereicht(titel="Lesen\x01 & <Schreiben>")
    for name, inhalt in (("Konzept.pdf", b"%PDF-"), ("Plan.odt", b"PK"), ("Bild.PNG", b"\x89PNG")):
        anlage = Anlage(
            antrag=antrag,
            name=name,
            medientyp="application/pdf",
            groesse=len(inhalt),
            sha256=sha256_hex(inhalt),
            hochgeladen_von=welt.personen["antrag"],
        )
        anlage.datei.save("", ContentFile(inhalt), save=False)
        anlage.save()
    return antrag


def _paket(welt: Welt, fall: Antrag) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(tuer.gib_ab(fall.pk, akteur=welt.neu("leitung")))))


@pytest.mark.parametrize("schema", SCHEMATA)
def test_die_nachricht_entspricht_dem_schema(welt: Welt, fall: Antrag, schema: str) -> None:
    paket = _paket(welt, fall)
    name = next(n for n in paket.namelist() if n.endswith("_Abgabe.Abgabe.0401.xml"))
    xmlschema.XMLSchema(schema).validate(paket.read(name).decode())


def test_jede_datei_liegt_bei_wie_die_nachricht_sie_nennt(welt: Welt, fall: Antrag) -> None:
    paket = _paket(welt, fall)
    nachricht, *dateien = paket.namelist()
    wurzel = fromstring(paket.read(nachricht))
    genannt = [e.text for e in wurzel.iterfind(".//x:Primaerdokument/x:Dateiname", NS)]
    assert genannt == dateien
    assert len(set(dateien)) == fall.schriftstuecke.count() + 3
    summen = [e.text for e in wurzel.iterfind(".//x:Dokument/x:AllgemeineMetadaten/x:Bemerkung", NS)]
    assert summen == [f"SHA-256: {sha256_hex(paket.read(name))}" for name in dateien]
    assert (
        wurzel.findtext(".//x:Vorgang/x:AllgemeineMetadaten/x:Kennzeichen", namespaces=NS)
        == fall.aktenzeichen
    )
    assert (
        wurzel.findtext(".//x:Vorgang/x:AllgemeineMetadaten/x:Betreff", namespaces=NS)
        == "Lesen & <Schreiben>"
    )
    assert [e.text for e in wurzel.iterfind(".//x:Format/x:SonstigerName", NS)] == ["odt"]
    eintrag = Eintrag.objects.filter(kette=fall.kette).latest("nr")
    assert (eintrag.aktion, eintrag.nachher["anzahl"]) == (Tat.AKTE_ABGEBEN, len(dateien))


def test_dieselbe_datei_heisst_in_jeder_abgabe_gleich(welt: Welt, fall: Antrag) -> None:
    (erste, *eins), (zweite, *zwei) = (_paket(welt, fall).namelist() for _ in range(2))
    assert eins == zwei
    assert erste.endswith(zweite[36:])


def test_eine_veraenderte_datei_haelt_die_ganze_abgabe_auf(
    welt: Welt, als: Callable[[str], Client], fall: Antrag
) -> None:
    anlage = fall.anlagen.first()
    assert anlage
    Path(anlage.datei.path).write_bytes(b"%PDF-anders")
    vorher = bild()
    with pytest.raises(MaengelFehler, match="fehlt oder ist verändert"):
        tuer.gib_ab(fall.pk, akteur=welt.neu("leitung"))
    antwort = als("leitung").post(reverse("e_akte", args=[fall.pk]))
    assert (antwort.status_code, "Konzept.pdf“ fehlt oder ist verändert" in antwort.content.decode()) == (
        422,
        True,
    )
    assert bild() == vorher
    assert len(list(stoff.dateien(fall))) > 1
