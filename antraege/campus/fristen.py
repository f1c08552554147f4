"""How near a deadline of the Kindercampus is on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from antraege.campus.models import OFFENE_MASSNAHME, Campuseintrag, Campusfrist
from antraege.campus.models.grundlage import OFFENE_FRIST, UNERINNERT
from antraege.kern.erinnerung import vorher_und_nachher
from antraege.kern.kooperation import monate_vorher
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht

WER_VORLAGEN_BRINGT = (Recht.GREMIENVORLAGE_EINBRINGEN, Recht.GREMIENVORLAGE_SCHREIBEN)


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
    if frist.erledigt_am:
        return False
    return vorher_und_nachher(frist.tag, ab=lage(frist, heute).ab, erinnert=frist.erinnert_am, am=heute)


def draengende(benutzer: Benutzer, heute: date) -> list[Lage]:
    """The deadlines that press, of papers which this person writes or brings in. One query."""
    stellen = rechte.stellen_mit(benutzer, *WER_VORLAGEN_BRINGT)
    offene = Campusfrist.objects.filter(OFFENE_FRIST, vorlage__stelle__in=stellen)
    alle_lagen = (lage(frist, heute) for frist in offene.select_related("vorlage__stelle"))
    return [eine for eine in alle_lagen if eine.draengt]


def offene_massnahmen(heute: date, *, tage: int) -> QuerySet[Campuseintrag]:
    """Maßnahmen to be over within so many days, or earlier, and not over; the most urgent first."""
    faellige = Campuseintrag.objects.filter(OFFENE_MASSNAHME, bis__lte=heute + timedelta(days=tage))
    return faellige.select_related("standort__stelle", "ziel").order_by("bis", "pk")


def massnahme_zu_erinnern(eintrag: Campuseintrag, heute: date, *, tage: int) -> bool:
    """So many days before it shall be over once, and once more when that day has passed."""
    if eintrag.bis is None or eintrag.abgeschlossen_am:
        return False
    ab = eintrag.bis - timedelta(days=tage)
    return vorher_und_nachher(eintrag.bis, ab=ab, erinnert=eintrag.erinnert_am, am=heute)


def eigene_massnahmen(benutzer: Benutzer, heute: date, *, tage: int) -> QuerySet[Campuseintrag]:
    """Those of the sites for which this person writes."""
    stellen = rechte.stellen_mit(benutzer, Recht.CAMPUS_PFLEGEN)
    return offene_massnahmen(heute, tage=tage).filter(standort__stelle__in=stellen)
