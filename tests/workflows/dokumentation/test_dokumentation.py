"""Every role, right, machine, state, step and act stands in the Verfahrensdokumentation; no picture lacks a state."""

import html
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from antraege.maschine import Maschine
from antraege.programme.models import Festwertart
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from tests.fabriken import person_mit
from tests.welt import Welt
from workflows.dokumentation import testbericht, zustaende
from workflows.dokumentation.inhalt import ABSCHNITTE, dienste
from workflows.tuer.verzeichnis import FLOWS, SCHRITTE

Als = Callable[[str], Client]
MASCHINEN = [modell for modell in apps.get_models() if issubclass(modell, Maschine)]


def _text(abschnitt: str) -> str:
    (gesucht,) = (a for a in ABSCHNITTE if a.kennung == abschnitt)
    return "\n".join(
        "\n".join((t.titel, *t.saetze, *t.kopf, *(zelle for zeile in t.zeilen for zelle in zeile)))
        for t in gesucht.teile()
    )


@pytest.mark.django_db
def test_jede_rolle_und_jedes_recht_jede_tat_jeder_festwert_und_jeder_befehl_kommt_vor() -> None:
    rechte, handlungen, regeln, befehle = (_text(a) for a in ("rechte", "handlungen", "regeln", "dienste"))
    assert [r for r in (*Rolle, *Recht) if r.bezeichnung not in rechte] == []
    assert [tat for tat in Tat if str(tat.label) not in handlungen.split("\n")] == []
    assert [art for art in Festwertart if str(art.label) not in regeln] == []
    assert [name for name, was in dienste() if name not in befehle or not was] == []
    assert {"fristen_pruefen", "protokoll_siegeln"} <= {name for name, _ in dienste()}


def test_jede_maschine_mit_jedem_zustand_und_jedem_uebergang_kommt_vor_auch_im_bild() -> None:
    text = _text("zustaende")
    assert [m for m in MASCHINEN if str(m._meta.verbose_name) not in text] == []
    assert len(zustaende.plaene()) == len(MASCHINEN)
    for plan in zustaende.plaene():
        bild = zustaende.zeichne(plan)
        gezeichnet = [
            " ".join(html.unescape(z) for z in re.findall(r"<tspan[^>]*>([^<]*)</tspan>", kasten))
            for kasten in re.findall(r"<text .*?</text>", bild, re.DOTALL)
        ]
        assert sorted(gezeichnet) == sorted(plan.zustaende.values())
        assert bild.count('class="app-prozess__weg"') == len(plan.pfeile)
        assert all(name in text for name in plan.zustaende.values())


def test_jedes_verfahren_und_jeder_schritt_kommt_vor() -> None:
    text = _text("verfahren")
    assert [flow for flow in FLOWS if str(flow.process_title) not in text] == []
    assert [s.name for s in SCHRITTE.values() if s.titel not in text] == []


def test_jede_richtlinie_steht_mit_ihrer_geltung(welt: Welt) -> None:
    assert str(welt.richtlinie) in _text("regeln")
    assert "ab 01.01.2022" in _text("regeln")
    assert str(welt.richtlinie) in _text("aufbewahrung")


@pytest.mark.parametrize("abschnitt", [a.kennung for a in ABSCHNITTE])
def test_die_seiten_sehen_rechnungspruefung_und_administration(welt: Welt, als: Als, abschnitt: str) -> None:
    adresse = reverse("verfahrensdokumentation_abschnitt", args=[abschnitt])
    assert als("pruefung").get(adresse).status_code == 200
    admin = Client()
    admin.force_login(person_mit(Rolle.ADMINISTRATION, welt.stellen["stadt"]))
    assert admin.get(adresse).status_code == 200
    for andere in ("sb", "leitung", "zeichnung"):
        assert als(andere).get(adresse).status_code == 403


def test_die_uebersicht_fuehrt_zu_jedem_abschnitt_und_fremdes_gibt_es_nicht(als: Als) -> None:
    seite = als("pruefung").get(reverse("verfahrensdokumentation")).content.decode()
    assert all(reverse("verfahrensdokumentation_abschnitt", args=[a.kennung]) in seite for a in ABSCHNITTE)
    assert als("pruefung").get("/verfahrensdokumentation/nichts/").status_code == 404


@pytest.mark.pdf
def test_das_pdf_sagt_dasselbe(als: Als, tmp_path: Path) -> None:
    antwort = als("pruefung").get(reverse("verfahrensdokumentation_pdf"))
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "application/pdf")
    datei = tmp_path / "v.pdf"
    datei.write_bytes(antwort.content)
    lauf = subprocess.run(["pdftotext", str(datei), "-"], capture_output=True, text=True, check=True)
    worte = re.sub(r"\s+", "", lauf.stdout).replace("\u00ad", "").replace("-", "")
    gesucht: list[Any] = [*(r.bezeichnung for r in (*Rolle, *Recht)), *(t.label for t in Tat)]
    assert [g for g in gesucht if re.sub(r"[\s-]+", "", str(g)) not in worte] == []


def test_die_zahl_der_pruefungen_kommt_aus_dem_baum_und_aus_dem_letzten_bericht(
    tmp_path: Path, settings: Any
) -> None:
    assert sum(anzahl for _, anzahl in testbericht.gezaehlt()) > 1000
    settings.VAR = tmp_path
    assert "liegt hier nicht vor" in testbericht.saetze()[1]
    merkmale = 'tests="12" failures="1" errors="1" skipped="3" timestamp="2026-11-30T10:00:00"'
    bericht = f"<testsuites><testsuite {merkmale}/></testsuites>"
    (tmp_path / testbericht.BERICHT).write_text(bericht)
    assert "12 Prüfungen, davon 2 mit Fehler und 3 ausgelassen" in testbericht.saetze()[1]
    (tmp_path / testbericht.BERICHT).write_text("kein XML")
    assert "liegt hier nicht vor" in testbericht.saetze()[1]
