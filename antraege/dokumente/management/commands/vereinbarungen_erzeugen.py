"""manage.py vereinbarungen_erzeugen: many invented agreements on several processes, checked as PDF/A-1b if wished.

The database is only read, once, for the texts in force.
"""

import statistics
import time
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from antraege.dokumente.pdf import preflight
from antraege.dokumente.queries import texte_am
from antraege.dokumente.serie.herstellung import Auftrag, Stueck, dateiname, stelle_her

STICHTAG = date(2026, 1, 5)
GENANNT = 10  # invalid files named one by one


@dataclass(frozen=True)
class _Lauf:
    """What was made and how many seconds that took."""

    stuecke: list[Stueck]
    sekunden: float


class Command(BaseCommand):
    """Prints number, seconds, median and a hash over all files; exits 1 when a file is not valid."""

    help = "Erzeugt erfundene Kooperationsvereinbarungen; gleiche Saat, gleiche Dateien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, on how many processes, from which seed, where to, checked or not."""
        parser.add_argument("--anzahl", type=_ab_eins, default=1000)
        parser.add_argument("--kerne", type=_ab_eins, default=2)
        parser.add_argument("--saat", type=int, default=1, help="gleiche Saat, gleiche Dateien")
        parser.add_argument("--stichtag", type=date.fromisoformat, default=STICHTAG, help="Datum der Texte")
        parser.add_argument("--ordner", type=Path, help="Dateien hier ablegen (sonst nur erzeugen)")
        parser.add_argument("--pruefen", action="store_true", help="alle als PDF/A-1b prüfen (PDFBox)")

    def handle(self, *_args: Any, **angaben: Any) -> None:
        """Make, report, check. Raises CommandError without texts or PDFBox, and for invalid files."""
        if angaben["pruefen"]:
            _verlange_pdfbox()
        with _ablage(angaben["ordner"], pruefen=angaben["pruefen"]) as ablage:
            ordner = Path(ablage) if ablage else None
            self._stelle_her(ordner, angaben)
            if ordner and angaben["pruefen"]:
                self._pruefe(ordner, anzahl=angaben["anzahl"], kerne=angaben["kerne"])

    def _stelle_her(self, ordner: Path | None, angaben: dict[str, Any]) -> None:
        anzahl, kerne, stichtag = angaben["anzahl"], angaben["kerne"], angaben["stichtag"]
        texte = dict(texte_am(stichtag))
        if not texte:
            raise CommandError(
                f"Zum {stichtag:%d.%m.%Y} gelten keine Texte. Bitte zuerst `daten_laden` ausführen."
            )
        auftrag = Auftrag(saat=angaben["saat"], stichtag=stichtag, texte=texte, ordner=ordner)
        lauf = self._laufe(auftrag, anzahl=anzahl, kerne=kerne)
        seiten = [stueck.seiten for stueck in lauf.stuecke]
        gesamt = sha256("".join(stueck.sha256 for stueck in lauf.stuecke).encode()).hexdigest()
        self.stdout.write(
            f"{_gezaehlt(anzahl)} in {_zahl(lauf.sekunden)} s auf {_prozesse(kerne)}, "
            f"{_zahl(anzahl / lauf.sekunden)} je Sekunde\n"
            f"je Vereinbarung im Median {_zahl(statistics.median(s.dauer for s in lauf.stuecke))} ms, "
            f"davon Rechenzeit {_zahl(statistics.median(s.rechenzeit for s in lauf.stuecke))} ms\n"
            f"{min(seiten)} bis {max(seiten)} Seiten, im Median {statistics.median(seiten):g}; "
            f"{_zahl(sum(s.groesse for s in lauf.stuecke) / 1e6)} MB\n"
            f"SHA-256 über alle: {gesamt}"
        )

    def _laufe(self, auftrag: Auftrag, *, anzahl: int, kerne: int) -> _Lauf:
        """With one line for every tenth that is done."""
        beginn, stuecke = time.perf_counter(), []
        for stueck in stelle_her(auftrag, anzahl=anzahl, kerne=kerne):
            stuecke.append(stueck)
            if stueck.nr * 10 // anzahl > (stueck.nr - 1) * 10 // anzahl:
                self.stdout.write(f"{stueck.nr} von {anzahl}")
                self.stdout.flush()
        return _Lauf(stuecke, time.perf_counter() - beginn)

    def _pruefe(self, ordner: Path, *, anzahl: int, kerne: int) -> None:
        beginn, starts = time.perf_counter(), min(kerne, anzahl)
        dateien = [ordner / dateiname(nr) for nr in range(1, anzahl + 1)]
        with TemporaryDirectory() as berichte:
            befunde = preflight.verstoesse(dateien, ordner=Path(berichte), starts=starts)
        ungueltig = [f"{name}: {'; '.join(fehler)}" for name, fehler in befunde.items() if fehler]
        self.stdout.write(
            f"PDF/A-1b: {anzahl - len(ungueltig)} gültig, {len(ungueltig)} ungültig; "
            f"{_zahl(time.perf_counter() - beginn)} s, Starts von Java: {starts}"
        )
        if ungueltig:
            raise CommandError("\n".join(ungueltig[:GENANNT]))


def _verlange_pdfbox() -> None:
    try:
        preflight.verlange_pdfbox()
    except preflight.PreflightFehlt as fehlt:
        raise CommandError(str(fehlt)) from fehlt


def _ablage(ordner: Path | None, *, pruefen: bool) -> Any:
    """The folder that was named, one that goes away again for a check, or none."""
    if ordner:
        ordner.mkdir(parents=True, exist_ok=True)
    return nullcontext(ordner) if ordner or not pruefen else TemporaryDirectory()


def _ab_eins(text: str) -> int:
    zahl = int(text)
    if zahl < 1:
        raise ArgumentTypeError("Die Zahl muss mindestens 1 sein.")
    return zahl


def _gezaehlt(anzahl: int) -> str:
    return "1 Vereinbarung" if anzahl == 1 else f"{anzahl} Vereinbarungen"


def _prozesse(kerne: int) -> str:
    return "1 Prozess" if kerne == 1 else f"{kerne} Prozessen"


def _zahl(wert: float) -> str:
    return f"{wert:.1f}".replace(".", ",")
