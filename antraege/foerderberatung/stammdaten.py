"""Advice that nobody has finished keeps a Stelle from being closed; it goes to the Stelle that follows."""

from django.db.models import QuerySet
from django.urls import reverse

from antraege.foerderberatung.models import Beratungsvermerk
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, gib_weiter, melde


def _offene(stelle: Stelle) -> QuerySet[Beratungsvermerk]:
    return Beratungsvermerk.objects.filter(stelle=stelle, erledigt_am__isnull=True)


melde(Bindung("offene Beratungen", _offene, lambda v: reverse("beratung", args=[v.pk]), gib_weiter))
