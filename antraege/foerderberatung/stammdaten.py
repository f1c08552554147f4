"""Advice that is not finished keeps the Stelle that gives it from being closed."""

from django.urls import reverse

from antraege.foerderberatung.models import Beratungsvermerk
from rollen.stammdaten.sache import Bindung, melde

melde(
    Bindung(
        "offene Beratungen",
        lambda s: Beratungsvermerk.objects.filter(stelle=s, erledigt_am__isnull=True),
        lambda b: reverse("beratung", args=[b.pk]),
        rat="Schließen Sie die Vermerke zuerst ab.",
    )
)
