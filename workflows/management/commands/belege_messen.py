"""The benchmark of the import: how long a list of vouchers takes from the file to the sums of the proof."""

import io
import resource
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

import xlsxwriter
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Seite
from antraege.foerderung.nachweis import importe
from antraege.foerderung.nachweis.aenderung import offen
from antraege.foerderung.nachweis.spalten import SPALTEN
from antraege.kern.geld import NULL
from antraege.programme.models import Nachweisform
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht


class Command(BaseCommand):
    """Reads and takes over in one transaction and rolls it back: the data stay as they are."""

    help = "Misst das Einlesen einer Belegliste an einem Fall der Vorführung; ändert nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many rows."""
        parser.add_argument("--zeilen", type=int, default=20_000)

    @transaction.atomic
    def handle(self, *_args: Any, **o: Any) -> None:
        """Seconds for reading and for taking over, and the peak of memory in MB."""
        antrag, akteur = self._fall()
        datei = ContentFile(_mappe(antrag, o["zeilen"]), name="belege.xlsx")
        vorher = _spitze()
        anfang = time.perf_counter()
        vorgang = importe.Lesevorgang(antrag, datei)
        for _ in vorgang.schritte():
            pass
        gelesen = time.perf_counter()
        anzahl = importe.uebernimm(vorgang.speichere(akteur=akteur), akteur=akteur)
        fertig = time.perf_counter()
        transaction.set_rollback(True)
        self.stdout.write(
            f"{anzahl} Belege: lesen {gelesen - anfang:.1f} s, übernehmen {fertig - gelesen:.1f} s, "
            f"Speicherspitze + {_spitze() - vorher:.0f} MB."
        )

    def _fall(self) -> tuple[Antrag, Benutzer]:
        """A case whose Träger may type vouchers now, and somebody who may."""
        faelle = Antrag.objects.filter(
            richtlinie__nachweisform=Nachweisform.REGULAER, bescheid__isnull=False, ausgezahlt__gt=NULL
        )
        for antrag in faelle.select_related("richtlinie", "nachweis", "traeger"):
            for person in Benutzer.objects.filter(is_active=True) if offen(antrag) else ():
                if rechte.darf(person, Recht.NACHWEIS_BEARBEITEN, antrag.traeger):
                    return antrag, person
        raise CommandError("Kein Fall mit Belegliste ist beim Träger. Laden Sie zuerst die Vorführung.")


def _spitze() -> float:
    """The peak of the process so far in MB (Linux counts it in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _mappe(antrag: Antrag, zeilen: int) -> bytes:
    ansatz = antrag.planpositionen.filter(seite=Seite.AUSGABE).earliest("nr").bezeichnung
    datei = io.BytesIO()
    with xlsxwriter.Workbook(datei, {"constant_memory": True}) as mappe:
        blatt, tag = mappe.add_worksheet(), mappe.add_format({"num_format": "dd.mm.yyyy"})
        blatt.write_row(0, 0, [spalte.name for spalte in SPALTEN])
        for nr in range(1, zeilen + 1):
            blatt.write_row(nr, 0, [f"R-{nr}"])
            blatt.write_datetime(nr, 1, date(2023, 1, 2), tag)
            blatt.write_row(nr, 2, [f"Laden {nr % 97}", "Material", nr / 100, ansatz])
    return datei.getvalue()
