"""What a paper of the administration says in figures: its posts, its tables with their sums, what contradicts what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.gremien import Aufwandstabelle, Aufwandszeile, Kontoangabe, Stellenbedarf
from antraege.dokumente.schreibweise import volle_euro
from antraege.gremien.models import Gremienvorlage
from antraege.haushalt.models import Bereich
from antraege.kern.geld import NULL, euro, summe

DEZEMBER = 12
_UEBERSCHRIFT = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Summenzeile:
    """The sum of one table in euro, per year and over all years."""

    bereich: str
    beschriftung: str
    je_jahr: Mapping[int, Decimal]

    @property
    def zusammen(self) -> Decimal:
        """Over all years, in euro."""
        return summe(self.je_jahr.values())


@dataclass(frozen=True)
class Widerspruch:
    """Two statements of one paper that do not fit; each with the place where it stands."""

    titel: str
    angaben: tuple[tuple[str, str], ...]


def stellen(vorlage: Gremienvorlage) -> tuple[Stellenbedarf, ...]:
    """The posts of the paper; umfang in vzv."""
    return tuple(
        Stellenbedarf(
            bezeichnung=stelle["bezeichnung"],
            wertigkeit=stelle["wertigkeit"],
            umfang=Decimal(stelle["umfang"]),
            befristet_bis=f"{tag:%m/%Y}" if (tag := _tag(stelle)) else "",
        )
        for stelle in vorlage.stellen
    )


def befristet_bis(vorlage: Gremienvorlage) -> date | None:
    """The day on which the first of its posts ends; None when none does."""
    return min((tag for stelle in vorlage.stellen if (tag := _tag(stelle))), default=None)


def _tag(stelle: Mapping[str, Any]) -> date | None:
    bis = stelle.get("befristet_bis")
    return date.fromisoformat(bis) if bis else None


def tabellen(vorlage: Gremienvorlage) -> tuple[Aufwandstabelle, ...]:
    """The tables of the paper in euro; their sums are computed where they are shown."""
    return tuple(_tabelle(daten) for daten in vorlage.tabellen)


def _tabelle(daten: Mapping[str, Any]) -> Aufwandstabelle:
    return Aufwandstabelle(
        ueberschrift=daten["ueberschrift"],
        einleitung=daten["einleitung"],
        beschriftung=daten["beschriftung"],
        kopf=tuple(Kontoangabe(name) for name in daten["kopf"]),
        jahre=tuple(daten["jahre"]),
        zeilen=tuple(
            Aufwandszeile(
                konto=tuple(zeile["konto"]),
                bezeichnung=zeile["bezeichnung"],
                betraege=tuple(euro(betrag) for betrag in zeile["betraege"]),
            )
            for zeile in daten["zeilen"]
        ),
        erlaeuterung=daten["erlaeuterung"],
    )


def summen(vorlage: Gremienvorlage) -> list[Summenzeile]:
    """What the paper costs, per table and year; what only covers other lines costs nothing."""
    return [
        Summenzeile(daten["bereich"], tabelle.beschriftung, _je_jahr(tabelle))
        for daten, tabelle in zip(vorlage.tabellen, tabellen(vorlage), strict=True)
        if daten["bereich"] != Bereich.DECKUNG
    ]


def _je_jahr(tabelle: Aufwandstabelle) -> dict[int, Decimal]:
    return {
        jahr: summe(zeile.betraege[nr] for zeile in tabelle.zeilen) for nr, jahr in enumerate(tabelle.jahre)
    }


def gesamt(vorlage: Gremienvorlage) -> Decimal:
    """Everything together, in euro."""
    return summe(zeile.zusammen for zeile in summen(vorlage))


@dataclass(frozen=True)
class Uebersicht:
    """Sums of all tables side by side, in full euro as people read them; the last row adds them up."""

    jahre: tuple[int, ...]
    zeilen: tuple[tuple[str, tuple[str, ...]], ...]
    summe: tuple[str, ...]


def uebersicht(vorlage: Gremienvorlage) -> Uebersicht | None:
    """Per table and year and together; None for a paper without tables. Raises ValueError for cents."""
    alle = summen(vorlage)
    jahre = tuple(sorted({jahr for zeile in alle for jahr in zeile.je_jahr}))
    if not jahre:
        return None
    reihen = [(z.beschriftung, [*(z.je_jahr.get(jahr, NULL) for jahr in jahre), z.zusammen]) for z in alle]
    unten = [summe(betraege) for betraege in zip(*(werte for _, werte in reihen), strict=True)]
    return Uebersicht(
        jahre,
        tuple((name, tuple(map(volle_euro, werte))) for name, werte in reihen),
        tuple(map(volle_euro, unten)),
    )


def sachzeilen(vorlage: Gremienvorlage) -> list[tuple[str, Decimal]]:
    """What its Sachaufwand is for, with the euro of the last year of the table, which is a full one."""
    for daten, tabelle in zip(vorlage.tabellen, tabellen(vorlage), strict=True):
        if daten["bereich"] == Bereich.SACH:
            return [(zeile.bezeichnung, zeile.betraege[-1]) for zeile in tabelle.zeilen]
    return []


def auftraege(vorlage: Gremienvorlage) -> set[str]:
    """The Aufträge on which its Sachaufwand is planned, as the ledger knows them."""
    return {
        konto
        for daten, tabelle in zip(vorlage.tabellen, tabellen(vorlage), strict=True)
        if daten["bereich"] == Bereich.SACH
        for zeile in tabelle.zeilen
        for art, konto in zip(tabelle.kopf, zeile.konto, strict=True)
        if art is Kontoangabe.AUFTRAG
    }


def abschnitte(text: str) -> tuple[tuple[str, str], ...]:
    """A long text as (heading, text): a line that begins with "# " is a heading."""
    davor, *teile = _UEBERSCHRIFT.split(text)
    paare = ((titel.strip(), inhalt.strip()) for titel, inhalt in zip(teile[::2], teile[1::2], strict=True))
    return (*((("", davor.strip()),) if davor.strip() else ()), *paare)


def widersprueche(vorlage: Gremienvorlage) -> list[Widerspruch]:
    """What in the figures of the paper does not fit together; shown, never repaired."""
    je_bereich = {zeile.bereich: zeile.je_jahr for zeile in summen(vorlage)}
    return [
        *_je_standort(vorlage, je_bereich.get(Bereich.SACH, {})),
        *_befristung(vorlage, je_bereich.get(Bereich.PERSONAL, {})),
    ]


def _je_standort(vorlage: Gremienvorlage, sach: Mapping[int, Decimal]) -> Iterator[Widerspruch]:
    """The amount per site that the text names, times the sites, against the table of a full year."""
    angabe = vorlage.angaben.get("je_standort")
    if not angabe or not sach:
        return
    zusammen, tabelle = euro(angabe["betrag"]) * angabe["standorte"], max(sach.values())
    if zusammen != tabelle:
        yield Widerspruch(
            "Sachmittel im Jahr",
            (
                (
                    f"„{angabe['wortlaut']}“, für {angabe['standorte']} Standorte also {volle_euro(zusammen)}",
                    angabe["quelle"],
                ),
                (
                    f"{volle_euro(tabelle)} im Jahr für alle Standorte zusammen",
                    "Finanzielle Auswirkungen, Tabelle der Sachaufwendungen",
                ),
            ),
        )


def _befristung(vorlage: Gremienvorlage, personal: Mapping[int, Decimal]) -> Iterator[Widerspruch]:
    """Posts that end within a year, against money for that whole year."""
    bis = befristet_bis(vorlage)
    if bis is None or bis.month == DEZEMBER:
        return
    letztes, davor = personal.get(bis.year, NULL), personal.get(bis.year - 1, NULL)
    if letztes and letztes >= davor:
        yield Widerspruch(
            f"Personal im Jahr {bis.year}",
            (
                (f"Die Planstellen sind bis {bis:%m/%Y} befristet", "Beschlussvorschlag, Buchstabe a"),
                (
                    f"{volle_euro(letztes)} für {bis.year}, nicht weniger als im Jahr davor ({volle_euro(davor)})",
                    "Finanzielle Auswirkungen, Tabelle der Personalaufwendungen",
                ),
            ),
        )
