"""Facts about an open claim: Stundung, Niederschlagung, Erlass, Mahnung, and the end of the case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.dokumente.fakten.grund import Bankkonto, Fallfakten, leer
from antraege.kern.geld import NULL, summe


@dataclass(frozen=True, kw_only=True)
class Stundungsrate:
    """One instalment of a deferred claim in euro."""

    nr: int
    betrag: Decimal
    faellig_am: date


@dataclass(frozen=True, kw_only=True)
class Forderungsfakten(Fallfakten):
    """What every letter about a claim knows; festgesetzt_am is the day of the Rückforderungsbescheid.

    hauptforderung and nebenforderung (interest, costs) are what is open today in euro.
    """

    festgesetzt_am: date
    kassenzeichen: str
    faellig_am: date
    hauptforderung: Decimal
    nebenforderung: Decimal = NULL

    @property
    def offen(self) -> Decimal:
        """Everything open, euro."""
        return self.hauptforderung + self.nebenforderung

    def widersprueche(self) -> Iterator[str]:
        """Nothing is open, or nobody could book a payment."""
        yield from super().widersprueche()
        if self.hauptforderung < 0 or self.nebenforderung < 0 or self.offen <= 0:
            yield "Es ist keine Forderung offen."
        if leer(self.kassenzeichen):
            yield "Das Kassenzeichen fehlt."


@dataclass(frozen=True, kw_only=True)
class Stundungsfakten(Forderungsfakten):
    """Facts of a Stundungsbescheid (§ 27 KomHVO NRW); raten empty means the whole sum on gestundet_bis.

    zinssatz in percent a year with zinsgrundlage in words, or None and zinsverzicht with the reason.
    """

    antrag_vom: date
    gestundet_bis: date
    raten: tuple[Stundungsrate, ...] = ()
    zinssatz: Decimal | None
    zinsgrundlage: str = ""
    zinsen: Decimal = NULL
    zinsverzicht: str = ""
    sicherheit: str = ""
    gruende: str
    konto: Bankkonto

    def widersprueche(self) -> Iterator[str]:
        """Instalments that do not add up or come too late, interest without ground, no reasons."""
        yield from super().widersprueche()
        if self.raten and summe(rate.betrag for rate in self.raten) != self.offen + self.zinsen:
            yield "Die Raten ergeben nicht die gestundete Forderung mit Zinsen."
        if self.raten and max(rate.faellig_am for rate in self.raten) != self.gestundet_bis:
            yield "Die letzte Rate ist nicht am Ende der Stundung fällig."
        if self.gestundet_bis <= self.rahmen.datum:
            yield "Die Stundung endet nicht nach dem Datum des Bescheides."
        if (self.zinssatz is None) == leer(self.zinsverzicht):
            yield "Nötig sind Stundungszinsen oder der Grund, aus dem keine erhoben werden."
        if (self.zinssatz is None) != leer(self.zinsgrundlage) or (self.zinssatz is None and self.zinsen):
            yield "Zinssatz, Grundlage und Zinsen passen nicht zusammen."
        if leer(self.gruende):
            yield "Die Stundung braucht eine Begründung."


@dataclass(frozen=True, kw_only=True)
class Niederschlagungsfakten(Forderungsfakten):
    """Facts of the internal note; befristet_bis is the day of the next look, None for unbefristet."""

    befristet_bis: date | None
    gruende: str
    bisherige_schritte: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """No reasons, a day that is over."""
        yield from super().widersprueche()
        if leer(self.gruende):
            yield "Die Niederschlagung braucht eine Begründung."
        if self.befristet_bis and self.befristet_bis <= self.rahmen.datum:
            yield "Die befristete Niederschlagung endet nicht in der Zukunft."


@dataclass(frozen=True, kw_only=True)
class Erlassfakten(Forderungsfakten):
    """Facts of an Erlass; erlassen in euro, what is left stays due."""

    antrag_vom: date | None
    erlassen: Decimal
    gruende: str

    def widersprueche(self) -> Iterator[str]:
        """More than is open, no reasons."""
        yield from super().widersprueche()
        if not 0 < self.erlassen <= self.offen:
            yield "Der erlassene Betrag passt nicht zur offenen Forderung."
        if leer(self.gruende):
            yield "Der Erlass braucht eine Begründung."


@dataclass(frozen=True, kw_only=True)
class Mahnungsfakten(Forderungsfakten):
    """Facts of a Mahnung; stufe counts from 1, zinsen_bis is the day the nebenforderung is counted to."""

    stufe: int
    zinsen_bis: date | None = None
    mahngebuehr: Decimal = NULL
    frist: date
    konto: Bankkonto

    @property
    def gesamt(self) -> Decimal:
        """What is to be paid now, euro."""
        return self.offen + self.mahngebuehr

    def widersprueche(self) -> Iterator[str]:
        """Not due yet, no time to pay."""
        yield from super().widersprueche()
        if self.rahmen.datum <= self.faellig_am:
            yield "Die Forderung ist noch nicht überfällig."
        if self.frist <= self.rahmen.datum:
            yield "Die Frist der Mahnung liegt nicht nach dem Datum des Schreibens."
        if self.stufe < 1 or self.mahngebuehr < 0:
            yield "Mahnstufe oder Gebühr sind nicht möglich."


@dataclass(frozen=True, kw_only=True)
class Schlussfakten(Fallfakten):
    """Facts of a Schlussmitteilung; amounts in euro.

    endgueltig is the final grant, erstattet what was paid back without interest, verzichtet what was
    waived. zweckbindung names objects and days in words.
    """

    nachweis_vom: date
    endgueltig: Decimal
    ausgezahlt: Decimal
    erstattet: Decimal = NULL
    zinsen_gezahlt: Decimal = NULL
    verzichtet: Decimal = NULL
    feststellungen: str = ""
    aufbewahrung_bis: date
    belege_zurueck: bool = False
    zweckbindung: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """Money that is still open."""
        yield from super().widersprueche()
        if self.ausgezahlt - self.erstattet - self.verzichtet != self.endgueltig:
            yield "Auszahlung, Erstattung und endgültige Zuwendung gehen nicht auf."
        if self.endgueltig > self.bewilligt:
            yield "Die endgültige Zuwendung übersteigt die Bewilligung."
        if self.aufbewahrung_bis <= self.rahmen.datum:
            yield "Die Aufbewahrungsfrist ist schon vorbei."
