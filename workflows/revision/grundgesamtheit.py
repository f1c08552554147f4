"""What a sample is drawn from: cases, booked payments or vouchers behind a filter, with the hits of the rules."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Beleg, Mittelabruf
from antraege.kern.geld import cent
from antraege.kern.stichprobe import Element, Verfahren
from antraege.revision.models import Grundgesamtheit
from antraege.revision.stichproben import Beschreibung
from workflows.revision.bezug import worte_zum_beleg, worte_zum_fall, worte_zur_zahlung
from workflows.revision.regeln import REGELN

BLOCK = 2000


@dataclass(frozen=True)
class _Quelle:
    """One kind of population: all its rows, the way to the case, the column of euro, a row in words."""

    zeilen: Callable[[], QuerySet[Any]]
    fall: str
    betrag: str
    worte: Callable[[Any], str]

    def antrag(self, zeile: Any) -> Antrag:
        """The case of a row."""
        for name in self.fall.split("__") if self.fall else ():
            zeile = getattr(zeile, name)
        gefunden: Antrag = zeile
        return gefunden


_QUELLEN: dict[str, _Quelle] = {
    Grundgesamtheit.FALL: _Quelle(
        lambda: Antrag.objects.filter(aktenzeichen__isnull=False), "", "bewilligt", worte_zum_fall
    ),
    Grundgesamtheit.ZAHLUNG: _Quelle(
        lambda: Mittelabruf.objects.filter(status=Abrufstatus.GEBUCHT), "antrag", "betrag", worte_zur_zahlung
    ),
    Grundgesamtheit.BELEG: _Quelle(
        lambda: Beleg.objects.filter(nachweis__eingereicht_am__isnull=False),
        "nachweis__antrag",
        "betrag",
        worte_zum_beleg,
    ),
}


def elemente(art: str, auswahl: Mapping[str, Any], verfahren: Verfahren, tag: date) -> list[Element]:
    """The population as values; only a draw by risk asks the rules, one query each.

    `auswahl`: stelle, programm (ids), jahr, ab_betrag (euro as text); what is missing narrows nothing.
    """
    quelle = _QUELLEN[art]
    davor = f"{quelle.fall}__" if quelle.fall else ""
    bedingungen: dict[str, Any] = {}
    for name, spalte in (("stelle", "stelle"), ("programm", "programm"), ("jahr", "haushaltsjahr")):
        if auswahl.get(name):
            bedingungen[f"{davor}{spalte}"] = auswahl[name]
    if auswahl.get("ab_betrag"):
        bedingungen[f"{quelle.betrag}__gte"] = Decimal(auswahl["ab_betrag"])
    treffer: Counter[int] = Counter()
    if verfahren is Verfahren.RISIKO:
        for regel in REGELN.values():
            treffer.update(regel.faelle(tag))
    zeilen = quelle.zeilen().filter(**bedingungen).order_by("pk")
    spalten = zeilen.values_list("pk", quelle.betrag, quelle.fall or "pk")
    return [
        Element(pk, cent(betrag), treffer[fall]) for pk, betrag, fall in spalten.iterator(chunk_size=BLOCK)
    ]


def beschreibe(art: str, schluessel: Sequence[int]) -> dict[int, Beschreibung]:
    """The drawn rows in words. One query."""
    quelle = _QUELLEN[art]
    mit = f"{quelle.fall}__traeger" if quelle.fall else "traeger"
    zeilen = quelle.zeilen().filter(pk__in=schluessel).select_related(mit)
    return {
        zeile.pk: Beschreibung(quelle.worte(zeile), quelle.antrag(zeile), getattr(zeile, quelle.betrag))
        for zeile in zeilen
    }
