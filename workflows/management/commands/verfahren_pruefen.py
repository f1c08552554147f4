"""manage.py verfahren_pruefen: reports requests whose open tasks do not fit the status; mends one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from workflows.antrag import tuer as antragstuer
from workflows.graph.abgleich_aufgaben import pruefe_verfahren


class Command(BaseCommand):
    """Exits with 1 when something is found."""

    help = "Nennt jeden Antrag, dessen offene Aufgaben nicht zu seinem Status passen."

    def add_arguments(self, parser: CommandParser) -> None:
        """The case to place into the graph anew."""
        parser.add_argument(
            "--aufnehmen", metavar="AKTENZEICHEN", help="den Fall nach seinem Status neu in den Ablauf setzen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Mend or report. Raises CommandError (exit 1) when something does not fit."""
        antrag = self._aufnehmen(options["aufnehmen"]) if options["aufnehmen"] else None
        abweichungen = pruefe_verfahren(antrag.pk if antrag else None)
        for abweichung in abweichungen:
            self.stdout.write(str(abweichung))
        if abweichungen:
            raise CommandError(f"Abweichungen gefunden: {len(abweichungen)}.")
        was = antrag.aktenzeichen if antrag else f"{Antrag.objects.count()} Anträge"
        self.stdout.write(f"Geprüft: {was}. Alle offenen Aufgaben passen zum Status.")

    def _aufnehmen(self, aktenzeichen: str) -> Antrag:
        antrag = Antrag.objects.filter(aktenzeichen=aktenzeichen).first()
        if antrag is None:
            raise CommandError(f"Einen Fall mit dem Aktenzeichen {aktenzeichen} gibt es nicht.")
        try:
            antrag = antragstuer.aufnehmen(antrag.pk, akteur=None)
        except MaengelFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        self.stdout.write(f"{aktenzeichen} ist neu aufgenommen: {antrag.zustand.bezeichnung}.")
        return antrag
