"""Facts of the order to pay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.dokumente.fakten.grund import Bankkonto, Fallfakten, Kontierung, Zeichen
from antraege.kern.geld import summe


@dataclass(frozen=True, kw_only=True)
class Anordnungszeichen(Zeichen):
    """The order itself; grenze is the limit in euro of the deposited Anordnungsbefugnis, None without limit."""

    grenze: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Anordnungsfakten(Fallfakten):
    """Facts of an Auszahlungsanordnung; rahmen.empfaenger is the Kasse, amounts in euro.

    gegenstand names what is paid ("1. Mittelabruf", "Rate 2", "Restzahlung"). bisher is the sum paid before.
    A draft may lack the certificates and the order. buchungsnummer and gebucht_am come back from the Kasse.
    """

    kreditor: str
    kreditor_nr: str = ""
    konto: Bankkonto
    gegenstand: str
    betrag: Decimal
    faellig_am: date
    kontierungen: tuple[Kontierung, ...]
    verwendungszweck: str
    bisher: Decimal
    sachlich: Zeichen | None
    rechnerisch: Zeichen | None
    anordnung: Anordnungszeichen | None
    buchungsnummer: str = ""
    gebucht_am: date | None = None

    @property
    def rest(self) -> Decimal:
        """What is left of the grant after this payment, euro."""
        return self.bewilligt - self.bisher - self.betrag

    def widersprueche(self) -> Iterator[str]:
        """Sums, limit, missing or late certificates."""
        yield from super().widersprueche()
        if self.betrag <= 0 or self.bisher < 0 or self.rest < 0:
            yield "Der Betrag ist nicht positiv oder übersteigt mit den Auszahlungen die Bewilligung."
        if summe(zeile.betrag for zeile in self.kontierungen) != self.betrag:
            yield "Die Kontierungen ergeben nicht den Betrag der Anordnung."
        if not self.verwendungszweck.strip():
            yield "Der Verwendungszweck fehlt."
        zeichen, anordnung = (self.sachlich, self.rechnerisch), self.anordnung
        if not self.rahmen.entwurf and not (anordnung and all(zeichen)):
            yield "Eine Feststellung oder die Anordnung fehlt."
        if anordnung and anordnung.grenze is not None and self.betrag > anordnung.grenze:
            yield "Der Betrag übersteigt die Anordnungsbefugnis."
        if anordnung and any(eins and eins.zeitpunkt > anordnung.zeitpunkt for eins in zeichen):
            yield "Die Anordnung liegt vor einer Feststellung."
        if (self.gebucht_am is None) != (not self.buchungsnummer):
            yield "Zu einer Buchung gehören Nummer und Tag."
