"""What many tests walk alike is walked once per process; afterwards the same rows are written again, word for word.

A remembered call counts only for the same database (every statement that wrote to it since the test began), the same
clock, the same arguments and the same counters of the factories; a call that refuses is never remembered. It works in a
test's transaction on SQLite. Everywhere else, and once a test has patched something, the call is simply made.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connections, models

from rollen import uhr

FABRIKEN: list[
    Any
] = []  # every factory that counts; tests.fabriken names them, for it remembers people itself
_LESEND = ("SELECT", "EXPLAIN", "RELEASE")
_EINFACH = (str, bytes, int, float, Decimal, date, time, timedelta, UUID, type(None))
Anweisung = tuple[str, Any, bool]
P = ParamSpec("P")
R = TypeVar("R")


class _Unbekannt(Exception):
    """An argument of which nobody can say whether it is the same one."""


@dataclass
class _Spur:
    """What the test has written so far: a digest of it all, the statements, the files."""

    stand: bytes
    gepatcht: Callable[[], bool]
    anweisungen: list[Anweisung] = field(default_factory=list)
    dateien: list[Path] = field(default_factory=list)
    marken: dict[str, tuple[bytes, int]] = field(default_factory=dict)

    def __call__(self, ausfuehren: Any, sql: str, werte: Any, viele: Any, kontext: dict[str, Any]) -> Any:
        """The wrapper that Django calls around every statement."""
        if sql.startswith(_LESEND):
            return ausfuehren(sql, werte, viele, kontext)
        if viele:
            werte = list(werte)
        ergebnis = ausfuehren(sql, werte, viele, kontext)
        if sql.startswith("SAVEPOINT"):
            self.marken[sql.rsplit(maxsplit=1)[-1]] = self.stand, len(self.anweisungen)
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            self.stand, laenge = self.marken[sql.rsplit(maxsplit=1)[-1]]
            del self.anweisungen[laenge:]
        elif sql != "BEGIN":
            self.anweisungen.append((sql, werte, viele))
            self.stand = blake2b(self.stand + repr((sql, werte)).encode(), digest_size=16).digest()
        return ergebnis


@dataclass(frozen=True)
class _Erinnerung:
    ergebnis: bytes
    anweisungen: list[Anweisung]
    stand: bytes
    zaehler: tuple[int, ...]
    dateien: dict[Path, bytes]


_SPUREN: list[_Spur] = []
_GEDAECHTNIS: dict[bytes, _Erinnerung] = {}


@contextmanager
def offen(anfang: bytes, gepatcht: Callable[[], bool]) -> Iterator[None]:
    """Inside the block, that of one test, calls are remembered; `anfang` names what the database began with."""
    spur = _Spur(anfang, gepatcht)
    setze_zaehler((0,) * len(FABRIKEN))
    speichern = FileSystemStorage._save

    def gemerkt_speichern(lager: FileSystemStorage, name: str, inhalt: Any) -> str:
        name = speichern(lager, name, inhalt)
        pfad, wurzel = Path(lager.path(name)), Path(settings.MEDIA_ROOT)
        spur.dateien.append(pfad.relative_to(wurzel) if pfad.is_relative_to(wurzel) else pfad)
        return name

    FileSystemStorage._save = gemerkt_speichern  # type: ignore[method-assign, assignment]
    _SPUREN.append(spur)
    try:
        with connections["default"].execute_wrapper(spur):
            yield
    finally:
        _SPUREN.remove(spur)
        FileSystemStorage._save = speichern  # type: ignore[method-assign]


def gemerkt(tun: Callable[P, R], *args: P.args, **benannt: P.kwargs) -> R:
    """`tun(*args, **benannt)`, or what it wrote and gave back when it was called so before."""
    spur = _spur()
    if spur is None:
        return tun(*args, **benannt)
    try:
        schluessel = _schluessel(spur, tun, args, benannt)
    except _Unbekannt:
        return tun(*args, **benannt)
    erinnerung = _GEDAECHTNIS.get(schluessel)
    if erinnerung is not None:
        return cast("R", _wiederhole(spur, erinnerung))
    anweisungen, dateien = len(spur.anweisungen), len(spur.dateien)
    nachher = len(connections["default"].run_on_commit)
    ergebnis = tun(*args, **benannt)
    if len(connections["default"].run_on_commit) == nachher:
        _GEDAECHTNIS[schluessel] = _Erinnerung(
            pickle.dumps(ergebnis),
            spur.anweisungen[anweisungen:],
            spur.stand,
            _zaehler(),
            {datei: (settings.MEDIA_ROOT / datei).read_bytes() for datei in spur.dateien[dateien:]},
        )
    return ergebnis


def _spur() -> _Spur | None:
    verbindung = connections["default"]
    if not _SPUREN or verbindung.execute_wrappers != [_SPUREN[-1]] or verbindung.force_debug_cursor:
        return None
    spur = _SPUREN[-1]
    return spur if verbindung.in_atomic_block and not spur.gepatcht() else None


def _wiederhole(spur: _Spur, erinnerung: _Erinnerung) -> object:
    verbindung = connections["default"]
    with verbindung.cursor() as cursor:
        for sql, werte, viele in erinnerung.anweisungen:
            (cursor.cursor.executemany if viele else cursor.cursor.execute)(sql, werte)
    spur.anweisungen += erinnerung.anweisungen
    spur.stand = erinnerung.stand
    setze_zaehler(erinnerung.zaehler)
    for kurz, inhalt in erinnerung.dateien.items():
        datei = settings.MEDIA_ROOT / kurz
        if not datei.exists() or datei.read_bytes() != inhalt:
            datei.parent.mkdir(parents=True, exist_ok=True)
            datei.write_bytes(inhalt)
        spur.dateien.append(kurz)
    return pickle.loads(erinnerung.ergebnis)  # noqa: S301


def _schluessel(spur: _Spur, tun: Any, args: Any, benannt: dict[str, Any]) -> bytes:
    teile = (
        spur.stand,
        tun.__module__,
        tun.__qualname__,
        uhr._gestellt.get() or uhr.heute(),
        _zaehler(),
        _wert(args),
        _wert(benannt),
    )
    return blake2b(repr(teile).encode(), digest_size=16).digest()


def _wert(wert: Any) -> Any:
    if isinstance(wert, Enum):
        return type(wert).__qualname__, wert.name
    if isinstance(wert, _EINFACH):
        return type(wert).__name__, wert
    if isinstance(wert, list | tuple):
        return [_wert(teil) for teil in wert]
    if isinstance(wert, dict):
        return [(name, _wert(teil)) for name, teil in sorted(wert.items())]
    if isinstance(wert, models.Model):
        return wert._meta.label, [_wert(getattr(wert, f.attname)) for f in wert._meta.concrete_fields]
    if is_dataclass(wert):
        return type(wert).__qualname__, [_wert(getattr(wert, feld.name)) for feld in fields(wert)]
    raise _Unbekannt(type(wert))


def _zaehler() -> tuple[int, ...]:
    return tuple(fabrik._meta._counter.seq for fabrik in FABRIKEN)


def setze_zaehler(werte: tuple[int, ...]) -> None:
    """Let every factory go on counting from here."""
    for fabrik, wert in zip(FABRIKEN, werte, strict=True):
        fabrik.reset_sequence(wert, force=True)
