"""A table that is keyed by an Enum knows all of its members, or says in its first line that it does not."""

import ast
import importlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_architektur_code import RAEUME

WURZEL = Path(settings.BASE_DIR)
OFFEN_UNVOLLSTAENDIG = "# partial: "


def _module() -> Iterator[tuple[str, str, dict[str, object]]]:
    for raum in RAEUME:
        for datei in sorted((WURZEL / raum).rglob("*.py")):
            pfad = datei.relative_to(WURZEL)
            if "migrations" not in pfad.parts and pfad.name != "wsgi.py":
                name = ".".join(pfad.with_suffix("").parts).removesuffix(".__init__")
                yield pfad.as_posix(), datei.read_text(encoding="utf-8"), vars(importlib.import_module(name))


def _mitglied(knoten: ast.AST | None, namen: dict[str, object]) -> Enum | None:
    """`Status.ENTWURF` as the member it names in this module."""
    if not isinstance(knoten, ast.Attribute) or not isinstance(knoten.value, ast.Name):
        return None
    klasse = namen.get(knoten.value.id)
    if not isinstance(klasse, type) or not issubclass(klasse, Enum):
        return None
    return klasse.__members__.get(knoten.attr)


def _genannte(knoten: ast.AST, namen: dict[str, object]) -> list[Enum]:
    """The members a dict or a match names as its cases; none when it has a case for all others."""
    schluessel: list[ast.AST | None] = []
    if isinstance(knoten, ast.Dict):
        schluessel = list(knoten.keys)
    elif isinstance(knoten, ast.Match):
        muster = [fall.pattern for fall in knoten.cases]
        if any(isinstance(m, ast.MatchAs) and m.pattern is None for m in muster):
            return []
        schluessel = [teil.value for m in muster for teil in ast.walk(m) if isinstance(teil, ast.MatchValue)]
    return [eines for k in schluessel if (eines := _mitglied(k, namen)) is not None]


def _luecken(pfad: str, text: str, namen: dict[str, object]) -> Iterator[str]:
    zeilen = text.splitlines()
    for knoten in ast.walk(ast.parse(text)):
        genannte = _genannte(knoten, namen)
        arten = {type(eines) for eines in genannte}
        if len(arten) != 1:
            continue
        fehlen = [eines.name for eines in arten.pop() if eines not in genannte]
        if fehlen and OFFEN_UNVOLLSTAENDIG not in zeilen[knoten.lineno - 1]:  # type: ignore[attr-defined]
            yield f"{pfad}:{knoten.lineno} ohne {', '.join(fehlen)}"  # type: ignore[attr-defined]


def test_jede_tabelle_je_mitglied_ist_vollstaendig_oder_sagt_es() -> None:
    assert [luecke for modul in _module() for luecke in _luecken(*modul)] == []


@pytest.mark.parametrize(
    ("text", "luecken"),
    [
        ("x = {Art.A: 1, Art.B: 2}", []),
        ("x = {Art.A: 1}", ["m:1 ohne B"]),
        ("def f():\n    return {Art.B: 1}[art]", ["m:2 ohne A"]),
        ("x = {Art.A: 1}  # partial: B has none", []),
        ("match art:\n    case Art.A:\n        pass", ["m:1 ohne B"]),
        ("match art:\n    case Art.A | Art.B:\n        pass", []),
        ("match art:\n    case Art.A:\n        pass\n    case _:\n        pass", []),
        ("x = {'a': Art.A}", []),
    ],
)
def test_die_pruefung_sieht_luecken(text: str, luecken: list[str]) -> None:
    namen: dict[str, object] = {"Art": Enum("Art", ["A", "B"])}
    assert list(_luecken("m", text, namen)) == luecken
