"""A Träger that has given a grant away still reads what was its own until that day, and nothing later."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.antrag.models import Schriftstueck
from antraege.antrag.models.schriftstueck import INTERNE
from antraege.foerderung.models import Aenderung, Aenderungsstatus
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.models import Nachricht, Richtung


def abgegebene(benutzer: Benutzer) -> QuerySet[Aenderung]:
    """The changes by which the person's organisation gave a grant away, the newest first."""
    gewechselt = Aenderung.objects.filter(
        status=Aenderungsstatus.BEWILLIGT,
        bisheriger_traeger__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_SEHEN),
    )
    return gewechselt.select_related("antrag__programm", "neuer_traeger", "bisheriger_traeger").order_by(
        "-entschieden_am"
    )


def lesbare_stuecke(benutzer: Benutzer) -> QuerySet[Schriftstueck]:
    """Letters issued while the organisation held the grant, and the one that ended it."""
    wechsel = (
        abgegebene(benutzer).filter(antrag=OuterRef("antrag"), schriftstueck__gte=OuterRef("pk")).order_by()
    )
    return Schriftstueck.objects.filter(Exists(wechsel)).exclude(art__in=INTERNE)


def stand_bis(aenderung: Aenderung, benutzer: Benutzer) -> dict[str, Any]:
    """What the former Träger reads of one case: facts, plan, payments, letters and messages until then."""
    antrag, bis = aenderung.antrag, aenderung.entschieden_am
    eigenes = ~Q(richtung=Richtung.AN_AMT, verfasst_von__isnull=True)
    return {
        "abrufe": antrag.mittelabrufe.filter(angefordert_am__lte=bis),
        "stuecke": lesbare_stuecke(benutzer).filter(antrag=antrag).defer("inhalt").order_by("-id"),
        "nachrichten": Nachricht.objects.filter(eigenes, antrag=antrag, verfasst_am__lt=bis),
        "anlagen": antrag.anlagen.filter(entfernt_am__isnull=True, hochgeladen_am__lte=bis),
    }
