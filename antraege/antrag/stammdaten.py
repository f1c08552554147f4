"""Cases keep a Stelle from being closed; those it is in charge of go to the Stelle that follows."""

from django.db.models import QuerySet
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, gib_weiter, melde


def laufende(feld: str, stelle: Stelle) -> QuerySet[Antrag]:
    """Cases that are not finished and name this Stelle in this field."""
    return Antrag.objects.filter(**{feld: stelle}).exclude(status__in=ENDZUSTAENDE).order_by("pk")


def _weg(antrag: Antrag) -> str:
    return reverse("fall", args=[antrag.pk])


melde(
    Bindung("laufende Fälle, für die sie zuständig ist", lambda s: laufende("stelle", s), _weg, gib_weiter),
    Bindung(
        "laufende eigene Anträge",
        lambda s: laufende("traeger", s),
        _weg,
        rat="Ein laufender Antrag wird abgeschlossen, zurückgezogen oder mit einer Änderung übertragen.",
    ),
    Bindung(
        "laufende Fälle am Standort",
        lambda s: laufende("standort", s),
        _weg,
        rat="Fälle am Standort werden zuerst abgeschlossen.",
    ),
)
