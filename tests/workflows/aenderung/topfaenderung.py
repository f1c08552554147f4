"""A change of a joint case: what the check, the other Fachbereich and the Leitung enter, and what they are refused."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Aenderungsanteil, Mittelanteil
from antraege.haushalt.models import Haushaltsstelle
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import BEWILLIGEN, PRUEFEN
from tests.workflows.antrag.topfwelt import (
    Toepfe,
    felder,
    schlage_vor,
    vor_der_pruefung,
)
from tests.workflows.rueckforderung.forderungswelt import regeln
from tests.workflows.wege import BEWILLIGEN as ERST_BEWILLIGEN
from tests.workflows.wege import offene
from workflows.antrag import tuer as antragstuer
from workflows.tuer.fehler import Eingabefehler

D = Decimal
NULL = D("0.00")
Als = Callable[[str], Client]

MEHR = {"Honorare": "11.000,00", "Zuwendung": "11.000,00"}
WENIGER = {"Honorare": "9.000,00", "Zuwendung": "9.000,00"}
STIFTUNG = ("Sparkassenstiftung", "Schreiben vom 05.01.2023")


def pruefe(welt: Welt, antrag: Antrag, *was: tuple[Any, ...]) -> Antrag:
    """The check recommends it, with these pots, or as the rule lays it."""
    return welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN, **felder(*was))


def einvernehmen(welt: Welt, antrag: Antrag, **mehr: str) -> Antrag:
    """FB 51 agrees to bear more."""
    antwort = {"votum": "einverstanden", **mehr}
    return welt.tu(antrag, "aenderungseinvernehmen", "fb51", stelle="fb51", **antwort)


def entscheide(welt: Welt, antrag: Antrag) -> Antrag:
    """The Leitung grants the change."""
    return welt.tu(antrag, "aenderungsentscheidung", "leitung", **BEWILLIGEN)


def abgelehnt(welt: Welt, antrag: Antrag, *was: tuple[Any, ...]) -> dict[str, list[str]]:
    """What the form of the check says; nothing may have changed."""
    vorher = list(Haushaltsstelle.objects.order_by("pk").values_list("vorgemerkt", "gebunden"))
    with pytest.raises(Eingabefehler) as fehler:
        pruefe(welt, antrag, *was)
    assert not Aenderungsanteil.objects.exists()
    assert list(Haushaltsstelle.objects.order_by("pk").values_list("vorgemerkt", "gebunden")) == vorher
    assert "aenderungspruefung" in offene(antrag)
    return fehler.value.formular.errors


def nicht_bewilligt(welt: Welt, antrag: Antrag) -> str:
    """What the form of the decision says; the pots stand as before."""
    vorher = list(Haushaltsstelle.objects.order_by("pk").values_list("vorgemerkt", "gebunden"))
    with pytest.raises(Eingabefehler) as fehler:
        entscheide(welt, antrag)
    assert list(Haushaltsstelle.objects.order_by("pk").values_list("vorgemerkt", "gebunden")) == vorher
    return " ".join(satz for saetze in fehler.value.formular.errors.values() for satz in saetze)


def im_jahr(zeile: Haushaltsstelle, jahr: int) -> Haushaltsstelle:
    """The same line in another year."""
    felder_ = ("stelle", "bereich", "auftrag", "sachkonto", "bezeichnung")
    return Haushaltsstelle.objects.create(jahr=jahr, **{feld: getattr(zeile, feld) for feld in felder_})


def mit_stiftung(welt: Welt, toepfe: Toepfe) -> Antrag:
    """9.500 € of FB 40 and 500 € of a foundation, granted."""
    antrag = vor_der_pruefung(welt, richtlinie=regeln(welt))
    schlage_vor(welt, antrag, (toepfe.fb40, "9.500,00"), (toepfe.stiftung, "500,00", *STIFTUNG))
    welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="einverstanden")
    antragstuer.bestaetige_zusage(Mittelanteil.objects.exclude(geldgeber="").get(), akteur=welt.neu("fi51"))
    return welt.tu(antrag, "entscheidung", "leitung", **ERST_BEWILLIGEN)
