"""Lists of running cases as a clerk would write them, for the small city."""

import csv
import io
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from rollen.models import Benutzer
from tests.welt import Welt
from workflows.models import Uebernahmelauf
from workflows.uebernahme import tuer
from workflows.uebernahme.blaetter import FAELLE, FORDERUNGEN, VEREINBARUNGEN
from workflows.uebernahme.spalten import JE_FELD, SPALTEN

QUELLE = "Altverfahren"
STAND_VOM = date(2023, 1, 10)


def zeile(welt: Welt, **werte: str) -> dict[str, str]:
    """A row of an approved case without payments; what is given replaces or, when empty, takes away."""
    grund = {
        "fremdzeichen": "A-1",
        "stand": "bewilligt",
        "programm": welt.programm.name,
        "traeger": welt.traeger.name,
        "titel": "Leseclub am Clarenberg",
        "antrag_vom": "01.11.2022",
        "beginn": "01.12.2022",
        "ende": "30.06.2023",
        "beantragt": "8.000,00",
        "gesamtausgaben": "9.000,00",
        "bewilligt": "8.000,00",
        "bescheid_vom": "15.11.2022",
        "zeitraum_von": "01.12.2022",
        "zeitraum_bis": "30.06.2023",
        "haushaltsjahr": "2023",
        "sachbearbeitung": welt.personen["sb"].email,
    }
    return {**grund, **werte}


NACHWEIS = {  # the project is over, the money is paid, nothing is proved yet
    "stand": "Nachweis fällig",
    "beginn": "01.03.2022",
    "ende": "31.12.2022",
    "antrag_vom": "10.01.2022",
    "bescheid_vom": "01.02.2022",
    "zeitraum_von": "01.03.2022",
    "zeitraum_bis": "31.12.2022",
    "zahlung_1_am": "10.01.2023",
    "zahlung_1": "8.000,00",
}


def als_csv(*zeilen: dict[str, str], name: str = "faelle.csv") -> SimpleUploadedFile:
    """The rows as the CSV that our template gives."""
    text = io.StringIO()
    schreiber = csv.writer(text, delimiter=";")
    schreiber.writerow(s.name for s in SPALTEN)
    schreiber.writerows([eine.get(s.feld, "") for s in SPALTEN] for eine in zeilen)
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"), content_type="text/csv")


def als_xlsx(*zeilen: dict[str, Any], vorspann: int = 0) -> ContentFile:
    """The rows in a workbook, cells as they are given."""
    mappe = Workbook()
    blatt = mappe.active
    for _ in range(vorspann):
        blatt.append(["Förderungen des Fachbereichs"])
    felder = list(dict.fromkeys(feld for eine in zeilen for feld in eine))
    blatt.append([JE_FELD[feld].name for feld in felder])
    for eine in zeilen:
        blatt.append([eine.get(feld) for feld in felder])
    puffer = io.BytesIO()
    mappe.save(puffer)
    return ContentFile(puffer.getvalue(), name="faelle.xlsx")


def lies_ein(welt: Welt, *zeilen: dict[str, str], quelle: str = QUELLE) -> Uebernahmelauf:
    """The list as Finanzen has read it."""
    return tuer.lies_ein(als_csv(*zeilen), quelle=quelle, stand_vom=STAND_VOM, akteur=welt.neu("fi"))


def uebernimm(welt: Welt, *zeilen: dict[str, str], quelle: str = QUELLE) -> Uebernahmelauf:
    """Read, released by the Leitung, and taken over to the end."""
    lauf = lies_ein(welt, *zeilen, quelle=quelle)
    tuer.gib_frei(lauf.pk, akteur=welt.neu("leitung"))
    while tuer.uebernimm_naechste(lauf.pk):
        pass
    return Uebernahmelauf.objects.get(pk=lauf.pk)


def fehler(lauf: Uebernahmelauf) -> dict[int, list[tuple[str, str]]]:
    """Column and sentence of every fault, by the number of the row."""
    return {z.nr: [tuple(f) for f in z.fehler] for z in lauf.zeilen.all() if z.fehler}


def mappe(**blaetter: list[dict[str, Any]]) -> ContentFile:
    """A workbook with the named sheets (`faelle`, `forderungen`, `vereinbarungen`), cells as they are given."""
    arbeit = Workbook()
    arbeit.remove(arbeit.active)
    namen = {"faelle": FAELLE, "forderungen": FORDERUNGEN, "vereinbarungen": VEREINBARUNGEN}
    for name, zeilen in blaetter.items():
        blatt = arbeit.create_sheet(namen[name].name)
        blatt.append(namen[name].kopf)
        for eine in zeilen:
            blatt.append([eine.get(spalte.feld) for spalte in namen[name].spalten])
    puffer = io.BytesIO()
    arbeit.save(puffer)
    return ContentFile(puffer.getvalue(), name="uebernahme.xlsx")


def lies_mappe(akteur: Benutzer, quelle: str = QUELLE, **blaetter: list[dict[str, Any]]) -> Uebernahmelauf:
    """The workbook as this person has read it."""
    return tuer.lies_ein(mappe(**blaetter), quelle=quelle, stand_vom=STAND_VOM, akteur=akteur)


def fuehre_aus(lauf: Uebernahmelauf, *, leitung: Benutzer) -> Uebernahmelauf:
    """Released by this person, and taken over to the end."""
    tuer.gib_frei(lauf.pk, akteur=leitung)
    while tuer.uebernimm_naechste(lauf.pk):
        pass
    return Uebernahmelauf.objects.get(pk=lauf.pk)


def forderung(**werte: Any) -> dict[str, Any]:
    """A row of an open claim in case A-1."""
    grund = {
        "fremdzeichen": "K-1",
        "fall": "A-1",
        "stand": "offen",
        "grund": "Teilwiderruf",
        "hauptforderung": "1.000,00",
        "bescheid_vom": "01.12.2022",
        "faellig_am": "31.12.2022",
        "zinsen_seit": "15.11.2022",
    }
    return {**grund, **werte}


def vereinbarung(**werte: Any) -> dict[str, Any]:
    """A row of an agreement in force of a school with a Träger and the city."""
    grund = {
        "fremdzeichen": "V-1",
        "stand": "in Kraft",
        "programm": "Kooperation",
        "titel": "Forschen im Quartier",
        "partei_1": "Grundschule",
        "partei_2": "Fachbereich Schule",
        "geschlossen_am": "08.05.2021",
        "laufzeit_von": "01.08.2021",
        "laufzeit_bis": "31.07.2024",
        "kuendigungsfrist": 3,
        "themenfeld": "MINT",
        "schulkonferenz_am": "20.04.2021",
    }
    return {**grund, **werte}
