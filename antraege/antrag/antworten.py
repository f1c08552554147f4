"""What an answer to a question of the Richtlinie may be, and how it reads."""

from collections.abc import Mapping
from typing import Any

from antraege.kern.maengel import Mangel
from antraege.programme.models import Frageart, Fragebasis

GROESSTE_ZAHL = 999_999_999


def passt(frage: Fragebasis, wert: Any) -> bool:
    """Whether the question takes this answer: text, whole number, yes or no, a key of its choices."""
    match frage.art:  # partial: the others are text
        case Frageart.ZAHL:
            return type(wert) is int and 0 <= wert <= GROESSTE_ZAHL
        case Frageart.JA_NEIN:
            return isinstance(wert, bool)
        case Frageart.ERKLAERUNG:
            return wert is True
        case Frageart.AUSWAHL:
            return isinstance(wert, str) and wert in dict(frage.auswahl)
    einzeilig = frage.art == Frageart.LANGTEXT or "\n" not in str(wert)
    return isinstance(wert, str) and wert.strip() != "" and len(wert) <= frage.max_zeichen and einzeilig


def pruefe(fragen: Mapping[str, Fragebasis], antworten: Mapping[str, Any]) -> list[Mangel]:
    """The answers that their question does not take; None is no answer and always taken."""
    maengel = []
    for schluessel, wert in antworten.items():
        frage = fragen.get(schluessel)
        if wert is not None and not (frage and passt(frage, wert)):
            satz = (
                f"„{frage.text}“: Diese Antwort ist nicht möglich." if frage else "Diese Frage gibt es nicht."
            )
            maengel.append(Mangel(satz, behebt="Träger", feld=schluessel))
    return maengel


def in_worten(frage: Fragebasis, wert: Any) -> str:
    """The answer as people read it; empty when there is none."""
    if wert is None:
        return ""
    if frage.art == Frageart.AUSWAHL:
        return str(dict(frage.auswahl).get(wert, wert))
    if frage.art == Frageart.JA_NEIN:
        return "Ja" if wert else "Nein"
    return "bestätigt" if frage.art == Frageart.ERKLAERUNG else str(wert)
