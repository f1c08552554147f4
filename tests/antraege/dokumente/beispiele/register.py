"""Facts of the lists of agreements."""

from datetime import date
from typing import Any

from antraege.dokumente.fakten.kooperation import (
    Jugendhilfefakten,
    Jugendhilfezeile,
    Registerfakten,
    Registerzeile,
)
from tests.antraege.dokumente.beispiele.grund import RAHMEN

VON, BIS = date(2023, 8, 1), date(2025, 7, 31)


def registerfakten(**anders: Any) -> Registerfakten:
    """One agreement in force and one that is still being prepared."""
    in_kraft = Registerzeile(
        aktenzeichen="40-KV-2023-00003",
        titel="Bewegte Pause",
        thema="Sport/Gesundheit",
        standort="Hörde-Clarenberg",
        parteien="Stift-Grundschule; Bildungsverein e. V.; Stadt Dortmund",
        von=VON,
        bis=BIS,
        stand="aktiv",
    )
    geplant = Registerzeile(
        aktenzeichen="40-KV-2023-00009",
        titel="Forschen im Ganztag",
        thema="MINT/Digitales",
        standort="",
        parteien="Stift-Grundschule",
        von=None,
        bis=None,
        stand="in Abstimmung",
    )
    return Registerfakten(**{"rahmen": RAHMEN, "zeilen": (in_kraft, geplant), **anders})


def jugendhilfefakten(**anders: Any) -> Jugendhilfefakten:
    """Two schools, one of them with two Träger."""
    zeilen = (
        ("Stift-Grundschule", "Bildungsverein e. V.", "40-KV-2023-00003", "abgeschlossen", VON, BIS),
        ("Stift-Grundschule", "Jugendwerk gGmbH", "40-KV-2023-00009", "geplant", None, None),
        ("Westhausen-Grundschule", "Bildungsverein e. V.", "40-KV-2023-00011", "geplant", None, None),
    )
    namen = ("schule", "traeger", "aktenzeichen", "stand", "von", "bis")
    eintraege = tuple(Jugendhilfezeile(**dict(zip(namen, zeile, strict=True))) for zeile in zeilen)
    return Jugendhilfefakten(**{"rahmen": RAHMEN, "zeilen": eintraege, **anders})
