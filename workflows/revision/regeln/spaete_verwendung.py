"""Money was used later than the Richtlinie allows."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet

from antraege.foerderung.models import Abrufstatus, Mittelabruf
from antraege.programme import festwerte
from antraege.programme.models import Festwertart, Richtlinie
from workflows.revision.regel import Regel, Treffer, am_fall

MONAT = 31  # days; a month of the law is never longer


def zeilen(_tag: date) -> QuerySet[Any]:
    """Instalments used after the months of their Richtlinie and so many days more; one query for the months."""
    mehr = festwerte.einstellung(Festwertart.REVISION_VERWENDUNG_TAGE)
    monate = Richtlinie.objects.order_by().values_list("monate_verwendung", flat=True).distinct()
    zu_spaet = Q(pk__in=[])
    for zahl in monate:
        frist = timedelta(days=zahl * MONAT + mehr)
        zu_spaet |= Q(antrag__richtlinie__monate_verwendung=zahl, dauer__gt=frist)
    gezahlt = Mittelabruf.objects.filter(
        status=Abrufstatus.GEBUCHT, bezahlt_am__isnull=False, verwendet_am__isnull=False
    ).select_related("antrag__traeger", "antrag__richtlinie")
    dauer = ExpressionWrapper(F("verwendet_am") - F("bezahlt_am"), output_field=DurationField())
    return gezahlt.annotate(dauer=dauer).filter(zu_spaet)


def zeile(abruf: Any) -> Treffer:
    """Both days and the months allowed."""
    monate = abruf.antrag.richtlinie.monate_verwendung
    text = (
        f"{abruf}: am {abruf.bezahlt_am:%d.%m.%Y} gezahlt, bis zum {abruf.verwendet_am:%d.%m.%Y} verwendet; "
        f"erlaubt sind {monate} Monate."
    )
    return am_fall(abruf.antrag, text, pk=abruf.pk, betrag=abruf.betrag)


REGEL = Regel(
    "spaete-verwendung",
    "Späte Verwendung",
    "Auszahlungen, die später verwendet wurden als in den Monaten der Richtlinie. Ein Monat zählt hier 31 Tage, und es "
    "bleiben so viele Tage mehr, wie unter Festwerte steht (Wochenenden, Feiertage).",
    "§ 49a Abs. 4 VwVfG NRW, Nr. 8.5 VVG zu § 44 LHO, Nr. 1.4 ANBest-P",
    "antrag",
    zeilen,
    zeile,
)
