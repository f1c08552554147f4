"""A proof of use has not come for a long time."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Nachweisstatus
from antraege.kern.geld import zeige
from antraege.kern.status import Status
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(tag: date) -> QuerySet[Any]:
    """Paid cases whose proof is not handed in so many days after it was due."""
    seit = tag - timedelta(days=festwerte.einstellung(Festwertart.REVISION_NACHWEIS_TAGE))
    eingegangen = [s for s in Nachweisstatus if s != Nachweisstatus.ENTWURF]
    offen = Antrag.objects.filter(
        status__in=(Status.BEWILLIGT, Status.AUSGEZAHLT), ausgezahlt__gt=0, nachweis_faellig_am__lt=seit
    )
    return offen.exclude(nachweis__status__in=eingegangen).select_related("traeger")


def zeile(antrag: Antrag) -> Treffer:
    """Since when, and how much is without proof."""
    text = f"Fällig am {antrag.nachweis_faellig_am:%d.%m.%Y}; ohne Nachweis sind {zeige(antrag.ausgezahlt)}."
    return am_fall(antrag, text, betrag=antrag.ausgezahlt)


REGEL = Regel(
    "nachweis-ueberfaellig",
    "Nachweis lange überfällig",
    "Ausgezahlte Fälle, deren Verwendungsnachweis seit mehr Tagen fehlt, als unter Festwerte steht.",
    "Nr. 10 und 11 VVG zu § 44 LHO, Nr. 6 ANBest-P",
    "pk",
    zeilen,
    zeile,
    ("nachweis_faellig_am", "pk"),
)
