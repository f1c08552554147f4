"""Judges one row of the list: a case that can be adopted, or every fault as column and sentence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from antraege.foerderung.nachweis.spalten import Zellfehler, lies_tag
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import GeldFehler, lies_betrag, zeige
from antraege.kern.uebernahme import Altfall, Altstand, Anteil, Zahlung, verteile, widersprueche
from antraege.programme.models import Finanzierungsart, Foerderprogramm, Nachweisform, Richtlinie
from rollen import rechte
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from workflows.uebernahme.blaetter import FAELLE, Blatt
from workflows.uebernahme.spalten import BETRAG, JAHR, TAG, TEXT, ZAHL, ZAHLUNGEN, Spalte
from workflows.uebernahme.stammdaten import Stammdaten, namen, schlicht

Fehler = list[tuple[str, str]]  # column and sentence
Leser = Mapping[str, Callable[[str, Spalte], Any]]
FRUEHESTER, SPAETESTER = date(1990, 1, 1), date(2100, 12, 31)
_FEHLERWERT = re.compile(r"#(N/A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV/0!|NAME\?|ZAHL!|NUM!|NULL!)")
_SERIENZAHL = re.compile(r"[2-7]\d{4}")
_EXCEL_NULL = date(1899, 12, 30)
_ANTEIL = re.compile(r"(\d{4})\s*:\s*(.+)")
_GERUEST = ("stand", "antrag_vom", "beginn", "ende", "beantragt")  # without them nothing else can be judged
INTERN = (Altstand.BEANTRAGT, Altstand.IN_PRUEFUNG, Altstand.BEWILLIGT, Altstand.ABGESCHLOSSEN)


@dataclass(frozen=True)
class Fall:
    """A row without fault: what it says, with what it refers to."""

    fremdzeichen: str
    titel: str
    auflagen: str
    programm: Foerderprogramm
    richtlinie: Richtlinie
    traeger: Stelle
    standort: Stelle | None
    sachbearbeitung: Benutzer | None
    einheiten: int | None
    alt: Altfall
    haushaltsjahr: int
    anteile: Mapping[int, Anteil]


class Zeilenpruefung:
    """Judges rows one after the other; what a row takes from a budget line is gone for the next."""

    def __init__(self, stamm: Stammdaten, *, heute: date) -> None:
        self.stamm = stamm
        self.heute = heute

    def pruefe(self, zellen: Mapping[str, str]) -> tuple[Fall | None, Fehler]:
        """The case, or every fault of its row."""
        werte, funde = lies_zellen(FAELLE, zellen, _FALLLESER)
        zahlungen = lies_zahlungen(werte, funde, "zahlung", ZAHLUNGEN)
        bezuege = _Bezuege(self.stamm, werte, self.heute)
        funde += bezuege.funde()
        if any(werte[feld] is None for feld in _GERUEST):
            return None, FAELLE.in_spalten(funde)
        alt, schon = _altfall(werte, zahlungen), {feld for feld, _ in funde}
        unklar = (
            schon | {"stand"} if schon else schon
        )  # what does not fit a cell that nobody can read says nothing
        funde += [fund for fund in widersprueche(alt, heute=self.heute) if fund[0] not in unklar]
        fall = None if funde else bezuege.fall(alt)
        if fall is not None:
            funde += self._geld(fall)
        if funde:
            return None, FAELLE.in_spalten(funde)
        assert fall is not None
        for zeile, anteil in self._zeilen(fall):
            self.stamm.belegt(zeile, _verbraucht(anteil))
        return fall, []

    def _zeilen(self, fall: Fall) -> Iterator[tuple[Haushaltsstelle, Anteil]]:
        for jahr, anteil in fall.anteile.items():
            zeile = self.stamm.zeile(fall.richtlinie, jahr)
            if zeile is not None:
                yield zeile, anteil

    def _geld(self, fall: Fall) -> Iterator[tuple[str, str]]:
        r = fall.richtlinie
        for jahr in fall.anteile:
            if self.stamm.zeile(r, jahr) is None:
                konto = f"{r.auftrag} / {r.sachkonto} „{r.haushaltsbezeichnung}“"
                yield "haushaltsjahr", f"Für {jahr} gibt es keine Haushaltsstelle {konto}."
        for zeile, anteil in self._zeilen(fall):
            if zeile.jahr in self.stamm.geschlossen or zeile.abgeschlossen_am:
                yield "haushaltsjahr", f"Das Haushaltsjahr {zeile.jahr} ist abgeschlossen."
            elif _verbraucht(anteil) > (frei := self.stamm.frei[zeile.pk]):
                text = (
                    f"Auf {zeile.konto} sind {zeile.jahr} nach den Zeilen davor noch {zeige(frei)} frei. "
                    f"Diese Zeile braucht {zeige(_verbraucht(anteil))}."
                )
                yield "haushaltsjahr", text


def _verbraucht(anteil: Anteil) -> Decimal:
    return anteil.gebunden + anteil.ausgezahlt - anteil.erstattet


def lies_zellen(blatt: Blatt, zellen: Mapping[str, str], leser: Leser) -> tuple[dict[str, Any], Fehler]:
    """The values of all cells that can be read, by their field; the others as faults.

    `leser` reads fields that are more than their kind.
    """
    werte: dict[str, Any] = {}
    funde: Fehler = []
    for spalte in blatt.spalten:
        try:
            werte[spalte.feld] = _wert(spalte, zellen.get(spalte.feld, ""), leser)
        except (Zellfehler, GeldFehler) as fehler:
            werte[spalte.feld] = None
            funde.append((spalte.feld, str(fehler)))
    return werte, funde


def lies_zahlungen(werte: Mapping[str, Any], funde: Fehler, was: str, anzahl: int) -> list[Zahlung]:
    """The payments under `was`; adds a fault for each that lacks its day or its amount."""
    unlesbar = {feld for feld, _ in funde}
    zahlungen = []
    for nr in range(1, anzahl + 1):
        tag, betrag = werte[f"{was}_{nr}_am"], werte[f"{was}_{nr}"]
        leere = [f for f, wert in ((f"{was}_{nr}", betrag), (f"{was}_{nr}_am", tag)) if wert is None]
        if not leere:
            zahlungen.append((tag, betrag))
        elif len(leere) == 1 and leere[0] not in unlesbar:
            funde.append((leere[0], "Zu einer Zahlung gehören Tag und Betrag."))
    return zahlungen


def stand_leser(blatt: Blatt) -> Callable[[str, Spalte], Any]:
    """Reads where a row of this sheet stands. The reader raises Zellfehler with the allowed words."""
    worte = {schlicht(stand.bezeichnung): stand for stand in blatt.staende}

    def lies(text: str, _: Spalte) -> Any:
        if (stand := worte.get(schlicht(text))) is None:
            erlaubt = ", ".join(f"„{stand.bezeichnung}“" for stand in blatt.staende)
            raise Zellfehler(f"„{text}“ ist kein Stand. Möglich sind: {erlaubt}.")
        return stand

    return lies


def _wert(spalte: Spalte, text: str, leser: Leser) -> Any:
    """One cell as what its column holds; None when it is empty. Raises Zellfehler, GeldFehler."""
    if not text:
        if spalte.pflicht:
            raise Zellfehler("Hier fehlt eine Angabe.")
        return None
    if text.startswith("="):
        raise Zellfehler("Hier steht eine Formel. Bitte ersetzen Sie sie durch ihren Wert.")
    if _FEHLERWERT.fullmatch(text):
        raise Zellfehler(f"Hier steht ein Fehler der Tabelle ({text}). Bitte tragen Sie den Wert ein.")
    lies = leser.get(spalte.feld) or _JE_ART[spalte.art]
    return lies(text, spalte)


def _text(text: str, spalte: Spalte) -> str:
    if len(text) > spalte.zeichen:
        raise Zellfehler(f"Der Text ist länger als {spalte.zeichen} Zeichen.")
    if not text.isprintable():
        raise Zellfehler("Der Text enthält unsichtbare Zeichen.")
    return text


def _betrag(text: str, _: Spalte) -> Decimal:
    betrag = lies_betrag(text)
    if betrag < 0:
        raise Zellfehler("Ein Betrag darf hier nicht negativ sein.")
    return betrag


def _jahr(text: str, _: Spalte) -> int:
    if not re.fullmatch(r"20\d\d", text):
        raise Zellfehler("Bitte geben Sie ein Jahr mit vier Ziffern an, zum Beispiel 2025.")
    return int(text)


def _tag(text: str, _: Spalte) -> date:
    if _SERIENZAHL.fullmatch(text):
        tag = _EXCEL_NULL + timedelta(days=int(text))
        raise Zellfehler(
            f"{text} ist eine Zahl. Gemeint ist vielleicht der {tag:%d.%m.%Y}. "
            "Bitte formatieren Sie die Spalte als Datum."
        )
    tag = lies_tag(text)
    if not FRUEHESTER <= tag <= SPAETESTER:
        raise Zellfehler(f"Das Jahr {tag.year} kann nicht stimmen. Schreiben Sie zum Beispiel 31.12.2025.")
    return tag


def _zahl(text: str, _: Spalte) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise Zellfehler("Bitte geben Sie eine ganze Zahl an.")
    return int(text)


def _anteile(text: str, spalte: Spalte) -> dict[int, Decimal]:
    anteile: dict[int, Decimal] = {}
    for teil in (teil.strip() for teil in text.split(";") if teil.strip()):
        fund = _ANTEIL.fullmatch(teil)
        if fund is None:
            raise Zellfehler(
                f"„{teil[:40]}“ ist nicht lesbar. Schreiben Sie: 2025: 5.000,00; 2026: 3.000,00."
            )
        if (jahr := _jahr(fund[1], spalte)) in anteile:
            raise Zellfehler(f"Das Jahr {jahr} steht zweimal da.")
        anteile[jahr] = _betrag(fund[2], spalte)
    return anteile


_JE_ART: Leser = {TEXT: _text, TAG: _tag, BETRAG: _betrag, JAHR: _jahr, ZAHL: _zahl}
_FALLLESER: Leser = {"stand": stand_leser(FAELLE), "anteile": _anteile}


def _altfall(werte: Mapping[str, Any], zahlungen: list[Zahlung]) -> Altfall:
    anteile = werte["anteile"] or {}
    if not anteile and werte["bewilligt"]:
        anteile = {werte["haushaltsjahr"] or werte["beginn"].year: werte["bewilligt"]}
    eigene = Altfall.__dataclass_fields__.keys() - {"zahlungen", "anteile"}
    return Altfall(zahlungen=zahlungen, anteile=anteile, **{name: werte[name] for name in eigene})


@dataclass
class _Bezuege:
    """What a row refers to: programme with its rules, Träger, site, person."""

    stamm: Stammdaten
    werte: Mapping[str, Any]
    heute: date

    def __post_init__(self) -> None:
        w, stamm = self.werte, self.stamm
        self.programm = stamm.programme.get(schlicht(w["programm"] or ""))
        self.traeger = stamm.traeger.get(schlicht(w["traeger"] or ""), [])
        self.standort = stamm.standorte.get(schlicht(w["standort"] or ""))
        self.richtlinie = (
            stamm.richtlinie(self.programm, w["antrag_vom"]) if self.programm and w["antrag_vom"] else None
        )
        self.sachbearbeitung = (
            stamm.betreuung(w["sachbearbeitung"], self.programm.stelle)
            if w["sachbearbeitung"] and self.programm
            else None
        )

    def funde(self) -> Fehler:
        """Every reference that leads nowhere, or where this person may not adopt."""
        return [*self._programm(), *self._traeger(), *self._weitere()]

    def _programm(self) -> Iterator[tuple[str, str]]:
        name, programm = self.werte["programm"], self.programm
        if name is None:
            return
        if programm is None:
            bekannte = namen(sorted({str(p) for p in self.stamm.programme.values() if not p.kooperation}))
            yield (
                "programm",
                f"Das Programm „{name}“ gibt es hier nicht. Bekannt sind zum Beispiel: {bekannte}.",
            )
        elif programm.kooperation:
            yield "programm", "Vereinbarungen stehen auf dem Blatt „Vereinbarungen“."
        elif not rechte.darf(self.stamm.akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, programm.stelle):
            recht = Recht.HAUSHALT_BEWIRTSCHAFTEN.bezeichnung
            yield "programm", f"Wer einliest, braucht bei „{programm.stelle}“ das Recht „{recht}“."
        elif self.richtlinie is None and self.werte["antrag_vom"]:
            yield "programm", f"Für „{programm}“ ist noch keine Richtlinie freigegeben."

    def _traeger(self) -> Iterator[tuple[str, str]]:
        name = self.werte["traeger"]
        if name is None:
            return
        if not self.traeger:
            text = (
                f"Den Träger „{name}“ gibt es hier nicht. Er muss zuerst registriert und verifiziert werden."
            )
            yield "traeger", text
        elif len({t.pk for t in self.traeger}) > 1:
            text = f"„{name}“ heißen mehrere. Schreiben Sie das Kürzel: {namen(t.kuerzel for t in self.traeger)}."
            yield "traeger", text
        elif self.traeger[0].pk not in self.stamm.verifiziert:
            yield "traeger", f"„{name}“ ist noch nicht verifiziert. Das kann die Servicestelle."
        elif satz := self.stamm.eigener(self.traeger[0]):
            yield "traeger", satz

    def _weitere(self) -> Iterator[tuple[str, str]]:
        w = self.werte
        if w["standort"] and self.standort is None:
            yield "standort", f"Den Standort „{w['standort']}“ gibt es hier nicht."
        if w["sachbearbeitung"] and self.programm and self.sachbearbeitung is None:
            adresse, stelle = w["sachbearbeitung"], self.programm.stelle
            text = f"Niemand mit der Adresse „{adresse}“ darf bei „{stelle}“ Anträge prüfen."
            yield "sachbearbeitung", text
        if self.richtlinie is not None and w["stand"] is not None:
            yield from self._nach_der_richtlinie(self.richtlinie, w["stand"])

    def _nach_der_richtlinie(self, r: Richtlinie, stand: Altstand) -> Iterator[tuple[str, str]]:
        konto = self.werte["haushaltsstelle"]
        if konto and not {r.auftrag, r.sachkonto} <= set(re.findall(r"\w+", konto)):
            text = f"„{self.programm}“ bucht auf {r.auftrag} / {r.sachkonto}. In der Liste steht „{konto}“."
            yield "haushaltsstelle", text
        if stand == Altstand.NACHWEIS_EINGEREICHT and r.nachweisform == Nachweisform.REGULAER:
            yield (
                "stand",
                "Das Programm verlangt eine Belegliste. Wählen Sie „Nachweis fällig“; der Träger reicht sie ein.",
            )
        if r.finanzierungsart == Finanzierungsart.EINHEITEN:
            yield from self._einheiten(r, stand)
        for traeger in self.traeger[:1]:
            if traeger.staedtisch and stand not in INTERN:
                text = "Eine interne Mittelzuweisung kann beantragt, bewilligt oder abgeschlossen übernommen werden."
                yield "stand", text
            if stand in INTERN[:2] and traeger.art not in r.antragsberechtigt:
                yield "traeger", f"Anträge stellen können hier nur: {', '.join(r.arten_in_worten)}."

    def _einheiten(self, r: Richtlinie, stand: Altstand) -> Iterator[tuple[str, str]]:
        name = "bewilligt" if self.werte["bewilligt"] else "beantragt"
        if r.einheitensatz and self.werte[name] and self.werte[name] % r.einheitensatz:
            yield name, f"Je Einheit werden {zeige(r.einheitensatz)} gezahlt: Bitte ein Vielfaches davon."
        if stand == Altstand.NACHWEIS_EINGEREICHT:
            text = (
                "Das Programm zahlt je Einheit. Wählen Sie „Nachweis fällig“; der Träger nennt die Zahl hier."
            )
            yield "stand", text

    def fall(self, alt: Altfall) -> Fall:
        """The case, once nothing speaks against it."""
        assert self.programm is not None
        assert self.richtlinie is not None
        satz, betrag = self.richtlinie.einheitensatz, alt.bewilligt or alt.beantragt
        je_einheit = self.richtlinie.finanzierungsart == Finanzierungsart.EINHEITEN and satz
        auflagen = (teil.strip() for teil in (self.werte["auflagen"] or "").split(";"))
        return Fall(
            fremdzeichen=self.werte["fremdzeichen"],
            titel=self.werte["titel"],
            auflagen="\n".join(a for a in auflagen if a),
            programm=self.programm,
            richtlinie=self.richtlinie,
            traeger=self.traeger[0],
            standort=self.standort,
            sachbearbeitung=self.sachbearbeitung,
            einheiten=int(betrag / satz) if je_einheit and satz else None,
            alt=alt,
            haushaltsjahr=min(alt.anteile, default=self.werte["haushaltsjahr"] or alt.beginn.year),
            anteile=verteile(alt) if alt.entschieden else {},
        )
