"""The process picture: viewflow lays the graph out once per flow, our template draws it with classes only."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any

from django.template.loader import render_to_string
from viewflow.workflow import chart

from workflows.verlauf import Prozessschritt

ZEICHEN_JE_ZEILE = 17
ZEILENHOEHE = 17
RAND = 60
FORMEN = {
    "startEvent": "ereignis",
    "endEvent": "ereignis",
    "exclusiveGateway": "weiche",
    "parallelGateway": "weiche",
    "userTask": "schritt",
    "scriptTask": "system",
}
BESCHRIFTUNG = {"yes": "Ja", "no": "Nein"}
STAENDE = {"offen": "hier liegt der Fall", "erledigt": "erledigt"}


@dataclass(frozen=True)
class Knoten:
    """A node in drawing units; `zeilen` are the lines of its title and where they stand."""

    name: str
    titel: str
    form: str
    x: int
    y: int
    breite: int
    hoehe: int
    zeilen: tuple[tuple[str, int], ...]
    parallel: bool


@dataclass(frozen=True)
class Kante:
    """An arrow, its word and where that stands."""

    weg: str
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Entwurf:
    """The layout of one flow, the same for every case."""

    titel: str
    ausschnitt: str
    breite: int
    hoehe: int
    knoten: tuple[Knoten, ...]
    kanten: tuple[Kante, ...]


@lru_cache(maxsize=8)
def entwurf(flow_class: Any) -> Entwurf:
    """Lay out the graph of a flow."""
    raster = chart.calc_layout_data(flow_class)
    breite, hoehe = raster.width + 2 * RAND, raster.height + 2 * RAND
    return Entwurf(
        titel=str(flow_class.process_title),
        ausschnitt=f"{-RAND} {-RAND} {breite} {hoehe}",
        breite=breite,
        hoehe=hoehe,
        knoten=tuple(_knoten(zelle) for zelle in raster.cells),
        kanten=tuple(_kante(kante) for kante in raster.edges if kante.segments),
    )


def _knoten(zelle: Any) -> Knoten:
    form = FORMEN[zelle.node.bpmn_element]
    titel, hoehe = str(zelle.node.task_title), zelle.shape.height
    zeilen = wrap(titel, ZEICHEN_JE_ZEILE, break_long_words=False)
    oben = (hoehe - (len(zeilen) - 1) * ZEILENHOEHE) // 2 + 5 if form in ("schritt", "system") else hoehe + 16
    return Knoten(
        name=zelle.node.name,
        titel=titel,
        form=form,
        x=zelle.shape.x,
        y=zelle.shape.y,
        breite=zelle.shape.width,
        hoehe=hoehe,
        zeilen=tuple((zeile, oben + nr * ZEILENHOEHE) for nr, zeile in enumerate(zeilen)),
        parallel=zelle.node.bpmn_element == "parallelGateway",
    )


def _kante(kante: Any) -> Kante:
    weg = " L".join(f"{x} {y}" for x, y in kante.segments)
    x, y = kante.label_pos or (0, 0)
    return Kante(f"M{weg}", BESCHRIFTUNG.get(str(kante.label), "") if kante.label_pos else "", int(x), int(y))


def zeichne(flow_class: Any, schritte: Iterable[Prozessschritt]) -> str:
    """The picture as SVG with the steps of this case marked; no style attributes, as the CSP demands."""
    staende = {schritt.name: schritt.stand for schritt in schritte}
    plan = entwurf(flow_class)
    knoten = [(k, staende.get(k.name, ""), STAENDE.get(staende.get(k.name, ""), "")) for k in plan.knoten]
    hier = [k.titel for k, stand, _ in knoten if stand == "offen"]
    return render_to_string("workflows/prozessbild.svg", {"plan": plan, "knoten": knoten, "hier": hier})
