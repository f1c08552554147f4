"""Measures what a letter of six pages costs: text only, text and tables, tables only, many writings."""

import io
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from itertools import chain, count
from typing import Any

import pikepdf
from django.core.management.base import BaseCommand

from antraege.dokumente.bloecke import (
    Absatz,
    Ausrichtung,
    Block,
    Briefkopf,
    Dokument,
    Dokumentart,
    Liste,
    Tabelle,
    Ueberschrift,
)
from antraege.dokumente.pdf import erzeuge_pdf

SEITEN = 6
ZEILEN = 12
SATZ = (
    "Die Zuwendung ist zweckgebunden und nur für das bezeichnete Projekt zu verwenden; Näheres steht unten. "
)
NAMEN = "Şükrü, Łukasz, Ґанна, جمعية الأطفال, საქართველო "
KOPF = Briefkopf(
    stadt="Stadt Dortmund",
    leitung="Der Oberbürgermeister",
    fachbereich="Fachbereich Schule",
    bearbeitung="Sachbearbeitung Förderung",
    kontakt=("Telefon 0231 50-00000",),
    aktenzeichen="40/5-KC-2026-00001",
    datum=date(2026, 1, 5),
    ruecksendezeile="Stadt Dortmund, 44122 Dortmund",
    anschrift_empfaenger=("Muster e. V.", "Beispielweg 12", "44263 Dortmund"),
    fusszeilen=("Bitte geben Sie bei jedem Schreiben das Aktenzeichen an.",),
)


class Command(BaseCommand):
    """Makes each letter several times and prints median and worst in milliseconds."""

    help = "Misst, was ein Brief von sechs Seiten kostet."
    requires_system_checks = []  # it needs neither database nor pages

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How often."""
        parser.add_argument("--laeufe", type=int, default=30)

    def handle(self, *_args: Any, laeufe: int, **_o: Any) -> None:
        """One line per kind of letter."""
        self.stdout.write(f"{'':24}{'Seiten':>8}{'kB':>8}{'Median ms':>12}{'höchstens':>12}")
        for name, bloecke in _proben().items():
            dokument = _sechs_seiten(bloecke)
            zeiten = sorted(_dauer(dokument) for _ in range(laeufe))
            pdf = erzeuge_pdf(dokument)
            self.stdout.write(
                f"{name:24}{_seiten(pdf):8}{len(pdf) / 1000:8.0f}"
                f"{statistics.median(zeiten):12.1f}{zeiten[-1]:12.1f}"
            )


def _proben() -> dict[str, Iterator[Block]]:
    return {
        "nur Text": chain.from_iterable(_abschnitt(nr, SATZ) for nr in count(1)),
        "Text und Tabellen": chain.from_iterable((*_abschnitt(nr, SATZ), _tabelle(nr)) for nr in count(1)),
        "nur Tabellen": map(_tabelle, count(1)),
        "viele Schriften": chain.from_iterable(_abschnitt(nr, SATZ + NAMEN) for nr in count(1)),
    }


def _sechs_seiten(bloecke: Iterator[Block]) -> Dokument:
    gewaehlt = [next(bloecke)]
    while _seiten(erzeuge_pdf(_brief(gewaehlt))) < SEITEN:
        gewaehlt.append(next(bloecke))
    return _brief(gewaehlt)


def _brief(bloecke: list[Block]) -> Dokument:
    return Dokument(
        art=Dokumentart.ZUWENDUNGSBESCHEID,
        titel="Zuwendungsbescheid",
        bezug=("Messung",),
        briefkopf=KOPF,
        bloecke=tuple(bloecke),
        dokument_id="MESSUNG",
        entwurf=False,
        vorlagenversion="messung",
    )


def _abschnitt(nr: int, satz: str) -> tuple[Block, ...]:
    return (Ueberschrift(f"{nr}. Abschnitt"), Absatz(satz * 5), Liste((satz,) * 3, nummeriert=True))


def _tabelle(nr: int) -> Tabelle:
    zeile = ("Honorare", f"Kursleitung am Standort Hörde, Gruppe {nr}", "12", "1.234,56")
    return Tabelle(
        kopf=("Art", "Bezeichnung", "Stunden", "Betrag in Euro"),
        zeilen=(zeile,) * ZEILEN,
        ausrichtung=(Ausrichtung.LINKS, Ausrichtung.LINKS, Ausrichtung.RECHTS, Ausrichtung.RECHTS),
        beschriftung=f"Tabelle {nr}",
        summenzeile=True,
    )


def _dauer(dokument: Dokument) -> float:
    beginn = time.perf_counter()
    erzeuge_pdf(dokument)
    return (time.perf_counter() - beginn) * 1000


def _seiten(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as datei:
        return len(datei.pages)
