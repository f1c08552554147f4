"""The one way a checked file becomes an Anlage of a case."""

from typing import Any

from django.core.files.base import ContentFile

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Anlage, Antrag
from rollen.models import Benutzer


def lege_bei(antrag: Antrag, datei: GepruefteDatei, *, akteur: Benutzer, **bezug: Any) -> Anlage:
    """Store the checked file with the case; `bezug` names the Unterlage or the open item it answers."""
    anlage = Anlage(
        antrag=antrag,
        name=datei.name,
        medientyp=datei.medientyp,
        groesse=datei.groesse,
        sha256=datei.sha256,
        hochgeladen_von=akteur,
        **bezug,
    )
    anlage.datei.save(datei.name, ContentFile(datei.inhalt), save=True)
    return anlage
