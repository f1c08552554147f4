"""Facts of the letters before a decision, and of the Prüfvermerk that proposes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from antraege.dokumente.fakten.grund import Pruefantwort, Rahmen, Rechtsregime, Schreibenfakten, Zeichen, leer
from antraege.kern.geld import summe
from antraege.kern.nachweis import Finanzierungsart


@dataclass(frozen=True, kw_only=True)
class Nachforderungspunkt:
    """One missing thing and why the city needs it."""

    bezeichnung: str
    warum: str


@dataclass(frozen=True, kw_only=True)
class Eingangsfakten:
    """Facts of an Eingangsbestätigung; eingegangen is aware, beantragt euro or None without money."""

    rahmen: Rahmen
    projekt: str
    programm: str
    eingegangen: datetime
    beantragt: Decimal | None
    anlagen: tuple[str, ...]
    pruefung_bis: date


@dataclass(frozen=True, kw_only=True)
class Beratungsfakten(Schreibenfakten):
    """Facts of the confirmation that somebody has turned to the city before a request exists.

    `code` is by what it is found again; `unterlagen` names what came in with a paper.
    """

    code: str
    thema: str
    weg: str
    eingang_am: date
    auf_papier: bool
    unterlagen: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """Nothing to find it again by, or a day to come."""
        yield from super().widersprueche()
        if leer(self.code):
            yield "Die Bestätigung nennt keinen Eingangscode."
        if self.eingang_am > self.rahmen.datum:
            yield "Der Eingang liegt nach dem Datum des Schreibens."


@dataclass(frozen=True, kw_only=True)
class Nachforderungsfakten:
    """Facts of a Nachforderung."""

    rahmen: Rahmen
    rechtsregime: Rechtsregime
    projekt: str
    antrag_vom: date
    punkte: tuple[Nachforderungspunkt, ...]
    frist: date


@dataclass(frozen=True, kw_only=True)
class Planpruefung:
    """One line of the plan in euro: asked and accepted, and why not all; seite "ausgabe" or "deckung"."""

    seite: str
    art_bezeichnung: str
    bezeichnung: str
    beantragt: Decimal
    anerkannt: Decimal
    grund: str = ""


@dataclass(frozen=True, kw_only=True)
class Haushaltsstand:
    """One budget line in euro: what is free, and what this case needs of it."""

    jahr: int
    auftrag: str
    sachkonto: str
    bezeichnung: str
    verfuegbar: Decimal
    benoetigt: Decimal


@dataclass(frozen=True, kw_only=True)
class Mitzeichnungsvermerk:
    """The vote of another unit; zeichen is None while it is open."""

    stelle: str
    votum: str
    zeichen: Zeichen | None
    bemerkung: str = ""


@dataclass(frozen=True, kw_only=True)
class Antragspruefungsfakten(Schreibenfakten):
    """Facts of the Prüfvermerk zum Antrag; amounts in euro, rahmen.empfaenger is the file.

    vorschlag 0 proposes a refusal. pruefung holds the checklist by section ("Antragsberechtigung", …) in
    order. A draft may lack gezeichnet and open votes.
    """

    rechtsregime: Rechtsregime
    antragsteller: str
    projekt: str
    programm: str
    richtlinie: str
    antrag_vom: date
    sachverhalt: str
    pruefung: tuple[tuple[str, tuple[Pruefantwort, ...]], ...]
    plan: tuple[Planpruefung, ...]
    beantragt: Decimal
    vorschlag: Decimal
    finanzierungsart: Finanzierungsart
    foerdersatz: Decimal | None = None
    eigenmittel: Decimal
    eigenanteil_mindestens: Decimal | None = None
    eigenanteil_text: str = ""
    doppelfoerderung: str
    beihilfe: str
    haushalt: tuple[Haushaltsstand, ...] = ()
    ermessen: str
    begruendung: str
    nebenbestimmungen: tuple[str, ...] = ()
    mitzeichnungen: tuple[Mitzeichnungsvermerk, ...] = ()
    gezeichnet: Zeichen | None

    def summe(self, seite: str, *, spalte: str) -> Decimal:
        """Sum of one side in euro; spalte is "beantragt" or "anerkannt"."""
        return summe(getattr(zeile, spalte) for zeile in self.plan if zeile.seite == seite)

    def widersprueche(self) -> Iterator[str]:
        """Sums, cuts without reasons, money that is not there, missing words and signature."""
        yield from super().widersprueche()
        if not 0 <= self.vorschlag <= self.beantragt:
            yield "Der Vorschlag passt nicht zum beantragten Betrag."
        if self.vorschlag and self.summe("ausgabe", spalte="anerkannt") != self.summe(
            "deckung", spalte="anerkannt"
        ):
            yield "Ausgaben und Deckung des anerkannten Plans sind nicht gleich."
        for zeile in self.plan:
            if zeile.anerkannt != zeile.beantragt and leer(zeile.grund):
                yield f"„{zeile.bezeichnung}“: Die Abweichung braucht einen Grund."
        if any(leer(text) for text in (self.sachverhalt, self.ermessen, self.begruendung)):
            yield "Sachverhalt, Ermessen oder Begründung fehlen."
        yield from self._haushalt()
        if not self.rahmen.entwurf and not self.gezeichnet:
            yield "Der Prüfvermerk ist nicht gezeichnet."

    def _haushalt(self) -> Iterator[str]:
        if summe(zeile.benoetigt for zeile in self.haushalt) != self.vorschlag:
            yield "Die Haushaltsstellen decken nicht den vorgeschlagenen Betrag."
        if any(zeile.benoetigt > zeile.verfuegbar for zeile in self.haushalt):
            yield "Auf einer Haushaltsstelle fehlen Mittel."
