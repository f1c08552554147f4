"""manage.py uebernahmen_ausfuehren: adopts the cases of released lists, once or for ever."""

import threading

from workflows.management.dauerlauf import Dauerlauf
from workflows.models import Lauf
from workflows.uebernahme.tuer import laufende, uebernimm_naechste

BEFEHL = "uebernahmen_ausfuehren"


class Command(Dauerlauf):
    """Stops after the cases at hand."""

    help = "Übernimmt die Fälle freigegebener Listen."
    laufend = "Fälle werden laufend übernommen."

    def arbeite(self, ende: threading.Event, *, einmal: bool) -> None:
        """Adopt what is released and say how many rows."""
        for lauf in laufende():
            zeilen = 0
            while not ende.is_set() and (anzahl := uebernimm_naechste(lauf)):
                zeilen += anzahl
            self.stdout.write(f"Übernahme {lauf}: {zeilen} Zeilen bearbeitet.")
        Lauf.vermerke(BEFEHL)
