"""An incoming grant of the Land that feeds the one line of the small city."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.foerderung.models import Weiterleitung
from antraege.foerderung.weiterleitung import dienst
from antraege.foerderung.weiterleitung.dienst import Angaben, Zeile
from tests.welt import Welt


def angaben(welt: Welt, **anders: Any) -> Angaben:
    """30.000 € for 2023; the city proves by 30 April 2024."""
    werte = Angaben(
        stelle=welt.stellen["fb40"],
        name="Aktionsplan 2023",
        geber="Bezirksregierung Beispiel",
        zeichen="48.02-117/23",
        bescheid_vom=date(2023, 1, 2),
        zweck="Teilhabe und Bildung",
        nachweis_bis=date(2024, 4, 30),
        nebenbestimmungen="ANBest-P NRW",
        monate_verwendung=2,
        zeilen=(Zeile(1, welt.haushaltsstelle, Decimal("30000.00")),),
    )
    return replace(werte, **anders)


def erfasst(welt: Welt, **anders: Any) -> Weiterleitung:
    """Entered by the finance office."""
    return dienst.erfasse(angaben(welt, **anders), akteur=welt.neu("fi"))


def bestaetigt(welt: Welt, **anders: Any) -> Weiterleitung:
    """And confirmed by the Leitung."""
    w = erfasst(welt, **anders)
    return dienst.bestaetige(w.pk, stand=w.stand, akteur=welt.neu("leitung"))


def frisch(w: Weiterleitung) -> Weiterleitung:
    """As it is now."""
    return Weiterleitung.objects.get(pk=w.pk)
