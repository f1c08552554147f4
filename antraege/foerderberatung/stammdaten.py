"""Advice that nobody has finished keeps a Stelle from being closed; it goes to the Stelle that follows."""

from django.db.models import F, QuerySet
from django.urls import reverse

from antraege.foerderberatung.models import Beratungsvermerk
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, Uebergabe, melde


def _offene(stelle: Stelle) -> QuerySet[Beratungsvermerk]:
    return Beratungsvermerk.objects.filter(stelle=stelle, erledigt_am__isnull=True)


def _uebergib(vermerke: QuerySet[Beratungsvermerk], uebergabe: Uebergabe) -> None:
    vermerke.update(stelle=uebergabe.an, stand=F("stand") + 1)


melde(Bindung("offene Beratungen", _offene, lambda v: reverse("beratung", args=[v.pk]), _uebergib))
