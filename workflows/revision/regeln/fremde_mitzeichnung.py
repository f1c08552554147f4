"""Somebody has co-signed for a Stelle without a role there."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from antraege.antrag.models import Mitzeichnung
from rollen.models import Mitgliedschaft
from rollen.tabelle import RECHTE, Recht, Rolle
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(_tag: date) -> QuerySet[Any]:
    """Votes by a person who on their day neither held a role with this right at the Stelle nor deputised for one."""
    rollen = [rolle.value for rolle in Rolle if Recht.MITZEICHNEN in RECHTE[rolle]]
    tag = OuterRef("tag")
    rolle = Mitgliedschaft.objects.filter(
        Q(bis__isnull=True) | Q(bis__gte=tag),
        von__lte=tag,
        bestaetigt_von__isnull=False,
        gruppe__stelle=OuterRef("stelle"),
        gruppe__rolle__in=rollen,
    )
    wer = OuterRef("gezeichnet_von")
    vertreten = rolle.filter(
        benutzer__wird_vertreten__vertreter=wer,
        benutzer__wird_vertreten__von__lte=tag,
        benutzer__wird_vertreten__bis__gte=tag,
    )
    alle = Mitzeichnung.objects.select_related("antrag__traeger", "stelle", "gezeichnet_von")
    return alle.annotate(tag=TruncDate("gezeichnet_am")).filter(
        ~Exists(rolle.filter(benutzer=wer)), ~Exists(vertreten)
    )


def zeile(stimme: Any) -> Treffer:
    """Who, for whom, when."""
    text = (
        f"{stimme.gezeichnet_von.name} hat am {stimme.tag:%d.%m.%Y} für „{stimme.stelle}“ gezeichnet, "
        "ohne dort an diesem Tag eine Rolle oder Vertretung zu haben."
    )
    return am_fall(stimme.antrag, text, pk=stimme.pk)


REGEL = Regel(
    "fremde-mitzeichnung",
    "Fremde Mitzeichnung",
    "Stimmen für eine Stelle von Personen, die dort am Tag der Zeichnung weder eine Rolle mit diesem Recht hatten noch "
    "jemanden mit dieser Rolle vertraten.",
    "Dienstanweisung Mitzeichnung, §§ 20, 21 VwVfG NRW",
    "antrag",
    zeilen,
    zeile,
)
