"""A programme pays a large part of its year in December."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from antraege.foerderung.models import Abrufstatus, Mittelabruf
from antraege.kern.geld import NULL
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from workflows.revision.regel import Regel, Treffer, am_fall

DEZEMBER = 12


def zeilen(tag: date) -> QuerySet[Any]:
    """Payments in December of the programmes and years in which it has too large a part; one query for these."""
    prozent = festwerte.einstellung(Festwertart.REVISION_JAHRESENDE_PROZENT)
    gezahlt = Mittelabruf.objects.filter(status=Abrufstatus.GEBUCHT, bezahlt_am__isnull=False)
    im_dezember = Q(bezahlt_am__month=DEZEMBER)
    summen = (
        gezahlt.annotate(jahr=ExtractYear("bezahlt_am"))
        .order_by()
        .values_list("antrag__programm", "jahr")
        .annotate(dezember=Sum("betrag", filter=im_dezember), alles=Sum("betrag"))
    )
    auffaellig = Q(pk__in=[])
    for programm, jahr, dezember, alles in summen:
        vorbei = jahr < tag.year or tag.month == DEZEMBER
        if vorbei and (dezember or NULL) * 100 >= alles * prozent:
            auffaellig |= Q(antrag__programm=programm, bezahlt_am__year=jahr)
    return gezahlt.filter(im_dezember & auffaellig).select_related("antrag__traeger", "antrag__programm")


def zeile(abruf: Mittelabruf) -> Treffer:
    """The programme and the day."""
    text = (
        f"{abruf.antrag.programm}: am {abruf.bezahlt_am:%d.%m.%Y} gezahlt, in einem auffällig hohen Dezember."
    )
    return am_fall(abruf.antrag, text, pk=abruf.pk, betrag=abruf.betrag)


REGEL = Regel(
    "jahresende",
    "Spitze am Jahresende",
    "Zahlungen im Dezember, wenn ein Programm in diesem Monat mindestens so viel Prozent seines Jahres auszahlt, wie "
    "unter Festwerte steht.",
    "§ 75 Abs. 1 GO NRW (Wirtschaftlichkeit), Nr. 7.2 VVG zu § 44 LHO (Zahlung nicht vor dem Bedarf)",
    "antrag",
    zeilen,
    zeile,
)
