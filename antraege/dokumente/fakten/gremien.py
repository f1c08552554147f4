"""Facts of a paper for the council and its committees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from antraege.dokumente.fakten.grund import Schreibenfakten, leer
from antraege.kern.beratung import Beratungsart, folgefehler


class Kontoangabe(StrEnum):
    """What an account column of a table holds."""

    PRODUKT = "Produkt"
    AUFTRAG = "Auftrag"
    KOSTENSTELLE = "KST"
    SACHKONTO = "Sachkonto"


@dataclass(frozen=True, kw_only=True)
class Beratung:
    """One step of the Beratungsfolge; am is the planned day."""

    gremium: str
    am: date
    art: Beratungsart


@dataclass(frozen=True, kw_only=True)
class Stellenbedarf:
    """A post of the Stellenplan; umfang in vzv, befristet_bis in words, empty for none."""

    bezeichnung: str
    wertigkeit: str
    umfang: Decimal
    befristet_bis: str = ""


@dataclass(frozen=True, kw_only=True)
class Aufwandszeile:
    """One line of a table of expenditure: account cells in words, then euro per year."""

    konto: tuple[str, ...]
    bezeichnung: str
    betraege: tuple[Decimal, ...]


@dataclass(frozen=True, kw_only=True)
class Aufwandstabelle:
    """Expenditure by year in euro; kopf names the account columns, the sum is computed.

    ueberschrift and einleitung stand above the table, erlaeuterung below.
    """

    ueberschrift: str = ""
    einleitung: str = ""
    beschriftung: str
    kopf: tuple[Kontoangabe, ...]
    jahre: tuple[int, ...]
    zeilen: tuple[Aufwandszeile, ...]
    erlaeuterung: str = ""


@dataclass(frozen=True, kw_only=True)
class Gremienfakten(Schreibenfakten):
    """Facts of a Gremienvorlage; rahmen.aktenzeichen is the case, drucksache the number of the paper.

    beschluss has one point per letter; more than one is lettered a), b), c). begruendung is a tuple of
    (heading, text); lines that begin with "- " are a list. gezeichnet names the functions that have signed a
    paper of the administration; without it the acting person signs at the end.
    """

    drucksache: str
    oeffentlich: bool
    fachbereiche: tuple[str, ...]
    dezernat: str
    verantwortlich: tuple[str, ...]
    dringlichkeit: str = ""
    beratungsfolge: tuple[Beratung, ...]
    tagesordnungspunkt: str
    beschlussorgan: str
    beschluss: tuple[str, ...]
    personell: str = ""
    stellen: tuple[Stellenbedarf, ...] = ()
    finanziell: str
    aufwand: tuple[Aufwandstabelle, ...] = ()
    deckung: str = ""
    klimarelevanz: str
    begruendung: tuple[tuple[str, str], ...]
    zustaendigkeit: str
    gezeichnet: tuple[str, ...] = ()
    anlagen: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """A Beratungsfolge out of order, missing parts, uneven tables."""
        yield from super().widersprueche()
        yield from folgefehler([(beratung.art, beratung.am) for beratung in self.beratungsfolge])
        if not self.beschluss or not self.begruendung or leer(self.finanziell) or leer(self.klimarelevanz):
            yield "Beschlussvorschlag, Auswirkungen, Klimarelevanz oder Begründung fehlen."
        for tabelle in self.aufwand:
            if any(len(zeile.betraege) != len(tabelle.jahre) for zeile in tabelle.zeilen):
                yield f"„{tabelle.beschriftung}“: Jede Zeile braucht einen Betrag je Jahr."
