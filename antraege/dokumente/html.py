"""Blocks as a template context: the same document as an accessible page."""

from dataclasses import asdict
from typing import Any

from antraege.dokumente.bloecke import Ausrichtung, Block, Dokument, Tabelle, Ueberschrift
from antraege.dokumente.zeichen import sichtbar


def als_html_kontext(dokument: Dokument, *, ebene: int = 2) -> dict[str, Any]:
    """Context of `dokumente/dokument.html`; ebene is the heading level of the title on the page around it."""
    kopf = {name: _sichtbar(wert) for name, wert in asdict(dokument.briefkopf).items()}
    kopf["fuss"] = _sichtbar(dokument.briefkopf.fuss)
    return {
        "dokument": {
            "titel": sichtbar(dokument.titel),
            "bezug": [sichtbar(zeile) for zeile in dokument.bezug],
            "kopf": kopf,
            "bloecke": [_block(block, ebene=ebene) for block in dokument.bloecke],
            "dokument_id": sichtbar(dokument.dokument_id),
            "entwurf": dokument.entwurf,
            "ebene": ebene,
        }
    }


def _block(block: Block, *, ebene: int) -> dict[str, Any]:
    daten = {name: _sichtbar(wert) for name, wert in asdict(block).items()}
    if isinstance(block, Ueberschrift):
        daten["ebene"] = ebene + block.ebene
    if isinstance(block, Tabelle):
        rechts = [seite is Ausrichtung.RECHTS for seite in block.ausrichtung]
        daten["zeilen"] = [list(zip(zeile, rechts, daten["kopf"], strict=True)) for zeile in daten["zeilen"]]
        daten["kopf"] = list(zip(daten["kopf"], rechts, strict=True))
    return {"typ": type(block).__name__, **daten}


def _sichtbar(wert: Any) -> Any:
    if isinstance(wert, str):
        return sichtbar(wert)
    return [_sichtbar(teil) for teil in wert] if isinstance(wert, tuple) else wert
