"""Interest was not asked for."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.foerderung.models import Massnahme, Massnahmenart, Rueckforderung
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(_tag: date) -> QuerySet[Any]:
    """Claims without interest by decision, from the beginning or later."""
    spaeter = Massnahme.objects.filter(
        rueckforderung=OuterRef("pk"), art=Massnahmenart.ZINSVERZICHT, angenommen=True
    )
    alle = Rueckforderung.objects.select_related("antrag__traeger")
    return alle.filter(~Q(zinsverzicht="") | Q(Exists(spaeter)))


def zeile(forderung: Rueckforderung) -> Treffer:
    """The reason, where it stands at the claim itself."""
    grund = forderung.zinsverzicht or "Die Begründung steht in der Maßnahme."
    return am_fall(forderung.antrag, f"Keine Zinsen: {grund}", pk=forderung.pk, betrag=forderung.betrag)


REGEL = Regel(
    "zinsverzicht",
    "Verzicht auf Zinsen",
    "Rückforderungen, bei denen die Stadt keine Zinsen verlangt, mit der Begründung.",
    "§ 49a Abs. 3 Satz 2 VwVfG NRW, § 50 Abs. 2a SGB X",
    "antrag",
    zeilen,
    zeile,
)
