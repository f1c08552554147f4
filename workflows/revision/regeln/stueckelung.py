"""Two requests that each stay below a Wertgrenze and together pass it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)

from antraege.antrag.models import Antrag
from antraege.foerderung.waechter.funde import UNGEFOERDERT
from antraege.haushalt.felder import EuroField
from antraege.kern.geld import zeige
from antraege.kern.maengel import MaengelFehler
from antraege.programme import festwerte
from antraege.programme.models import Festwertart, Wertgrenze
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(tag: date) -> QuerySet[Any]:
    """The later one of two requests of an organisation under one programme; none while the city has set no limits."""
    try:
        prozent = int(festwerte.wert_am(Festwertart.STUECKELUNG_AB, tag))
        tage = timedelta(days=int(festwerte.wert_am(Festwertart.STUECKELUNG_TAGE, tag)))
    except MaengelFehler:
        return Antrag.objects.none()
    darueber = Wertgrenze.objects.filter(
        richtlinie=OuterRef("richtlinie"), bis_betrag__gte=OuterRef("beantragt")
    ).order_by("bis_betrag")
    gefoerdert = Antrag.objects.exclude(status__in=UNGEFOERDERT).filter(eingereicht_am__isnull=False)
    nah = ExpressionWrapper(F("beantragt") * 100, output_field=IntegerField())
    anderer = gefoerdert.annotate(
        nah=nah,
        zusammen=ExpressionWrapper(F("beantragt") + OuterRef("beantragt"), output_field=IntegerField()),
    ).filter(
        programm=OuterRef("programm"),
        traeger=OuterRef("traeger"),
        pk__lt=OuterRef("pk"),
        eingereicht_am__gte=OuterRef("seit"),
        nah__gte=OuterRef("schwelle"),
        beantragt__lte=OuterRef("grenze"),
        zusammen__gt=OuterRef("grenze"),
    )
    return (
        gefoerdert.select_related("traeger")
        .annotate(
            grenze=Subquery(darueber.values("bis_betrag")[:1], output_field=EuroField()),
            seit=ExpressionWrapper(F("eingereicht_am") - tage, output_field=DateTimeField()),
            nah=nah,
        )
        .annotate(schwelle=ExpressionWrapper(F("grenze") * prozent, output_field=IntegerField()))
        .filter(grenze__isnull=False, nah__gte=F("schwelle"))
        .filter(Exists(anderer))
        .annotate(frueherer=Subquery(anderer.order_by("-pk").values("aktenzeichen")[:1]))
    )


def zeile(antrag: Any) -> Treffer:
    """The limit above it."""
    text = (
        f"Beantragt sind {zeige(antrag.beantragt)}. Mit {antrag.frueherer} desselben Trägers im selben Programm "
        f"wird die Wertgrenze von {zeige(antrag.grenze)} überschritten."
    )
    return am_fall(antrag, text, betrag=antrag.beantragt)


REGEL = Regel(
    "stueckelung",
    "Aufteilung unter eine Wertgrenze",
    "Zwei Anträge eines Trägers im selben Programm, kurz nacheinander und jeder knapp unter einer Wertgrenze, die sie "
    "zusammen überschreiten. Wie knapp und wie kurz, steht unter Festwerte (Stückelung).",
    "Wertgrenzen der Richtlinie, Zuständigkeitsordnung",
    "pk",
    zeilen,
    zeile,
)
