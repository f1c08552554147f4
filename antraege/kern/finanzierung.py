"""The Finanzierungsplan of a request and its checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from antraege.kern.geld import CENT, NULL, euro, runden, summe, zeige, zeige_zahl
from antraege.kern.maengel import Mangel

DECKUNGSARTEN = ("eigenmittel", "drittmittel", "teilnahmebeitraege", "zuwendung")


@dataclass(frozen=True)
class Position:
    """One row of the plan in euro; ``gemeinkosten`` marks costs of administration.

    Raises GeldFehler for a bad amount, ValueError for an unknown kind.
    """

    seite: Literal["ausgabe", "deckung"]
    art: str
    bezeichnung: str
    betrag: Decimal
    gemeinkosten: bool = False

    def __post_init__(self) -> None:
        if self.seite not in ("ausgabe", "deckung"):
            raise ValueError(f"Unbekannte Seite: {self.seite}")
        if self.seite == "deckung" and self.art not in DECKUNGSARTEN:
            raise ValueError(f"Unbekannte Deckungsart: {self.art}")
        object.__setattr__(self, "betrag", euro(self.betrag))


@dataclass(frozen=True)
class Plan:
    """Planned costs and how they are covered; all sums in euro."""

    positionen: tuple[Position, ...]

    @property
    def summe_ausgaben(self) -> Decimal:
        """Sum of all planned costs."""
        return summe(p.betrag for p in self.positionen if p.seite == "ausgabe")

    @property
    def summe_deckung(self) -> Decimal:
        """Sum of all cover, the requested grant included."""
        return summe(p.betrag for p in self.positionen if p.seite == "deckung")

    @property
    def eigenmittel(self) -> Decimal:
        """Own money of the Träger."""
        return summe(p.betrag for p in self.positionen if (p.seite, p.art) == ("deckung", "eigenmittel"))

    @property
    def zuwendung(self) -> Decimal:
        """The requested grant."""
        return summe(p.betrag for p in self.positionen if (p.seite, p.art) == ("deckung", "zuwendung"))

    @property
    def gemeinkosten(self) -> Decimal:
        """Sum of the planned costs of administration."""
        return summe(p.betrag for p in self.positionen if p.seite == "ausgabe" and p.gemeinkosten)

    @property
    def foerdersatz(self) -> Decimal:
        """The grant in percent of the costs, two places; 0 without costs."""
        return runden(self.zuwendung * 100 / self.summe_ausgaben) if self.summe_ausgaben > 0 else NULL


@dataclass(frozen=True)
class Grenzen:
    """Limits of a Richtlinie: percentages of the costs and euro amounts; None means no limit."""

    foerdersatz_max: Decimal | None = None
    eigenanteil_min: Decimal | None = None
    hoechstbetrag: Decimal | None = None
    mindestbetrag: Decimal | None = None
    gemeinkosten_max: Decimal | None = None


def pruefe_plan(plan: Plan, grenzen: Grenzen) -> list[Mangel]:
    """Return every defect of the plan in words; an empty list means it may be submitted.

    Fields named: ``ausgaben``, ``deckung``, ``eigenmittel``, ``zuwendung`` and, for one row, ``position-N``
    with its index in ``plan.positionen``.
    """
    return [
        Mangel(text, behebt="Träger", feld=feld)
        for pruefung in _PRUEFUNGEN
        for feld, text in pruefung(plan, grenzen)
    ]


def pruefe_jahre(
    gesamt: Decimal, jahre: Mapping[int, Decimal], *, von: date | None = None, bis: date | None = None
) -> list[Mangel]:
    """Return every defect of a split over Haushaltsjahre: euro by year, all together ``gesamt``.

    With ``von`` and ``bis``, the Bewilligungszeitraum, years outside are defects. Fields named: ``jahre`` and,
    for one year, ``jahr-2026``. Raises GeldFehler for inexact amounts.
    """
    befunde = []
    ganz, anteile = euro(gesamt), {jahr: euro(betrag) for jahr, betrag in jahre.items()}
    for jahr, betrag in anteile.items():
        if betrag < 0:
            befunde.append((f"jahr-{jahr}", f"{jahr}: Der Betrag darf nicht negativ sein."))
        if (von and jahr < von.year) or (bis and jahr > bis.year):
            befunde.append((f"jahr-{jahr}", f"{jahr} liegt nicht im Bewilligungszeitraum."))
    if (zusammen := summe(anteile.values())) != ganz:
        text = f"Die Jahresbeträge ergeben {zeige(zusammen)}, die Zuwendung beträgt {zeige(ganz)}. "
        befunde.append(("jahre", f"{text}Beides muss gleich sein."))
    return [Mangel(text, behebt="Träger", feld=feld) for feld, text in befunde]


_Befunde = Iterator[tuple[str, str]]


def _zeilen(plan: Plan, _grenzen: Grenzen) -> _Befunde:
    for nummer, zeile in enumerate(plan.positionen):
        if zeile.betrag < 0:
            yield f"position-{nummer}", f"„{zeile.bezeichnung}“: Der Betrag darf nicht negativ sein."


def _doppelte(plan: Plan, _grenzen: Grenzen) -> _Befunde:
    gesehen: set[tuple[str, str, tuple[str, ...]]] = set()
    for nummer, zeile in enumerate(plan.positionen):
        name = tuple(zeile.bezeichnung.casefold().split())
        if name and (zeile.seite, zeile.art, name) in gesehen:
            text = "Diese Zeile gibt es schon. Bitte fassen Sie beide zusammen oder benennen Sie eine um."
            yield f"position-{nummer}", f"„{zeile.bezeichnung}“: {text}"
        gesehen.add((zeile.seite, zeile.art, name))


def _leere(plan: Plan, _grenzen: Grenzen) -> _Befunde:
    if plan.summe_ausgaben == 0:
        yield "ausgaben", "Bitte tragen Sie mindestens eine Ausgabe ein."
    if plan.zuwendung == 0:
        yield "zuwendung", "Bitte tragen Sie ein, welche Zuwendung Sie beantragen."


def _gleichheit(plan: Plan, _grenzen: Grenzen) -> _Befunde:
    abstand = plan.summe_ausgaben - plan.summe_deckung
    if abstand == 0:
        return
    vergleich = "Die Ausgaben sind um {} höher als die Deckung"
    if abstand < 0:
        vergleich = "Die Deckung ist um {} höher als die Ausgaben"
    summen = f"Ausgaben {zeige(plan.summe_ausgaben)}, Deckung {zeige(plan.summe_deckung)}"
    yield "deckung", f"{vergleich.format(zeige(abs(abstand)))}: {summen}. Beide Seiten müssen gleich sein."


def _eigenanteil(plan: Plan, grenzen: Grenzen) -> _Befunde:
    if (prozent := grenzen.eigenanteil_min) is None:
        return
    noetig = (plan.summe_ausgaben * prozent / 100).quantize(CENT, rounding=ROUND_CEILING)
    if plan.eigenmittel < noetig:
        grenze = f"Die Eigenmittel müssen mindestens {zeige_zahl(prozent)} % der Ausgaben betragen"
        eingetragen = f"Eingetragen sind {zeige(plan.eigenmittel)}."
        yield "eigenmittel", f"{grenze}, das sind {zeige(noetig)}. {eingetragen}"


def _foerdersatz(plan: Plan, grenzen: Grenzen) -> _Befunde:
    if (prozent := grenzen.foerdersatz_max) is None:
        return
    moeglich = runden(plan.summe_ausgaben * prozent / 100)
    if plan.zuwendung > moeglich:
        grenze = f"Die Zuwendung darf höchstens {zeige_zahl(prozent)} % der Ausgaben betragen"
        yield "zuwendung", f"{grenze}, das sind {zeige(moeglich)}. Beantragt sind {zeige(plan.zuwendung)}."


def _gemeinkosten(plan: Plan, grenzen: Grenzen) -> _Befunde:
    if (prozent := grenzen.gemeinkosten_max) is None:
        return
    moeglich = runden(plan.summe_ausgaben * prozent / 100)
    if plan.gemeinkosten > moeglich:
        grenze = f"Die Verwaltungskosten dürfen höchstens {zeige_zahl(prozent)} % der Ausgaben betragen"
        yield (
            "ausgaben",
            f"{grenze}, das sind {zeige(moeglich)}. Eingetragen sind {zeige(plan.gemeinkosten)}.",
        )


def _betraege(plan: Plan, grenzen: Grenzen) -> _Befunde:
    hoechstens, mindestens, beantragt = grenzen.hoechstbetrag, grenzen.mindestbetrag, plan.zuwendung
    gezeigt = f"Beantragt sind {zeige(beantragt)}."
    if hoechstens is not None and beantragt > hoechstens:
        yield "zuwendung", f"Die Zuwendung darf höchstens {zeige(hoechstens)} betragen. {gezeigt}"
    if mindestens is not None and 0 < beantragt < mindestens:
        yield "zuwendung", f"Die Zuwendung muss mindestens {zeige(mindestens)} betragen. {gezeigt}"


_PRUEFUNGEN = (
    _zeilen,
    _doppelte,
    _leere,
    _gleichheit,
    _gemeinkosten,
    _eigenanteil,
    _foerdersatz,
    _betraege,
)
