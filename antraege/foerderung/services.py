"""The money side of a draft: plan, defects, snapshot content, a new request from last year's."""

from typing import Any

from django.db import transaction

from antraege.antrag.antworten import gestellte, in_worten, pruefe
from antraege.antrag.models import Antrag
from antraege.antrag.services import lege_an, speichere_antworten
from antraege.foerderung.maengel import maengel_des_antrags
from antraege.foerderung.plan import als_fakten, maengel_des_plans, plan_von, speichere_plan
from antraege.programme.models import Frageart
from rollen.models import Benutzer

__all__ = [
    "inhalt_fuer_aufnahme",
    "kopiere",
    "maengel_des_antrags",
    "maengel_des_plans",
    "plan_von",
    "speichere_plan",
]


NIE_UEBERNOMMEN = (Frageart.ERKLAERUNG, Frageart.DATEI)


def inhalt_fuer_aufnahme(antrag: Antrag) -> dict[str, Any]:
    """Everything the request says at this moment, in words that still make sense in ten years."""
    return {
        "antrag": {
            "programm": antrag.programm.name,
            "richtlinie": str(antrag.richtlinie),
            "traeger": antrag.traeger.name,
            "standort": antrag.standort.name if antrag.standort else None,
            "titel": antrag.titel,
            "beginn": antrag.beginn,
            "ende": antrag.ende,
            "haushaltsjahr": antrag.haushaltsjahr,
            "beantragt": antrag.beantragt,
            "einheiten": antrag.einheiten,
            "im_auftrag": antrag.im_auftrag,
            "im_auftrag_von": antrag.im_auftrag_von,
            "papiereingang_am": antrag.papiereingang_am,
        },
        "antworten": {
            frage.schluessel: {
                "frage": frage.text,
                "antwort": in_worten(frage, antrag.antworten.get(frage.schluessel)),
            }
            for frage in gestellte(antrag.richtlinie.fragen.all(), antrag.antworten)
        },
        "plan": als_fakten(plan_von(antrag)),
        "anlagen": [
            {
                "name": anlage.name,
                "unterlage": anlage.unterlage.bezeichnung if anlage.unterlage else "",
                "groesse": anlage.groesse,
                "sha256": anlage.sha256,
            }
            for anlage in antrag.anlagen.filter(entfernt_am=None).select_related("unterlage")
        ],
    }


@transaction.atomic
def kopiere(antrag: Antrag, *, akteur: Benutzer) -> Antrag:
    """Begin a new request with the answers and the plan of an earlier one, under the rules valid today.

    Days, papers and declarations are left out: they must be given anew. Raises Verweigert, MaengelFehler.
    """
    neu = lege_an(
        programm=antrag.programm,
        traeger=antrag.traeger,
        titel=antrag.titel,
        akteur=akteur,
        standort=antrag.standort if antrag.standort and antrag.standort.aktiv else None,
        im_auftrag=antrag.im_auftrag,
    )
    fragen = {f.schluessel: f for f in neu.richtlinie.fragen.exclude(art__in=NIE_UEBERNOMMEN)}
    antworten = {
        schluessel: wert
        for schluessel, wert in antrag.antworten.items()
        if schluessel in fragen and not pruefe(fragen, {schluessel: wert})
    }
    neu = speichere_antworten(neu, antworten, akteur=akteur)
    return speichere_plan(neu, plan_von(antrag).positionen, akteur=akteur, einheiten=antrag.einheiten)
