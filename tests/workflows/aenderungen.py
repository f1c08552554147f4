"""What people enter to ask for a change, and the steps that follow."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from antraege.antrag.models import Antrag
from antraege.foerderung.aenderungen.stand import bewilligte_zeilen
from antraege.foerderung.models import Aenderung
from antraege.kern.geld import zeige_zahl
from tests.welt import Welt
from workflows import aenderung

PRUEFEN = {"empfehlung": "bewilligen", "vermerk": "Notwendig und finanziert."}
BEWILLIGEN = {"entscheidung": "bewilligen", "begruendung": "Der Zweck bleibt erhalten."}
ABLEHNEN = {
    "entscheidung": "ablehnen",
    "begruendung": "Die Mittel sind verbraucht.",
    "ermessen": "Andere Vorhaben gehen vor.",
}
NeueZeile = tuple[str, str, str, str]


def eingaben(
    antrag: Antrag,
    *arten: str,
    neu: Sequence[NeueZeile] = (),
    betraege: Mapping[str, str] | None = None,
    **felder: Any,
) -> QueryDict:
    """The form as the browser sends it: the present rows (amounts by name may differ), then new ones."""
    zeilen = [
        {"bestand": nr, "seite": z.seite, "betrag": (betraege or {}).get(z.bezeichnung, zeige_zahl(z.betrag))}
        for nr, z in enumerate(bewilligte_zeilen(antrag))
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
        daten.setlist(name, wert if isinstance(wert, list) else [wert])
    return daten


def beantrage(welt: Welt, antrag: Antrag, *arten: str, wer: str = "zeichnung", **angaben: Any) -> Aenderung:
    """Ask for a change through the door, as the browser sends it."""
    daten = eingaben(antrag, *arten, **angaben)
    return aenderung.beantrage(antrag.pk, akteur=welt.neu(wer), eingaben=daten)


def entscheide(welt: Welt, antrag: Antrag, daten: Mapping[str, str] = BEWILLIGEN) -> Antrag:
    """Check and decide the running change."""
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    return welt.tu(antrag, "aenderungsentscheidung", "leitung", **daten)
