"""What the tests of the master data share: who keeps them, who releases, and the way of one change."""

from typing import Any

from rollen import uhr
from rollen.models import Benutzer, Stammdatenaenderung
from rollen.stammdaten import aenderungen
from rollen.stammdaten.sache import SACHEN
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit, stadt


def pflege() -> Benutzer:
    """Somebody of the Servicestelle."""
    return person_mit(Rolle.SERVICESTELLE, StelleFactory())


def administration() -> Benutzer:
    """The second person: whoever gives roles in the whole city."""
    return person_mit(Rolle.ADMINISTRATION, stadt())


def schlage_vor(
    sache: str, handlung: str, objekt: Any = None, *, akteur: Benutzer, **werte: Any
) -> Stammdatenaenderung:
    """As the page does it; a form with errors fails the test with them."""
    ding = SACHEN[sache]
    tat = ding.handlung(handlung)
    assert tat is not None
    eingaben = {"gilt_ab": "", "grund": "", **werte}
    if objekt is not None:
        objekt = ding.modell._base_manager.get(pk=objekt.pk)
        frisch = tat.formular(instance=objekt)
        eingaben |= {n: frisch.initial[n] for n in frisch.fields if n in frisch.initial and n not in werte}
    eingaben["gilt_ab"] = eingaben["gilt_ab"] or uhr.heute()
    form = tat.gebunden({name: _als_text(wert) for name, wert in eingaben.items()}, objekt)
    assert form.is_valid(), form.errors
    return aenderungen.schlage_vor(ding, tat, form, akteur=akteur)


def fehler(sache: str, handlung: str, objekt: Any = None, **werte: Any) -> dict[str, list[str]]:
    """What the form says against these entries."""
    tat = SACHEN[sache].handlung(handlung)
    assert tat is not None
    eingaben = {"gilt_ab": uhr.heute(), **werte}
    form = tat.gebunden({name: _als_text(wert) for name, wert in eingaben.items()}, objekt)
    form.is_valid()
    return {feld: list(meldungen) for feld, meldungen in form.errors.items()}


def _als_text(wert: Any) -> list[str]:
    werte = wert if isinstance(wert, list) else [wert]
    return [str(getattr(eines, "pk", eines) if eines is not None else "") for eines in werte]
