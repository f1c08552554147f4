"""More was approved than the administration may, and no body has said yes to so much."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from antraege.antrag.models import Antrag
from antraege.gremien.models import Gremienvorlage, Vorlagenstatus
from antraege.kern.geld import zeige
from antraege.programme.models import Wertgrenze
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(_tag: date) -> QuerySet[Any]:
    """Approved cases above every Wertgrenze of their Richtlinie without a Beschluss on the amount."""
    grenze = Wertgrenze.objects.filter(
        richtlinie=OuterRef("richtlinie"), bis_betrag__gte=OuterRef("bewilligt")
    )
    beschluss = Gremienvorlage.objects.filter(
        antrag=OuterRef("pk"), status=Vorlagenstatus.BESCHLOSSEN, betrag__gte=OuterRef("bewilligt")
    )
    bewilligt = Antrag.objects.filter(bewilligt__gt=0, uebernommen_am=None).select_related("traeger")
    return bewilligt.filter(~Exists(grenze), ~Exists(beschluss))


def zeile(antrag: Antrag) -> Treffer:
    """How much was approved."""
    text = f"{zeige(antrag.bewilligt)} bewilligt, über der höchsten Wertgrenze und ohne Beschluss über diesen Betrag."
    return am_fall(antrag, text)


REGEL = Regel(
    "bescheid-ohne-beschluss",
    "Bescheid ohne Beschluss über der Wertgrenze",
    "Bewilligungen über der höchsten Wertgrenze ihrer Richtlinie, zu denen kein Gremium mindestens diesen Betrag "
    "beschlossen hat. Übernommene Fälle zählen nicht: Ihr Beschluss liegt in der alten Akte.",
    "§ 41 GO NRW, Zuständigkeitsordnung, Wertgrenzen der Richtlinie",
    "pk",
    zeilen,
    zeile,
)
