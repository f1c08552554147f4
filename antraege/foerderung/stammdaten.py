"""A change of a grant that names an organisation as its next Träger keeps that from being closed."""

from django.db.models import QuerySet
from django.urls import reverse

from antraege.foerderung.models import Aenderung
from antraege.foerderung.models.aenderung import LAUFENDE_AENDERUNG
from antraege.foerderung.models.weiterleitung import Weiterleitung, Weiterleitungsstatus
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, melde


def _laufende(stelle: Stelle) -> QuerySet[Aenderung]:
    return Aenderung.objects.filter(neuer_traeger=stelle, status__in=LAUFENDE_AENDERUNG)


melde(
    Bindung(
        "Änderungen, durch die sie eine Förderung übernimmt",
        _laufende,
        lambda a: reverse("fall", args=[a.antrag_id]),
        rat="Über eine Änderung, die einen neuen Träger nennt, wird zuerst entschieden.",
    ),
    Bindung(
        "Geld anderer Geber, über das sie noch Rechenschaft gibt",
        lambda s: Weiterleitung.objects.filter(stelle=s).exclude(status=Weiterleitungsstatus.ABGESCHLOSSEN),
        lambda w: reverse("weiterleitung", args=[w.pk]),
        rat="Schließen Sie zuerst den Nachweis gegenüber dem Geber ab.",
    ),
)
