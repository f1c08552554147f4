"""Advice that nobody has finished keeps a Stelle from being closed; it goes to the Stelle that follows."""

from django.urls import reverse

from antraege.foerderberatung.models import Beratungsvermerk
from rollen.stammdaten.sache import Bindung, gib_weiter, melde

melde(
    Bindung(
        "offene Beratungen",
        lambda s: Beratungsvermerk.objects.filter(stelle=s, erledigt_am__isnull=True),
        lambda v: reverse("beratung", args=[v.pk]),
        gib_weiter,
    )
)
