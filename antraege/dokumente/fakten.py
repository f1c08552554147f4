"""Facts: everything a document needs to know about its case, typed, and nothing about its wording."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from antraege.kern.finanzierung import Finanzierungsart


class Rechtsregime(StrEnum):
    """Which law the decision follows; it drives the Rechtsbehelfsbelehrung."""

    VWVFG = "vwvfg"
    SGBX = "sgbx"


class Nachweisart(StrEnum):
    """Proof of use without vouchers, or with a list of them."""

    EINFACH = "einfach"
    REGULAER = "regulaer"


class Buchungsweg(StrEnum):
    """How money moves inside the city."""

    UMSCHICHTUNG = "umschichtung"
    VILV = "vilv"


class FaktenFehler(ValueError):
    """The facts contradict each other or the kind of document; no such letter may leave the house."""


@dataclass(frozen=True, kw_only=True)
class Absender:
    """The unit that writes; bearbeitung is a function, kontakt one line per channel."""

    fachbereich: str
    bearbeitung: str
    kontakt: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Empfaenger:
    """Who gets the letter; ist_stadt for municipal schools and FABIDO, which are the city itself."""

    name: str
    anschrift: tuple[str, ...]
    ist_stadt: bool


@dataclass(frozen=True, kw_only=True)
class Zeichnung:
    """The person who answers for the document (§ 37 Abs. 3 VwVfG NRW, § 33 Abs. 3 SGB X)."""

    name: str
    funktion: str


@dataclass(frozen=True, kw_only=True)
class Rahmen:
    """What every letter has; a draft (entwurf) may still lack the signing person."""

    dokument_id: str
    aktenzeichen: str
    datum: date
    absender: Absender
    empfaenger: Empfaenger
    zeichnung: Zeichnung
    entwurf: bool


@dataclass(frozen=True, kw_only=True)
class Zeitraum:
    """Days from von to bis, both included."""

    von: date
    bis: date

    def __post_init__(self) -> None:
        """Raise FaktenFehler when it ends before it begins."""
        if self.bis < self.von:
            raise FaktenFehler("Ein Zeitraum endet vor seinem Beginn.")

    def umfasst(self, anderer: "Zeitraum") -> bool:
        """Whether every day of the other one lies in this one."""
        return self.von <= anderer.von and anderer.bis <= self.bis


@dataclass(frozen=True, kw_only=True)
class PlanZeile:
    """One line of the accepted Finanzierungsplan; seite is "ausgabe" or "deckung", betrag in euro."""

    seite: str
    art_bezeichnung: str
    bezeichnung: str
    betrag: Decimal


@dataclass(frozen=True, kw_only=True)
class Jahresbetrag:
    """The part of the money (euro) that falls into one budget year."""

    jahr: int
    betrag: Decimal


@dataclass(frozen=True, kw_only=True)
class Kontierung:
    """One budget line and the euro moved from it."""

    jahr: int
    auftrag: str
    sachkonto: str
    bezeichnung: str
    betrag: Decimal


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
class Nachforderungsfakten:
    """Facts of a Nachforderung."""

    rahmen: Rahmen
    rechtsregime: Rechtsregime
    projekt: str
    antrag_vom: date
    punkte: tuple[Nachforderungspunkt, ...]
    frist: date


@dataclass(frozen=True, kw_only=True)
class Entscheidungsfakten:
    """What every decision on an application knows; amounts in euro."""

    rahmen: Rahmen
    rechtsregime: Rechtsregime
    projekt: str
    programm: str
    richtlinie: str
    rechtsgrundlagen: tuple[str, ...]
    antrag_vom: date
    beantragt: Decimal


@dataclass(frozen=True, kw_only=True)
class Ablehnungsfakten(Entscheidungsfakten):
    """Facts of an Ablehnungsbescheid; ermessen says why discretion was used this way."""

    gruende: tuple[str, ...]
    ermessen: str


@dataclass(frozen=True, kw_only=True)
class Bewilligungsfakten(Entscheidungsfakten):
    """Facts common to a Zuwendungsbescheid and an internal Mittelzuweisung."""

    zweck: str
    bewilligt: Decimal
    bewilligungszeitraum: Zeitraum
    durchfuehrungszeitraum: Zeitraum
    plan: tuple[PlanZeile, ...]
    jahresbetraege: tuple[Jahresbetrag, ...]
    auflagen: tuple[str, ...]
    nachweis_bis: date
    begruendung_kuerzung: str = ""


@dataclass(frozen=True, kw_only=True)
class Bescheidfakten(Bewilligungsfakten):
    """Facts of a Zuwendungsbescheid; foerdersatz in percent, given for Anteilfinanzierung only."""

    finanzierungsart: Finanzierungsart
    foerdersatz: Decimal | None
    zuwendungsfaehig: Decimal
    nachweisart: Nachweisart
    monate_verwendung: int
    bestandskraft_noetig: bool
    de_minimis: bool = False


@dataclass(frozen=True, kw_only=True)
class Zuweisungsfakten(Bewilligungsfakten):
    """Facts of an internal Mittelzuweisung; the Kontierungen add up to the amount."""

    buchungsweg: Buchungsweg
    kontierungen: tuple[Kontierung, ...]
