"""The Finanzierungsplan of a request: read, save, judge by the limits of its Richtlinie."""

from collections.abc import Iterable
from typing import Any, Literal

from antraege.antrag.aenderung import bearbeitung
from antraege.antrag.models import Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.foerderung.models import Deckungsart, Planposition, Seite
from antraege.kern.finanzierung import Grenzen, Plan, Position, pruefe_plan
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.verteilung import Verteilung, auf_haushaltsjahre, auf_schuljahre
from antraege.programme.models import Finanzierungsart, Richtlinie
from rollen.models import Benutzer
from rollen.taten import Tat

BEZEICHNUNG_ZEICHEN = 160
_SEITEN: dict[str, Literal["ausgabe", "deckung"]] = {Seite.AUSGABE: "ausgabe", Seite.DECKUNG: "deckung"}


def plan_von(antrag: Antrag) -> Plan:
    """The stored plan, Ausgaben first."""
    zeilen = antrag.planpositionen.all()
    return Plan(
        tuple(Position(_SEITEN[z.seite], z.art, z.bezeichnung, z.betrag, z.gemeinkosten) for z in zeilen)
    )


def grenzen(richtlinie: Richtlinie) -> Grenzen:
    """The limits a plan must keep: percent of the costs and euro."""
    return Grenzen(
        foerdersatz_max=richtlinie.foerdersatz_max,
        eigenanteil_min=richtlinie.eigenanteil_min,
        hoechstbetrag=richtlinie.hoechstbetrag,
        mindestbetrag=richtlinie.mindestbetrag,
        gemeinkosten_max=richtlinie.gemeinkosten_max,
    )


def speichere_plan(
    antrag: Antrag,
    positionen: Iterable[Position],
    *,
    akteur: Benutzer,
    stand: int | None = None,
    einheiten: int | None = None,
) -> Antrag:
    """Replace the plan; the requested amount in euro follows its Zuwendung. Both sides may still differ.

    `einheiten` is the number of units where the programme pays per unit.

    Raises Verweigert, Ueberholt, MaengelFehler for a negative amount or a row without a name.
    """
    neu = Plan(tuple(positionen))
    keine_oder(
        Mangel(f"Zeile {nr}: Bitte geben Sie eine Bezeichnung und einen Betrag ab 0 € an.", "Träger", "plan")
        for nr, p in enumerate(neu.positionen, start=1)
        if p.betrag < 0 or not 0 < len(p.bezeichnung.strip()) <= BEZEICHNUNG_ZEICHEN
    )
    tat = Tat.ANTRAG_BEARBEITEN
    with bearbeitung(tat, antrag, akteur=akteur, stand=stand, bezug=Bezugsart.PLAN) as handlung:
        frisch = handlung.objekt
        vorher = als_fakten(plan_von(frisch)) | {"einheiten": frisch.einheiten}
        nachher = als_fakten(neu) | {"einheiten": einheiten}
        handlung.unveraendert = vorher == nachher
        handlung.nenne(vorher=vorher, nachher=nachher)
        if vorher != nachher:
            frisch.planpositionen.all().delete()
            Planposition.objects.bulk_create(_zeilen(frisch, neu))
            frisch.beantragt, frisch.einheiten = neu.zuwendung, einheiten
    return frisch


def _zeilen(antrag: Antrag, plan: Plan) -> list[Planposition]:
    return [
        Planposition(
            antrag=antrag,
            nr=nr,
            seite=position.seite,
            art=position.art if position.seite == "deckung" else Deckungsart.AUSGABE,
            bezeichnung=position.bezeichnung.strip(),
            betrag=position.betrag,
            gemeinkosten=position.gemeinkosten,
        )
        for seite in _SEITEN.values()
        for nr, position in enumerate((p for p in plan.positionen if p.seite == seite), start=1)
    ]


def maengel_des_plans(antrag: Antrag, plan: Plan) -> list[Mangel]:
    """Every defect of a plan by the limits of its Richtlinie; where units are paid, by their number."""
    maengel = pruefe_plan(plan, grenzen(antrag.richtlinie))
    satz, anzahl = antrag.richtlinie.einheitensatz, antrag.einheiten
    if antrag.richtlinie.finanzierungsart != Finanzierungsart.EINHEITEN or satz is None:
        return maengel
    if not anzahl:
        frage = Mangel("Bitte geben Sie an, wie viele Einheiten Sie planen.", "Träger", "einheiten")
        return [*maengel, frage]
    if plan.zuwendung != (soll := satz * anzahl):
        rechnung = f"{anzahl} × {zeige(satz)} = {zeige(soll)}"
        text = f"Die Zuwendung muss {rechnung} betragen. Eingetragen sind {zeige(plan.zuwendung)}."
        maengel.append(Mangel(text, "Träger", "zuwendung"))
    return maengel


def verteilungen(antrag: Antrag) -> list[tuple[str, Verteilung]]:
    """How the requested euro fall into Haushaltsjahre and school years, where there are several."""
    if antrag.beginn is None or antrag.ende is None or antrag.ende < antrag.beginn or not antrag.beantragt:
        return []
    zeitraum = {"von": antrag.beginn, "bis": antrag.ende}
    gefunden = [
        ("Haushaltsjahr", auf_haushaltsjahre(antrag.beantragt, **zeitraum)),
        ("Schuljahr", auf_schuljahre(antrag.beantragt, **zeitraum)),
    ]
    return [(name, verteilung) for name, verteilung in gefunden if len(verteilung.teile) > 1]


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
