"""The form of a change as a browser sends it: the present rows with other amounts, then new rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from antraege.antrag.models import Antrag
from antraege.foerderung.aenderungen import bewilligte_zeilen
from antraege.foerderung.aenderungen.forms import bestand
from antraege.kern.geld import zeige_zahl

NeueZeile = tuple[str, str, str, str]


def eingaben(
    antrag: Antrag,
    *arten: str,
    neu: Sequence[NeueZeile] = (),
    betraege: Mapping[str, str] | None = None,
    **felder: Any,
) -> QueryDict:
    """`betraege` by the name of a present row, `neu` as (seite, art, bezeichnung, betrag); German amounts."""
    zeilen: list[dict[str, Any]] = [
        {
            "bestand": bestand(z),
            "seite": z.seite,
            "betrag": (betraege or {}).get(z.bezeichnung, zeige_zahl(z.betrag)),
        }
        for z in bewilligte_zeilen(antrag)
    ]
    zeilen += [{"seite": s, "art": a, "bezeichnung": b, "betrag": e} for s, a, b, e in neu]
    werte: dict[str, Any] = {
        "arten": list(arten),
        "begruendung": "Die Kursleitung war lange krank.",
        "form-TOTAL_FORMS": str(len(zeilen)),
        "form-INITIAL_FORMS": "0",
    }
    for nr, zeile in enumerate(zeilen):
        werte |= {f"form-{nr}-{feld}": wert for feld, wert in zeile.items()}
    daten = QueryDict(mutable=True)
    for name, wert in (werte | felder).items():
        daten.setlist(name, [str(w) for w in wert] if isinstance(wert, list) else [str(wert)])
    return daten
