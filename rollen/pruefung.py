"""Verifies the trail: every entry, every head of a chain, every seal."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from rollen.kette import mangel
from rollen.models import Eintrag, Kettenkopf
from rollen.siegel import pruefe_siegel


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
    siegel: int
    siegelkopf: str
    gebrochen: tuple[Befund, ...]
    siegelfehler: tuple[str, ...]

    @property
    def heil(self) -> bool:
        """True when nothing was altered."""
        return not (self.gebrochen or self.siegelfehler)

    @property
    def fehler(self) -> list[str]:
        """Everything that is wrong, in words."""
        return [*map(str, self.gebrochen), *self.siegelfehler]

    def __str__(self) -> str:
        zeilen = [
            f"Ketten: {self.ketten}, Einträge: {self.eintraege}, Siegel: {self.siegel}",
            f"Kopf der Siegelkette: {self.siegelkopf or 'noch kein Siegel'}",
        ]
        if self.heil:
            return "\n".join(["Das Protokoll ist unverändert.", *zeilen])
        return "\n".join([f"Das Protokoll wurde verändert. {self.fehler[0]}", *self.fehler[1:], *zeilen])


def pruefe_kette(kette: str) -> Befund:
    """The verdict on one chain, recomputed from its rows."""
    befunde = [*_befunde(Eintrag.objects.filter(kette=kette)), *_ohne_eintraege(kette=kette)]
    return befunde[0] if befunde else Befund(kette, 0)


def pruefe_alles(siegel: Path | None = None) -> Gesamtbefund:
    """The verdict on all chains and seals, read as a stream; `siegel` is the copy kept outside.

    Raises SiegelFehler when that file cannot be read.
    """
    ketten = eintraege = 0
    gebrochen: list[Befund] = []
    for befund in _befunde(Eintrag.objects.all()):
        ketten, eintraege = ketten + 1, eintraege + befund.eintraege
        gebrochen += [] if befund.heil else [befund]
    anzahl, kopf, siegelfehler = pruefe_siegel(siegel)
    gebrochen += _ohne_eintraege()
    return Gesamtbefund(ketten, eintraege, anzahl, kopf, tuple(gebrochen), tuple(siegelfehler))


@dataclass
class _Lauf:
    """What is known of a chain while its entries pass by."""

    kette: str
    eintraege: int = 0
    hash: str = ""
    kopf: tuple[int | None, str | None] = (None, None)
    letzte_pk: int = 0
    fehler: tuple[int, str] | None = None

    def nimm(self, eintrag: Eintrag) -> None:
        self.eintraege += 1
        was = mangel(eintrag, nr=self.eintraege, vorgaenger=self.hash)
        if not was and eintrag.pk <= self.letzte_pk:
            was = "Der Eintrag steht nicht in der Reihenfolge, in der er geschrieben wurde."
        if was and self.fehler is None:
            self.fehler = (self.eintraege, was)
        self.hash, self.letzte_pk = eintrag.hash, eintrag.pk
        self.kopf = (eintrag.kopf_nr, eintrag.kopf_hash)  # type: ignore[attr-defined]

    def befund(self) -> Befund:
        fehler = self.fehler
        if fehler is None and self.kopf != (self.eintraege, self.hash):
            fehler = (self.eintraege + 1, "Der Eintrag fehlt; das Ende passt nicht zum Kopf der Kette.")
        return Befund(self.kette, self.eintraege, *(fehler or ()))


def _befunde(eintraege: QuerySet[Eintrag]) -> Iterator[Befund]:
    """One verdict per chain. Entries and heads come from one statement, so that writers do not disturb it."""
    lauf: _Lauf | None = None
    for eintrag in _lies(eintraege):
        if lauf is None or eintrag.kette != lauf.kette:
            if lauf is not None:
                yield lauf.befund()
            lauf = _Lauf(eintrag.kette)
        lauf.nimm(eintrag)
    if lauf is not None:
        yield lauf.befund()


def _lies(eintraege: QuerySet[Eintrag]) -> Iterator[Eintrag]:
    kopf = Kettenkopf.objects.filter(kette=OuterRef("kette"))
    mit_kopf = eintraege.order_by("kette", "nr").annotate(
        kopf_nr=Subquery(kopf.values("nr")), kopf_hash=Subquery(kopf.values("hash"))
    )
    gelesen = 0
    try:
        for eintrag in mit_kopf.iterator(chunk_size=2000):
            gelesen += 1
            yield eintrag
    except ValueError:  # a value that is no time at all spoils the whole batch it came in
        for kette, nr in mit_kopf.values_list("kette", "nr")[gelesen:]:
            try:
                yield mit_kopf.get(kette=kette, nr=nr)
            except ValueError:
                unlesbar = Eintrag(kette=kette, nr=nr, vorher=None)
                unlesbar.kopf_nr = unlesbar.kopf_hash = None  # type: ignore[attr-defined]
                yield unlesbar


def _ohne_eintraege(**auswahl: str) -> list[Befund]:
    leer = Kettenkopf.objects.filter(
        ~Exists(Eintrag.objects.filter(kette=OuterRef("kette"))), nr__gt=0, **auswahl
    )
    return [Befund(kopf.kette, 0, 1, "Der Eintrag fehlt; die Kette ist leer.") for kopf in leer]
