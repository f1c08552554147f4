"""Fills the placeholders of text blocks: every name is known and typed, every value is there."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from antraege.dokumente import schreibweise
from antraege.dokumente.zeichen import einzeilig
from antraege.kern.geld import zeige

Wert = str | Decimal | date

PLATZHALTER: dict[str, type] = {
    "anhoerung_vom": date,
    "anschrift": str,
    "anteile": str,
    "antrag_vom": date,
    "anzahl": str,
    "aufschlag": str,
    "ausgezahlt": Decimal,
    "beantragt": Decimal,
    "bescheid": str,
    "bescheid_vom": date,
    "betrag": Decimal,
    "bewilligt": Decimal,
    "bis": date,
    "bisher": Decimal,
    "eingangscode": str,
    "eingereicht_am": date,
    "einheit": str,
    "endgueltig": Decimal,
    "erstattung": Decimal,
    "fachbereich": str,
    "fachkraft": str,
    "faellig_am": date,
    "fassung": str,
    "festgesetzt_am": date,
    "finanzierungsart": str,
    "foerdersatz": str,
    "fremdzeichen": str,
    "frist": date,
    "geber": str,
    "geber_bestimmungen": str,
    "geber_vom": date,
    "geber_zeichen": str,
    "gesamt": Decimal,
    "grenze": Decimal,
    "grundlage": str,
    "hoechstbetrag": Decimal,
    "je_tag": Decimal,
    "kassenzeichen": str,
    "kenntnis_am": date,
    "konto": str,
    "kreditor": str,
    "methode": str,
    "nachweis_bis": date,
    "nachweis_vom": date,
    "nr": str,
    "offen": Decimal,
    "organ": str,
    "partei": str,
    "programm": str,
    "projekt": str,
    "pruefsumme": str,
    "pruefung_bis": date,
    "quelle": str,
    "richtlinie": str,
    "satz": Decimal,
    "stadt": str,
    "titel": str,
    "verbleibt": Decimal,
    "vereinbarung": str,
    "verordnung": str,
    "von": date,
    "zeitpunkt": str,
    "zeitspanne": str,
    "zinsen": Decimal,
    "zinsen_ab": date,
    "zinsen_bis": date,
    "zinssatz": str,
    "zuwendungsfaehig": Decimal,
    "zweck": str,
}
FRISTEN = frozenset(("faellig_am", "frist", "nachweis_bis", "pruefung_bis"))
MUSTER = re.compile(r"\{([a-z_]+)\}")


class PlatzhalterFehler(ValueError):
    """A text block cannot be filled; the message says which placeholder and why."""


class TextbausteinFehlt(LookupError):
    """No text block is valid under this key."""


def pruefe(text: str) -> None:
    """Raise PlatzhalterFehler when the text names an unknown placeholder or has a stray brace."""
    for name in MUSTER.findall(text):
        if name not in PLATZHALTER:
            raise PlatzhalterFehler(f"Der Platzhalter {{{name}}} ist unbekannt.")
    if re.search(r"[{}]", MUSTER.sub("", text)):
        raise PlatzhalterFehler("Eine geschweifte Klammer gehört zu keinem Platzhalter.")
    if "[[" in text or "]]" in text:
        raise PlatzhalterFehler("Eine Bedingung im Text wurde nicht ausgewertet.")


def fuelle(text: str, *, werte: Mapping[str, Wert]) -> str:
    """The text with its placeholders filled; a value never brings line feeds or placeholders of its own.

    Raises PlatzhalterFehler for an unknown or stray placeholder, a missing or empty value, or a wrong type.
    """
    pruefe(text)
    return MUSTER.sub(lambda treffer: _geschrieben(treffer[1], werte=werte), text)


def geschrieben(name: str, wert: Wert) -> str:
    """The value as the placeholder of this name prints it."""
    match wert:
        case Decimal():
            return zeige(wert)
        case date():
            return schreibweise.tag_mit_wochentag(wert) if name in FRISTEN else schreibweise.tag(wert)
    return einzeilig(wert)


def _geschrieben(name: str, *, werte: Mapping[str, Wert]) -> str:
    if name not in werte:
        raise PlatzhalterFehler(f"Für den Platzhalter {{{name}}} gibt es hier keinen Wert.")
    wert = werte[name]
    if not isinstance(wert, PLATZHALTER[name]) or isinstance(wert, datetime):
        erwartet = PLATZHALTER[name].__name__
        raise PlatzhalterFehler(
            f"Der Platzhalter {{{name}}} braucht {erwartet}, nicht {type(wert).__name__}."
        )
    text = geschrieben(name, wert)
    if not text:
        raise PlatzhalterFehler(f"Der Wert für den Platzhalter {{{name}}} ist leer.")
    return text
