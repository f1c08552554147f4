"""How near a deadline of the Kindercampus is on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from antraege.campus.models import Campusfrist
from antraege.campus.models.grundlage import OFFENE_FRIST, UNERINNERT
from antraege.kern.kooperation import monate_vorher


class Naehe(StrEnum):
    """Whether something has to be done now."""

    ERLEDIGT = "erledigt"
    SPAETER = "spaeter"
    JETZT = "jetzt"
    UEBERFAELLIG = "ueberfaellig"


@dataclass(frozen=True)
class Lage:
    """A deadline, from when on it is told, and how near it is."""

    frist: Campusfrist
    ab: date
    naehe: Naehe

    @property
    def draengt(self) -> bool:
        """True when the page has to say so at its top."""
        return self.naehe in (Naehe.JETZT, Naehe.UEBERFAELLIG)


def lage(frist: Campusfrist, heute: date) -> Lage:
    """How near it is today."""
    ab = monate_vorher(frist.tag, monate=frist.vorlauf_monate)
    if frist.erledigt_am:
        return Lage(frist, ab, Naehe.ERLEDIGT)
    if heute > frist.tag:
        return Lage(frist, ab, Naehe.UEBERFAELLIG)
    return Lage(frist, ab, Naehe.JETZT if heute >= ab else Naehe.SPAETER)


def alle(heute: date) -> list[Lage]:
    """Every deadline, the earliest first. One query."""
    return [lage(frist, heute) for frist in Campusfrist.objects.select_related("vorlage__stelle")]


def zu_erinnern() -> QuerySet[Campusfrist]:
    """Those of which somebody may have to be told; `ist_zu_erinnern` says whether today."""
    return Campusfrist.objects.filter(OFFENE_FRIST, UNERINNERT)


def ist_zu_erinnern(frist: Campusfrist, heute: date) -> bool:
    """From its first day on once, and once more when it has passed."""
    stand = lage(frist, heute)
    if not stand.draengt:
        return False
    return frist.erinnert_am is None or (stand.naehe == Naehe.UEBERFAELLIG and frist.erinnert_am <= frist.tag)
