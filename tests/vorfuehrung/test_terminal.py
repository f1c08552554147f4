"""The README's commands in a terminal, on a machine where nothing has been loaded yet."""

import json
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.demodaten import daten_in
from tests.einstellungen.test_start import VOLLSTAENDIG
from tests.vorlage import schemadatei

ZINSEN = (
    '{"betrag":"12500.00","beginn":"2024-03-15","ende":"2025-02-20","aufschlag":"3.00","methode":"ACT_ACT"}'
)


def manage(
    var: Path, *worte: str, eingabe: str = "", profil: str = "demo"
) -> subprocess.CompletedProcess[str]:
    """Run manage.py with data of its own; the profile of the tests differs from the demo's in its quick passwords."""
    umgebung = {name: wert for name, wert in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    umgebung |= {"KINDERCAMPUS_PROFIL": profil, "KINDERCAMPUS_VAR": str(var)}
    if profil == "betrieb":
        umgebung |= {**VOLLSTAENDIG, "DATABASE_URL": f"sqlite:///{var / 'kindercampus.sqlite3'}"}
    return subprocess.run(
        [sys.executable, "manage.py", *worte],
        cwd=settings.BASE_DIR,
        env=umgebung,
        input=eingabe,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture
def leer(db: None, tmp_path: Path) -> Path:
    """Tables and nothing in them."""
    shutil.copy(schemadatei(), tmp_path / "kindercampus.sqlite3")
    return tmp_path


def test_ein_fall_als_daten_zur_probe_dann_wirklich_und_beim_zweiten_mal_fehlt_das_geld(
    leer: Path, settings: Any
) -> None:
    settings.PROFIL = "demo"
    probe = StringIO()
    with daten_in(leer, "kindercampus.sqlite3"):
        call_command("fall_durchspielen", probe=True, json=True, stdout=probe)
    lauf = manage(leer, "fall_durchspielen", "--json")
    daten = json.loads(lauf.stdout)
    assert (lauf.returncode, daten["status"], daten["protokoll_unversehrt"]) == (0, "abgeschlossen", True)
    assert len(daten["schritte"]) > 15
    assert json.loads(probe.getvalue())["aktenzeichen"] == daten["aktenzeichen"]
    assert daten["bescheid"]["datei"] == str(leer / "bescheid.pdf")
    assert (leer / "bescheid.pdf").read_bytes()[:5] == b"%PDF-"
    assert not (settings.BASE_DIR / "bescheid.pdf").exists()
    with (
        daten_in(leer, "kindercampus.sqlite3"),
        pytest.raises(CommandError, match="Die Mittel reichen nicht"),
    ):
        call_command("fall_durchspielen")


def test_ein_unmoeglicher_ort_wird_gesagt_bevor_etwas_geschieht(leer: Path) -> None:
    nirgends = str(leer / "fehlt" / "bescheid.pdf")
    lauf = manage(leer, "fall_durchspielen", "--bescheid", nirgends)
    assert (lauf.returncode, lauf.stdout, nirgends in lauf.stderr) == (1, "", True)
    assert "Traceback" not in lauf.stderr


def test_im_betrieb_wird_nicht_gespielt(leer: Path) -> None:
    lauf = manage(leer, "fall_durchspielen", profil="betrieb")
    assert (lauf.returncode, "Unknown command: 'fall_durchspielen'" in lauf.stderr) == (1, True)
    assert "Traceback" not in lauf.stderr


@pytest.mark.uhren
def test_ohne_tabellen_legt_der_befehl_sie_an_und_gibt_nur_daten_aus(tmp_path: Path) -> None:
    lauf = manage(tmp_path, "fall_durchspielen", "--json", "--probe")
    assert json.loads(lauf.stdout)["status"] == "abgeschlossen"
    assert "Tabellen" in lauf.stderr


def test_die_zinsen_der_readme_lassen_sich_nachrechnen(leer: Path) -> None:
    lauf = manage(leer, "berechne", "zinsen", eingabe=ZINSEN)
    assert (lauf.returncode, json.loads(lauf.stdout)["zinsen"]) == (0, "734.26")
    assert ZINSEN in (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
