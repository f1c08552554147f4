"""What the budget pages show: the lines a person may see, their sums, the Buchungen of one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from antraege.haushalt.bild import Balken, balken
from antraege.haushalt.models import NULL, Bereich, Buchung, Haushaltsstelle
from antraege.haushalt.trigger import SUMMEN
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht

BUCHUNGEN_JE_SEITE = 25
SPALTEN = (*SUMMEN, "frei")


@dataclass(frozen=True)
class Zeile:
    """One budget line with its bar."""

    haushaltsstelle: Haushaltsstelle
    balken: Balken


@dataclass(frozen=True)
class Tabelle:
    """One table of the council paper: its lines on this page, and the sums over all its lines in euro."""

    name: str
    zeilen: list[Zeile]
    summen: dict[str, Decimal]


@dataclass(frozen=True)
class Blatt:
    """Some Buchungen of a line, newest first, and whether there are newer and older ones."""

    buchungen: list[Buchung]
    neuere: bool
    aeltere: bool


def sichtbar(benutzer: Benutzer) -> QuerySet[Haushaltsstelle]:
    """The lines of the Stellen whose budget the person may see."""
    return Haushaltsstelle.objects.filter(stelle__in=rechte.stellen_mit(benutzer, Recht.HAUSHALT_SEHEN))


def jahre(zeilen: QuerySet[Haushaltsstelle]) -> list[int]:
    """The budget years there are, newest first."""
    return list(zeilen.order_by("-jahr").values_list("jahr", flat=True).distinct())


def summen_je_bereich(zeilen: QuerySet[Haushaltsstelle]) -> dict[str, dict[str, Decimal]]:
    """Euro per table and column, with what is free; one query."""
    gruppen = zeilen.order_by("bereich").values_list("bereich")
    gefunden = {
        bereich: _mit_frei(dict(zip(SUMMEN, summen, strict=True)))
        for bereich, *summen in gruppen.annotate(**{f"summe_{spalte}": Sum(spalte) for spalte in SUMMEN})
    }
    return {b.value: gefunden[b.value] for b in Bereich if b.value in gefunden}


def _mit_frei(s: dict[str, Decimal]) -> dict[str, Decimal]:
    return s | {"frei": s["ansatz"] + s["deckung"] - s["vorgemerkt"] - s["gebunden"] - s["ausgezahlt"]}


def gesamt(je_bereich: dict[str, dict[str, Decimal]]) -> dict[str, Decimal]:
    """The sum over all tables in euro."""
    return {spalte: sum((s[spalte] for s in je_bereich.values()), NULL) for spalte in SPALTEN}


def tabellen(zeilen: list[Haushaltsstelle], je_bereich: dict[str, dict[str, Decimal]]) -> Iterator[Tabelle]:
    """The lines of one page, sorted into the tables they belong to."""
    for bereich, summen in je_bereich.items():
        eigene = [Zeile(z, balken_fuer(z)) for z in zeilen if z.bereich == bereich]
        if eigene:
            yield Tabelle(str(Bereich(bereich).label), eigene, summen)


def balken_fuer(zeile: Haushaltsstelle) -> Balken:
    """How the money of one line stands."""
    betraege = {spalte: getattr(zeile, spalte) for spalte in SPALTEN}
    return balken(f"zeile-{zeile.pk}", titel=f"Stand {zeile}", betraege=betraege)


def blatt(zeile: Haushaltsstelle, *, vor: int | None = None, nach: int | None = None) -> Blatt:
    """Buchungen older than number `vor` or newer than number `nach`; without both the newest."""
    alle = zeile.buchungen.select_related("gebucht_von")
    if nach is not None:
        auswahl = list(alle.filter(pk__gt=nach).order_by("pk")[:BUCHUNGEN_JE_SEITE])[::-1]
    else:
        grenze = {} if vor is None else {"pk__lt": vor}
        auswahl = list(alle.filter(**grenze).order_by("-pk")[:BUCHUNGEN_JE_SEITE])
    if not auswahl:
        return Blatt([], neuere=False, aeltere=False)
    return Blatt(
        auswahl,
        neuere=alle.filter(pk__gt=auswahl[0].pk).exists(),
        aeltere=alle.filter(pk__lt=auswahl[-1].pk).exists(),
    )
