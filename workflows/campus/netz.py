"""The network of a site as a picture: institutions at the left, agreements in the middle, partners at the right (pure).

Every line of the picture is a row of `verbindungen`, so that the table beside it says the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

BREITE, HOEHE, ABSTAND = 264, 56, 16
SPALTEN = (0, 358, 716)  # left edges
ZEICHEN, ZEILEN, ZEILENHOEHE = 32, 3, 15
OBEN = 34  # room for the names of the columns


@dataclass(frozen=True)
class Verbindung:
    """Who is tied to whom, and by what; without an agreement the tie leads straight across."""

    von: str
    zu: str
    art: str
    vereinbarung: str = ""


@dataclass(frozen=True)
class Kasten:
    """One box, with the lines of its name and where each stands."""

    x: int
    y: int
    name: str
    zeilen: tuple[tuple[str, int], ...]
    art: str


@dataclass(frozen=True)
class Linie:
    """One line between two boxes; a tie without an agreement is dashed."""

    weg: str
    art: str


@dataclass(frozen=True)
class Netz:
    """The picture in drawing units."""

    breite: int
    hoehe: int
    kaesten: tuple[Kasten, ...]
    linien: tuple[Linie, ...]
    spalten: tuple[tuple[str, int], ...]


def zeichne(einrichtungen: Sequence[str], verbindungen: Iterable[Verbindung]) -> Netz:
    """Lay it out: every institution, then whatever it is tied to, each once and in the order of the ties."""
    alle = list(verbindungen)
    mitten = list(dict.fromkeys(v.vereinbarung for v in alle if v.vereinbarung))
    partner = [n for v in alle for n in (v.von, v.zu) if n not in einrichtungen and n not in mitten]
    saeulen = (list(einrichtungen), mitten, list(dict.fromkeys(partner)))
    hoehe = OBEN + max(len(s) for s in saeulen) * (HOEHE + ABSTAND)
    plaetze = {
        name: _kasten(name, x, _oben(nr, len(saeule), hoehe), art)
        for saeule, x, art in zip(saeulen, SPALTEN, ("einrichtung", "vereinbarung", "partner"), strict=True)
        for nr, name in enumerate(saeule)
    }
    linien = dict.fromkeys(linie for v in alle for linie in _linien(v, plaetze))
    namen = zip(("Einrichtungen", "Vereinbarungen", "Träger und Partner"), SPALTEN, strict=True)
    return Netz(SPALTEN[-1] + BREITE, hoehe, tuple(plaetze.values()), tuple(linien), tuple(namen))


def _oben(nr: int, anzahl: int, hoehe: int) -> int:
    """Short columns stand in the middle."""
    rest = hoehe - OBEN - anzahl * (HOEHE + ABSTAND)
    return OBEN + rest // 2 + nr * (HOEHE + ABSTAND)


def _kasten(name: str, x: int, y: int, art: str) -> Kasten:
    zeilen = wrap(name, ZEICHEN, max_lines=ZEILEN, placeholder=" …")
    erste = HOEHE // 2 + 5 - (len(zeilen) - 1) * ZEILENHOEHE // 2
    gesetzt = tuple((text, y + erste + nr * ZEILENHOEHE) for nr, text in enumerate(zeilen))
    return Kasten(x, y, name, gesetzt, art)


def _linien(v: Verbindung, plaetze: dict[str, Kasten]) -> Iterable[Linie]:
    if not v.vereinbarung:
        yield _linie(plaetze[v.von], plaetze[v.zu], "fest")
        return
    mitte = plaetze[v.vereinbarung]
    for name in (v.von, v.zu):
        yield _linie(plaetze[name], mitte, "vereinbarung")


def _linie(von: Kasten, zu: Kasten, art: str) -> Linie:
    """From the right edge of the left box to the left edge of the right one, gently bent."""
    links, rechts = sorted((von, zu), key=lambda kasten: kasten.x)
    x1, y1, x2, y2 = links.x + BREITE, links.y + HOEHE // 2, rechts.x, rechts.y + HOEHE // 2
    bogen = (x2 - x1) // 2
    return Linie(f"M{x1} {y1}C{x1 + bogen} {y1} {x2 - bogen} {y2} {x2} {y2}", art)
