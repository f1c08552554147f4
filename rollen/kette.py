"""How an entry and a seal are hashed, and what may be wrong with an entry at its place (pure)."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from rollen.kanon import KanonFehler, kanonisch, mikrosekunden, sha256_hex

# What the hash of an entry covers, in this order. Names of people enter through personen_hash only.
FELDER = (
    "kette",
    "nr",
    "zeitpunkt",
    "akteur_id",
    "rolle",
    "stelle_id",
    "vertretung_fuer_id",
    "aktion",
    "objekt",
    "von",
    "nach",
    "verweigert",
    "vorher",
    "nachher",
    "personen_hash",
    "dokument_hash",
    "vorgaenger",
)
SIEGELFELDER = ("tag", "bis_eintrag", "anzahl", "wurzel", "vorgaenger", "erstellt_am")


class Glied(Protocol):
    """What the check needs of an entry beside FELDER."""

    nr: int
    personen: Any
    personen_hash: str
    vorgaenger: str
    hash: str


def eintrag_hash(eintrag: object) -> str:
    """The hash of an entry: SHA-256 over the canonical text of [name, value] pairs in the order of FELDER."""
    return _hash(eintrag, FELDER)


def siegel_hash(siegel: object) -> str:
    """The hash of a seal, made in the same way over SIEGELFELDER."""
    return _hash(siegel, SIEGELFELDER)


def personen_hash(personen: Any) -> str:
    """The digest that stands for the names of people in the hash of an entry."""
    return sha256_hex(kanonisch(personen))


def mangel(eintrag: Glied, *, nr: int, vorgaenger: str) -> str:
    """What is wrong with the entry found at place `nr` after hash `vorgaenger`; empty when it is whole."""
    if eintrag.nr != nr:
        return f"Der Eintrag fehlt; an seiner Stelle steht Nummer {eintrag.nr}."
    try:
        if personen_hash(eintrag.personen) != eintrag.personen_hash:
            return "Die Angaben zu Personen passen nicht zu ihrer Prüfsumme."
        if eintrag_hash(eintrag) != eintrag.hash:
            return "Der Inhalt passt nicht zu seiner Prüfsumme."
    except KanonFehler as fehler:
        return f"Der Inhalt ist nicht lesbar: {fehler}"
    if eintrag.vorgaenger != vorgaenger:
        return f"Der Eintrag schließt nicht an Eintrag {nr - 1} an."
    return ""


def roh_hash(werte: Sequence[Any], personen: str, moment: datetime | None = None) -> tuple[str, str]:
    """The same two hashes, of an entry and of the people in it, from what the database holds of them.

    `werte` stand in the order of FELDER as a cursor hands them out: the moment as datetime or as text in UTC, facts
    as JSON text; `moment` is that moment where it was read already. Raises ValueError or TypeError for what cannot be
    read; `mangel` finds the words.
    """
    lesbar = list(werte)
    lesbar[_ZEITPUNKT] = mikrosekunden(moment or zeitpunkt(werte[_ZEITPUNKT]))
    lesbar[_VERWEIGERT] = bool(werte[_VERWEIGERT])
    lesbar[_VORHER] = {} if werte[_VORHER] == "{}" else _fakten(werte[_VORHER])
    lesbar[_NACHHER] = {} if werte[_NACHHER] == "{}" else _fakten(werte[_NACHHER])
    text = _TEXT([*zip(FELDER, lesbar, strict=True)])
    return sha256_hex(text), _LEER if personen == "{}" else sha256_hex(_TEXT(_fakten(personen)))


def aus_roh(werte: Sequence[Any], personen: str) -> dict[str, Any]:
    """The values of an entry by name. Raises ValueError or TypeError for what cannot be read."""
    gelesen = dict(zip(FELDER, werte, strict=True))
    gelesen |= {
        "zeitpunkt": zeitpunkt(gelesen["zeitpunkt"]),
        "verweigert": bool(gelesen["verweigert"]),
        "vorher": json.loads(gelesen["vorher"]),
        "nachher": json.loads(gelesen["nachher"]),
    }
    return gelesen | {"personen": json.loads(personen)}


def zeitpunkt(roh: datetime | str) -> datetime:
    """A moment as a cursor hands it out. Raises ValueError or TypeError for a text that is none."""
    return datetime.fromisoformat(roh).replace(tzinfo=UTC) if isinstance(roh, str) else roh


def _keine_kommazahl(_: str) -> float:
    raise ValueError


_LEER = sha256_hex("{}")
_ZEITPUNKT, _VERWEIGERT, _VORHER, _NACHHER = map(
    FELDER.index, ("zeitpunkt", "verweigert", "vorher", "nachher")
)
_TEXT = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode
_fakten = json.JSONDecoder(parse_float=_keine_kommazahl, parse_constant=_keine_kommazahl).decode


def _hash(ding: object, felder: tuple[str, ...]) -> str:
    return sha256_hex(kanonisch([[feld, getattr(ding, feld)] for feld in felder]))
