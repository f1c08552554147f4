"""Confirmations of the finance system: read the CSV, say of each row whether it fits, keep it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.files.base import ContentFile

from antraege.antrag.dateien import lies_text
from antraege.foerderung.models import (
    Abrufstatus,
    Buchungsdatei,
    Buchungszeile,
    Klaerungsgrund,
    Mittelabruf,
    Zahlungsklaerung,
    Zeilenergebnis,
)
from antraege.foerderung.zahlung.referenz import nummer_aus
from antraege.kern.geld import GeldFehler, lies_betrag, zeige
from rollen import uhr
from rollen.kanon import sha256_hex
from rollen.models import Benutzer

GROESSTE_DATEI = 2_000_000
MEISTE_ZEILEN = 5000
SPALTEN = {
    "referenz": "referenz",
    "endtoendid": "referenz",
    "betrag": "betrag",
    "wertstellung": "wertstellung",
    "valuta": "wertstellung",
    "datum": "wertstellung",
    "belegnummer": "belegnummer",
    "beleg": "belegnummer",
    "belegnr": "belegnummer",
}
PFLICHT = ("referenz", "betrag", "wertstellung", "belegnummer")
_TAGE = ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y")


class DateiUnlesbar(ValueError):
    """The file as a whole cannot be taken; the German sentence says why."""


@dataclass(frozen=True)
class Gelesen:
    """One row as it could be read; what could not is empty."""

    nr: int
    roh: str
    referenz: str
    betrag: Decimal | None
    wertstellung: date | None
    belegnummer: str


@dataclass(frozen=True)
class Urteil:
    """What a row means: an instalment to book, or why a person has to look."""

    abruf: Mittelabruf | None
    grund: Klaerungsgrund | None = None
    text: str = ""

    @property
    def buchbar(self) -> bool:
        """True when the row fits."""
        return self.grund is None


def lies(inhalt: bytes) -> list[Gelesen]:
    """The rows of a CSV: UTF-8 with or without BOM or Windows-1252, `;` or `,` or TAB. Raises DateiUnlesbar."""
    if not inhalt.strip():
        raise DateiUnlesbar("Die Datei ist leer.")
    if len(inhalt) > GROESSTE_DATEI or b"\0" in inhalt:
        raise DateiUnlesbar("Das ist keine CSV-Datei bis 2 MB.")
    text = lies_text(inhalt)
    kopf, _, _ = text.partition("\n")
    trenner = max(";,\t", key=kopf.count)
    try:
        zeilen = list(csv.reader(io.StringIO(text, newline=""), delimiter=trenner, strict=True))
    except csv.Error as fehler:
        raise DateiUnlesbar("Die Datei ist keine gültige CSV-Datei.") from fehler
    namen = [re.sub(r"[^a-z]", "", feld.lower()) for feld in zeilen[0]]
    spalten = {SPALTEN[name]: nr for nr, name in reversed(list(enumerate(namen))) if name in SPALTEN}
    if fehlende := [name.capitalize() for name in PFLICHT if name not in spalten]:
        raise DateiUnlesbar(f"Diese Spalten fehlen: {', '.join(fehlende)}.")
    gefuellte = [(nr, z) for nr, z in enumerate(zeilen[1:], start=2) if any(feld.strip() for feld in z)]
    if not gefuellte or len(gefuellte) > MEISTE_ZEILEN:
        raise DateiUnlesbar(f"Die Datei enthält keine oder mehr als {MEISTE_ZEILEN} Zeilen.")
    return [_zeile(nr, felder, spalten, trenner) for nr, felder in gefuellte]


def urteile(zeile: Gelesen | Buchungszeile) -> Urteil:
    """Whether the row fits an instalment that waits for it."""
    if zeile.betrag is None or zeile.wertstellung is None or not zeile.belegnummer or not zeile.referenz:
        return Urteil(None, Klaerungsgrund.UNLESBAR, "Referenz, Betrag, Tag oder Belegnummer fehlt.")
    nummer = nummer_aus(zeile.referenz)
    abruf = None if nummer is None else Mittelabruf.objects.select_related("antrag").filter(pk=nummer).first()
    if abruf is None:
        return Urteil(None, Klaerungsgrund.UNBEKANNT, f"Die Referenz {zeile.referenz} kennen wir nicht.")
    if abruf.status == Abrufstatus.GEBUCHT:
        text = f"Schon gebucht mit Beleg {abruf.belegnummer}."
        return Urteil(abruf, Klaerungsgrund.DOPPELT, text)
    if abruf.status != Abrufstatus.UEBERGEBEN:
        text = f"Diese Zahlung ist nicht übergeben, sondern {abruf.get_status_display()}."
        return Urteil(abruf, Klaerungsgrund.NICHT_UEBERGEBEN, text)
    if zeile.betrag != abruf.betrag:
        text = f"Gemeldet sind {zeige(zeile.betrag)}, übergeben {zeige(abruf.betrag)}."
        return Urteil(abruf, Klaerungsgrund.BETRAG, text)
    return Urteil(abruf)


def vorschau(zeilen: list[Buchungszeile]) -> Iterator[tuple[Buchungszeile, Urteil]]:
    """Each row with what would become of it; the second of two rows for one instalment is a double."""
    gesehen: set[int] = set()
    for zeile in zeilen:
        urteil = urteile(zeile)
        if urteil.buchbar and urteil.abruf is not None:
            if urteil.abruf.pk in gesehen:
                urteil = Urteil(urteil.abruf, Klaerungsgrund.DOPPELT, "Zweimal in dieser Datei.")
            gesehen.add(urteil.abruf.pk if urteil.abruf else 0)
        yield zeile, urteil


def bekannte(inhalt: bytes) -> Buchungsdatei | None:
    """The file with this content that was taken in before."""
    return Buchungsdatei.objects.filter(sha256=sha256_hex(inhalt)).first()


def nimm_auf(inhalt: bytes, zeilen: list[Gelesen], *, name: str, akteur: Benutzer) -> Buchungsdatei:
    """Keep the file and its rows; nothing is booked yet. IntegrityError when it is known."""
    datei = Buchungsdatei(name=name, sha256=sha256_hex(inhalt), groesse=len(inhalt), eingelesen_von=akteur)
    datei.datei.save(name, ContentFile(inhalt), save=True)
    Buchungszeile.objects.bulk_create(
        Buchungszeile(
            datei=datei,
            nr=z.nr,
            roh=z.roh,
            referenz=z.referenz,
            betrag=z.betrag,
            wertstellung=z.wertstellung,
            belegnummer=z.belegnummer,
        )
        for z in zeilen
    )
    return datei


def vermerke_gebucht(zeile: Buchungszeile, abruf: Mittelabruf) -> None:
    """The row has done its work."""
    zeile.ergebnis, zeile.mittelabruf = Zeilenergebnis.GEBUCHT, abruf
    zeile.save(update_fields=["ergebnis", "mittelabruf"])


def vermerke_klaerung(zeile: Buchungszeile, urteil: Urteil) -> Zahlungsklaerung:
    """The row becomes a task of the Kasse."""
    assert urteil.grund is not None
    zeile.ergebnis, zeile.mittelabruf = Zeilenergebnis.KLAERUNG, urteil.abruf
    zeile.save(update_fields=["ergebnis", "mittelabruf"])
    return Zahlungsklaerung.objects.create(zeile=zeile, art=urteil.grund, text=urteil.text[:300])


def klaere(klaerung: Zahlungsklaerung, *, loesung: str, akteur: Benutzer) -> None:
    """A person writes down what happened."""
    klaerung.klaeren()
    klaerung.loesung, klaerung.geklaert_von, klaerung.geklaert_am = loesung, akteur, uhr.jetzt()
    klaerung.save()


def _zeile(nr: int, felder: list[str], spalten: dict[str, int], trenner: str) -> Gelesen:
    def feld(name: str) -> str:
        return felder[spalten[name]].strip() if spalten[name] < len(felder) else ""

    belegnummer = feld("belegnummer")
    try:
        betrag = lies_betrag(feld("betrag"))
    except GeldFehler:
        betrag = None
    return Gelesen(
        nr=nr,
        roh=trenner.join(felder)[:400],
        referenz=feld("referenz")[:40],
        betrag=betrag,
        wertstellung=_tag(feld("wertstellung")),
        belegnummer=belegnummer if len(belegnummer) <= 40 else "",
    )


def _tag(text: str) -> date | None:
    for form in _TAGE:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    return None
