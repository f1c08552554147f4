"""Where the money of a year goes: per Auftrag, per Sachkonto, per line, against the year before; from the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from antraege.haushalt import uebersicht
from antraege.haushalt.bild import Balken, balken
from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.uebersicht import Summen
from antraege.kern.geld import NULL

OHNE = "ohne Auftrag und Kostenstelle"
GRUPPEN = {"auftrag": "Auftrag", "sachkonto": "Sachkonto"}
KOPF = (
    *("Haushaltsjahr", "Mittel", "Bezeichnung", "Ansatz", "Deckung", "vorgemerkt", "gebunden", "ausgezahlt"),
    *("erstattet", "frei", "Prognose", "Abfluss in %", "ausgezahlt im Vorjahr"),
)


@dataclass(frozen=True)
class Posten:
    """One row: its totals of the year, what was paid in the year before (euro), and where its Buchungen stand.

    `ziel` and `ziel_vorjahr` are addresses to which `spalte=…` is added; `weiter` leads into the row.
    """

    nr: int
    name: str
    neben: str
    summen: Summen
    vorjahr: Decimal
    ziel: str
    ziel_vorjahr: str
    weiter: str = ""

    @property
    def abfluss(self) -> Decimal:
        """Euro that have left and not come back."""
        return self.summen["ausgezahlt"] - self.summen["erstattet"]

    @property
    def prognose(self) -> Decimal:
        """Euro that will have left at the end of the year if all that is reserved and bound is paid out."""
        return self.abfluss + self.summen["gebunden"] + self.summen["vorgemerkt"]

    @property
    def quote(self) -> Decimal | None:
        """Abfluss in percent of Ansatz and Deckung, one place; None where there is neither."""
        zur_verfuegung = self.summen["ansatz"] + self.summen["deckung"]
        if zur_verfuegung <= 0:
            return None
        return (self.abfluss * 100 / zur_verfuegung).quantize(Decimal("0.1"))

    @property
    def balken(self) -> Balken:
        """How the money stands."""
        return balken(f"posten-{self.nr}", titel=f"Stand {self.name} {self.neben}", betraege=self.summen)


def zeilen(alle: QuerySet[Haushaltsstelle], *, auftrag: str = "") -> QuerySet[Any]:
    """The lines of one Auftrag (or Kostenstelle), or of all."""
    mit_konto = uebersicht.mit_konto(alle)
    return mit_konto.filter(traegt=auftrag) if auftrag else mit_konto


def posten(alle: QuerySet[Haushaltsstelle], *, jahr: int, gruppe: str, auftrag: str) -> list[Posten]:
    """The rows of a year in the order of their accounts: of one Auftrag its lines, else groups. Three queries."""
    gewaehlt = zeilen(alle, auftrag=auftrag)
    feld = "traegt" if gruppe == "auftrag" else "sachkonto"
    if auftrag:
        return list(_einzelne(gewaehlt, jahr))
    je, davor = (uebersicht.summen_je(gewaehlt.filter(jahr=j), feld) for j in (jahr, jahr - 1))
    namen = dict(gewaehlt.filter(jahr__in=(jahr - 1, jahr)).order_by("-id").values_list(feld, "bezeichnung"))
    mehrere = _mehrdeutige(gewaehlt.filter(jahr=jahr), feld)
    leer = dict.fromkeys(uebersicht.SPALTEN, NULL)
    return [
        Posten(
            nr,
            konto or OHNE,
            mehrere.get(konto) or namen.get(konto) or "",
            je.get(konto, leer),
            davor.get(konto, leer)["ausgezahlt"],
            _buchungen(jahr, gruppe, konto),
            _buchungen(jahr - 1, gruppe, konto),
            weiter=f"?{urlencode({'jahr': jahr, 'auftrag': konto})}" if konto and gruppe == "auftrag" else "",
        )
        for nr, konto in enumerate(sorted(je | davor))
    ]


def summe(alle: list[Posten], *, jahr: int, auftrag: str) -> Posten:
    """All rows as one; its Buchungen are those of all of them."""
    return Posten(
        len(alle),
        auftrag or "Summe",
        "",
        uebersicht.gesamt(p.summen for p in alle),
        sum((p.vorjahr for p in alle), NULL),
        _buchungen(jahr, "auftrag", auftrag),
        _buchungen(jahr - 1, "auftrag", auftrag),
    )


def export(jahr: int, alle: list[Posten]) -> Iterator[tuple[Any, ...]]:
    """The rows as cells under `KOPF`."""
    for p in alle:
        yield (jahr, p.name, p.neben, *p.summen.values(), p.prognose, p.quote, p.vorjahr)


def _einzelne(gewaehlt: QuerySet[Haushaltsstelle], jahr: int) -> Iterator[Posten]:
    """Each line of the year; the year before has a line of the same account and name, or none."""
    davor = {_schluessel(z): z for z in gewaehlt.filter(jahr=jahr - 1)}
    heute = {_schluessel(z): z for z in gewaehlt.filter(jahr=jahr)}
    leer = dict.fromkeys(uebersicht.SPALTEN, NULL)
    for nr, schluessel in enumerate(sorted(heute | davor)):
        jetzt, vorher = heute.get(schluessel), davor.get(schluessel)
        yield Posten(
            nr,
            schluessel[2],
            schluessel[3],
            uebersicht.werte(jetzt) if jetzt else leer,
            vorher.ausgezahlt if vorher else NULL,
            _der_zeile(jetzt),
            _der_zeile(vorher),
            weiter=reverse("haushaltsstelle", args=[jetzt.pk]) if jetzt else "",
        )


def _schluessel(z: Haushaltsstelle) -> tuple[str, str, str, str]:
    return (z.produkt, z.auftrag or z.kostenstelle, z.sachkonto, z.bezeichnung)


def _mehrdeutige(zeilen: QuerySet[Haushaltsstelle], feld: str) -> dict[str, str]:
    """Of how many lines a group is made, where it is more than one."""
    zahl: dict[str, int] = {}
    for konto in zeilen.order_by().values_list(feld, flat=True):
        zahl[konto] = zahl.get(konto, 0) + 1
    return {konto: f"{n} Haushaltsstellen" for konto, n in zahl.items() if n > 1}


def _buchungen(jahr: int, feld: str, konto: str) -> str:
    werte = {"jahr": jahr, **({feld: konto} if konto else {})}
    return f"{reverse('haushaltsbuchungen')}?{urlencode(werte)}&"


def _der_zeile(zeile: Haushaltsstelle | None) -> str:
    return f"{reverse('haushaltsstelle', args=[zeile.pk])}?" if zeile else ""
