"""The Abgabe of a case to the E-Akte: one message of xdomea 3.0.0 with its files, as a flat ZIP.

`Abgabe.Abgabe.0401` with Akte → Vorgang → Dokument; which elements are filled stands in `docs/pruefakte.md`.
"""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from django.conf import settings

from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE
from rollen import uhr
from workflows.pruefakte import stoff
from workflows.pruefakte.zip import STUECK, Packstueck, packe

RAUM = "urn:xoev-de:xdomea:schema:3.0.0"
NACHRICHT = "Abgabe.Abgabe.0401"
FORMATE = {  # Codeliste Dateiformat 1.0; what it does not know is "Sonstiges" with its name
    "pdf": "018",
    "jpg": "011",
    "jpeg": "010",
    "png": "019",
    "docx": "035",
    "xlsx": "036",
    "csv": "002",
}
SONSTIGES = "100"
ELEKTRONISCH = "001"


def abgabe(antrag: Antrag) -> Iterator[bytes]:
    """The message and every file of the case as a stream of bytes."""
    prozess = _kennung(f"{antrag.kette}/abgabe/{uhr.jetzt().isoformat()}")
    return packe(_stuecke(antrag, prozess))


def _stuecke(antrag: Antrag, prozess: str) -> Iterator[Packstueck]:
    yield Packstueck(f"{prozess}_{NACHRICHT}.xml", [nachricht(antrag, prozess)])
    for stueck in stoff.dateien(antrag):
        yield Packstueck(dateiname(stueck), _lies(stueck))


def _lies(stueck: stoff.Aktenstueck) -> Iterator[bytes]:
    with stueck.ablage.open("rb") as datei:
        while daten := datei.read(STUECK):
            yield daten


def dateiname(stueck: stoff.Aktenstueck) -> str:
    """As the message names the file: an id of its own before it, as the standard wants."""
    return f"{_kennung(f'{stueck.schluessel}/datei')}.{stueck.endung}"


def nachricht(antrag: Antrag, prozess: str) -> bytes:
    """The message as XML; `prozess` is its ProzessID (a UUID)."""
    ET.register_namespace("xdomea", RAUM)
    wurzel = ET.Element(f"{{{RAUM}}}{NACHRICHT}")
    kopf = _teil(wurzel, "Kopf")
    _text(kopf, "ProzessID", prozess)
    _code(kopf, "Nachrichtentyp", "0401")
    _text(kopf, "Erstellungszeitpunkt", uhr.jetzt().isoformat(timespec="seconds"))
    _kontakt(kopf, "Absender", antrag.stelle.name)
    _kontakt(kopf, "Empfaenger", "E-Akte")
    _text(_teil(kopf, "SendendesSystem"), "Produktname", "Kindercampus")
    _text(kopf, "Importbestaetigung", "1")
    _text(kopf, "Empfangsbestaetigung", "0")
    _akte(_teil(_teil(wurzel, "Schriftgutobjekt"), "Akte"), antrag)
    return ET.tostring(wurzel, encoding="UTF-8", xml_declaration=True)


def _akte(akte: ET.Element, antrag: Antrag) -> None:
    """The file is the programme's at this Stelle for this Träger; the case is the Vorgang in it."""
    _identifikation(akte, f"akte/{antrag.programm_id}/{antrag.traeger_id}/{antrag.stelle_id}")
    name = f"{antrag.programm.name}: {antrag.traeger.name}"
    _metadaten(akte, name, "", antrag.stelle.name)
    vorgang = _teil(_teil(akte, "Akteninhalt"), "Vorgang")
    _identifikation(vorgang, antrag.kette)
    _metadaten(vorgang, antrag.titel, antrag.aktenzeichen or "", antrag.stelle.name)
    _text(vorgang, "Aktenbetreff", name)
    _text(vorgang, "Typ", antrag.get_art_display())
    zu = antrag.zustand in ENDZUSTAENDE
    _text(vorgang, "ZdA", "1" if zu else "0")
    if zu and antrag.abgeschlossen_am:
        _text(vorgang, "ZdADatum", uhr.tag_von(antrag.abgeschlossen_am).isoformat())
    _laufzeit(vorgang, antrag)
    for nr, stueck in enumerate(stoff.dateien(antrag), start=1):
        _dokument(_teil(vorgang, "Dokument"), stueck, nr)


def _laufzeit(vorgang: ET.Element, antrag: Antrag) -> None:
    laufzeit = _teil(vorgang, "Laufzeit")
    _text(laufzeit, "Beginn", uhr.tag_von(antrag.angelegt_am).isoformat())
    if antrag.abgeschlossen_am:
        _text(laufzeit, "Ende", uhr.tag_von(antrag.abgeschlossen_am).isoformat())


def _dokument(dokument: ET.Element, stueck: stoff.Aktenstueck, nr: int) -> None:
    _identifikation(dokument, stueck.schluessel, nr)
    metadaten = _teil(dokument, "AllgemeineMetadaten")
    _text(metadaten, "Betreff", stueck.titel)
    _text(metadaten, "Bemerkung", f"SHA-256: {stueck.sha256}")
    _code(metadaten, "Medium", ELEKTRONISCH)
    if stueck.am:
        _text(dokument, "DatumDesSchreibens", uhr.tag_von(stueck.am).isoformat())
    _text(dokument, "Typ", stueck.tabelle)
    version = _teil(dokument, "Version")
    _text(version, "Nummer", "1")
    form = _teil(version, "Format")
    code = FORMATE.get(stueck.endung, SONSTIGES)
    _code(form, "Name", code, listVersionID="1.0")
    if code == SONSTIGES:
        _text(form, "SonstigerName", stueck.endung)
    _text(form, "Version", "ohne Angabe")
    primaer = _teil(form, "Primaerdokument")
    _text(primaer, "Dateiname", dateiname(stueck))
    _text(primaer, "DateinameOriginal", stueck.name)
    if stueck.am:
        _text(primaer, "DatumUhrzeit", stueck.am.isoformat(timespec="seconds"))


def _identifikation(teil: ET.Element, woher: str, nr: int | None = None) -> None:
    kennung = _teil(teil, "Identifikation")
    _text(kennung, "ID", _kennung(woher))
    if nr is not None:
        _text(kennung, "NummerImUebergeordnetenContainer", str(nr))


def _metadaten(teil: ET.Element, betreff: str, zeichen: str, stelle: str) -> None:
    metadaten = _teil(teil, "AllgemeineMetadaten")
    _text(metadaten, "Betreff", betreff)
    if zeichen:
        _text(metadaten, "Kennzeichen", zeichen)
    _text(metadaten, "Federfuehrung", stelle)
    _text(metadaten, "Aktenfuehrung", stelle)
    _code(metadaten, "Medium", ELEKTRONISCH)


def _kontakt(teil: ET.Element, name: str, stelle: str) -> None:
    kontakt = _teil(teil, name)
    _text(_teil(kontakt, "Institution"), "Name", "Stadt Dortmund")
    _text(_teil(kontakt, "Organisationseinheit"), "Name", stelle)


def _kennung(woher: str) -> str:
    """The same thing has the same UUID in every message of this city."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.BASIS_URL}/{woher}"))


def _teil(ueber: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(ueber, f"{{{RAUM}}}{name}")


def _text(ueber: ET.Element, name: str, wert: str) -> None:
    """Characters that XML 1.0 cannot hold are left out."""
    _teil(ueber, name).text = "".join(z for z in wert if z in "\t\n\r" or ord(z) >= 0x20)


def _code(ueber: ET.Element, name: str, code: str, **merkmale: str) -> None:
    teil = _teil(ueber, name)
    teil.attrib.update(merkmale)
    ET.SubElement(teil, "code").text = code
