"""Read a directory of schools or Kitas: says what would change, and with a person proposes and changes it."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Verzeichnis
from rollen.rechte import Verweigert
from rollen.stammdaten import einlesen
from rollen.stammdaten.verzeichnis import GROESSTE_DATEI, Dateifehler


class Command(BaseCommand):
    """`verzeichnis_einlesen DATEI schule|kita [--uebernehmen E-MAIL]`."""

    help = "Liest ein Schul- oder Kitaverzeichnis; ohne --uebernehmen ändert sich nichts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("datei", type=Path)
        parser.add_argument("art", choices=Verzeichnis.values)
        parser.add_argument(
            "--uebernehmen", metavar="E-MAIL", help="Wer vorschlägt; frei gibt eine andere Person."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a file that cannot be read and a person who may not."""
        art = Verzeichnis(options["art"])
        try:
            with options["datei"].open("rb") as datei:
                inhalt = datei.read(GROESSTE_DATEI + 1)
            befunde = einlesen.lies(inhalt, art)["befunde"]
            for b in befunde:
                if b["was"] != einlesen.GLEICH:
                    self.stdout.write(f"Zeile {b['nr']}: {b['was']}: {b['name']}: {' · '.join(b['worte'])}")
            zahlen = sorted(Counter(b["was"] for b in befunde).items())
            self.stdout.write(", ".join(f"{was}: {zahl}" for was, zahl in zahlen))
            if wer := options["uebernehmen"]:
                self._uebernimm(inhalt, art, options["datei"].name, wer)
        except (OSError, Dateifehler, Verweigert, Ueberholt) as fehler:
            raise CommandError(str(fehler)) from fehler

    def _uebernimm(self, inhalt: bytes, art: Verzeichnis, name: str, wer: str) -> None:
        akteur = Benutzer.objects.filter(email=wer.casefold()).first()
        if akteur is None:
            raise CommandError(f"Es gibt kein Konto {wer}.")
        gelesen = einlesen.lies_ein(inhalt, art=art, name=name, akteur=akteur)
        neue, geaenderte = einlesen.uebernimm(gelesen.pk, akteur=akteur)
        self.stdout.write(f"Vorgeschlagen: {neue}. Geändert: {geaenderte}.")
        self.stdout.write("Frei gibt eine zweite Person unter Stammdaten.")
