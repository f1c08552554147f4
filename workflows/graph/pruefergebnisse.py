"""What the check lists of a case have found, in words; every no stands where somebody decides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from antraege.antrag.models import Antrag
from antraege.dokumente.fakten.grund import Pruefantwort
from antraege.programme.models import Pruefart
from rollen.models import Benutzer

ANTWORTEN = {"ja": "Ja", "nein": "Nein", "entfaellt": "Entfällt"}
Ergebnisse = Iterable[Mapping[str, str]]


@dataclass(frozen=True)
class Nein:
    """One point answered with no: in which list, why, why the case went on, who has found it."""

    liste: str
    text: str
    grund: str
    trotzdem: str
    von: Benutzer
    am: datetime


def verneint(antrag: Antrag) -> list[Nein]:
    """Every no in the last word of each check list of the case; two queries at most."""
    funde: list[Nein] = []
    letzte = {eine.art: eine for eine in antrag.pruefungen.select_related("geprueft_von").order_by("id")}
    for art, pruefung in letzte.items():
        liste = "Bedarfsklärung" if antrag.kooperation and art == Pruefart.FORMAL else Pruefart(art).label
        funde += _neins(liste, pruefung.ergebnisse, pruefung.geprueft_von, pruefung.geprueft_am)
    if antrag.kooperation and hasattr(antrag, "vereinbarung"):
        freigabe = antrag.vereinbarung.freigaben.select_related("entschieden_von").order_by("-id").first()
        if freigabe is not None:
            funde += _neins("Freigabe", freigabe.punkte, freigabe.entschieden_von, freigabe.entschieden_am)
    return funde


def _neins(liste: str, ergebnisse: Ergebnisse, von: Benutzer, am: datetime) -> Iterator[Nein]:
    for punkt in ergebnisse:
        if punkt["antwort"] == "nein":
            grund, trotzdem = punkt.get("anmerkung", ""), punkt.get("trotzdem", "")
            yield Nein(liste[:1].upper() + liste[1:], punkt["text"], grund, trotzdem, von, am)


def in_worten(ergebnisse: Ergebnisse) -> list[dict[str, str]]:
    """An answered list as pages show it."""
    return [
        {**punkt, "schluss": punkt["antwort"], "antwort": ANTWORTEN.get(punkt["antwort"], punkt["antwort"])}
        for punkt in ergebnisse
    ]


def fuer_schreiben(ergebnisse: Ergebnisse) -> tuple[Pruefantwort, ...]:
    """An answered list as letters show it."""
    return tuple(
        Pruefantwort(frage=punkt["text"], antwort=punkt["antwort"], bemerkung=_bemerkung(punkt))
        for punkt in in_worten(ergebnisse)
    )


def _bemerkung(punkt: Mapping[str, str]) -> str:
    trotzdem = punkt.get("trotzdem", "")
    return "\n".join(
        zeile
        for zeile in (punkt.get("anmerkung", ""), f"Trotzdem weiter: {trotzdem}" if trotzdem else "")
        if zeile
    )
