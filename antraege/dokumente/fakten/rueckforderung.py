"""Facts of taking money back: hearing, Bescheid with interest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from antraege.dokumente.fakten.grund import Bankkonto, FaktenFehler, Fallfakten, leer
from antraege.kern.geld import NULL, summe
from antraege.kern.verjaehrung import widerruf_spaetestens


class Massnahme(StrEnum):
    """What the city decides or intends."""

    WIDERRUF = "widerruf"
    TEILWIDERRUF = "teilwiderruf"
    RUECKNAHME = "ruecknahme"
    TEILRUECKNAHME = "teilruecknahme"
    MINDERUNG = "minderung"
    ZWISCHENZINSEN = "zwischenzinsen"


class Aufhebungsgrund(StrEnum):
    """Why; it drives the paragraph: misuse, late use, Auflage, wrong statements, auflösende Bedingung."""

    ZWECK = "zweck"
    NICHT_ALSBALD = "nicht_alsbald"
    AUFLAGE = "auflage"
    ANGABEN = "angaben"
    BEDINGUNG = "bedingung"


ERLAUBT = {
    Massnahme.WIDERRUF: (Aufhebungsgrund.ZWECK, Aufhebungsgrund.NICHT_ALSBALD, Aufhebungsgrund.AUFLAGE),
    Massnahme.TEILWIDERRUF: (Aufhebungsgrund.ZWECK, Aufhebungsgrund.NICHT_ALSBALD, Aufhebungsgrund.AUFLAGE),
    Massnahme.RUECKNAHME: (Aufhebungsgrund.ANGABEN,),
    Massnahme.TEILRUECKNAHME: (Aufhebungsgrund.ANGABEN,),
    Massnahme.MINDERUNG: (Aufhebungsgrund.BEDINGUNG,),
    Massnahme.ZWISCHENZINSEN: (Aufhebungsgrund.NICHT_ALSBALD,),
}
GANZ = (Massnahme.WIDERRUF, Massnahme.RUECKNAHME)
FEST = (Massnahme.MINDERUNG, Massnahme.ZWISCHENZINSEN)


@dataclass(frozen=True, kw_only=True)
class Aufhebungsfakten(Fallfakten):
    """What hearing and Bescheid share; amounts in euro.

    verbleibt is the grant that stays, ausgezahlt the sum paid, erstattung what is to be paid back.
    """

    massnahme: Massnahme
    grund: Aufhebungsgrund
    sachverhalt: str
    ausgezahlt: Decimal
    verbleibt: Decimal
    erstattung: Decimal
    rechenschritte: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """Measure and ground, sums, facts missing, the city itself."""
        yield from super().widersprueche()
        if self.rahmen.empfaenger.ist_stadt:
            yield "Von der Stadt selbst wird nichts zurückgefordert; nicht benötigte Mittel fließen zurück."
        if self.grund not in ERLAUBT[self.massnahme]:
            yield "Der Grund trägt diese Maßnahme nicht."
        if leer(self.sachverhalt):
            yield "Der Sachverhalt fehlt."
        yield from self._betraege()

    def _betraege(self) -> Iterator[str]:
        if self.massnahme is Massnahme.ZWISCHENZINSEN:
            if self.erstattung or self.verbleibt != self.bewilligt:
                yield "Zwischenzinsen lassen die Zuwendung unberührt."
            return
        if not 0 <= self.verbleibt < self.bewilligt:
            yield "Die verbleibende Zuwendung passt nicht zur Bewilligung."
        if (self.massnahme in GANZ) != (self.verbleibt == 0) and self.massnahme is not Massnahme.MINDERUNG:
            yield "Nur bei voller Aufhebung verbleibt nichts von der Zuwendung."
        if self.erstattung != max(NULL, self.ausgezahlt - self.verbleibt):
            yield "Die Erstattung ist nicht der Unterschied aus Auszahlung und verbleibender Zuwendung."


@dataclass(frozen=True, kw_only=True)
class Anhoerungsfakten(Aufhebungsfakten):
    """Facts of an Anhörung; zinsen_ab is the first day interest would run, None when none is intended."""

    erwaegungen: str
    zinsen_ab: date | None
    frist: date

    def widersprueche(self) -> Iterator[str]:
        """No time to answer, no considerations."""
        yield from super().widersprueche()
        if self.frist <= self.rahmen.datum:
            yield "Die Frist der Anhörung liegt nicht nach dem Datum des Schreibens."
        if leer(self.erwaegungen):
            yield "Die Gründe der beabsichtigten Entscheidung fehlen."


@dataclass(frozen=True, kw_only=True)
class Zinsperiode:
    """Interest on kapital (euro) for tage from von to bis, both included; satz in percent a year."""

    von: date
    bis: date
    tage: int
    satz: Decimal
    kapital: Decimal
    zinsen: Decimal


@dataclass(frozen=True, kw_only=True)
class Zinsfakten:
    """Interest in euro up to bis; je_tag is what each further day costs until payment, None when it stops.

    methode says how days are counted ("taggenau, 365 oder 366 Tage"), aufschlag the percentage points.
    """

    perioden: tuple[Zinsperiode, ...]
    summe: Decimal
    bis: date
    je_tag: Decimal | None
    aufschlag: Decimal
    methode: str

    def __post_init__(self) -> None:
        """Raise FaktenFehler when the periods do not add up or reach beyond the day."""
        if not self.perioden or summe(periode.zinsen for periode in self.perioden) != self.summe:
            raise FaktenFehler("Die Zeiträume ergeben nicht die Summe der Zinsen.")
        if max(periode.bis for periode in self.perioden) != self.bis:
            raise FaktenFehler("Die Zinsen enden nicht an dem genannten Tag.")


@dataclass(frozen=True, kw_only=True)
class Rueckforderungsfakten(Aufhebungsfakten):
    """Facts of a Rückforderungsbescheid; amounts in euro.

    anhoerung_vom None means that the hearing was not necessary (anhoerung_entbehrlich says why). aeusserung
    sums up what the Träger answered, empty for no answer. zinsen None needs a zinsverzicht with reasons or
    zinsen_spaeter (a further Bescheid fixes them). kenntnis_am starts the Jahresfrist. Where nothing was
    paid beyond what stays, gesamt is 0 and the Bescheid neither claims nor charges anything.
    """

    anhoerung_vom: date | None
    anhoerung_entbehrlich: str = ""
    aeusserung: str = ""
    wuerdigung: str = ""
    begruendung: str
    ermessen: str
    vertrauensschutz: str
    kenntnis_am: date
    zinsen: Zinsfakten | None
    zinsverzicht: str = ""
    zinsen_spaeter: bool = False
    faellig_am: date
    kassenzeichen: str
    konto: Bankkonto

    @property
    def gesamt(self) -> Decimal:
        """What is to be paid in all up to the day of the interest, euro."""
        return self.erstattung + (self.zinsen.summe if self.zinsen else NULL)

    def widersprueche(self) -> Iterator[str]:
        """Hearing, reasons, interest, due date."""
        yield from super().widersprueche()
        if (self.anhoerung_vom is None) == leer(self.anhoerung_entbehrlich):
            yield "Nötig ist entweder eine Anhörung oder der Grund, aus dem sie entbehrlich ist."
        if self.aeusserung and leer(self.wuerdigung):
            yield "Die Äußerung zur Anhörung ist nicht gewürdigt."
        if leer(self.begruendung) or (self.massnahme not in FEST and leer(self.ermessen)):
            yield "Begründung oder Erwägungen zum Ermessen fehlen."
        if self.massnahme not in FEST and leer(self.vertrauensschutz):
            yield "Die Erwägungen zum Vertrauensschutz fehlen."
        if self.gesamt:
            yield from self._zahlung()
        elif self.massnahme is Massnahme.ZWISCHENZINSEN:
            yield "Es gibt keine Zinsen zu fordern."
        frist_gilt = self.massnahme not in FEST
        if frist_gilt and self.rahmen.datum > widerruf_spaetestens(self.kenntnis_am):
            yield "Die Jahresfrist für die Aufhebung ist abgelaufen."

    def _zahlung(self) -> Iterator[str]:
        if self.faellig_am <= self.rahmen.datum or leer(self.kassenzeichen):
            yield "Fälligkeit oder Kassenzeichen fehlen."
        wege = (self.zinsen is not None, not leer(self.zinsverzicht), self.zinsen_spaeter)
        if sum(wege) != 1:
            yield "Zinsen sind entweder festgesetzt, erlassen oder einem weiteren Bescheid vorbehalten."
