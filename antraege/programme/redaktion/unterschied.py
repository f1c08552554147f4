"""What is different between two versions of a programme's rules, in a clerk's words (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from antraege.haushalt.felder import EuroField
from antraege.kern.geld import zeige, zeige_zahl
from antraege.programme.models import (
    Aufruf,
    Berichtsfrage,
    Foerderprogramm,
    Frage,
    Pruefpunkt,
    Richtlinie,
    Unterlage,
)
from antraege.programme.redaktion.abschnitte import ABSCHNITTE
from antraege.programme.regelwerk import PROGRAMMFELDER, Daten
from rollen.models import Stellenart
from rollen.models.mitgliedschaft import Ebene

NICHTS = "–"
# In the words of the list, by the names of what its rows say of themselves.
_ZEILENARTEN: dict[str, tuple[type[Model], str]] = {
    "fragen": (Frage, "text"),
    "unterlagen": (Unterlage, "bezeichnung"),
    "berichtsfragen": (Berichtsfrage, "text"),
}


@dataclass(frozen=True)
class Aenderung:
    """One difference: the section where it is made, and a sentence."""

    abschnitt: str
    satz: str


def unterschied(alt: Daten, neu: Daten) -> list[Aenderung]:
    """Every difference from the older to the newer rules, in the order of the editor's sections."""
    saetze = [Aenderung("Programm", satz) for satz in _felder(Foerderprogramm, PROGRAMMFELDER[1:], alt, neu)]
    for abschnitt in ABSCHNITTE:
        if abschnitt.felder:
            gefunden = _felder(Richtlinie, abschnitt.felder, alt["richtlinie"], neu["richtlinie"])
        elif abschnitt.liste in _ZEILENARTEN:
            gefunden = _zeilen(abschnitt.liste, abschnitt.eine, alt, neu)
        elif abschnitt.liste == "pruefpunkte":
            art = abschnitt.nur["art"]
            je_art = [{"p": daten["pruefpunkte"].get(art, [])} for daten in (alt, neu)]
            gefunden = _tabelle(Pruefpunkt, "text", abschnitt.eine, je_art[0]["p"], je_art[1]["p"])
        else:
            gefunden = _worte(
                abschnitt.eine, _als_worte(abschnitt.liste, alt), _als_worte(abschnitt.liste, neu)
            )
        saetze += [Aenderung(abschnitt.name, satz) for satz in gefunden]
    return saetze


def _felder(
    modell: type[Model], namen: Sequence[str], alt: Mapping[str, Any], neu: Mapping[str, Any]
) -> Iterator[str]:
    for name in namen:
        feld: Any = modell._meta.get_field(name)
        vorher, nachher = in_worten(feld, alt.get(name)), in_worten(feld, neu.get(name))
        if vorher != nachher:
            yield f"{gross(str(feld.verbose_name))}: {vorher} → {nachher}"


def in_worten(feld: Any, wert: Any) -> str:
    """A value of the data as people read it; a dash for nothing."""
    if wert in (None, "", []):
        return NICHTS
    if isinstance(wert, bool):
        return "Ja" if wert else "Nein"
    if feld.choices:
        return str(dict(feld.flatchoices).get(wert, wert))
    return _nach_art(feld, wert)


def _nach_art(feld: Any, wert: Any) -> str:
    if isinstance(feld, EuroField):
        return zeige(Decimal(str(wert)))
    match feld.get_internal_type():
        case "DecimalField":
            return zeige_zahl(Decimal(str(wert)))
        case "DateField":
            return f"{date.fromisoformat(wert):%d.%m.%Y}"
        case "JSONField":
            return ", ".join(_listenwort(teil) for teil in wert)
    return str(wert)


def _listenwort(teil: Any) -> str:
    """An entry of a list: a kind of Stelle, a day, a pair of key and text."""
    if isinstance(teil, list):
        return str(teil[-1])
    return str(dict(Stellenart.choices).get(teil, teil))


def gross(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def _zeilen(liste: str, eine: str, alt: Daten, neu: Daten) -> Iterator[str]:
    modell, name = _ZEILENARTEN[liste]
    yield from _tabelle(modell, name, eine, alt[liste], neu[liste])


def _tabelle(
    modell: type[Model],
    name: str,
    eine: str,
    alt: Sequence[Mapping[str, Any]],
    neu: Sequence[Mapping[str, Any]],
) -> Iterator[str]:
    vorher = {zeile["schluessel"]: zeile for zeile in alt}
    nachher = {zeile["schluessel"]: zeile for zeile in neu}
    for schluessel, zeile in vorher.items():
        if schluessel not in nachher:
            yield f"{eine} „{zeile[name]}“ entfällt."
    for schluessel, zeile in nachher.items():
        if schluessel not in vorher:
            yield f"{eine} „{zeile[name]}“ ist neu."
            continue
        felder = [feld for feld in zeile if feld != "schluessel"]
        for satz in _felder(modell, felder, vorher[schluessel], zeile):
            yield f"{eine} „{zeile[name]}“: {satz}"
    if [s for s in vorher if s in nachher] != [s for s in nachher if s in vorher]:
        yield "Die Reihenfolge ist eine andere."


def _als_worte(liste: str, daten: Daten) -> list[str]:
    """The rows of the lists that have no keys, each as its words."""
    if liste == "wertgrenzen":
        grenzen = daten["wertgrenzen"].items()
        return [f"{Ebene(ebene).label} bis {zeige(Decimal(betrag))}" for ebene, betrag in grenzen]
    if liste == "aufrufe":
        return [_aufruf_in_worten(aufruf) for aufruf in daten["aufrufe"]]
    if liste == "nebenbestimmungen":
        return [_mit_herkunft(zeile) for zeile in daten["nebenbestimmungen"]]
    return list(daten["mitzeichnung"])


def _aufruf_in_worten(aufruf: Mapping[str, Any]) -> str:
    felder: list[Any] = [Aufruf._meta.get_field(name) for name in ("von", "bis", "budget", "worte")]
    return "; ".join(
        [
            aufruf["titel"],
            *(
                f"{feld.verbose_name}: {in_worten(feld, wert)}"
                for feld in felder
                if (wert := aufruf[feld.name]) not in (None, "")
            ),
        ]
    )


def _mit_herkunft(zeile: Mapping[str, Any]) -> str:
    version = zeile.get("herkunft_version")
    return f"{zeile['text']} (aus den Texten, Version {version})" if version else str(zeile["text"])


def _worte(eine: str, alt: Sequence[str], neu: Sequence[str]) -> Iterator[str]:
    yield from (f"{eine} „{wort}“ entfällt." for wort in alt if wort not in neu)
    yield from (f"{eine} „{wort}“ ist neu." for wort in neu if wort not in alt)
