"""What counts for a grant at this moment: plan as approved, amount, years, period; as facts for trail and snapshot."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from antraege.antrag import services as antragsdienst
from antraege.antrag.models import Antrag, Momentaufnahme
from antraege.foerderung import mittel, toepfe
from antraege.foerderung.models import Deckungsart, Seite
from antraege.foerderung.plan import als_fakten
from antraege.foerderung.services import inhalt_fuer_aufnahme
from antraege.kern.finanzierung import Plan, Position
from antraege.kern.geld import NULL
from rollen.kanon import kanonisch

WEGEN_KUERZUNG = "wegen der Kürzung"
ANLASS_BEWILLIGT, ANLASS_GEAENDERT = "bewilligt", "geaendert"


@dataclass(frozen=True)
class Zeile:
    """One Einzelansatz in euro; `planposition` is the id of its row, None for one that has none yet."""

    planposition: int | None
    seite: str
    art: str
    bezeichnung: str
    betrag: Decimal

    @property
    def schluessel(self) -> tuple[str, str, str]:
        """What makes it the same line for a reader."""
        return (self.seite, self.art, self.bezeichnung)


def bewilligte_zeilen(antrag: Antrag) -> list[Zeile]:
    """The accepted plan: what was approved less than asked for, the Träger bears as own money."""
    zeilen = [Zeile(p.pk, p.seite, p.art, p.bezeichnung, p.betrag) for p in antrag.planpositionen.all()]
    fehlt = sum((z.betrag for z in zeilen if z.art == Deckungsart.ZUWENDUNG), NULL) - antrag.bewilligt
    if fehlt <= 0:
        return zeilen
    selbst = Zeile(None, Seite.DECKUNG.value, Deckungsart.EIGENMITTEL.value, WEGEN_KUERZUNG, fehlt)
    gekuerzt = []
    for zeile in zeilen:  # the cut is taken from the lines of the Zuwendung in order, none below zero
        weg = min(zeile.betrag, fehlt) if zeile.art == Deckungsart.ZUWENDUNG else NULL
        fehlt -= weg
        gekuerzt.append(replace(zeile, betrag=zeile.betrag - weg))
    return [*gekuerzt, selbst]


def als_plan(zeilen: Iterable[Zeile]) -> Plan:
    """The lines as the core reckons with them; lines of 0 € are none."""
    return Plan(
        tuple(
            Position(cast('Literal["ausgabe", "deckung"]', z.seite), z.art, z.bezeichnung, z.betrag)
            for z in zeilen
            if z.betrag
        )
    )


def anteile_von(antrag: Antrag) -> dict[int, Decimal]:
    """Euro granted for each Haushaltsjahr; cases from before the years were kept have one."""
    anteile = {jahr: betrag for jahr, betrag in mittel.bewilligte_anteile(antrag).items() if betrag}
    return anteile or {antrag.haushaltsjahr or 0: antrag.bewilligt}


def zeitraum_bis(antrag: Antrag) -> date:
    """The last day of the Bewilligungszeitraum."""
    bescheid = getattr(antrag, "bescheid", None)
    ende: date | None = (bescheid and bescheid.zeitraum_bis) or antrag.ende
    assert ende is not None
    return ende


def stand_von(antrag: Antrag) -> dict[str, Any]:
    """Everything a change can change, as it is now; amounts and days as text, as they are hashed."""
    return als_json(fakten(antrag, zeilen=bewilligte_zeilen(antrag), anteile=anteile_von(antrag)))


def fakten(antrag: Antrag, *, zeilen: Iterable[Zeile], anteile: Mapping[int, Decimal]) -> dict[str, Any]:
    """The same, not yet text, for a plan and shares that may differ from what is stored; pots as in the ledger."""
    return {
        "traeger": antrag.traeger.name,
        "ende": antrag.ende,
        "zeitraum_bis": zeitraum_bis(antrag),
        "nachweis_bis": antrag.nachweis_faellig_am,
        "bewilligt": antrag.bewilligt,
        "jahre": {str(jahr): betrag for jahr, betrag in sorted(anteile.items()) if betrag},
        "plan": als_fakten(als_plan(zeilen)),
        **_toepfe(antrag),
    }


def _toepfe(antrag: Antrag) -> dict[str, Any]:
    """Who bears how much in which year of a joint case; nothing where one line pays."""
    if not antrag.mittelanteile.exists():
        return {}
    benannt = toepfe.benannt(antrag, toepfe.traegt(antrag))
    return {"toepfe": {f"{herkunft}, {zeile.jahr}": betrag for herkunft, zeile, betrag in benannt}}


def als_json(inhalt: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they come back from the database."""
    werte: dict[str, Any] = json.loads(kanonisch(inhalt))
    return werte


def nimm_stand_auf(antrag: Antrag, *, anlass: str) -> Momentaufnahme:
    """A new version of the plan: everything the request says, with what counts for the grant."""
    stand = stand_von(antrag)
    plan = stand.pop("plan")
    inhalt = als_json(inhalt_fuer_aufnahme(antrag)) | {"plan": plan, "bewilligung": stand}
    return antragsdienst.nimm_auf(antrag, anlass=anlass, inhalt=inhalt)
