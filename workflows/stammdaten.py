"""Open tasks go to the Stelle that follows the one that is closed."""

from django.db.models import QuerySet
from django.urls import reverse

from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, gib_weiter, melde
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer.verzeichnis import SCHRITTE


def _offene(stelle: Stelle) -> QuerySet[Aufgabe]:
    return Aufgabe.objects.filter(OFFEN, stelle=stelle).select_related("antrag")


melde(
    Bindung(
        "offene Aufgaben",
        _offene,
        lambda a: reverse("aufgabe", args=[a.pk]),
        gib_weiter,
        worte=lambda a: f"{SCHRITTE[a.schritt].titel}: {a.antrag}",
    )
)
