"""Values cross borders, not forms; and the trail holds nothing that a step has not named."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest
from django import forms
from django.conf import settings
from django.template.loader import get_template

from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import SCHRITTE

WURZEL = Path(settings.BASE_DIR)
SCHLICHT = {str, int, bool, Decimal, date, type(None)}
SEITEN = ("workflows/seiten/", "workflows/tuer/")


def _seite(pfad: str) -> bool:
    """Pages and the door itself read forms and put errors on them; that is their work."""
    return pfad.startswith(SEITEN) or Path(pfad).name.startswith("seiten")


def _baeume() -> Iterator[tuple[str, ast.Module]]:
    for datei in sorted((WURZEL / "workflows").rglob("*.py")):
        pfad = datei.relative_to(WURZEL).as_posix()
        if not _seite(pfad):
            yield pfad, ast.parse(datei.read_text(encoding="utf-8"))


def _genommen(schritt: Schritt) -> tuple[Any, ...]:
    """The dataclasses that the effect of a step takes."""
    art = get_type_hints(schritt.ausfuehren)["angaben"]
    return get_args(art) if isinstance(art, UnionType) else (art,)


def _formularklasse(pfad: str, klasse: ast.ClassDef) -> bool:
    modul = importlib.import_module(pfad.removesuffix(".py").replace("/", "."))
    art = getattr(modul, klasse.name, None)
    return inspect.isclass(art) and issubclass(art, forms.BaseForm)


@pytest.mark.parametrize("name", sorted(SCHRITTE))
def test_was_ein_formular_ergibt_ist_unveraenderlich_und_genau_das_nimmt_der_schritt(name: str) -> None:
    schritt = SCHRITTE[name]
    werte = schritt.formular.werte
    assert werte in _genommen(schritt)
    for art in _genommen(schritt):
        assert is_dataclass(art)
        assert art.__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(SCHRITTE))
def test_ein_schritt_nennt_fuer_das_protokoll_nur_werte_seines_formulars(name: str) -> None:
    schritt = SCHRITTE[name]
    arten = get_type_hints(schritt.formular.werte)
    genannt = [*schritt.fakten, *schritt.personen]
    assert set(genannt) <= {feld.name for feld in fields(schritt.formular.werte)}
    assert len(genannt) == len(set(genannt))
    for feld in genannt:
        art = arten[feld]
        assert set(get_args(art) if isinstance(art, UnionType) else (art,)) <= SCHLICHT, feld


def test_nur_formulare_und_seiten_lesen_was_getippt_ist() -> None:
    verstoesse = []
    for pfad, baum in _baeume():
        klassen = [k for k in ast.walk(baum) if isinstance(k, ast.ClassDef) and _formularklasse(pfad, k)]
        innen = {id(knoten) for klasse in klassen for knoten in ast.walk(klasse)}
        verstoesse += [
            f"{pfad}:{knoten.lineno}"
            for knoten in ast.walk(baum)
            if isinstance(knoten, ast.Attribute) and knoten.attr == "cleaned_data" and id(knoten) not in innen
        ]
    assert verstoesse == []


def test_weder_wirkung_noch_schreiben_nimmt_ein_formular() -> None:
    verstoesse = [
        f"{pfad}:{knoten.lineno} {knoten.name}()"
        for pfad, baum in _baeume()
        for knoten in ast.walk(baum)
        if isinstance(knoten, ast.FunctionDef)
        for angabe in [*knoten.args.args, *knoten.args.kwonlyargs]
        if angabe.arg == "formular" and knoten.name != "__init__"
    ]
    assert verstoesse == []


@pytest.mark.parametrize("schritt", SCHRITTE.values(), ids=lambda schritt: schritt.name)
def test_jede_seite_eines_schritts_sagt_welchen_stand_sie_zeigte(schritt: Schritt) -> None:
    quelle = get_template(schritt.vorlage).template.source
    gerahmt = 'extends "seiten/schritt.html"' in quelle or schritt.vorlage == "seiten/schritt.html"
    assert (gerahmt or 'name="stand"' in quelle) is schritt.mit_stand
