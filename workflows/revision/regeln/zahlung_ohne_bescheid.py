"""Money was paid although nobody had decided."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from antraege.foerderung.models import Abrufstatus, Bescheid, Bescheidart, Mittelabruf
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(_tag: date) -> QuerySet[Any]:
    """Paid instalments without a Bescheid of their day; of a case from elsewhere any Bescheid counts."""
    bescheid = Bescheid.objects.filter(antrag=OuterRef("antrag")).exclude(art=Bescheidart.ABLEHNUNG)
    rechtzeitig = Q(antrag__uebernommen_am__isnull=False) | Q(erlassen_am__date__lte=OuterRef("gezahlt"))
    gezahlt = Mittelabruf.objects.filter(status=Abrufstatus.GEBUCHT).select_related("antrag__traeger")
    return gezahlt.annotate(gezahlt=Coalesce("bezahlt_am", TruncDate("gebucht_am"))).filter(
        ~Exists(bescheid.filter(rechtzeitig))
    )


def zeile(abruf: Any) -> Treffer:
    """When it was paid."""
    tag = f"am {abruf.gezahlt:%d.%m.%Y} " if abruf.gezahlt else ""
    text = f"{abruf}: {tag}gezahlt, an diesem Tag gab es keinen Bescheid."
    return am_fall(abruf.antrag, text, pk=abruf.pk, betrag=abruf.betrag)


REGEL = Regel(
    "zahlung-ohne-bescheid",
    "Zahlung ohne Bescheid",
    "Gebuchte Zahlungen, für die es am Tag der Zahlung weder Zuwendungsbescheid noch Mittelzuweisung gab.",
    "§ 31 KomHVO NRW, Nr. 7.1 VVG zu § 44 LHO",
    "antrag",
    zeilen,
    zeile,
)
