"""The process picture: viewflow lays the graph out once per flow, our template draws it with classes only."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any

from django.template.loader import render_to_string
from viewflow.workflow import chart

from workflows.akte.verlauf import Prozessschritt

SPALTEN = 9
ZEICHEN_JE_ZEILE = {"schritt": 19, "system": 19, "weiche": 11, "ereignis": 11}
ZEILENHOEHE = 16
RAND = 40
# The second way into the graph leads to every step; drawn, it would hide the story.
OHNE = frozenset({"aufnahme", "einordnung"})
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
    raster = _raster(flow_class)
    breite, hoehe = raster.width + 2 * RAND, raster.height + 2 * RAND
    return Entwurf(
        titel=str(flow_class.process_title),
        ausschnitt=f"{-RAND} {-RAND} {breite} {hoehe}",
        breite=breite,
        hoehe=hoehe,
        knoten=tuple(_knoten(zelle) for zelle in raster.cells),
        kanten=tuple(_kante(kante) for kante in raster.edges if kante.segments),
    )


def _raster(flow_class: Any) -> Any:
    """Viewflow's grid of the nodes in the order of the story, folded into bands that fit on a page."""
    knoten = _in_reihenfolge(flow_class)
    platz = {k: nr for nr, k in enumerate(knoten)}
    vor = {
        k: [kante.src for kante in k._incoming() if platz.get(kante.src, len(knoten)) < platz[k]]
        for k in knoten
    }
    nach = {k: [ziel for ziel in knoten if k in vor[ziel]] for k in knoten}
    raster = chart.layout(knoten, vor, nach)
    hoehe = 1 + max(zelle.row for zelle in raster.cells)
    for zelle in raster.cells:
        band, zelle.col = divmod(zelle.col, SPALTEN)
        zelle.row += band * hoehe
    raster.collapse_grid()
    raster.edges = [kante for kante in raster.edges if kante.src in platz]
    chart.init_shapes(raster)
    chart.calc_edges(raster)
    return raster


def _in_reihenfolge(flow_class: Any) -> list[Any]:
    """Depth first from the start, so that every node comes after the one that leads to it."""
    fertig: list[Any] = []

    def besuche(knoten: Any) -> None:
        if knoten in fertig or knoten in besucht:
            return
        besucht.add(knoten)
        for kante in reversed(list(knoten._outgoing())):
            besuche(kante.dst)
        fertig.append(knoten)

    besucht: set[Any] = set()
    besuche(flow_class.instance.node("eingang"))
    return [knoten for knoten in reversed(fertig) if knoten.name not in OHNE]


def _knoten(zelle: Any) -> Knoten:
    form = FORMEN[zelle.node.bpmn_element]
    titel, hoehe = str(zelle.node.task_title), zelle.shape.height
    zeilen = wrap(titel, ZEICHEN_JE_ZEILE[form], break_long_words=False)
    innen = form in ("schritt", "system")
    hoch = (len(zeilen) - 1) * ZEILENHOEHE
    oben = (hoehe - hoch) // 2 + 5 if innen else -7 - hoch
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
    text = BESCHRIFTUNG.get(str(kante.label), "") if kante.label_pos else ""
    x, y = kante.label_pos or (0, 0)
    if kante.segments[1][1] < kante.segments[0][1]:  # upwards, past the title of the gateway
        y -= ZEILENHOEHE
    return Kante(f"M{weg}", text, int(x), int(y))


def zeichne(flow_class: Any, schritte: Iterable[Prozessschritt]) -> str:
    """The picture as SVG with the steps of this case marked; no style attributes, as the CSP demands."""
    staende = {schritt.name: schritt.stand for schritt in schritte}
    plan = entwurf(flow_class)
    knoten = [(k, staende.get(k.name, ""), STAENDE.get(staende.get(k.name, ""), "")) for k in plan.knoten]
    hier = [k.titel for k, stand, _ in knoten if stand == "offen"]
    return render_to_string("akte/prozessbild.svg", {"plan": plan, "knoten": knoten, "hier": hier})
