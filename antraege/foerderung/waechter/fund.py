"""One thing a guard has noticed, and which requests count as those of one undertaking."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from rollen.models import Stelle, Traeger

UNGEFOERDERT = (Status.ENTWURF, Status.ABGELEHNT, Status.ZURUECKGEZOGEN, Status.WIDERRUFEN)


@dataclass(frozen=True)
class Fund:
    """What was noticed, under a key that stays the same when it is noticed again."""

    art: str
    schluessel: str
    text: str


def verbund(stelle: Stelle) -> list[int]:
    """The Stellen of the group of companies this one belongs to, itself included."""
    traeger = Traeger.objects.filter(stelle=stelle).first()
    if traeger is None or not traeger.verbund:
        return [stelle.pk]
    gleiche = Traeger.objects.filter(verbund__iexact=traeger.verbund)
    return list(gleiche.values_list("stelle", flat=True))


def gleichzeitige(antrag: Antrag) -> QuerySet[Antrag]:
    """Other requests of all units that may bring money in the same period."""
    if antrag.beginn is None or antrag.ende is None:
        return Antrag.objects.none()
    ueberlappt = Q(beginn__lte=antrag.ende, ende__gte=antrag.beginn)
    return Antrag.objects.filter(ueberlappt).exclude(pk=antrag.pk).exclude(status__in=UNGEFOERDERT)
