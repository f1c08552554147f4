"""manage.py programm_einlesen: a programme of another city as an unreleased version."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from antraege.kern.maengel import MaengelFehler
from antraege.programme.redaktion import datei
from rollen.models import Benutzer, Stelle
from rollen.rechte import Verweigert


class Command(BaseCommand):
    """The same checks as in the browser, by the rights of the person who is named."""

    help = "Liest ein Programm aus einer Datei als Entwurf ein. Freigegeben wird es im Browser."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the Stelle in charge, whose rights, and which Stelle stands for a foreign one."""
        parser.add_argument("datei", metavar="DATEI", type=Path)
        parser.add_argument("--stelle", required=True, help="Kürzel der federführenden Stelle")
        parser.add_argument("--person", required=True, metavar="E-MAIL", help="wer das Programm einliest")
        parser.add_argument(
            "--statt",
            action="append",
            default=[],
            metavar="FREMD=EIGEN",
            help="eigene Stelle für eine fremde in der Mitzeichnung; ohne EIGEN zeichnet niemand mit",
        )

    def handle(self, *_args: Any, **o: Any) -> None:
        """Raises CommandError with every sentence that speaks against the file."""
        person = Benutzer.objects.filter(email=o["person"].lower()).first()
        if person is None:
            raise CommandError(f"Diese Person gibt es nicht: {o['person']}")
        paare = [teil.partition("=") for teil in o["statt"]]
        try:
            daten = datei.lies(self._bytes(o["datei"]))
            neu = datei.uebernimm(
                daten,
                name=daten["name"],
                stelle=self._stelle(o["stelle"]),
                zuordnung={fremd: self._stelle(eigen) if eigen else None for fremd, _, eigen in paare},
                akteur=person,
            )
        except MaengelFehler as fehler:
            raise CommandError("\n".join(mangel.text for mangel in fehler.maengel)) from fehler
        except Verweigert as fehler:
            raise CommandError(str(fehler)) from fehler
        self.stdout.write(f"Eingelesen als Entwurf: {neu.programm.kuerzel}, Version {neu.version}.")

    def _bytes(self, pfad: Path) -> bytes:
        try:
            with pfad.open("rb") as quelle:
                return quelle.read(datei.GROESSTE_DATEI + 1)
        except OSError as fehler:
            raise CommandError(f"Die Datei {pfad} lässt sich nicht lesen: {fehler.strerror}") from fehler

    def _stelle(self, kuerzel: str) -> Stelle:
        gefunden = Stelle.objects.filter(kuerzel=kuerzel).first()
        if gefunden is None:
            raise CommandError(f"Die Stelle „{kuerzel}“ gibt es nicht.")
        return gefunden
