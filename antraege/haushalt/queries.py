"""What the ledger knows: lines, what a case holds on them, and whether totals and Buchungen agree."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce

from antraege.haushalt.felder import EuroField
from antraege.haushalt.hauptbuch.fehler import KeineHaushaltsstelle
from antraege.haushalt.models import Entscheidung, Haushaltsstelle, Uebertragung, Wechselstatus
from antraege.haushalt.models.konto import SUMMEN
from antraege.kern.geld import NULL

_DES_FALLS = ("vorgemerkt", "gebunden", "ausgezahlt", "erstattet")


@dataclass(frozen=True)
class Bestand:
    """What one Aktenzeichen holds, in euro; without any Buchung the line is None."""

    haushaltsstelle: Haushaltsstelle | None
    vorgemerkt: Decimal = NULL
    gebunden: Decimal = NULL
    ausgezahlt: Decimal = NULL
    erstattet: Decimal = NULL


@dataclass(frozen=True)
class Abweichung:
    """A total (euro) that differs from the sum of its Buchungen."""

    haushaltsstelle: Haushaltsstelle
    spalte: str
    stand: Decimal
    buchungen: Decimal


def finde(*, auftrag: str, sachkonto: str, bezeichnung: str, jahr: int) -> Haushaltsstelle:
    """The one line of this account and year. Raises KeineHaushaltsstelle."""
    try:
        return Haushaltsstelle.objects.get(
            auftrag=auftrag, sachkonto=sachkonto, bezeichnung=bezeichnung, jahr=jahr
        )
    except Haushaltsstelle.DoesNotExist as fehler:
        raise KeineHaushaltsstelle(
            f"Für das Jahr {jahr} gibt es keine Haushaltsstelle {auftrag} / {sachkonto} „{bezeichnung}“."
        ) from fehler


def jahre_mit_haushaltsstelle(*, auftrag: str, sachkonto: str, bezeichnung: str) -> set[int]:
    """The years for which this account has a line; one query."""
    zeilen = Haushaltsstelle.objects.filter(auftrag=auftrag, sachkonto=sachkonto, bezeichnung=bezeichnung)
    return set(zeilen.values_list("jahr", flat=True))


def bestaende(aktenzeichen: str) -> list[Bestand]:
    """What a case holds, one entry per line, oldest year first; one query.

    A line that only received money of the case (an internal Mittelzuweisung) is none of them.
    """
    bewegt = Q()
    for spalte in _DES_FALLS:
        bewegt |= Q(**{f"buchungen__{spalte}__lt": NULL}) | Q(**{f"buchungen__{spalte}__gt": NULL})
    je_spalte = {f"az_{s}": Sum(f"buchungen__{s}") for s in _DES_FALLS}
    zeilen = Haushaltsstelle.objects.filter(bewegt, buchungen__aktenzeichen=aktenzeichen)
    zeilen = zeilen.select_related("stelle").annotate(**je_spalte)
    return [
        Bestand(zeile, *(getattr(zeile, f"az_{s}") for s in _DES_FALLS))
        for zeile in zeilen.order_by("jahr", "pk")
    ]


def bestand(aktenzeichen: str) -> Bestand:
    """What a case holds in sum, with the line of its latest year; one query."""
    zeilen = bestaende(aktenzeichen) if aktenzeichen else []
    if not zeilen:
        return Bestand(None)
    return Bestand(
        zeilen[-1].haushaltsstelle,
        *(sum((getattr(z, spalte) for z in zeilen), NULL) for spalte in _DES_FALLS),
    )


def verfallen(aktenzeichen: str) -> dict[str, Decimal]:
    """What a case lost at the ends of years: euro per column (`gebunden`, `vorgemerkt`)."""
    zeilen = Uebertragung.objects.filter(
        aktenzeichen=aktenzeichen,
        wechsel__status=Wechselstatus.FREIGEGEBEN,
        entscheidung=Entscheidung.VERFALLEN,
    )
    return dict(zeilen.values_list("rest").annotate(summe=Sum("betrag")).order_by("rest"))


def abgleich() -> list[Abweichung]:
    """Every total that is not the sum of its Buchungen; empty when the ledger is sound. Full scan."""
    null = Value(NULL, output_field=EuroField())
    summen = {f"summe_{spalte}": Coalesce(Sum(f"buchungen__{spalte}"), null) for spalte in SUMMEN}
    ungleich = Q()
    for spalte in SUMMEN:
        ungleich |= ~Q(**{f"summe_{spalte}": F(spalte)})
    return [
        Abweichung(zeile, spalte, getattr(zeile, spalte), getattr(zeile, f"summe_{spalte}"))
        for zeile in Haushaltsstelle.objects.annotate(**summen).filter(ungleich)
        for spalte in SUMMEN
        if getattr(zeile, spalte) != getattr(zeile, f"summe_{spalte}")
    ]
