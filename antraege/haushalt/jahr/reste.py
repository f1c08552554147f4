"""What is left over at the end of a budget year: open holdings per case and free money per line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from antraege.haushalt.models import (
    Bewegungsstatus,
    Buchung,
    Haushaltsjahr,
    Haushaltsstelle,
    Mittelbewegung,
    Rest,
)
from antraege.kern.maengel import Mangel
from rollen.models import Stelle

KONTO = ("produkt", "auftrag", "kostenstelle", "sachkonto", "bezeichnung")


class Schluessel(NamedTuple):
    """Which row: line, case (empty for free money), column."""

    zeile: int
    aktenzeichen: str
    rest: str


@dataclass(frozen=True)
class Posten:
    """One amount (euro) that is left over."""

    schluessel: Schluessel
    haushaltsstelle: Haushaltsstelle
    betrag: Decimal
    nr: int

    @property
    def name(self) -> str:
        """What people call the row."""
        return self.schluessel.aktenzeichen or f"Freier Rest {self.haushaltsstelle}"

    @property
    def feld(self) -> str:
        """The name of its form field."""
        return f"entscheidung-{self.nr}"

    @property
    def grundfeld(self) -> str:
        """The name of the form field with the reason."""
        return f"grund-{self.nr}"


def zeilen(jahr: int, stelle: Stelle) -> QuerySet[Haushaltsstelle]:
    """The open lines of this year at the Stelle and below."""
    return Haushaltsstelle.objects.filter(
        jahr=jahr, stelle__pfad__startswith=stelle.pfad, abgeschlossen_am__isnull=True
    ).order_by("pk")


def posten(jahr: int, stelle: Stelle) -> list[Posten]:
    """Every open holding and every free remainder, by line, cases first; two queries."""
    alle = {zeile.pk: zeile for zeile in zeilen(jahr, stelle)}
    je_fall = (
        Buchung.objects.filter(haushaltsstelle__in=alle)
        .exclude(aktenzeichen="")
        .values_list("haushaltsstelle", "aktenzeichen")
        .annotate(g=Sum("gebunden"), v=Sum("vorgemerkt"))
        .filter(Q(v__gt=0) | Q(g__gt=0))
        .order_by("haushaltsstelle", "aktenzeichen")
    )
    gefunden = [
        (Schluessel(zeile, az, rest.value), betrag)
        for zeile, az, gebunden, vorgemerkt in je_fall
        for rest, betrag in ((Rest.GEBUNDEN, gebunden), (Rest.VORGEMERKT, vorgemerkt))
    ]
    gefunden += [(Schluessel(pk, "", Rest.FREI.value), zeile.frei) for pk, zeile in alle.items()]
    offen = [(schluessel, betrag) for schluessel, betrag in gefunden if betrag > 0]
    return [Posten(s, alle[s.zeile], betrag, nr) for nr, (s, betrag) in enumerate(offen, start=1)]


def folgezeilen(von: Iterable[Haushaltsstelle]) -> dict[int, Haushaltsstelle]:
    """For each line (by id) the same line of the next year, where there is one."""
    alle = list(von)
    if not alle:
        return {}
    naechste = Haushaltsstelle.objects.filter(
        jahr__in={zeile.jahr + 1 for zeile in alle}, sachkonto__in={zeile.sachkonto for zeile in alle}
    )
    nach_konto = {(zeile.jahr - 1, *konto(zeile)): zeile for zeile in naechste}
    paare = ((zeile.pk, nach_konto.get((zeile.jahr, *konto(zeile)))) for zeile in alle)
    return {pk: folge for pk, folge in paare if folge}


def konto(zeile: Haushaltsstelle) -> tuple[str, ...]:
    """What a line has in common with the same line of another year."""
    return tuple(getattr(zeile, feld) for feld in KONTO)


def ohne_folgezeile(alle: Iterable[Posten]) -> list[Haushaltsstelle]:
    """The lines with something left over that the next year does not have."""
    zeilen = {p.haushaltsstelle.pk: p.haushaltsstelle for p in alle}
    da = folgezeilen(zeilen.values())
    return [zeile for pk, zeile in zeilen.items() if pk not in da]


def fehlende_folgezeilen(von: Iterable[Haushaltsstelle]) -> list[Mangel]:
    """Why the next year cannot take over what these lines give: it or a line of it is missing or closed."""
    alle = list({zeile.pk: zeile for zeile in von}.values())
    da, maengel = folgezeilen(alle), []
    for zeile in alle:
        folge = da.get(zeile.pk)
        if folge is None:
            text = f"Für {zeile.jahr + 1} gibt es keine Haushaltsstelle {zeile.konto} „{zeile.bezeichnung}“."
            maengel.append(Mangel(text, behebt="Finanz-Sachbearbeitung (Folgejahr anlegen)"))
        elif folge.abgeschlossen_am:
            maengel.append(Mangel(f"„{folge}“ ist schon abgeschlossen."))
    jahre = {zeile.jahr + 1 for zeile in alle}
    unbekannt = jahre - set(Haushaltsjahr.objects.filter(jahr__in=jahre).values_list("jahr", flat=True))
    return [
        *(Mangel(f"Das Haushaltsjahr {jahr} ist nicht angelegt.") for jahr in sorted(unbekannt)),
        *maengel,
    ]


def laufende(jahr: int, stelle: Stelle) -> list[Mangel]:
    """Requested bookings that would come too late."""
    hier = Q(zu__in=zeilen(jahr, stelle)) | Q(von__in=zeilen(jahr, stelle))
    offene = Mittelbewegung.objects.filter(hier, status=Bewegungsstatus.BEANTRAGT)
    return [Mangel(f"{bewegung} wartet noch auf die Freigabe.", behebt="Leitung") for bewegung in offene]
