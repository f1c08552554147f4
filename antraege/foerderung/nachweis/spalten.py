"""Columns of a list of vouchers: found by their names, their cells read, every error in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from antraege.antrag.fehler import DateiFehler
from antraege.foerderung.models import Planposition
from antraege.foerderung.nachweis.belege import Belegwerte, betragsfehler, tagfehler
from antraege.foerderung.nachweis.tabelle import Formel, leer
from antraege.kern.geld import GeldFehler, euro, lies_betrag


@dataclass(frozen=True)
class Spalte:
    """One column: its name in the template, further names people use, and whether it must be there."""

    feld: str
    name: str
    auch: tuple[str, ...] = ()
    pflicht: bool = True
    zeichen: int = 0


SPALTEN = (
    Spalte("belegnummer", "Belegnummer", ("beleg", "belegnr", "nr", "nummer"), pflicht=False, zeichen=40),
    Spalte("datum", "Datum", ("belegdatum", "zahldatum", "tag der zahlung", "bezahlt am", "buchungstag")),
    Spalte("empfaenger", "Empfänger", ("zahlungsempfänger", "empfänger der zahlung", "an"), zeichen=160),
    Spalte("zweck", "Zweck", ("verwendungszweck", "wofür", "beschreibung", "leistung"), zeichen=300),
    Spalte("betrag", "Betrag", ("betrag in euro", "betrag eur", "betrag in eur", "euro", "summe")),
    Spalte("einzelansatz", "Einzelansatz", ("position", "kostenart", "ausgabeart", "planposition", "ansatz")),
)
_NACH_NAMEN = {name: s for s in SPALTEN for name in (s.name.casefold(), *s.auch)}
_TAG = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_FORMEL = "Hier steht eine Formel. Bitte ersetzen Sie sie durch ihren Wert."
_SO_EIN_TAG = "Das ist kein Datum. Schreiben Sie zum Beispiel 31.12.2023."


class Zellfehler(ValueError):
    """A cell cannot be taken; the German sentence says why."""


def ordne_zu(kopf: Iterable[str]) -> dict[str, int]:
    """Where each column stands, by its field. Raises DateiFehler that names what is missing or double."""
    orte: dict[str, int] = {}
    namen = list(kopf)
    for ort, name in enumerate(namen):
        schlicht = re.sub(r"[^\w ]", "", name.replace("€", "eur")).casefold().strip()
        spalte = _NACH_NAMEN.get(schlicht)
        if spalte is None:
            continue
        if spalte.feld in orte:
            raise DateiFehler(f"Die Spalte „{spalte.name}“ kommt zweimal vor. Bitte löschen Sie eine davon.")
        orte[spalte.feld] = ort
    fehlend = [f"„{s.name}“" for s in SPALTEN if s.pflicht and s.feld not in orte]
    if fehlend:
        gefunden = ", ".join(f"„{name[:40]}“" for name in namen if name) or "keine Namen"
        raise DateiFehler(
            f"Es fehlen Spalten: {', '.join(fehlend)}. In der ersten Zeile stehen: {gefunden}. "
            "Am einfachsten nutzen Sie unsere Vorlage."
        )
    return orte


@dataclass(frozen=True)
class Zeilenleser:
    """Reads rows by the place of their columns and the names of the plan's lines."""

    orte: Mapping[str, int]
    ansaetze: Mapping[str, int]
    moegliche: str

    @classmethod
    def fuer(cls, kopf: Iterable[str], ansaetze: Iterable[Planposition]) -> "Zeilenleser":
        """The reader of one file under one plan; lines are known by name and by number."""
        alle = list(ansaetze)
        bekannt = {str(ansatz.nr): ansatz.pk for ansatz in alle}
        bekannt |= {_name(ansatz.bezeichnung): ansatz.pk for ansatz in alle}
        return cls(ordne_zu(kopf), bekannt, ", ".join(f"„{ansatz.bezeichnung}“" for ansatz in alle))

    def lies(self, werte: list[Any]) -> tuple[Belegwerte | None, list[tuple[str, str]]]:
        """The voucher, or every error of its row as column and sentence."""
        gelesen: dict[str, Any] = {}
        fehler: list[tuple[str, str]] = []
        for spalte in SPALTEN:
            ort = self.orte.get(spalte.feld)
            wert = werte[ort] if ort is not None and ort < len(werte) else None
            try:
                gelesen[spalte.feld] = self._zelle(spalte, wert)
            except (Zellfehler, GeldFehler) as grund:
                fehler.append((spalte.name, str(grund)))
        if fehler:
            return None, fehler
        return Belegwerte(planposition=gelesen.pop("einzelansatz"), **gelesen), []

    def _zelle(self, spalte: Spalte, wert: Any) -> Any:
        if isinstance(wert, Formel):
            raise Zellfehler(_FORMEL)
        if leer(wert):
            if spalte.pflicht:
                raise Zellfehler("Hier fehlt eine Angabe.")
            return ""
        match spalte.feld:
            case "datum":
                return _zahltag(wert)
            case "betrag":
                return _betrag(wert)
            case "einzelansatz":
                name = _name(_text(wert, zeichen=160))
                if name not in self.ansaetze:
                    raise Zellfehler(
                        f"„{str(wert)[:60]}“ steht nicht im Finanzierungsplan. Möglich sind: {self.moegliche}."
                    )
                return self.ansaetze[name]
        return _text(wert, zeichen=spalte.zeichen)


def _name(text: str) -> str:
    return " ".join(text.casefold().split())


def _text(wert: Any, *, zeichen: int) -> str:
    if isinstance(wert, bool) or not isinstance(wert, str | int | float | Decimal):
        raise Zellfehler("Hier muss ein Text stehen.")
    text = str(int(wert)) if isinstance(wert, float) and wert.is_integer() else str(wert)
    text = " ".join(text.split())
    if len(text) > zeichen:
        raise Zellfehler(f"Der Text ist länger als {zeichen} Zeichen.")
    if not text.isprintable():
        raise Zellfehler("Der Text enthält unsichtbare Zeichen.")
    return text


def _zahltag(wert: Any) -> date:
    tag = lies_tag(wert)
    if satz := tagfehler(tag):
        raise Zellfehler(satz)
    return tag


def lies_tag(wert: Any) -> date:
    """The day of a cell: a date, or a text like 31.12.2023 or 2023-12-31. Raises Zellfehler."""
    text = wert.strip() if isinstance(wert, str) else ""
    fund = _TAG.fullmatch(text) or _ISO.fullmatch(text)
    if isinstance(wert, date):
        return wert.date() if isinstance(wert, datetime) else wert
    if fund is None:
        raise Zellfehler(_SO_EIN_TAG)
    teile = [int(zahl) for zahl in fund.groups()]
    try:
        return date(*(teile if fund.re is _ISO else reversed(teile)))
    except ValueError as fehler:
        raise Zellfehler(f"Den Tag „{text}“ gibt es nicht.") from fehler


def _betrag(wert: Any) -> Decimal:
    """Spreadsheets store 12.34 as the number nearest to it; its shortest writing is what was typed."""
    if isinstance(wert, bool) or not isinstance(wert, str | int | float | Decimal):
        raise Zellfehler("Das ist kein Betrag. Schreiben Sie zum Beispiel 1.234,56.")
    betrag = lies_betrag(wert) if isinstance(wert, str) else euro(Decimal(repr(wert)))
    if satz := betragsfehler(betrag):
        raise Zellfehler(satz)
    return betrag
