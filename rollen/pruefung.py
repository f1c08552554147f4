"""Verifies the trail: every entry, every head of a chain, every seal, and what the database itself should refuse."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from rollen import trigger
from rollen.kette import FELDER, aus_roh, mangel, roh_hash, zeitpunkt
from rollen.models import Eintrag, Kettenkopf, Siegel
from rollen.siegel import Siegelbefund, ende_des_tages, pruefe_siegel

# Clocks of two servers may differ by as much; more is an entry dated back.
NACHSICHT = timedelta(minutes=1)
UNLESBAR = "Der Inhalt ist nicht lesbar."
BLOCK = 5000


@dataclass(frozen=True)
class Befund:
    """The verdict on one chain; `nr` is the first entry that is wrong and `was` what is wrong with it."""

    kette: str
    eintraege: int
    nr: int | None = None
    was: str = ""

    @property
    def heil(self) -> bool:
        """True when nothing was altered."""
        return not self.was

    def __str__(self) -> str:
        if self.heil:
            return f"{self.kette}: {self.eintraege} Einträge, unverändert"
        return f"{self.kette} Nr. {self.nr}: {self.was}"


@dataclass(frozen=True)
class Gesamtbefund:
    """The verdict on everything."""

    ketten: int
    eintraege: int
    siegel: Siegelbefund
    gebrochen: tuple[Befund, ...] = ()
    schutz: tuple[str, ...] = ()
    hinweise: tuple[str, ...] = field(default=())

    @property
    def heil(self) -> bool:
        """True when no alteration was found; what is not anchored may still have been rewritten as a whole."""
        return not self.fehler

    @property
    def fehler(self) -> list[str]:
        """Everything that is wrong, in words."""
        return [*map(str, self.gebrochen), *self.siegel.fehler, *self.schutz]

    @property
    def urteil(self) -> str:
        """One sentence or two that claim no more than was proved."""
        if self.fehler:
            return f"Das Protokoll wurde verändert. {self.fehler[0]}"
        if not self.eintraege and not self.siegel.anzahl:
            return "Das Protokoll ist leer: Es gibt keinen Eintrag und kein Siegel."
        return f"Das Protokoll ist unverändert, soweit es verankert ist. {self.siegel.reichweite}"

    def __str__(self) -> str:
        zeilen = [
            f"Ketten: {self.ketten}, Einträge: {self.eintraege}, Siegel: {self.siegel.anzahl}",
            f"Kopf der Siegelkette: {self.siegel.kopf or 'noch kein Siegel'}",
            *([self.siegel.reichweite] if self.fehler else []),
            *(f"Hinweis: {hinweis}" for hinweis in self.hinweise),
        ]
        return "\n".join([self.urteil, *self.fehler[1:], *zeilen])


def pruefe_kette(kette: str) -> Befund:
    """The verdict on one chain, recomputed from its rows."""
    befunde = [*_befunde(kette), *_ohne_eintraege(kette=kette)]
    return befunde[0] if befunde else Befund(kette, 0)


def pruefe_alles(anker: Path | None = None) -> Gesamtbefund:
    """The verdict on all chains and seals, read as a stream; `anker` is the copy kept outside (else the settings').

    Raises SiegelFehler when that file cannot be read.
    """
    ketten = eintraege = 0
    gebrochen: list[Befund] = []
    for befund in _befunde():
        ketten, eintraege = ketten + 1, eintraege + befund.eintraege
        gebrochen += [] if befund.heil else [befund]
    siegel = pruefe_siegel(anker)
    gebrochen += _ohne_eintraege()
    return Gesamtbefund(
        ketten, eintraege, siegel, tuple(gebrochen), tuple(trigger.maengel()), tuple(trigger.hinweise())
    )


class _Grenzen:
    """Before which moment no entry after a seal may be dated."""

    def __init__(self) -> None:
        self.siegel: list[tuple[int, datetime, date]] = [
            (siegel.bis_eintrag, min(ende_des_tages(siegel.tag), siegel.erstellt_am), siegel.tag)
            for siegel in Siegel.objects.order_by("bis_eintrag", "tag")
        ]
        self.bis = [bis for bis, _, _ in self.siegel]

    def rueckdatiert(self, pk: int, moment: datetime) -> str:
        """What is wrong with the moment of an entry, given how late it was written."""
        if (stelle := bisect_left(self.bis, pk)) == 0:
            return ""
        _, grenze, tag = self.siegel[stelle - 1]
        if moment >= grenze - NACHSICHT:
            return ""
        return f"Der Eintrag ist rückdatiert: Er wurde nach dem Siegel vom {tag:%d.%m.%Y} geschrieben."


@dataclass
class _Lauf:
    """What is known of a chain while its entries pass by."""

    kette: str
    grenzen: _Grenzen
    eintraege: int = 0
    hash: str = ""
    kopf: tuple[int | None, str | None] = (None, None)
    letzte_pk: int = 0
    fehler: tuple[int, str] | None = None

    def nimm(self, zeile: tuple[Any, ...]) -> None:
        pk, personen, hashwert, kopf_nr, kopf_hash, *werte = zeile
        self.eintraege += 1
        was = self._mangel(pk, personen, hashwert, werte)
        if was and self.fehler is None:
            self.fehler = (self.eintraege, was)
        self.hash, self.letzte_pk, self.kopf = hashwert, pk, (kopf_nr, kopf_hash)

    def _mangel(self, pk: int, personen: str, hashwert: str, werte: list[Any]) -> str:
        try:
            moment = zeitpunkt(werte[_ZEITPUNKT])
            ganz = roh_hash(werte, personen, moment) == (hashwert, werte[_PERSONEN_HASH])
        except (ValueError, TypeError):
            return self._worte(personen, hashwert, werte) or UNLESBAR
        if not ganz or werte[_NR] != self.eintraege or werte[_VORGAENGER] != self.hash:
            return self._worte(personen, hashwert, werte)
        if pk <= self.letzte_pk:
            return "Der Eintrag steht nicht in der Reihenfolge, in der er geschrieben wurde."
        return self.grenzen.rueckdatiert(pk, moment)

    def _worte(self, personen: str, hashwert: str, werte: list[Any]) -> str:
        """The slow way, for the words."""
        try:
            eintrag = SimpleNamespace(hash=hashwert, **aus_roh(werte, personen))
        except (ValueError, TypeError):
            if werte[_NR] == self.eintraege:
                return UNLESBAR
            return f"Der Eintrag fehlt; an seiner Stelle steht Nummer {werte[_NR]}."
        return mangel(eintrag, nr=self.eintraege, vorgaenger=self.hash)

    def befund(self) -> Befund:
        fehler = self.fehler
        if fehler is None and self.kopf != (self.eintraege, self.hash):
            fehler = (self.eintraege + 1, "Der Eintrag fehlt; das Ende passt nicht zum Kopf der Kette.")
        return Befund(self.kette, self.eintraege, *(fehler or ()))


_NR, _ZEITPUNKT, _PERSONEN_HASH, _VORGAENGER = map(
    FELDER.index, ("nr", "zeitpunkt", "personen_hash", "vorgaenger")
)


def _befunde(kette: str = "") -> Iterator[Befund]:
    """One verdict per chain. Entries and heads come from one statement, so that writers do not disturb it."""
    lauf: _Lauf | None = None
    grenzen = _Grenzen()
    for zeile in _lies(kette):
        if lauf is None or zeile[_KETTE] != lauf.kette:
            if lauf is not None:
                yield lauf.befund()
            lauf = _Lauf(zeile[_KETTE], grenzen)
        lauf.nimm(zeile)
    if lauf is not None:
        yield lauf.befund()


# What stands before FELDER in a row.
_DAVOR = ("e.id", "e.personen", "e.hash", "k.nr", "k.hash")
_KETTE = len(_DAVOR) + FELDER.index("kette")


def _lies(kette: str) -> Iterator[tuple[Any, ...]]:
    """Rows past the ORM, as many as memory holds at a time; SQLite hands out the moment as the text that it keeps."""
    spalten = [f"e.{feld}" for feld in FELDER]
    if connection.vendor == "sqlite":
        spalten[_ZEITPUNKT] = "CAST(e.zeitpunkt AS TEXT)"
    abfrage = (
        f"SELECT {', '.join([*_DAVOR, *spalten])} FROM rollen_eintrag e"  # noqa: S608 - names of our own
        " LEFT JOIN rollen_kettenkopf k ON k.kette = e.kette"
        f"{' WHERE e.kette = %s' if kette else ''} ORDER BY e.kette, e.nr"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(abfrage, [kette] if kette else [])
        while zeilen := cursor.fetchmany(BLOCK):
            yield from zeilen


def _ohne_eintraege(**auswahl: str) -> list[Befund]:
    leer = Kettenkopf.objects.filter(
        ~Exists(Eintrag.objects.filter(kette=OuterRef("kette"))), nr__gt=0, **auswahl
    )
    return [Befund(kopf.kette, 0, 1, "Der Eintrag fehlt; die Kette ist leer.") for kopf in leer]
