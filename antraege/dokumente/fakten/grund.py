"""What the facts of every document share: who writes, to whom, who signs, periods, money, refusal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


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
class Geprueft:
    """Facts that refuse to exist while they contradict each other."""

    def __post_init__(self) -> None:
        """Raise FaktenFehler with every contradiction."""
        if maengel := tuple(self.widersprueche()):
            raise FaktenFehler(" ".join(maengel))

    def widersprueche(self) -> Iterator[str]:
        """Every contradiction as a sentence."""
        yield from ()


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
class Zeichen:
    """An electronic signature inside the office: who, in which function, when (aware)."""

    name: str
    funktion: str
    zeitpunkt: datetime


@dataclass(frozen=True, kw_only=True)
class Topfbetrag:
    """What one Fachbereich or funder bears of a joint grant in one year, in euro."""

    herkunft: str
    jahr: int
    betrag: Decimal


@dataclass(frozen=True, kw_only=True)
class Rahmen:
    """What every letter has; a draft (entwurf) may still lack the signing person.

    pruefadresse is the public page that says whether the letter is genuine; internal papers name none. gemeinsam says
    who bears a joint grant, for a letter that names money and has no table of it.
    """

    dokument_id: str
    aktenzeichen: str
    datum: date
    absender: Absender
    empfaenger: Empfaenger
    zeichnung: Zeichnung
    entwurf: bool
    pruefadresse: str = ""
    gemeinsam: tuple[Topfbetrag, ...] = ()


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
    produkt: str = ""
    kostenstelle: str = ""


@dataclass(frozen=True, kw_only=True)
class Bankkonto:
    """An account; iban without or with spaces, always with a right check sum."""

    inhaber: str
    iban: str
    bic: str = ""
    bank: str = ""

    def __post_init__(self) -> None:
        """Raise FaktenFehler for an IBAN whose check sum is wrong (ISO 13616)."""
        iban = self.iban_ohne_leerraum
        ziffern = "".join(str(int(zeichen, 36)) for zeichen in iban[4:] + iban[:4] if zeichen.isalnum())
        if not (iban.isascii() and iban.isalnum()) or len(iban) < 15 or int(ziffern) % 97 != 1:
            raise FaktenFehler("Die IBAN ist nicht gültig.")

    @property
    def iban_ohne_leerraum(self) -> str:
        """The IBAN as machines read it."""
        return "".join(self.iban.split()).upper()


@dataclass(frozen=True, kw_only=True)
class Pruefantwort:
    """One line of a checklist: what was asked, what was found, and the file or rule it rests on."""

    frage: str
    antwort: str
    grundlage: str = ""
    bemerkung: str = ""


@dataclass(frozen=True, kw_only=True)
class Schreibenfakten(Geprueft):
    """A document somebody signs."""

    rahmen: Rahmen

    def widersprueche(self) -> Iterator[str]:
        """A final document without a signing person (§ 37 Abs. 3 VwVfG, § 33 Abs. 3 SGB X)."""
        if not self.rahmen.entwurf and not self.rahmen.zeichnung.name.strip():
            yield "Das Dokument nennt niemanden, der es zeichnet."


@dataclass(frozen=True, kw_only=True)
class Fallfakten(Schreibenfakten):
    """A document about a grant that exists: bescheid_vom is its day, bewilligt euro."""

    rechtsregime: Rechtsregime
    projekt: str
    programm: str
    bescheid_vom: date
    bewilligt: Decimal


def leer(text: str) -> bool:
    """Whether nobody has written anything."""
    return not text.strip()
