"""The picture of a state machine: states in rows by their distance from the first, transitions as arrows."""

from dataclasses import dataclass
from functools import cache
from textwrap import wrap
from typing import Any

from django.apps import apps
from django.template.loader import render_to_string

from antraege.maschine import Maschine

BREITE, HOEHE, ABSTAND_X, ABSTAND_Y, RAND = 150, 48, 30, 44, 12
ZEICHEN_JE_ZEILE = 19
ZEILENHOEHE = 15


@dataclass(frozen=True)
class Uebergang:
    """One transition in words: from, to, what must hold."""

    von: str
    nach: str
    wenn: tuple[str, ...]


@dataclass(frozen=True)
class Zustandsplan:
    """A machine: what it belongs to, its states by their stored value, the first one, its transitions by value."""

    kennung: str
    name: str
    zustaende: dict[str, str]
    erster: str
    pfeile: tuple[tuple[str, str], ...]
    uebergaenge: tuple[Uebergang, ...]


def plaene() -> list[Zustandsplan]:
    """Every machine of the product, by name."""
    maschinen = (m for m in apps.get_models() if issubclass(m, Maschine))
    return sorted((plan(m) for m in maschinen), key=lambda p: p.name)


@cache
def plan(modell: type[Maschine]) -> Zustandsplan:
    """One machine as its model says it."""
    feld: Any = modell._meta.get_field("status")  # type: ignore[misc]  # every machine that is not abstract has it
    worte = {str(wert): str(name) for wert, name in feld.choices or ()}
    alle = list(feld.get_all_transitions(modell))
    return Zustandsplan(
        kennung=str(modell._meta.model_name),
        name=str(modell._meta.verbose_name),
        zustaende=worte,
        erster=str(feld.get_default()),
        pfeile=tuple(dict.fromkeys((str(u.source), str(u.target)) for u in alle)),
        uebergaenge=tuple(
            Uebergang(
                worte[str(u.source)], worte[str(u.target)], tuple(b.mangel.text for b in u.conditions or ())
            )
            for u in alle
        ),
    )


@dataclass(frozen=True)
class Kasten:
    """A state in drawing units, its text line by line with where the lines stand."""

    x: int
    y: int
    zeilen: tuple[tuple[str, int], ...]


def zeichne(plan: Zustandsplan) -> str:
    """The picture as SVG with classes only, as the CSP demands."""
    reihen = _reihen(plan)
    orte = {
        wert: (
            RAND + spalte * (BREITE + ABSTAND_X),
            RAND + nr * (HOEHE + ABSTAND_Y),
        )
        for nr, reihe in enumerate(reihen)
        for spalte, wert in enumerate(reihe)
    }
    breiteste = max(len(reihe) for reihe in reihen)
    rechts = RAND + breiteste * (BREITE + ABSTAND_X)
    return render_to_string(
        "dokumentation/zustandsbild.svg",
        {
            "plan": plan,
            "breite": rechts,
            "hoehe": 2 * RAND + len(reihen) * (HOEHE + ABSTAND_Y),
            "kastenbreite": BREITE,
            "kastenhoehe": HOEHE,
            "mitte": BREITE // 2,
            "kaesten": [_kasten(plan.zustaende[wert], *ort) for wert, ort in orte.items()],
            "wege": [_weg(orte[von], orte[nach]) for von, nach in plan.pfeile],
        },
    )


def _kasten(name: str, x: int, y: int) -> Kasten:
    zeilen = wrap(name, ZEICHEN_JE_ZEILE)
    oben = (HOEHE - (len(zeilen) - 1) * ZEILENHOEHE) // 2 + 5
    return Kasten(x, y, tuple((zeile, oben + nr * ZEILENHOEHE) for nr, zeile in enumerate(zeilen)))


def _reihen(plan: Zustandsplan) -> list[list[str]]:
    """The states by how many steps they are away from the first one."""
    reihen, gesehen = [[plan.erster]], {plan.erster}
    while True:
        letzte = reihen[-1]
        naechste = dict.fromkeys(z for q, z in plan.pfeile if q in letzte and z not in gesehen)
        if not naechste:
            return reihen
        gesehen |= naechste.keys()
        reihen.append(list(naechste))


def _weg(von: tuple[int, int], nach: tuple[int, int]) -> str:
    """From edge to edge; back up a little to the right, so that both ways can be seen; in a row below the boxes."""
    (x1, y1), (x2, y2) = von, nach
    seite = 0 if y2 > y1 else 3 * RAND
    links, ziel = x1 + BREITE // 2 + seite, x2 + BREITE // 2 + seite
    if y1 == y2:
        unten, tief = y1 + HOEHE, y1 + HOEHE + ABSTAND_Y // 2
        return f"M{links} {unten} C{links} {tief} {ziel} {tief} {ziel} {unten}"
    anfang, ende = (y1 + HOEHE, y2) if y2 > y1 else (y1, y2 + HOEHE)
    mitte = (anfang + ende) // 2
    return f"M{links} {anfang} C{links} {mitte} {ziel} {mitte} {ziel} {ende}"
