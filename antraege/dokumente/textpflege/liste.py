"""All texts with what is in force, what waits and what is to come; the versions of one text."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from antraege.dokumente.bloecke import Dokumentart
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.textpflege.katalog import angebot, dokumentname


class Stand(StrEnum):
    """Where a version stands on a day."""

    ENTWURF = "wartet auf Freigabe"
    KUENFTIG = "gilt künftig"
    GELTEND = "in Kraft"
    FRUEHER = "galt früher"

    @property
    def art(self) -> str:
        """The colour of its mark."""
        return {"ENTWURF": "warning", "KUENFTIG": "info", "GELTEND": "success"}.get(self.name, "neutral")


@dataclass(frozen=True)
class Version:
    """One version with its state; `bis` is the last day it really counts, None while nothing ends it."""

    baustein: Textbaustein
    stand: Stand
    bis: date | None


@dataclass(frozen=True)
class Textzeile:
    """One text with its versions, the newest first."""

    schluessel: str
    versionen: tuple[Version, ...]

    @property
    def geltend(self) -> Version | None:
        """The version in force."""
        return next((v for v in self.versionen if v.stand is Stand.GELTEND), None)

    @property
    def entwurf(self) -> Textbaustein | None:
        """The draft that waits for a second person."""
        return next((v.baustein for v in self.versionen if v.stand is Stand.ENTWURF), None)

    @property
    def staende(self) -> list[Stand]:
        """Every state one of its versions is in, what waits first."""
        return [stand for stand in Stand if any(v.stand is stand for v in self.versionen)]

    @property
    def dokumente(self) -> list[str]:
        """The names of the documents that may show it."""
        return sorted(dokumentname(art) for art in angebot(self.schluessel).dokumente)


@dataclass(frozen=True, kw_only=True)
class Textsuche:
    """What a list of texts is narrowed by and how it is ordered."""

    suche: str = ""
    dokument: str = ""
    stand: str = ""
    sort: str = ""

    @property
    def gefiltert(self) -> bool:
        """True when something narrows the list."""
        return bool(self.suche or self.dokument or self.stand)


def textzeilen(suche: Textsuche, *, am: date) -> list[Textzeile]:
    """The texts that fit, by key or the latest beginning first. One query, whatever is asked."""
    je_text: defaultdict[str, list[Textbaustein]] = defaultdict(list)
    for baustein in Textbaustein.objects.select_related("erfasst_von", "freigegeben_von"):
        je_text[baustein.schluessel].append(baustein)
    zeilen = [Textzeile(s, tuple(versionen(liste, am=am))) for s, liste in je_text.items()]
    passende = [zeile for zeile in zeilen if _passt(zeile, suche)]
    if suche.sort == "neu":
        passende.sort(key=lambda z: max(v.baustein.gueltig_von for v in z.versionen), reverse=True)
    return passende


def versionen(bausteine: list[Textbaustein], *, am: date) -> Iterator[Version]:
    """The versions of one text with their states on the day, the newest first."""
    freie = sorted((b for b in bausteine if b.freigegeben), key=lambda b: (b.gueltig_von, b.version))
    # The rule of `queries.gueltige`: of those whose time covers the day the one that began last.
    passende = [b for b in freie if b.gueltig_von <= am and (b.gueltig_bis is None or b.gueltig_bis >= am)]
    for baustein in sorted(bausteine, key=lambda b: b.version, reverse=True):
        bis = _bis(baustein, [b for b in freie if b.pk != baustein.pk])
        if not baustein.freigegeben:
            yield Version(baustein, Stand.ENTWURF, bis)
        elif baustein.gueltig_von > am:
            yield Version(baustein, Stand.KUENFTIG, bis)
        else:
            gilt = bool(passende) and passende[-1].pk == baustein.pk
            yield Version(baustein, Stand.GELTEND if gilt else Stand.FRUEHER, bis)


def _bis(baustein: Textbaustein, andere: list[Textbaustein]) -> date | None:
    """The day before an open-ended later version takes over, or its own end."""
    enden = [baustein.gueltig_bis] if baustein.gueltig_bis else []
    enden += [
        b.gueltig_von - timedelta(days=1)
        for b in andere
        if b.gueltig_von > baustein.gueltig_von and b.gueltig_bis is None
    ]
    return min(enden, default=None)


def _passt(zeile: Textzeile, suche: Textsuche) -> bool:
    if suche.dokument and Dokumentart(suche.dokument) not in angebot(zeile.schluessel).dokumente:
        return False
    if suche.stand and Stand[suche.stand] not in zeile.staende:
        return False
    worte = suche.suche.casefold().split()
    heuhaufen = " ".join((zeile.schluessel, *(v.baustein.text for v in zeile.versionen))).casefold()
    return all(wort in heuhaufen for wort in worte)
