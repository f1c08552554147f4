"""What an answer to a question of the Richtlinie may be, whether it is asked for at all, and how it reads."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from antraege.antrag.dateien import GepruefteDatei
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.programme.models import JA, NEIN, Frageart, Fragebasis

GROESSTE_ZAHL = 999_999_999
MEISTE_ZEILEN = 40
ZELLE_ZEICHEN = 200
_BETRAG = re.compile(r"\d{1,11}\.\d\d")
_TAG = re.compile(r"\d{4}-\d\d-\d\d")

F = TypeVar("F", bound=Fragebasis)


def gestellte(fragen: Iterable[F], antworten: Mapping[str, Any]) -> list[F]:
    """The questions that are asked of who has given these answers, in order.

    A question whose condition speaks of one that is not asked itself, or comes later, is not asked.
    """
    gefragt: dict[str, F] = {}
    for frage in fragen:
        wovon = frage.wenn_frage
        if not wovon or (wovon in gefragt and _schluesselwort(antworten.get(wovon)) == frage.wenn_antwort):
            gefragt[frage.schluessel] = frage
    return list(gefragt.values())


def _schluesselwort(wert: Any) -> Any:
    return {True: JA, False: NEIN}[wert] if isinstance(wert, bool) else wert


def bedingung_in_worten(frage: Fragebasis, fragen: Iterable[Fragebasis]) -> str:
    """When the question is asked, naming the answer it hangs on; empty when always or when that is not here."""
    wovon = next((f for f in fragen if frage.wenn_frage and f.schluessel == frage.wenn_frage), None)
    if wovon is None:
        return ""
    ja_nein = {JA: "Ja", NEIN: "Nein"}
    antwort = {**dict(wovon.auswahl), **(ja_nein if wovon.art == Frageart.JA_NEIN else {})}
    return (
        f"Nur wenn Sie bei „{wovon.text}“ antworten: {antwort.get(frage.wenn_antwort, frage.wenn_antwort)}."
    )


def passt(frage: Fragebasis, wert: Any) -> bool:
    """Whether the question takes this answer.

    Text, a whole number, euro as `1234.50`, a day as `2026-03-01`, yes or no, a key of its choices, rows of a
    table by the keys of its columns, a checked file.
    """
    return _PASST[Frageart(frage.art)](frage, wert)


def _ist_text(frage: Fragebasis, wert: Any) -> bool:
    einzeilig = frage.art == Frageart.LANGTEXT or "\n" not in str(wert)
    return isinstance(wert, str) and wert.strip() != "" and len(wert) <= frage.max_zeichen and einzeilig


def _ist_zahl(_frage: Fragebasis, wert: Any) -> bool:
    return type(wert) is int and 0 <= wert <= GROESSTE_ZAHL


def _ist_betrag(_frage: Fragebasis, wert: Any) -> bool:
    return isinstance(wert, str) and _BETRAG.fullmatch(wert) is not None


def _ist_tag(_frage: Fragebasis, wert: Any) -> bool:
    if not (isinstance(wert, str) and _TAG.fullmatch(wert)):
        return False
    try:
        return bool(date.fromisoformat(wert))
    except ValueError:
        return False


def _ist_tabelle(frage: Fragebasis, wert: Any) -> bool:
    return (
        isinstance(wert, list) and 0 < len(wert) <= MEISTE_ZEILEN and all(_ist_zeile(frage, z) for z in wert)
    )


def _ist_zeile(frage: Fragebasis, zeile: Any) -> bool:
    spalten = {schluessel for schluessel, _ in frage.auswahl}
    return (
        isinstance(zeile, dict)
        and set(zeile) == spalten
        and all(isinstance(zelle, str) and len(zelle) <= ZELLE_ZEICHEN for zelle in zeile.values())
        and any(zelle.strip() for zelle in zeile.values())
    )


_PASST: dict[Frageart, Callable[[Fragebasis, Any], bool]] = {
    Frageart.TEXT: _ist_text,
    Frageart.LANGTEXT: _ist_text,
    Frageart.ZAHL: _ist_zahl,
    Frageart.BETRAG: _ist_betrag,
    Frageart.DATUM: _ist_tag,
    Frageart.JA_NEIN: lambda _, wert: isinstance(wert, bool),
    Frageart.AUSWAHL: lambda frage, wert: isinstance(wert, str) and wert in dict(frage.auswahl),
    Frageart.TABELLE: _ist_tabelle,
    Frageart.DATEI: lambda _, wert: isinstance(wert, GepruefteDatei),
    Frageart.ERKLAERUNG: lambda _, wert: wert is True,
}


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
    """The answer as people read it; empty when there is none. A table has a line for each of its rows."""
    return "" if wert is None else _WORTE.get(Frageart(frage.art), lambda _, w: str(w))(frage, wert)


def _tabelle_in_worten(frage: Fragebasis, wert: list[dict[str, str]]) -> str:
    zeilen = ([f"{name}: {zeile[k]}" for k, name in frage.auswahl if zeile.get(k)] for zeile in wert)
    return "\n".join(", ".join(zeile) for zeile in zeilen)


_WORTE: dict[Frageart, Callable[[Fragebasis, Any], str]] = {  # partial: the others are their own words
    Frageart.BETRAG: lambda _, wert: zeige(Decimal(wert)),
    Frageart.DATUM: lambda _, wert: f"{date.fromisoformat(wert):%d.%m.%Y}",
    Frageart.JA_NEIN: lambda _, wert: "Ja" if wert else "Nein",
    Frageart.AUSWAHL: lambda frage, wert: str(dict(frage.auswahl).get(wert, wert)),
    Frageart.TABELLE: _tabelle_in_worten,
    Frageart.DATEI: lambda _, wert: str(wert["name"]),
    Frageart.ERKLAERUNG: lambda _frage, _wert: "bestätigt",
}


def beispiel(frage: Fragebasis) -> Any:
    """An answer that the question takes, for requests that are only played; None for a file."""
    beispiele: dict[str, Any] = {
        Frageart.TEXT: "Kinder und Eltern im Quartier",
        Frageart.LANGTEXT: "Kinder lesen gern und gut. Eltern lernen die Schule kennen.",
        Frageart.ZAHL: 25,
        Frageart.BETRAG: "1200.00",
        Frageart.DATUM: "2026-03-02",
        Frageart.JA_NEIN: False,
        Frageart.AUSWAHL: next((schluessel for schluessel, _ in frage.auswahl), None),
        Frageart.TABELLE: [{schluessel: f"{name} 1"[:ZELLE_ZEICHEN] for schluessel, name in frage.auswahl}],
        Frageart.DATEI: None,
        Frageart.ERKLAERUNG: True,
    }
    antwort = beispiele[frage.art]
    return antwort[: frage.max_zeichen] if frage.art in (Frageart.TEXT, Frageart.LANGTEXT) else antwort
