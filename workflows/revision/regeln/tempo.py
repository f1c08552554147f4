"""It was decided faster than anybody checks."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet

from antraege.antrag.models import Antrag
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(_tag: date) -> QuerySet[Any]:
    """Cases approved in less than so many days after they came in."""
    frist = timedelta(days=festwerte.einstellung(Festwertart.REVISION_TEMPO_TAGE))
    entschieden = Antrag.objects.filter(
        bewilligt__gt=0, eingereicht_am__isnull=False, entschieden_am__isnull=False, uebernommen_am=None
    )
    dauer = ExpressionWrapper(F("entschieden_am") - F("eingereicht_am"), output_field=DurationField())
    return entschieden.annotate(dauer=dauer).filter(dauer__lt=frist).select_related("traeger")


def zeile(antrag: Antrag) -> Treffer:
    """Both days."""
    assert antrag.eingereicht_am is not None
    assert antrag.entschieden_am is not None
    ein, aus = uhr.tag_von(antrag.eingereicht_am), uhr.tag_von(antrag.entschieden_am)
    return am_fall(antrag, f"Am {ein:%d.%m.%Y} eingereicht und am {aus:%d.%m.%Y} bewilligt.")


REGEL = Regel(
    "tempo",
    "Ungewöhnlich schnell bewilligt",
    "Fälle, zwischen deren Eingang und Bewilligung weniger Tage liegen, als unter Festwerte steht.",
    "§ 24 VwVfG NRW (Untersuchungsgrundsatz), internes Kontrollsystem § 104 Abs. 1 GO NRW",
    "pk",
    zeilen,
    zeile,
)
