"""How long steps took and where cases wait: from the tasks, in full days of 24 hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Func, IntegerField, Min, Q, QuerySet
from django.urls import reverse

from rollen import rechte, uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.auswertung.faelle import zeitraum
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer.verzeichnis import SCHRITTE

Haeufigkeit = dict[int, int]


class VolleTage(Func):
    """Full days of 24 hours between two moments; both databases count seconds."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **rest: Any) -> tuple[str, Any]:
        """Seconds since 1970 as whole numbers."""
        return self._differenz(compiler, "CAST(strftime('%%s', {}) AS INTEGER)", "({}) / 86400")

    def as_postgresql(self, compiler: Any, connection: Any, **rest: Any) -> tuple[str, Any]:
        """Seconds since 1970 as whole numbers."""
        return self._differenz(compiler, "FLOOR(EXTRACT(EPOCH FROM {}))", "FLOOR(({}) / 86400)::int")

    def _differenz(self, compiler: Any, sekunden: str, tage: str) -> tuple[str, Any]:
        (von, werte), (bis, weitere) = (compiler.compile(ausdruck) for ausdruck in self.source_expressions)
        return tage.format(f"{sekunden.format(bis)} - {sekunden.format(von)}"), (*weitere, *werte)


@dataclass(frozen=True)
class Dauer:
    """One step in a year: how often done, days (median, nine of ten), the median of the year before."""

    name: str
    anzahl: int
    median: int | None
    p90: int | None
    vorher: int | None
    ziel: str


@dataclass(frozen=True)
class Wartend:
    """One step that waits now: how many tasks, how many overdue, since when the oldest."""

    name: str
    anzahl: int
    ueberfaellig: int
    seit: datetime
    ziel: str
    ziel_ueberfaellig: str


@dataclass(frozen=True)
class Auswahl:
    """Which tasks: done in a year, or open; of one step; overdue only."""

    schritt: str
    jahr: int | None = None
    ueberfaellig: bool = False

    def bedingung(self, heute: date) -> Q:
        """The condition on Aufgabe."""
        q = Q(schritt=self.schritt, stelle__isnull=False)
        q &= zeitraum("erledigt_am", self.jahr) if self.jahr else OFFEN
        return q & Q(faellig_am__lt=heute) if self.ueberfaellig else q

    @property
    def adresse(self) -> str:
        """The list behind the figure."""
        werte = {
            "schritt": self.schritt,
            "jahr": self.jahr,
            "ueberfaellig": "on" if self.ueberfaellig else None,
        }
        belegt = {name: wert for name, wert in werte.items() if wert is not None}
        return f"{reverse('auswertung_aufgaben')}?{urlencode(belegt)}"


def sichtbare(benutzer: Benutzer) -> QuerySet[Aufgabe]:
    """The tasks of people in cases of the Stellen whose evaluations the person may see; only people's have a Stelle."""
    alle = Aufgabe.objects.filter(stelle__isnull=False)
    if rechte.ueberall(benutzer, Recht.AUSWERTUNGEN_SEHEN):
        return alle
    return alle.filter(antrag__stelle__in=rechte.stellen_mit(benutzer, Recht.AUSWERTUNGEN_SEHEN))


def anteil(tage: Haeufigkeit, prozent: int) -> int | None:
    """The smallest number of days within which so many percent are done (nearest rank); None for nothing.

    >>> anteil({1: 5, 3: 4, 9: 1}, 50), anteil({1: 5, 3: 4, 9: 1}, 90)
    (1, 3)
    """
    gesamt, bisher = sum(tage.values()), 0
    for zahl in sorted(tage):
        bisher += tage[zahl]
        if bisher * 100 >= gesamt * prozent:
            return zahl
    return None


def dauern(benutzer: Benutzer, jahr: int) -> list[Dauer]:
    """Every step that was done in the year, the slowest first; two queries."""
    je, davor = (_tage_je_schritt(benutzer, j) for j in (jahr, jahr - 1))
    gefunden = [
        Dauer(
            SCHRITTE[schritt].titel,
            sum(tage.values()),
            anteil(tage, 50),
            anteil(tage, 90),
            anteil(davor.get(schritt, {}), 50),
            Auswahl(schritt, jahr).adresse,
        )
        for schritt, tage in je.items()
        if schritt in SCHRITTE
    ]
    return sorted(gefunden, key=lambda d: (-(d.median or 0), -(d.p90 or 0), d.name))


def wartende(benutzer: Benutzer) -> list[Wartend]:
    """Every step at which something waits today, the most first; one query."""
    offene = sichtbare(benutzer).filter(OFFEN).order_by().values_list("schritt")
    gezaehlt = offene.annotate(
        anzahl=Count("pk"), spaet=Count("pk", filter=Q(faellig_am__lt=uhr.heute())), seit=Min("eroeffnet_am")
    )
    gefunden = [
        Wartend(
            SCHRITTE[schritt].titel,
            anzahl,
            spaet,
            seit,
            Auswahl(schritt).adresse,
            Auswahl(schritt, ueberfaellig=True).adresse,
        )
        for schritt, anzahl, spaet, seit in gezaehlt
        if schritt in SCHRITTE
    ]
    return sorted(gefunden, key=lambda w: (-w.anzahl, w.name))


def mit_tagen(zeilen: QuerySet[Aufgabe]) -> QuerySet[Any]:
    """Each done task with `tage`."""
    return zeilen.annotate(tage=VolleTage(F("eroeffnet_am"), F("erledigt_am")))


def _tage_je_schritt(benutzer: Benutzer, jahr: int) -> dict[str, Haeufigkeit]:
    erledigte = mit_tagen(sichtbare(benutzer).filter(zeitraum("erledigt_am", jahr))).order_by()
    return je_wert(erledigte.values_list("schritt", "tage").annotate(anzahl=Count("pk")))


def je_wert(zeilen: Iterable[tuple[str, int, int]]) -> dict[str, Haeufigkeit]:
    """From (value, days, how many) to how many per day and value."""
    gefunden: dict[str, Haeufigkeit] = {}
    for wert, tage, anzahl in zeilen:
        gefunden.setdefault(wert, {})[tage] = anzahl
    return gefunden
