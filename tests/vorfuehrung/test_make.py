"""`make demo` on a machine that lacks something says in one sentence what; nothing is begun."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

AUS_DEM_BAUM = ("Makefile", "package.json", "package-lock.json", "requirements")


@pytest.fixture
def klon(tmp_path: Path) -> Path:
    """What make needs of a fresh clone."""
    for name in AUS_DEM_BAUM:
        quelle, ziel = settings.BASE_DIR / name, tmp_path / name
        shutil.copytree(quelle, ziel) if quelle.is_dir() else shutil.copy(quelle, ziel)
    (tmp_path / "static").mkdir()
    return tmp_path


@pytest.fixture
def belegter_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as anderer:
        yield anderer.getsockname()[1]


def make(klon: Path, *worte: str, **umgebung: str) -> list[str]:
    """Run make, which must fail; what it said besides its own last line."""
    geerbt = {
        name: wert for name, wert in os.environ.items() if not name.startswith(("KINDERCAMPUS", "MAKE"))
    }
    lauf = subprocess.run(
        ["make", *worte],
        cwd=klon,
        env=geerbt | umgebung,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert lauf.returncode != 0
    return [z for z in (lauf.stdout + lauf.stderr).splitlines() if not z.startswith("make")]


def test_ohne_python(klon: Path) -> None:
    werkzeuge = klon / "bin"
    werkzeuge.mkdir()
    for name in ("bash", "make", "find", "mkdir", "awk"):
        gefunden = shutil.which(name)
        assert gefunden
        (werkzeuge / name).symlink_to(gefunden)
    (zeile,) = make(klon, "demo", PATH=str(werkzeuge))
    assert zeile.startswith("Es fehlt Python 3.11")


def test_ohne_heim(klon: Path) -> None:
    (zeile,) = make(klon, "demo", HOME="/nonexistent")
    assert zeile.startswith("Der Ordner HOME=/nonexistent fehlt oder ist nicht beschreibbar")


def test_ohne_platz_fuer_die_daten(klon: Path) -> None:
    (zeile,) = make(klon, "demo", KINDERCAMPUS_VAR="/proc/kindercampus")
    assert zeile.startswith("Der Ordner /proc/kindercampus lässt sich nicht anlegen")


def test_der_port_ist_belegt_oder_keiner(klon: Path, belegter_port: int) -> None:
    for port in (str(belegter_port), "abc", "99999"):
        (zeile,) = make(klon, "demo", f"PORT={port}")
        assert zeile.startswith(f"Port {port} ist belegt oder nicht erlaubt")
    assert not (klon / ".venv").exists()


def test_npm_antwortet_nicht(klon: Path) -> None:
    werkzeuge = klon / ".venv" / "bin"
    werkzeuge.mkdir(parents=True)
    (werkzeuge / "npm").symlink_to(settings.BASE_DIR / ".venv" / "bin" / "npm")
    for marke in ("pyvenv.cfg", ".assets.txt"):
        (klon / ".venv" / marke).touch()
    zeilen = make(
        klon, "node_modules/.laufzeit", npm_config_registry="http://127.0.0.1:9", npm_config_cache=str(klon)
    )
    assert zeilen[0] == "Lade Stil und Schriften von npm …"
    assert zeilen[1].startswith("Das Paketverzeichnis von npm antwortet nicht")
    assert len(zeilen) == 2
    assert "ECONNREFUSED" in (klon / "var" / "npm.txt").read_text()


def test_die_vorfuehrung_laedt_nichts_das_nur_tests_brauchen() -> None:
    lauf = subprocess.run(
        ["make", "--dry-run", "--always-make", "demo", "assets"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    installiert = [z for z in lauf.stdout.splitlines() if "npm ci" in z or "pip install" in z]
    assert [("--omit=dev" in z, "requirements/assets.txt" in z) for z in installiert] == [
        (False, True),
        (True, False),
    ]
    pakete = (settings.BASE_DIR / "requirements" / "assets.txt").read_text()
    assert not [
        name for name in ("pytest", "playwright", "mypy", "ruff", "time-machine") if f"\n{name}" in pakete
    ]
