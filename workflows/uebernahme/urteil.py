"""Judges the rows of all sheets in their order, so that a claim knows the cases of its list."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from rollen import uhr
from rollen.models import Benutzer
from workflows.models import Uebernahmelauf, Zeilenart
from workflows.uebernahme.pruefen import Fall, Fehler, Zeilenpruefung
from workflows.uebernahme.pruefen_forderung import Forderungspruefung, Forderungszeile
from workflows.uebernahme.pruefen_vereinbarung import Vereinbarungspruefung, Vereinbarungszeile
from workflows.uebernahme.stammdaten import Stammdaten

Gelesen: TypeAlias = Fall | Forderungszeile | Vereinbarungszeile


class Urteil:
    """One judgement over many rows; `faelle` are the signs of the cases that claims among them name."""

    def __init__(self, lauf: Uebernahmelauf, akteur: Benutzer, *, faelle: Iterable[str]) -> None:
        stamm, heute = Stammdaten(akteur), uhr.heute()
        self._faelle = Zeilenpruefung(stamm, heute=heute)
        self._vereinbarungen = Vereinbarungspruefung(stamm, quelle=lauf.quelle, heute=heute)
        self._forderungen = Forderungspruefung(stamm, quelle=lauf.quelle, heute=heute)
        self._forderungen.lies_faelle(faelle)

    def ueber(self, art: str, zellen: Mapping[str, str]) -> tuple[Gelesen | None, Fehler]:
        """What the row says, or every fault as column and sentence."""
        if art == Zeilenart.FORDERUNG:
            return self._forderungen.pruefe(zellen)
        if art == Zeilenart.VEREINBARUNG:
            return self._vereinbarungen.pruefe(zellen)
        fall, fehler = self._faelle.pruefe(zellen)
        if fall is not None:
            self._forderungen.merke(fall)
        return fall, fehler
