"""Whether the ledger and the cases say the same: what each Aktenzeichen holds, and what its case says of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.db.models import Exists, OuterRef, Sum

from antraege.antrag.models import Antrag
from antraege.haushalt.models import Buchung
from antraege.haushalt.services import verfallen
from antraege.kern.geld import NULL, zeige
from antraege.kern.status import Status

BLOCK = 2000
SPALTEN = ("vorgemerkt", "gebunden", "ausgezahlt", "erstattet")
_FELDER = (
    "pk",
    "aktenzeichen",
    "status",
    "vorgeschlagen",
    "bewilligt",
    "ausgezahlt",
    "erstattet",
    "abgerechnet",
)
_VOR_DER_ENTSCHEIDUNG = (Status.EINGEREICHT, Status.NACHFORDERUNG, Status.GEPRUEFT)
_LAUFEND = (Status.BEWILLIGT, Status.AUSGEZAHLT)
Summen = dict[str, Decimal]


@dataclass(frozen=True)
class Ungleich:
    """One total of one Aktenzeichen (euro) that the case does not explain."""

    aktenzeichen: str
    spalte: str
    hauptbuch: Decimal
    fall: Decimal

    def __str__(self) -> str:
        return (
            f"{self.aktenzeichen}: {self.spalte} sind im Haushalt {zeige(self.hauptbuch)}, "
            f"im Fall {zeige(self.fall)}."
        )


def hauptbuch_gegen_faelle() -> Iterator[Ungleich]:
    """Every deviation, case by case, then Buchungen of no case; a full scan in constant memory."""
    faelle = Antrag.objects.filter(aktenzeichen__isnull=False).order_by("pk").only(*_FELDER)
    strom = faelle.iterator(chunk_size=BLOCK)
    while block := list(islice(strom, BLOCK)):
        summen = _hauptbuch(antrag.aktenzeichen or "" for antrag in block)
        for antrag in block:
            yield from _vergleiche(antrag, summen.get(antrag.aktenzeichen or "", {}))
    yield from _ohne_fall()


def soll(antrag: Antrag) -> dict[str, tuple[Decimal, ...]]:
    """What the ledger may hold for this case, column by column; the first amount is the usual one.

    Between proof and final payment a case keeps what it will still get; before and after it keeps nothing.
    """
    status = antrag.zustand
    vorgemerkt = antrag.vorgeschlagen if status in _VOR_DER_ENTSCHEIDUNG else NULL
    gebunden: tuple[Decimal, ...] = (antrag.offen if status in _LAUFEND else NULL,)
    if status is Status.KONTROLLIERT and antrag.abgerechnet is not None:
        gebunden = (NULL, max(NULL, antrag.abgerechnet - antrag.ausgezahlt))
    return {
        "vorgemerkt": (vorgemerkt,),
        "gebunden": gebunden,
        "ausgezahlt": (antrag.ausgezahlt,),
        "erstattet": (antrag.erstattet,),
    }


def _vergleiche(antrag: Antrag, hat: Summen) -> Iterator[Ungleich]:
    """What fell at the end of a year is missing in the ledger for a known reason."""
    az = antrag.aktenzeichen or ""
    ungleich = {
        spalte: betraege for spalte, betraege in soll(antrag).items() if hat.get(spalte, NULL) not in betraege
    }
    gefallen = verfallen(az) if ungleich else {}
    for spalte, betraege in ungleich.items():
        if hat.get(spalte, NULL) not in [b - gefallen.get(spalte, NULL) for b in betraege]:
            yield Ungleich(az, spalte, hat.get(spalte, NULL), betraege[0])


def _hauptbuch(aktenzeichen: Iterable[str]) -> dict[str, Summen]:
    """The totals of these cases over all lines and years, in euro; one query."""
    zeilen = Buchung.objects.filter(aktenzeichen__in=list(aktenzeichen)).order_by()
    return {
        az: dict(zip(SPALTEN, summen, strict=True))
        for az, *summen in zeilen.values_list("aktenzeichen").annotate(
            **{f"summe_{spalte}": Sum(spalte) for spalte in SPALTEN}
        )
    }


def _ohne_fall() -> Iterator[Ungleich]:
    """What stands in the ledger under an Aktenzeichen that no case has."""
    fall = Antrag.objects.filter(aktenzeichen=OuterRef("aktenzeichen"))
    fremd = Buchung.objects.filter(~Exists(fall)).exclude(aktenzeichen="").order_by()
    for az in fremd.values_list("aktenzeichen", flat=True).distinct().iterator(chunk_size=BLOCK):
        for spalte, betrag in _hauptbuch([az])[az].items():
            if betrag:
                yield Ungleich(az, spalte, betrag, NULL)
