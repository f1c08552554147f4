"""Every object with a status stands on one machine; its transitions are named and fired where they belong."""

import ast
from enum import Enum

import pytest
from django.apps import apps
from django_fsm import FSMFieldMixin, Transition

from antraege.antrag.models import Antrag
from antraege.foerderung.models import BEENDETE_FORDERUNG, Aenderung, Rueckforderung
from antraege.foerderung.models.aenderung import LAUFENDE_AENDERUNG
from antraege.gremien.models import LAUFENDE_VORLAGE, Gremienvorlage
from antraege.kern.status import ENDZUSTAENDE
from antraege.maschine import Maschine
from rollen.felder import Statusfeld
from tests.test_architektur_code import RAEUME, TUER, _aufrufe, _dateien, _name

MASCHINEN = [modell for modell in apps.get_models() if issubclass(modell, Maschine)]
je_maschine = pytest.mark.parametrize("maschine", MASCHINEN, ids=lambda m: m.__name__)


def _uebergaenge(maschine: type[Maschine]) -> list[Transition]:
    return list(maschine._meta.get_field("status").get_all_transitions(maschine))


def _endzustaende(maschine: type[Maschine]) -> set[str]:
    """The states no transition leaves."""
    werte = {wert for wert, _ in maschine._meta.get_field("status").choices}
    return werte - {u.source for u in _uebergaenge(maschine)}


def test_jede_maschine_ist_bekannt_und_steht_auf_der_einen() -> None:
    felder = [f for modell in apps.get_models() for f in modell._meta.get_fields()]
    mit_status = [feld for feld in felder if isinstance(feld, FSMFieldMixin)]
    assert len(MASCHINEN) == 18
    assert {type(feld) for feld in mit_status} == {Statusfeld}
    assert {(feld.model, feld.name) for feld in mit_status} == {(m, "status") for m in MASCHINEN}


@je_maschine
def test_quelle_und_ziel_sind_mitglieder_und_jedes_ist_erreichbar(maschine: type[Maschine]) -> None:
    feld, uebergaenge = maschine._meta.get_field("status"), _uebergaenge(maschine)
    werte = [wert for wert, _ in feld.choices]
    arten = {type(zustand) for u in uebergaenge for zustand in (u.source, u.target)}
    assert len(arten) == 1
    (art,) = arten
    assert issubclass(art, Enum)
    assert [mitglied.value for mitglied in art] == werte
    assert {feld.default, *(u.target for u in uebergaenge)} == set(werte)


@je_maschine
def test_jeder_zustand_fuehrt_vom_ersten_aus_weiter_oder_ist_ein_ende(maschine: type[Maschine]) -> None:
    gesehen, offen = set(), [maschine._meta.get_field("status").default]
    while offen:
        zustand = offen.pop()
        if zustand not in gesehen:
            gesehen.add(zustand)
            offen += [u.target for u in _uebergaenge(maschine) if u.source == zustand]
    assert gesehen == {wert for wert, _ in maschine._meta.get_field("status").choices}
    assert _endzustaende(maschine)


@pytest.mark.parametrize(
    ("maschine", "enden"),
    [(Antrag, ENDZUSTAENDE), (Rueckforderung, BEENDETE_FORDERUNG)],
    ids=["Antrag", "Rueckforderung"],
)
def test_was_als_beendet_genannt_ist_sind_die_enden_der_maschine(maschine, enden) -> None:
    assert set(enden) == _endzustaende(maschine)


@pytest.mark.parametrize(
    ("maschine", "laufende"),
    [(Aenderung, LAUFENDE_AENDERUNG), (Gremienvorlage, LAUFENDE_VORLAGE)],
    ids=["Aenderung", "Gremienvorlage"],
)
def test_was_als_laufend_genannt_ist_sind_alle_anderen(maschine, laufende) -> None:
    werte = {wert for wert, _ in maschine._meta.get_field("status").choices}
    assert set(laufende) == werte - _endzustaende(maschine)


def _raum(maschine: type[Maschine]) -> tuple[str, ...]:
    """Where its transitions are called: the door alone moves a request, each other one its own room."""
    return TUER if maschine is Antrag else (f"antraege/{maschine._meta.app_label}/",)


def test_ein_uebergang_wird_nur_in_seinem_raum_gerufen() -> None:
    """A call with arguments is a function of that name; a transition takes none."""
    erlaubt: dict[str, set[str]] = {}
    for maschine in MASCHINEN:
        for uebergang in _uebergaenge(maschine):
            erlaubt.setdefault(uebergang.name, set()).update(_raum(maschine))
    verstoesse = [
        f"{pfad}:{aufruf.lineno} {'.'.join(_name(aufruf))}()"
        for pfad, text in _dateien("einstellungen", "rollen", "antraege", "workflows")
        for aufruf in _aufrufe(text)
        if _name(aufruf)[0] and _name(aufruf)[1] in erlaubt and not aufruf.args and not aufruf.keywords
        if not pfad.startswith(tuple(erlaubt[_name(aufruf)[1]]))
    ]
    assert verstoesse == []


def _falsch(genannt: ast.expr, wer: str) -> bool:
    """True for a name as text, for what is no transition, and for a request that is moved past the door."""
    if isinstance(genannt, ast.IfExp):
        return _falsch(genannt.body, wer) or _falsch(genannt.orelse, wer)
    if isinstance(genannt, ast.Constant):
        return True
    if not isinstance(genannt, ast.Attribute):
        return False
    namen = {f"{maschine.__name__}.{u.name}" for maschine in MASCHINEN for u in _uebergaenge(maschine)}
    am_fall_vorbei = ast.unparse(genannt.value) == Antrag.__name__ and wer.rpartition(".")[2] != "handlung"
    return am_fall_vorbei or ast.unparse(genannt) not in namen


def test_bewegt_wird_mit_einer_funktion_und_nie_mit_einem_namen() -> None:
    verstoesse = [
        f"{pfad}:{aufruf.lineno} {ast.unparse(aufruf)}"
        for pfad, text in _dateien(*RAEUME)
        for aufruf in _aufrufe(text)
        if _name(aufruf)[1] == "bewege" and aufruf.args
        if _falsch(aufruf.args[0], _name(aufruf)[0])
    ]
    assert verstoesse == []
