"""The test database is built once per state of the migrations and then copied for every worker and run."""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db.backends.base.creation import BaseDatabaseCreation

_VERBINDUNGEN: list[sqlite3.Connection] = []  # a database in memory lives as long as somebody holds it


@contextmanager
def kopierte_datenbank() -> Iterator[None]:
    """Inside the block Django's test databases come from a copy; the first run builds what is copied."""
    bauen: Any = BaseDatabaseCreation.create_test_db

    def aus_der_vorlage(ort: Any, *args: Any, **kw: Any) -> str:
        with allein(ort.connection.vendor):
            return _SORTEN[ort.connection.vendor](ort, lambda: bauen(ort, *args, **kw))

    BaseDatabaseCreation.create_test_db = aus_der_vorlage  # type: ignore[method-assign]
    yield
    BaseDatabaseCreation.create_test_db = bauen  # type: ignore[method-assign]


def _sqlite(ort: Any, bauen: Any) -> str:
    datei = schemadatei()
    name = ort._get_test_db_name()
    if datei.exists():
        ziel = sqlite3.connect(name, uri=True)
        _VERBINDUNGEN.append(ziel)
        with sqlite3.connect(datei) as quelle:
            quelle.backup(ziel)
        quelle.close()
        return bauen()
    name = bauen()
    for alt in ordner().glob("*.sqlite3"):
        alt.unlink()
    neu = sqlite3.connect(datei.with_suffix(".neu"))
    ort.connection.ensure_connection()
    ort.connection.connection.backup(neu)
    neu.close()
    datei.with_suffix(".neu").rename(datei)
    return name


def _postgresql(ort: Any, bauen: Any) -> str:
    praefix = f"vorlage_{ort.connection.settings_dict['NAME']}_"
    vorlage = f"{praefix}{_stand()}"
    with ort._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{praefix}%"])
        vorhanden = {zeile[0] for zeile in cursor.fetchall()}
    if vorlage in vorhanden:
        ort.connection.settings_dict["TEST"]["TEMPLATE"] = vorlage
        return bauen()
    name = bauen()
    ort.connection.close()
    with ort._nodb_cursor() as cursor:
        for alt in vorhanden:
            cursor.execute(f"DROP DATABASE {alt}")
        cursor.execute(f"CREATE DATABASE {vorlage} TEMPLATE {name}")
    return name


_SORTEN: dict[str, Any] = {"sqlite": _sqlite, "postgresql": _postgresql}


def schemadatei() -> Path:
    """The SQLite file with every migration applied and nothing else; there once a run on SQLite has begun."""
    return ordner() / f"{_stand()}.sqlite3"


def _stand() -> str:
    """What the schema follows from: the migrations, the operation that makes triggers, Django itself."""
    summe = hashlib.sha256(django.__version__.encode())
    dateien = [
        datei for konfig in apps.get_app_configs() for datei in Path(konfig.path).glob("migrations/*.py")
    ]
    for datei in sorted([*dateien, Path(settings.BASE_DIR) / "rollen/trigger.py"]):
        summe.update(datei.read_bytes())
    return summe.hexdigest()[:16]


def ordner() -> Path:
    """Where the copies are kept between runs."""
    ordner = Path(settings.VAR) / "testvorlage"
    ordner.mkdir(parents=True, exist_ok=True)
    return ordner


@contextmanager
def allein(vendor: str = "sqlite") -> Iterator[None]:
    """One worker at a time for each engine: what is built on PostgreSQL lets nobody on SQLite wait."""
    griff = os.open(ordner() / f"sperre-{vendor}", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(griff, fcntl.LOCK_EX)
        yield
    finally:
        os.close(griff)
