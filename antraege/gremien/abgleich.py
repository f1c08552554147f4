"""The figures of a paper beside those of the ledger today: what was decided stays, what was moved since shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from antraege.dokumente.fakten.gremien import Kontoangabe
from antraege.gremien.models import Gremienvorlage
from antraege.gremien.tabellen import SPALTEN
from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.kern.geld import euro

Schluessel = tuple[Any, ...]


@dataclass(frozen=True)
class Gegenueberstellung:
    """One line of a table in one year, in euro: as the paper says it, as the ledger plans it today, with its source."""

    tabelle: str
    bezeichnung: str
    jahr: int
    vorlage: Decimal
    haushalt: Decimal
    quelle: str

    @property
    def unterschied(self) -> Decimal:
        """How much more (or less) is planned today, in euro."""
        return self.haushalt - self.vorlage


def gegenueber(vorlage: Gremienvorlage, sichtbare: QuerySet[Haushaltsstelle]) -> list[Gegenueberstellung]:
    """Every amount that the paper and the ledger both know. One query.

    What only covers other lines is left out: the ledger keeps of it the part that covers.
    """
    angaben = [(daten, zeile) for daten in _tabellen(vorlage) for zeile in daten["zeilen"]]
    konten = {zeile["konto"][-1].split(" ")[0] for _, zeile in angaben}
    namen = {zeile["bezeichnung"] for _, zeile in angaben}
    zeilen = sichtbare.filter(sachkonto__in=konten, bezeichnung__in=namen) if angaben else []
    heute = {schluessel: zeile for zeile in zeilen for schluessel in _schluessel(zeile)}
    return [
        Gegenueberstellung(
            daten["beschriftung"],
            zeile["bezeichnung"],
            jahr,
            euro(betrag),
            da.ansatz + da.deckung,
            da.quelle,
        )
        for daten, zeile in angaben
        for jahr, betrag in zip(daten["jahre"], zeile["betraege"], strict=True)
        if (da := heute.get((*zip(daten["kopf"], zeile["konto"], strict=True), zeile["bezeichnung"], jahr)))
    ]


def _tabellen(vorlage: Gremienvorlage) -> Iterator[dict[str, Any]]:
    return (daten for daten in vorlage.tabellen if daten["bereich"] != Bereich.DECKUNG)


def _schluessel(zeile: Haushaltsstelle) -> Iterator[Schluessel]:
    """The line under each head that a table may have: its place and Sachkonto, its name and its year."""
    konto = Kontoangabe.SACHKONTO
    for ort in (Kontoangabe.AUFTRAG, Kontoangabe.KOSTENSTELLE, Kontoangabe.PRODUKT):
        paare = tuple((str(angabe), str(getattr(zeile, SPALTEN[angabe]))) for angabe in (ort, konto))
        yield (*paare, zeile.bezeichnung, zeile.jahr)
