"""What people enter to ask for a change, and the steps that follow."""

from collections.abc import Mapping
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Aenderung
from tests.welt import Welt
from workflows import aenderung
from workflows.durchspielen.aenderungsmuster import eingaben

PRUEFEN = {"empfehlung": "bewilligen", "vermerk": "Notwendig und finanziert."}
BEWILLIGEN = {"entscheidung": "bewilligen", "begruendung": "Der Zweck bleibt erhalten."}
ABLEHNEN = {
    "entscheidung": "ablehnen",
    "begruendung": "Die Mittel sind verbraucht.",
    "ermessen": "Andere Vorhaben gehen vor.",
}


def beantrage(welt: Welt, antrag: Antrag, *arten: str, wer: str = "zeichnung", **angaben: Any) -> Aenderung:
    """Ask for a change through the door, as the browser sends it."""
    daten = eingaben(antrag, *arten, **angaben)
    return aenderung.beantrage(antrag.pk, akteur=welt.neu(wer), eingaben=daten)


def entscheide(welt: Welt, antrag: Antrag, daten: Mapping[str, str] = BEWILLIGEN) -> Antrag:
    """Check and decide the running change."""
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    return welt.tu(antrag, "aenderungsentscheidung", "leitung", **daten)
