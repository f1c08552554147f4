"""The loaded demo for tests: played once per state of the code and day, kept as a file, copied for each test."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.utils import load_backend
from django.test import override_settings
from django.utils import timezone

from tests.vorlage import allein, ordner, schemadatei

RAEUME = ("einstellungen", "rollen", "antraege", "workflows", "fixtures")
LADEN_UM = time(8)  # before the first step of a working day


@contextmanager
def demo_vom(tag: date, ziel: Path) -> Iterator[None]:
    """Inside the block the database and the files are a copy of the demo loaded on that day; SQLite only.

    The clock is not set: travel with time_machine to the day on which the demo is looked at.
    """
    if connections["default"].vendor != "sqlite":
        pytest.skip("Die geladene Demo ist eine SQLite-Datei; dieser Lauf benutzt eine andere Datenbank.")
    vorlage = lege_bereit(tag)
    shutil.copytree(vorlage, ziel, copy_function=_verlinke, ignore=shutil.ignore_patterns("*.sqlite3"))
    shutil.copy(vorlage / "demo.sqlite3", ziel)
    with daten_in(ziel):
        yield


def lege_bereit(tag: date) -> Path:
    """The folder with the demo of that day; it is loaded by the first who asks."""
    with allein():
        return _vorlage(tag)


def _vorlage(tag: date) -> Path:
    stand = _STAND
    fertig = ordner() / f"demo-{stand}-{tag}"
    if fertig.exists():
        return fertig
    for alte in ordner().glob("demo-*"):
        if not alte.name.startswith(f"demo-{stand}-") or alte.suffix:
            shutil.rmtree(alte)
    neu = fertig.with_suffix(".neu")
    neu.mkdir()
    leer = schemadatei()
    if leer.exists():
        shutil.copy(leer, neu / "demo.sqlite3")
    with daten_in(neu), time_machine.travel(timezone.make_aware(datetime.combine(tag, LADEN_UM)), tick=True):
        call_command("migrate", verbosity=0)
        if not leer.exists():
            connections["default"].close()
            shutil.copy(neu / "demo.sqlite3", leer)
        call_command("demo_laden", stdout=StringIO())
    return neu.rename(fertig)


def _verlinke(quelle: str, ziel: str) -> None:
    """Stored files never change, so a second name is enough; a copy where the disk is another one."""
    try:
        os.link(quelle, ziel)
    except OSError:
        shutil.copy2(quelle, ziel)


@contextmanager
def daten_in(verzeichnis: Path, name: str = "demo.sqlite3") -> Iterator[None]:
    """Work on the SQLite file and the files in this directory; what pytest had prepared waits meanwhile."""
    vorher = connections["default"]
    angaben = {**vorher.settings_dict, "NAME": str(verzeichnis / name)}
    connections["default"] = load_backend(angaben["ENGINE"]).DatabaseWrapper(angaben, "default")
    try:
        with override_settings(
            MEDIA_ROOT=verzeichnis / "dateien", EMAIL_FILE_PATH=str(verzeichnis / "post"), VAR=verzeichnis
        ):
            yield
    finally:
        connections["default"].close()
        connections["default"] = vorher


def _lies_stand() -> str:
    """What the demo follows from: the code and its data."""
    summe = hashlib.sha256()
    wurzel = Path(settings.BASE_DIR)
    dateien = [datei for raum in RAEUME for datei in (wurzel / raum).rglob("*.py")]
    for datei in sorted([*dateien, *(wurzel / "fixtures").glob("*.*")]):
        summe.update(datei.read_bytes())
    return summe.hexdigest()[:16]


_STAND = _lies_stand()  # of the code that this run has imported, whatever is edited meanwhile
