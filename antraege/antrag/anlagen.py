"""The one way a checked file is kept, with a case or beside it."""

from typing import Any, TypeVar

from django.core.files.base import ContentFile

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Anlage, Antrag
from antraege.antrag.models.anlage import Hochgeladenes
from rollen.models import Benutzer

H = TypeVar("H", bound=Hochgeladenes)


def hebe_auf(art: type[H], datei: GepruefteDatei, *, akteur: Benutzer, **bezug: Any) -> H:
    """Store the checked file as a row of this kind; `bezug` names what it belongs to."""
    fakten = {"name": datei.name, "medientyp": datei.medientyp, "groesse": datei.groesse}
    zeile = art(**fakten, sha256=datei.sha256, hochgeladen_von=akteur, **bezug)
    zeile.datei.save(datei.name, ContentFile(datei.inhalt), save=True)  # type: ignore[attr-defined]
    return zeile


def als_antwort(anlage: Anlage) -> dict[str, Any]:
    """What stands in the answers for a file that answers a question."""
    return {"anlage": anlage.pk, "name": anlage.name, "sha256": anlage.sha256}


def lege_bei(antrag: Antrag, datei: GepruefteDatei, *, akteur: Benutzer, **bezug: Any) -> Anlage:
    """Store the checked file with the case; `bezug` names the Unterlage or the open item it answers."""
    return hebe_auf(Anlage, datei, akteur=akteur, antrag=antrag, **bezug)
