"""An agreement keeps its parties from being closed: who takes part is changed by a Nachtrag alone."""

from django.db.models import QuerySet
from django.urls import reverse

from antraege.kooperation.models import Partei
from antraege.kooperation.models.vereinbarung import GEENDETE
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, melde


def _laufende(stelle: Stelle) -> QuerySet[Partei]:
    alle = Partei.objects.filter(stelle=stelle).exclude(vereinbarung__status__in=GEENDETE)
    return alle.select_related("vereinbarung__antrag", "stelle")


melde(
    Bindung(
        "laufende Vereinbarungen, an denen sie beteiligt ist",
        _laufende,
        lambda p: reverse("vereinbarung", args=[p.vereinbarung.antrag_id]),
        rat="Eine Vereinbarung endet, wird gekündigt oder bekommt durch einen Nachtrag andere Parteien.",
        worte=lambda p: str(p.vereinbarung),
    )
)
