"""The same project was asked for twice."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from antraege.antrag.models import Antrag
from antraege.foerderung.waechter.funde import UNGEFOERDERT
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(_tag: date) -> QuerySet[Any]:
    """The later one of two requests of an organisation with one title and a common day."""
    gefoerdert = Antrag.objects.exclude(status__in=UNGEFOERDERT)
    frueher = gefoerdert.filter(
        traeger=OuterRef("traeger"),
        titel=OuterRef("titel"),
        art=OuterRef("art"),
        beginn__lte=OuterRef("ende"),
        ende__gte=OuterRef("beginn"),
        pk__lt=OuterRef("pk"),
    )
    doppelte = gefoerdert.filter(Exists(frueher)).select_related("traeger")
    return doppelte.annotate(frueherer=Subquery(frueher.order_by("-pk").values("aktenzeichen")[:1]))


def zeile(antrag: Any) -> Treffer:
    """The earlier one."""
    text = f"„{antrag.titel}“: Mit {antrag.frueherer} hat derselbe Träger für denselben Zeitraum schon Geld beantragt."
    return am_fall(antrag, text, betrag=antrag.bewilligt or antrag.beantragt)


REGEL = Regel(
    "doppeltes-vorhaben",
    "Gleiches Vorhaben zweimal",
    "Anträge eines Trägers mit gleichem Titel und überschneidendem Zeitraum, von denen keiner abgelehnt, zurückgezogen "
    "oder widerrufen ist.",
    "Nr. 1.1 VVG zu § 44 LHO, Verbot der Doppelförderung in der Richtlinie",
    "pk",
    zeilen,
    zeile,
)
