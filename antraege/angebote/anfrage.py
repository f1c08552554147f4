"""From an offer to a request for a cooperation: the offer is remembered, and what it says is filled in."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from antraege.angebote import katalog
from antraege.angebote.models import Angebot, Angebotsort
from antraege.antrag.antworten import passt
from antraege.antrag.models import Antrag
from antraege.antrag.queries import offene_richtlinien
from antraege.antrag.services import lege_an
from antraege.programme.models import Frage, Richtlinie
from rollen import uhr
from rollen.models import Stelle


def offene_richtlinie() -> Richtlinie | None:
    """The rules under which a cooperation can be asked for today."""
    offene = offene_richtlinien(am=uhr.heute())
    return next((richtlinie for richtlinie in offene if richtlinie.programm.kooperation), None)


@transaction.atomic
def frage_an(angebot: Angebot, richtlinie: Richtlinie, **werte: Any) -> Antrag:
    """Begin the request with the answers that follow from the offer. Raises as `lege_an` of requests does."""
    antrag = lege_an(
        programm=richtlinie.programm,
        antworten=antworten(angebot, richtlinie.fragen.all()),
        anlass=f"Angebot „{angebot.titel}“ ({angebot.anbieter.name})",
        **werte,
    )
    angebot.anfragen.add(antrag)
    return antrag


def antworten(angebot: Angebot, fragen: Iterable[Frage]) -> dict[str, Any]:
    """What the offer answers of these questions; only what their question takes."""
    bekannt: dict[str, Any] = {
        "themenfeld": angebot.themenfeld.kuerzel,
        "zielgruppe": angebot.zielgruppe,
        "bedarf": f"Wir möchten das Angebot „{angebot.titel}“ nutzen.\n{angebot.beschreibung}",
        "partner": angebot.anbieter.name,
        "ganztag": angebot.ganztag,
    }
    if angebot.ort == Angebotsort.STANDORTE:
        bekannt["ort"] = katalog.ort_in_worten(angebot)
    gekuerzt = {f: _gekuerzt(f, bekannt[f.schluessel]) for f in fragen if f.schluessel in bekannt}
    return {frage.schluessel: wert for frage, wert in gekuerzt.items() if passt(frage, wert)}


def einziger_standort(angebot: Angebot) -> Stelle | None:
    """The site, when the offer names exactly one."""
    standorte = list(angebot.standorte.all())
    return standorte[0].stelle if len(standorte) == 1 else None


def _gekuerzt(frage: Frage, wert: Any) -> Any:
    return wert[: frage.max_zeichen].strip() if isinstance(wert, str) else wert
