"""Open tasks go to the Stelle that follows the one that is closed."""

from django.urls import reverse

from rollen.stammdaten.sache import Bindung, gib_weiter, melde
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer.verzeichnis import SCHRITTE

melde(
    Bindung(
        "offene Aufgaben",
        lambda s: Aufgabe.objects.filter(OFFEN, stelle=s).select_related("antrag"),
        lambda a: reverse("aufgabe", args=[a.pk]),
        gib_weiter,
        worte=lambda a: f"{SCHRITTE[a.schritt].titel}: {a.antrag}",
    )
)
