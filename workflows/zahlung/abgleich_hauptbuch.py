"""Whether the ledger and the cases say the same: what each Aktenzeichen holds, and what its case says of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from django.db.models import Exists, OuterRef, Sum

from antraege.antrag.models import Antrag
from antraege.foerderung.aenderungen import dienst as aenderungen
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
    "entfallen",
    "erstattet",
)
_VOR_DER_ENTSCHEIDUNG = (Status.EINGEREICHT, Status.NACHFORDERUNG, Status.GEPRUEFT)
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
    fall = Antrag.objects.filter(aktenzeichen=OuterRef("aktenzeichen"))
    fremd = Buchung.objects.filter(~Exists(fall)).exclude(aktenzeichen="").order_by()
    for az in fremd.values_list("aktenzeichen", flat=True).distinct().iterator(chunk_size=BLOCK):
        for spalte, betrag in _hauptbuch([az])[az].items():
            if betrag:
                yield Ungleich(az, spalte, betrag, NULL)


def soll(antrag: Antrag) -> Summen:
    """What the ledger holds for this case, column by column: committed is what can still be paid."""
    vor_der_entscheidung = antrag.zustand in _VOR_DER_ENTSCHEIDUNG
    return {
        "vorgemerkt": antrag.vorgeschlagen if vor_der_entscheidung else NULL,
        "gebunden": antrag.offen,
        "ausgezahlt": antrag.ausgezahlt,
        "erstattet": antrag.erstattet,
    }


def _vergleiche(antrag: Antrag, hat: Summen) -> Iterator[Ungleich]:
    """What fell at the end of a year is missing for a known reason, and a change under way keeps money reserved."""
    az = antrag.aktenzeichen or ""
    ungleich = {spalte: b for spalte, b in soll(antrag).items() if hat.get(spalte, NULL) != b}
    gefallen = verfallen(az) if ungleich else {}
    if "vorgemerkt" in ungleich:
        ungleich["vorgemerkt"] += aenderungen.vorgemerkt(antrag)
    for spalte, betrag in ungleich.items():
        if hat.get(spalte, NULL) != betrag - gefallen.get(spalte, NULL):
            yield Ungleich(az, spalte, hat.get(spalte, NULL), betrag)


def _hauptbuch(aktenzeichen: Iterable[str]) -> dict[str, Summen]:
    """The totals of these cases over all lines and years, in euro; one query."""
    zeilen = Buchung.objects.filter(aktenzeichen__in=list(aktenzeichen)).order_by()
    return {
        az: dict(zip(SPALTEN, summen, strict=True))
        for az, *summen in zeilen.values_list("aktenzeichen").annotate(
            **{f"summe_{spalte}": Sum(spalte) for spalte in SPALTEN}
        )
    }
