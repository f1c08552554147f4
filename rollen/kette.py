"""How an entry and a seal are hashed, and what may be wrong with an entry at its place (pure)."""

from typing import Any, Protocol

from rollen.kanon import KanonFehler, kanonisch, sha256_hex

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


def _hash(ding: object, felder: tuple[str, ...]) -> str:
    return sha256_hex(kanonisch([[feld, getattr(ding, feld)] for feld in felder]))
