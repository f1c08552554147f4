"""What the budget pages show: the lines a person may see, their sums per table and year, their Buchungen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Q, QuerySet, Sum, When

from antraege.haushalt.bild import Balken, Saeulen, balken, saeulen
from antraege.haushalt.models import Bereich, Buchung, Haushaltsstelle
from antraege.haushalt.models.konto import SUMMEN
from antraege.kern.geld import NULL
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht

SPALTEN = (*SUMMEN, "frei")
Summen = dict[str, Decimal]


@dataclass(frozen=True)
class Zeile:
    """One budget line with its bar."""

    haushaltsstelle: Haushaltsstelle
    balken: Balken


@dataclass(frozen=True)
class Tabelle:
    """One table of the council paper: its lines on this page, and the sums over all its lines in euro."""

    bereich: str
    name: str
    zeilen: list[Zeile]
    summen: Summen


def sichtbar(benutzer: Benutzer) -> QuerySet[Haushaltsstelle]:
    """The lines of the Stellen whose budget the person may see."""
    return Haushaltsstelle.objects.filter(stelle__in=rechte.stellen_mit(benutzer, Recht.HAUSHALT_SEHEN))


def jahre(zeilen: QuerySet[Haushaltsstelle]) -> list[int]:
    """The budget years there are, newest first."""
    return list(zeilen.order_by("-jahr").values_list("jahr", flat=True).distinct())


def summen_je_bereich(zeilen: QuerySet[Haushaltsstelle]) -> dict[str, Summen]:
    """Euro per table and column, with what is free; one query."""
    gefunden = summen_je(zeilen, "bereich")
    return {b.value: gefunden[b.value] for b in Bereich if b.value in gefunden}


def summen_je_jahr(zeilen: QuerySet[Haushaltsstelle]) -> dict[int, Summen]:
    """Euro per year and column, oldest first; one query."""
    return summen_je(zeilen, "jahr")


def summen_je(zeilen: QuerySet[Haushaltsstelle], feld: str) -> dict[Any, Summen]:
    """Euro per value of one field and column, with what is free, in the order of the field; one query."""
    gruppen = zeilen.order_by(feld).values_list(feld)
    je_gruppe: dict[Any, Summen] = {}
    for gruppe, *summen in gruppen.annotate(**{f"summe_{spalte}": Sum(spalte) for spalte in SUMMEN}):
        s = dict(zip(SUMMEN, summen, strict=True))
        belegt = s["vorgemerkt"] + s["gebunden"] + s["ausgezahlt"]
        je_gruppe[gruppe] = s | {"frei": s["ansatz"] + s["deckung"] + s["erstattet"] - belegt}
    return je_gruppe


def gesamt(je_gruppe: Iterable[Summen]) -> Summen:
    """The sum over all groups in euro."""
    alle = list(je_gruppe)
    return {spalte: sum((s[spalte] for s in alle), NULL) for spalte in SPALTEN}


def tabellen(zeilen: list[Haushaltsstelle], je_bereich: dict[str, Summen]) -> Iterator[Tabelle]:
    """The lines of one page, sorted into the tables they belong to."""
    for bereich, summen in je_bereich.items():
        eigene = [Zeile(z, balken_fuer(z)) for z in zeilen if z.bereich == bereich]
        if eigene:
            yield Tabelle(bereich, str(Bereich(bereich).label), eigene, summen)


def werte(zeile: Haushaltsstelle) -> Summen:
    """All totals of a line in euro, with what is free."""
    return {spalte: getattr(zeile, spalte) for spalte in SPALTEN}


def mit_konto(zeilen: QuerySet[Haushaltsstelle]) -> QuerySet[Any]:
    """Each line with `traegt`: its Auftrag, or its Kostenstelle when it has none."""
    return zeilen.annotate(traegt=Case(When(auftrag="", then="kostenstelle"), default="auftrag"))


def balken_fuer(zeile: Haushaltsstelle) -> Balken:
    """How the money of one line stands."""
    return balken(f"zeile-{zeile.pk}", titel=f"Stand {zeile}", betraege=werte(zeile))


def verlauf(je_jahr: dict[int, Summen]) -> Saeulen:
    """How the money went over the years."""
    return saeulen("verlauf", titel="Haushalt nach Jahren", je_jahr=je_jahr)


def buchungen(zeilen: QuerySet[Haushaltsstelle]) -> QuerySet[Buchung]:
    """The Buchungen on these lines, with all that a row shows."""
    alle = Buchung.objects.filter(haushaltsstelle__in=zeilen)
    return alle.select_related("gebucht_von", "haushaltsstelle")


def die_bewegen(buchungen: QuerySet[Buchung], spalte: str) -> QuerySet[Buchung]:
    """Those that make the figure of one column: every Buchung that moves it."""
    return buchungen.filter(Q(**{f"{spalte}__lt": NULL}) | Q(**{f"{spalte}__gt": NULL}))


def summe(buchungen: QuerySet[Buchung], spalte: str) -> Decimal:
    """What they add up to in one column, in euro."""
    return buchungen.order_by().aggregate(summe=Sum(spalte))["summe"] or NULL
