"""Annexes of an agreement as files: they belong to every text that is made while they are there."""

from typing import Any

from antraege.antrag import anlagen as akte
from antraege.antrag.dateien import GepruefteDatei
from antraege.kern.maengel import Mangel
from antraege.kooperation.models import Vereinbarung, Vereinbarungsanlage
from rollen import uhr
from rollen.models import Benutzer

MEISTE = 20


def geltende(vereinbarung: Vereinbarung) -> list[Vereinbarungsanlage]:
    """The annexes the next text will name, in the order in which they came."""
    return list(vereinbarung.anlagen.filter(anlage__entfernt_am=None).select_related("anlage"))


def hindernisse(vereinbarung: Vereinbarung, *, bezeichnung: str) -> list[Mangel]:
    """Why no annex with this name can be added."""
    vorhandene = geltende(vereinbarung)
    maengel = []
    if len(vorhandene) >= MEISTE:
        text = f"Eine Vereinbarung hat höchstens {MEISTE} Anlagen. Bitte fassen Sie einige zusammen."
        maengel.append(Mangel(text, feld="datei"))
    if any(eine.bezeichnung == bezeichnung for eine in vorhandene):
        maengel.append(Mangel("Eine Anlage mit dieser Bezeichnung gibt es schon.", feld="bezeichnung"))
    return maengel


def lege_bei(
    vereinbarung: Vereinbarung, datei: GepruefteDatei, *, bezeichnung: str, akteur: Benutzer
) -> Vereinbarungsanlage:
    """Keep the checked file with the case and make it an annex."""
    anlage = akte.lege_bei(vereinbarung.antrag, datei, akteur=akteur)
    return Vereinbarungsanlage.objects.create(
        vereinbarung=vereinbarung, anlage=anlage, bezeichnung=bezeichnung
    )


def entferne(eine: Vereinbarungsanlage) -> None:
    """The next text will not name it; texts that do keep it."""
    eine.anlage.entfernt_am = uhr.jetzt()
    eine.anlage.save(update_fields=["entfernt_am"])


def als_daten(vereinbarung: Vereinbarung) -> list[dict[str, Any]]:
    """The annexes as the data of a version: name, file name, hash, and the id of the file."""
    return [
        {
            "bezeichnung": eine.bezeichnung,
            "name": eine.anlage.name,
            "sha256": eine.anlage.sha256,
            "anlage": eine.pk,
        }
        for eine in geltende(vereinbarung)
    ]
