"""Delivered rules and values are proposals until one person lays them before another, who releases them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from antraege.kern.maengel import MaengelFehler
from antraege.programme import festwerte
from antraege.programme.models import Festwert, Foerderprogramm, Richtlinie
from antraege.programme.queries import gueltige_richtlinie
from rollen import uhr
from rollen.models import Benutzer, Eintrag, Stelle
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.rollen.seiten import als
from workflows.einrichtung import daten

pytestmark = pytest.mark.django_db
PROGRAMM = "kindercampus-projekte"
VORLEGEN, FREIGEBEN = f"/programme/{PROGRAMM}/vorlegen/", f"/programme/{PROGRAMM}/freigeben/"


@pytest.fixture
def leute() -> Iterator[dict[str, Benutzer]]:
    """A city as it begins, with somebody who lays and somebody who releases; 1 March 2026."""
    with uhr.gestellt(datetime(2026, 3, 1, 8, tzinfo=UTC)):
        daten.lade_stammdaten()
        fb40, fb51 = (Stelle.objects.get(kuerzel=kuerzel) for kuerzel in ("fb-40", "fb-51"))
        yield {
            "sb": person_mit(Rolle.SACHBEARBEITUNG, fb40),
            "leitung": person_mit(Rolle.LEITUNG, fb40),
            "fremd": person_mit(Rolle.SACHBEARBEITUNG, fb51),
            "fi": person_mit(Rolle.FINANZEN, fb40),
        }


BEGINN = {z["kuerzel"]: date.fromisoformat(z["richtlinie"]["gueltig_von"]) for z in daten.lies("programme")}


@pytest.mark.parametrize("kuerzel", BEGINN)
def test_every_delivered_richtlinie_can_be_laid_and_released(leute, kuerzel):
    ab = max(date(2026, 3, 1), BEGINN[kuerzel])
    programm = Foerderprogramm.objects.get(kuerzel=kuerzel)
    sb, leitung = (person_mit(rolle, programm.stelle) for rolle in (Rolle.SACHBEARBEITUNG, Rolle.LEITUNG))

    assert als(sb).post(f"/programme/{kuerzel}/vorlegen/").status_code == 302
    richtlinie = Richtlinie.objects.get()
    assert (richtlinie.erstellt_von, richtlinie.freigegeben_am, richtlinie.gueltig_von) == (
        sb,
        None,
        ab,
    )
    assert gueltige_richtlinie(programm, ab) is None
    antwort = als(leitung).post(f"/programme/{kuerzel}/freigeben/", {"richtlinie": richtlinie.pk, "stand": 0})
    assert antwort.status_code == 302
    assert gueltige_richtlinie(programm, ab) == richtlinie
    assert list(Eintrag.objects.filter(kette=f"programm/{programm.pk}").values_list("aktion", "akteur")) == [
        ("richtlinie_vorlegen", sb.pk),
        ("richtlinie_freigeben", leitung.pk),
    ]


def test_laying_is_refused_without_right_at_the_stelle_and_a_second_time(leute):
    assert als(leute["fremd"]).post(VORLEGEN).status_code == 404
    assert als(leute["fi"]).post(VORLEGEN).status_code == 403
    assert not Richtlinie.objects.exists()
    als(leute["sb"]).post(VORLEGEN)
    assert als(leute["sb"]).post(VORLEGEN).status_code == 409
    assert Richtlinie.objects.count() == 1
    assert (
        als(leute["sb"]).post(FREIGEBEN, {"richtlinie": Richtlinie.objects.get().pk, "stand": 0}).status_code
        == 403
    )
    assert Richtlinie.objects.get().freigegeben_am is None


def test_a_stelle_that_the_file_names_and_nobody_has_is_said(leute, tmp_path: Path, settings: Any):
    for vorlage in Path(settings.DATEN).glob("*.json"):
        text = vorlage.read_text(encoding="utf-8")
        if vorlage.name == "programme.json":
            text = text.replace('"fabido"', '"amt-57"')
        (tmp_path / vorlage.name).write_text(text, encoding="utf-8")
    settings.DATEN = tmp_path

    antwort = als(leute["sb"]).post(VORLEGEN)

    assert antwort.status_code == 422
    assert "Die Stelle „amt-57“ gibt es nicht." in antwort.content.decode()
    assert not Richtlinie.objects.exists()


def test_values_count_only_after_two_people(leute):
    with pytest.raises(MaengelFehler):
        festwerte.wert_am("deminimis_grenze", date(2026, 3, 1))
    anzahl = Festwert.objects.count()
    seite = als(leute["leitung"]).get("/festwerte/").content.decode()
    assert f"Diese {anzahl} Werte sind Vorschläge" in seite
    assert "Werte freigeben" not in seite

    als(leute["sb"]).post("/festwerte/vorlegen/")
    ids = list(Festwert.objects.values_list("pk", flat=True))
    assert als(leute["sb"]).post("/festwerte/freigeben/", {"wert": ids}).status_code == 403
    assert not Festwert.objects.exclude(freigegeben_am=None).exists()
    assert als(leute["leitung"]).post("/festwerte/freigeben/", {"wert": ids}).status_code == 302

    assert festwerte.wert_am("deminimis_grenze", date(2026, 3, 1)) == 300_000
    assert set(Festwert.objects.values_list("erfasst_von", "freigegeben_von")) == {
        (leute["sb"].pk, leute["leitung"].pk)
    }


def test_nobody_releases_a_value_that_nobody_has_laid(leute):
    ids = list(Festwert.objects.values_list("pk", flat=True))

    assert als(leute["leitung"]).post(f"/festwerte/{ids[0]}/freigeben/").status_code == 403
    assert als(leute["leitung"]).post("/festwerte/freigeben/", {"wert": ids}).status_code == 403
    assert als(leute["leitung"]).post("/festwerte/vorlegen/").status_code == 403
    assert not Festwert.objects.exclude(freigegeben_am=None, erfasst_von=None).exists()


def test_one_value_that_is_gone_stops_all(leute):
    als(leute["sb"]).post("/festwerte/vorlegen/")
    ids = list(Festwert.objects.values_list("pk", flat=True))
    Festwert.objects.filter(pk=ids[0]).delete()

    assert als(leute["leitung"]).post("/festwerte/freigeben/", {"wert": ids}).status_code == 409
    assert als(leute["leitung"]).post("/festwerte/freigeben/", {"wert": ["x", ""]}).status_code == 409
    assert als(leute["sb"]).post("/festwerte/vorlegen/").status_code == 409
    assert not Festwert.objects.exclude(freigegeben_am=None).exists()
