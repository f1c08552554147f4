"""The flow of a case as a picture: viewflow's layout, our classes, the current node marked."""

from copy import copy
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from viewflow.workflow.chart import calc_layout_data

from workflows.flows import Antragsverfahren
from workflows.models import Aufgabe


@lru_cache
def _anordnung(flow: type) -> Any:
    """Where each node stands; the same for every case."""
    return calc_layout_data(flow)


def als_svg(aufgaben: list[Aufgabe], *, flow: type = Antragsverfahren) -> str:
    """An SVG without inline styles; nodes carry `done`, `new` or `assigned` as their class."""
    anordnung = _anordnung(flow)
    stand = {aufgabe.schritt: aufgabe.status.lower() for aufgabe in aufgaben}
    zellen = []
    for zelle in anordnung.cells:
        eigene = copy(zelle)
        eigene.status = stand.get(zelle.node.name, "")
        zellen.append(eigene)
    return render_to_string(
        "workflows/bild.svg", {"grid": anordnung, "cells": zellen, "edges": anordnung.edges}
    )
