"""Every act that the code writes to the trail is named once, with its words."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from antraege.antrag import trailworte
from rollen import protokoll, taten
from rollen.models import Eintrag
from rollen.taten import Tat
from tests.test_architektur_code import RAEUME

BAEUME = {
    pfad.relative_to(settings.BASE_DIR): ast.parse(pfad.read_text())
    for raum in RAEUME
    for pfad in sorted((Path(settings.BASE_DIR) / raum).rglob("*.py"))
    if "migrations" not in pfad.parts
}


def _stellen(baum: ast.Module) -> dict[str, int]:
    """Which argument of which function is an act: the parameter that is called so."""
    stellen = {}
    for knoten in ast.walk(baum):
        if isinstance(knoten, ast.FunctionDef):
            namen = [arg.arg for arg in knoten.args.args if arg.arg != "self"]
            if "aktion" in namen:
                stellen[knoten.name] = namen.index("aktion")
    return stellen


UEBERALL = {name: nr for baum in BAEUME.values() for name, nr in _stellen(baum).items()}


def _texte(wert: ast.expr) -> list[str]:
    if isinstance(wert, ast.IfExp):
        return [*_texte(wert.body), *_texte(wert.orelse)]
    return [wert.value] if isinstance(wert, ast.Constant) and isinstance(wert.value, str) else []


def _uebergeben() -> Iterator[tuple[str, str]]:
    """Where a text is handed on as an act; a function of the same file goes before one of the same name."""
    for pfad, baum in BAEUME.items():
        stellen = UEBERALL | _stellen(baum)
        for ruf in (knoten for knoten in ast.walk(baum) if isinstance(knoten, ast.Call)):
            nr = stellen.get(getattr(ruf.func, "attr", getattr(ruf.func, "id", "")), len(ruf.args))
            werte = [wort.value for wort in ruf.keywords if wort.arg == "aktion"]
            yield from (
                (f"{pfad}:{ruf.lineno}", t) for w in [*werte, *ruf.args[nr : nr + 1]] for t in _texte(w)
            )


def test_jede_tat_im_code_ist_eine_tat() -> None:
    uebergeben = list(_uebergeben())
    assert [(ort, wort) for ort, wort in uebergeben if not _ist_tat(wort)] == []


def test_jede_tat_kommt_vor() -> None:
    knoten = [k for pfad, baum in BAEUME.items() if pfad.name != "taten.py" for k in ast.walk(baum)]
    genannt = {k.attr for k in knoten if isinstance(k, ast.Attribute)}
    genannt |= {Tat(k.value).name for k in knoten if isinstance(k, ast.Constant) and _ist_tat(k.value)}
    assert [tat for tat in Tat if tat.name not in genannt] == []


def _ist_tat(wort: Any) -> bool:
    try:
        Tat(wort)
    except (ValueError, AttributeError, TypeError):
        return False
    return True


def test_jede_tat_hat_worte_und_niemand_sieht_ihren_schluessel() -> None:
    assert [
        tat for tat in Tat if tat.label == tat.value or "_" in tat.label or not tat.label[0].isupper()
    ] == []
    assert len({tat.label for tat in Tat}) == len(Tat)
    assert [tat for tat in Tat if not tat.value.isascii() or " " in tat.value or len(tat.value) > 60] == []
    assert {tat.name for tat in Tat} == {tat.value.upper() for tat in Tat}


@pytest.mark.django_db
def test_was_keine_tat_ist_kommt_nicht_ins_protokoll() -> None:
    with pytest.raises(ValueError, match="zaubern"):
        protokoll.schreibe(kette="antrag/1", aktion="zaubern", objekt="antrag/1")  # type: ignore[arg-type]
    assert list(Eintrag.objects.all()) == []
    assert taten.in_worten("zaubern") == "Unbekannte Tat „zaubern“"
    assert taten.in_worten("beleg_pruefen") == "Beleg geprüft"


@pytest.mark.usefixtures("demo")
def test_die_demo_kennt_nur_taten() -> None:
    verschiedene = set(Eintrag.objects.values_list("aktion", flat=True))
    assert verschiedene - set(Tat.values) == set()
    objekte = set(Eintrag.objects.values_list("objekt", flat=True))
    assert {objekt for objekt in objekte if not taten.objekt_in_worten(objekt)} == set()
    assert (taten.objekt_in_worten("antrag/53"), taten.objekt_in_worten("text/widerruf")) == (
        "Antrag Nr. 53",
        "Text",
    )
    assert len(verschiedene) > 50


def _namen(fakten: Any, ueber: str = "") -> set[str]:
    """Every name under which something is stored; the keys of answers and of tables in words are not names of ours."""
    if isinstance(fakten, dict) and ueber not in {"antworten", "neu", "geaendert", "dateien", "scans"}:
        return {n for name, wert in fakten.items() for n in {name} | _namen(wert, name)}
    if isinstance(fakten, list):
        return {n for wert in fakten for n in _namen(wert, ueber)}
    return set()


@pytest.mark.usefixtures("demo")
def test_jeder_fakt_der_demo_hat_worte() -> None:
    teile: set[str] = set()
    for eintrag in Eintrag.objects.all():
        teile |= _namen(eintrag.vorher) | _namen(eintrag.nachher) | _namen(eintrag.personen)
    assert len(teile) > 150
    assert {
        t
        for t in teile
        if t[0].islower()
        and t not in trailworte.FELDER
        and not any(m.fullmatch(t) for m, _ in trailworte.REIHEN)
    } == set()
