"""A start that cannot go well is refused in sentences, before anything is served or changed."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from einstellungen.start import StartFehler, pruefe_dateien, pruefe_umgebung, schwaeche

WURZEL = Path(__file__).resolve().parents[2]
VOLLSTAENDIG = {
    "SECRET_KEY": "Vq8-2mZ_rT0xkLw7Yb4NfHs1Dc9JgPu6EaXi3OtRzKyWnQhMvBlCdSjGpUeAfI5o",
    "BASIS_URL": "https://kindercampus.dortmund.de",
    "DATABASE_URL": "sqlite://:memory:",
    "ALLOWED_HOSTS": "kindercampus.dortmund.de",
}
SCHWACH = {
    "kurz": "Vq8-2mZ_rT0xkLw7Yb4Nf",
    "immer dasselbe": "a" * 64,
    "wiederholt": "0aB3dE5fG7hJ9kL1" * 4,
    "von Django": "django-insecure-" + VOLLSTAENDIG["SECRET_KEY"],
    "aus einer Anleitung": "change-me-" + VOLLSTAENDIG["SECRET_KEY"],
    "auf Deutsch": "Bitte-aendern-" + VOLLSTAENDIG["SECRET_KEY"],
}


def manage(*argumente: str, **umgebung: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` with nothing but these settings; the profile is `betrieb` by default."""
    pfad = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "manage.py", *argumente],
        cwd=WURZEL,
        env=pfad | umgebung,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("fehlt", VOLLSTAENDIG)
def test_each_setting_that_a_city_needs_is_named(fehlt: str):
    umgebung = {name: wert for name, wert in VOLLSTAENDIG.items() if name != fehlt}

    with pytest.raises(StartFehler) as gefangen:
        pruefe_umgebung(umgebung)

    assert [mangel.split()[0] for mangel in gefangen.value.maengel] == [fehlt]


def test_complete_environment_is_accepted():
    pruefe_umgebung(VOLLSTAENDIG)
    pruefe_umgebung(VOLLSTAENDIG | {"BASIS_URL": "http://127.0.0.1:8000"})


@pytest.mark.parametrize("schluessel", SCHWACH.values(), ids=SCHWACH)
def test_weak_key_is_refused(schluessel: str):
    with pytest.raises(StartFehler, match="SECRET_KEY ist zu schwach"):
        pruefe_umgebung(VOLLSTAENDIG | {"SECRET_KEY": schluessel})


@pytest.mark.parametrize("erzeuge", [lambda: secrets.token_urlsafe(64), lambda: secrets.token_hex(32)])
def test_random_key_is_never_called_weak(erzeuge):
    assert {schwaeche(erzeuge()) for _ in range(200)} == {""}


@pytest.mark.parametrize(
    "adresse", ["http://kindercampus.dortmund.de", "kindercampus.dortmund.de", "https://kc.de/", "https://"]
)
def test_address_of_the_site_must_be_one(adresse: str):
    with pytest.raises(StartFehler, match="BASIS_URL"):
        pruefe_umgebung(VOLLSTAENDIG | {"BASIS_URL": adresse})


def test_commands_refuse_all_defects_at_once_and_without_a_traceback():
    lauf = manage("migrate", SECRET_KEY=SCHWACH["von Django"])

    assert lauf.returncode != 0
    assert "Traceback" not in lauf.stderr
    zeilen = lauf.stderr.splitlines()
    assert zeilen[0] == "Kindercampus startet nicht."
    assert [zeile.split()[1] for zeile in zeilen[1:]] == [
        "SECRET_KEY",
        "BASIS_URL",
        "DATABASE_URL",
        "ALLOWED_HOSTS",
    ]


def test_unknown_profile_is_said_in_words():
    lauf = manage("check", KINDERCAMPUS_PROFIL="produktion")

    assert (lauf.returncode != 0, "Traceback" in lauf.stderr) == (True, False)
    assert "betrieb, demo oder test, nicht „produktion“" in lauf.stderr


def test_server_does_not_start_without_collected_assets(tmp_path: Path):
    umgebung = VOLLSTAENDIG | {"KINDERCAMPUS_VAR": str(tmp_path), "PATH": os.environ["PATH"]}
    lauf = subprocess.run(
        [sys.executable, "-c", "import einstellungen.wsgi"],
        cwd=WURZEL,
        env=umgebung | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (lauf.returncode, "Traceback" in lauf.stderr) == (4, False)
    assert f"fehlen in {tmp_path / 'static'}. Bauen Sie sie mit: make assets" in lauf.stderr


def test_collected_assets_are_enough(tmp_path: Path):
    (tmp_path / "staticfiles.json").write_text("{}")
    pruefe_dateien(tmp_path)
