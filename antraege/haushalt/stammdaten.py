"""Budget lines keep a Stelle from being closed; those of open years go to the Stelle that follows."""

from django.db.models import QuerySet
from django.urls import reverse

from antraege.haushalt.models import Haushaltsstelle, Jahreswechsel
from antraege.haushalt.models.wechsel import Wechselstatus
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, Uebergabe, melde


def _offene(stelle: Stelle) -> QuerySet[Haushaltsstelle]:
    return Haushaltsstelle.objects.filter(stelle=stelle, abgeschlossen_am__isnull=True)


def _uebergib(zeilen: QuerySet[Haushaltsstelle], uebergabe: Uebergabe) -> None:
    zeilen.update(stelle=uebergabe.an)


melde(
    Bindung("Haushaltsstellen", _offene, lambda z: reverse("haushaltsstelle", args=[z.pk]), _uebergib),
    Bindung(
        "offene Jahreswechsel",
        lambda s: Jahreswechsel.objects.filter(stelle=s).exclude(status=Wechselstatus.FREIGEGEBEN),
        lambda w: reverse("jahreswechsel", args=[w.jahr.jahr, w.stelle_id]),
        rat="Ein begonnener Jahreswechsel wird zuerst freigegeben.",
    ),
)
