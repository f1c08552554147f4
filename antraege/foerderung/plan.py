"""The Finanzierungsplan of a request: read, save, judge by the limits of its Richtlinie."""

from collections.abc import Iterable
from typing import Any, Literal

from django.db import transaction

from antraege.antrag.aenderung import beginne
from antraege.antrag.models import Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.foerderung.models import Deckungsart, Planposition, Seite
from antraege.kern.finanzierung import Grenzen, Plan, Position
from antraege.kern.maengel import Mangel, keine_oder
from antraege.programme.models import Richtlinie
from rollen.models import Benutzer

BEZEICHNUNG_ZEICHEN = 160
_SEITEN: dict[str, Literal["ausgabe", "deckung"]] = {Seite.AUSGABE: "ausgabe", Seite.DECKUNG: "deckung"}


def plan_von(antrag: Antrag) -> Plan:
    """The stored plan, Ausgaben first."""
    zeilen = antrag.planpositionen.all()
    return Plan(tuple(Position(_SEITEN[z.seite], z.art, z.bezeichnung, z.betrag) for z in zeilen))


def grenzen(richtlinie: Richtlinie) -> Grenzen:
    """The limits a plan must keep: percent of the costs and euro."""
    return Grenzen(
        foerdersatz_max=richtlinie.foerdersatz_max,
        eigenanteil_min=richtlinie.eigenanteil_min,
        hoechstbetrag=richtlinie.hoechstbetrag,
        mindestbetrag=richtlinie.mindestbetrag,
    )


@transaction.atomic
def speichere_plan(
    antrag: Antrag, positionen: Iterable[Position], *, akteur: Benutzer, stand: int | None = None
) -> Antrag:
    """Replace the plan; the requested amount in euro follows its Zuwendung. Both sides may still differ.

    Raises Verweigert, VeralteterStand, MaengelFehler for a negative amount or a row without a name.
    """
    neu = Plan(tuple(positionen))
    keine_oder(_zeilenmaengel(neu))
    aenderung = beginne(antrag, akteur=akteur, stand=stand, bezug=Bezugsart.PLAN)
    frisch = aenderung.antrag
    vorher, nachher = als_fakten(plan_von(frisch)), als_fakten(neu)
    if vorher == nachher:
        return frisch
    frisch.planpositionen.all().delete()
    Planposition.objects.bulk_create(_zeilen(frisch, neu))
    frisch.beantragt = neu.zuwendung
    return aenderung.schliesse_ab("antrag bearbeiten", felder=["beantragt"], vorher=vorher, nachher=nachher)


def _zeilenmaengel(plan: Plan) -> list[Mangel]:
    return [
        Mangel(f"Zeile {nr}: Bitte geben Sie eine Bezeichnung und einen Betrag ab 0 € an.", "Träger", "plan")
        for nr, p in enumerate(plan.positionen, start=1)
        if p.betrag < 0 or not 0 < len(p.bezeichnung.strip()) <= BEZEICHNUNG_ZEICHEN
    ]


def _zeilen(antrag: Antrag, plan: Plan) -> list[Planposition]:
    return [
        Planposition(
            antrag=antrag,
            nr=nr,
            seite=position.seite,
            art=position.art if position.seite == "deckung" else Deckungsart.AUSGABE,
            bezeichnung=position.bezeichnung.strip(),
            betrag=position.betrag,
        )
        for seite in _SEITEN.values()
        for nr, position in enumerate((p for p in plan.positionen if p.seite == seite), start=1)
    ]


def als_fakten(plan: Plan) -> dict[str, Any]:
    """The plan for trail and snapshot: one list per side, sums in euro."""
    return {
        "ausgaben": [
            {"bezeichnung": p.bezeichnung, "betrag": p.betrag}
            for p in plan.positionen
            if p.seite == "ausgabe"
        ],
        "deckung": [
            {"art": Deckungsart(p.art).label, "bezeichnung": p.bezeichnung, "betrag": p.betrag}
            for p in plan.positionen
            if p.seite == "deckung"
        ],
        "summe_ausgaben": plan.summe_ausgaben,
        "summe_deckung": plan.summe_deckung,
    }
