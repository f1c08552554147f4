"""The verdict over the whole trail as a page: what the night found, a new one on demand, for who audits the city."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from rollen import befundablage, siegelschluessel, uhr
from rollen.models import Eintrag
from rollen.siegel import verankere
from tests.datenbank import ohne_trigger
from tests.welt import Welt
from tests.workflows.besuch import glatt
from workflows.seiten import trail as seiten

pytestmark = pytest.mark.django_db
WO = "protokoll_befund"


@pytest.fixture
def draussen(settings, tmp_path) -> Path:
    for name in ("SCHLUESSEL", "OEFFENTLICH", "ANKER", "BEFUND"):
        setattr(settings, f"PROTOKOLL_{name}", str(tmp_path / name.lower()))
    siegelschluessel.lege_an()
    return tmp_path


def test_die_seite_zeigt_den_befund_der_nacht(welt: Welt, als: Any, draussen: Path) -> None:
    pruefung = als("pruefung")
    assert "Noch kein Befund der Nacht" in glatt(pruefung.get(reverse(WO)))
    verankere(uhr.heute())
    call_command("protokoll_pruefen", verbosity=0)
    seite = glatt(pruefung.get(reverse(WO)))
    assert "Das Protokoll ist unverändert, soweit es verankert ist." in seite
    assert f"{uhr.heute():%d.%m.%Y}. Danach steht kein Eintrag." in seite
    assert "<dt>Unterschrift des Befunds</dt><dd>gültig</dd>" in seite


def test_eine_gefaelschte_ablage_gilt_nicht(welt: Welt, als: Any, draussen: Path) -> None:
    call_command("protokoll_pruefen", verbosity=0)
    datei = draussen / "befund"
    werte = json.loads(datei.read_text(encoding="utf-8"))
    datei.write_text(json.dumps({**werte, "eintraege": 99}), encoding="utf-8")
    assert "fehlt oder ungültig" in glatt(als("pruefung").get(reverse(WO)))
    for kaputt in ("{", "{}", "[]"):
        datei.write_text(kaputt, encoding="utf-8")
        assert befundablage.letzter() is None


def test_jetzt_neu_pruefen_findet_und_legt_nichts_ab(welt: Welt, als: Any, draussen: Path) -> None:
    with ohne_trigger():
        Eintrag.objects.filter(pk=Eintrag.objects.earliest("pk").pk).update(aktion="ablehnen")
    antwort = als("pruefung").post(reverse(WO))
    assert antwort.status_code == 200
    assert "Das Protokoll wurde verändert." in glatt(antwort)
    assert "Der Inhalt passt nicht zu seiner Prüfsumme." in glatt(antwort)
    assert not (draussen / "befund").exists()


def test_was_zu_gross_ist_oder_unlesbar_wird_gesagt(
    welt: Welt, als: Any, draussen: Path, monkeypatch
) -> None:
    (draussen / "anker").write_text("kein json", encoding="utf-8")
    antwort = als("pruefung").post(reverse(WO))
    assert (antwort.status_code, "lässt sich nicht lesen" in glatt(antwort)) == (422, True)
    monkeypatch.setattr(seiten, "SOFORT", 0)
    antwort = als("pruefung").post(reverse(WO))
    assert (antwort.status_code, "zu groß für diese Seite" in glatt(antwort)) == (422, True)
    assert "Jetzt neu prüfen" not in glatt(antwort)


@pytest.mark.parametrize("person", ["sb", "leitung", "antrag"])
def test_nur_die_rechnungspruefung_sieht_den_befund(welt: Welt, als: Any, person: str) -> None:
    assert als(person).get(reverse(WO)).status_code == 403
    assert als(person).post(reverse(WO)).status_code == 403
