"""The difference between two snapshots of a request, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_Pfad = tuple[str, ...]


@dataclass(frozen=True)
class Unterschied:
    """One field that differs: dotted name, value before and after; None means not there.

    `pfad` holds the parts of the name, for a part may carry a dot itself (a file, an e. V.).
    """

    feld: str
    vorher: Any
    nachher: Any
    pfad: _Pfad = field(default=(), compare=False)


def unterschiede(vorher: Mapping[str, Any], nachher: Mapping[str, Any]) -> list[Unterschied]:
    """Return the differing fields of nested snapshots: first those of ``vorher`` in order, then new ones.

    List entries are named by their index (``positionen.0.betrag``). A missing field, None and an empty list
    or mapping count as the same: nothing.
    """
    alt, neu = dict(_blaetter(vorher)), dict(_blaetter(nachher))
    return [
        Unterschied(".".join(pfad), alt.get(pfad), neu.get(pfad), pfad)
        for pfad in alt | neu
        if alt.get(pfad) != neu.get(pfad)
    ]


def _blaetter(wert: Any, pfad: _Pfad = ()) -> Iterator[tuple[_Pfad, Any]]:
    if isinstance(wert, Mapping):
        for name, inhalt in wert.items():
            yield from _blaetter(inhalt, (*pfad, str(name)))
    elif isinstance(wert, list | tuple):
        for stelle, inhalt in enumerate(wert):
            yield from _blaetter(inhalt, (*pfad, str(stelle)))
    else:
        yield pfad, wert
