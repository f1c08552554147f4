"""Writing at a site: entries, indicators, values, deadlines; who may not, and that then nothing has changed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from antraege.campus.models import Aufgabenfeld, Campuseintrag, Campusfrist, Indikator, Messwert, Ziel
from rollen.models import Eintrag
from rollen.pruefung import pruefe_kette
from tests.rollen.seiten import als, fehler
from tests.workflows.campus.conftest import Campus

VORNE = "/standorte/hoerde-clarenberg"


def _angaben(**anders: Any) -> dict[str, Any]:
    return {"tag": "2026-01-20", "titel": "Elterncafé", "text": "Jeden Dienstag.", **anders}


def _trage_ein(campus: Campus) -> Campuseintrag:
    aufgabe = Aufgabenfeld.objects.get(nr=3).pk
    antwort = als(campus.management).post(f"{VORNE}/eintragen/taetigkeit/", _angaben(aufgabe=aufgabe))
    assert (antwort.status_code, antwort.headers["Location"]) == (302, f"{VORNE}/")
    return Campuseintrag.objects.get()


def _protokoll(campus: Campus) -> list[tuple[str, bool]]:
    kette = f"stelle/{campus.hoerde.stelle_id}"
    assert pruefe_kette(kette).heil
    taten = Eintrag.objects.filter(kette=kette).order_by("nr").values_list("aktion", "verweigert")
    return [tat for tat in taten if tat[0].startswith(("campus", "indikator", "messwert"))]


def test_ein_eintrag_wird_geschrieben_geaendert_gestrichen_und_bleibt_im_protokoll(campus: Campus) -> None:
    eintrag = _trage_ein(campus)
    assert (eintrag.aufgabe.nr, eintrag.tag, eintrag.erfasst_von) == (3, date(2026, 1, 20), campus.management)
    browser, seite = als(campus.management), f"{VORNE}/eintraege/{eintrag.pk}/"
    assert browser.get(seite).status_code == 200
    assert browser.post(seite, _angaben(titel="Elterncafé am Dienstag", stand=0)).status_code == 302
    eintrag.refresh_from_db()
    assert (eintrag.titel, eintrag.stand, eintrag.aufgabe.nr) == ("Elterncafé am Dienstag", 1, 3)
    assert browser.post(f"{seite}streichen/", {"stand": 1}).status_code == 302
    assert not Campuseintrag.objects.exists()
    assert _protokoll(campus) == [
        ("campuseintrag_schreiben", False),
        ("campuseintrag_aendern", False),
        ("campuseintrag_streichen", False),
    ]
    letzter = Eintrag.objects.get(aktion="campuseintrag_streichen")
    assert (letzter.vorher["titel"], letzter.vorher["aufgabe"][:6]) == ("Elterncafé am Dienstag", "Aufbau")


def test_wer_langsamer_war_verliert_nichts_getipptes(campus: Campus) -> None:
    eintrag = _trage_ein(campus)
    seite = f"{VORNE}/eintraege/{eintrag.pk}/"
    als(campus.management).post(seite, _angaben(titel="Zuerst", stand=0))
    antwort = als(campus.management).post(seite, _angaben(titel="Danach", stand=0))
    assert (antwort.status_code, "Danach" in antwort.content.decode()) == (409, True)
    assert Campuseintrag.objects.get().titel == "Zuerst"


@pytest.mark.parametrize(
    ("art", "anders", "feld"),
    [
        ("taetigkeit", {}, "aufgabe"),
        ("massnahme", {}, "ziel"),
        ("erkenntnis", {"erkenntnisart": "bewaehrt"}, "fuer_wen"),
        ("erkenntnis", {"erkenntnisart": "bewaehrt", "fuer_wen": "alle", "tag": "2026-02-03"}, "tag"),
        ("evaluation", {"titel": " "}, "titel"),
    ],
)
def test_was_fehlt_steht_am_feld(campus: Campus, art: str, anders: dict[str, str], feld: str) -> None:
    antwort = als(campus.management).post(f"{VORNE}/eintragen/{art}/", _angaben(**anders))
    assert (antwort.status_code, list(fehler(antwort))) == (422, [feld])
    assert not Campuseintrag.objects.exists()


@pytest.mark.parametrize("art", ["massnahme", "erkenntnis", "begleitung", "evaluation"])
def test_jede_art_laesst_sich_eintragen(campus: Campus, art: str) -> None:
    mehr = {"ziel": Ziel.objects.get(nr=1).pk, "erkenntnisart": "offen", "fuer_wen": "Schulen"}
    seite = f"{VORNE}/eintragen/{art}/"
    assert als(campus.management).get(seite).status_code == 200
    assert als(campus.management).post(seite, _angaben(**mehr)).status_code == 302
    eintrag = Campuseintrag.objects.get()
    assert (eintrag.art, bool(eintrag.ziel), bool(eintrag.fuer_wen)) == (
        art,
        art == "massnahme",
        art == "erkenntnis",
    )


def test_ein_fremder_standort_ist_gesperrt_und_nichts_aendert_sich(campus: Campus) -> None:
    eintrag = _trage_ein(campus)
    for person in (campus.nachbar, campus.leitung, campus.finanzen):
        browser = als(person)
        for seite in ("eintragen/evaluation/", f"eintraege/{eintrag.pk}/", "indikatoren/neu/"):
            assert browser.post(f"{VORNE}/{seite}", _angaben(stand=0)).status_code == 403
    assert (
        Client()
        .post(f"{VORNE}/eintragen/evaluation/", _angaben())
        .headers["Location"]
        .startswith("/anmelden/")
    )
    assert list(Campuseintrag.objects.values_list("titel", "stand")) == [("Elterncafé", 0)]
    assert als(campus.management).get(f"{VORNE}/eintragen/quatsch/").status_code == 404


def test_ein_indikator_je_ziel_und_name_und_ein_wert_je_tag(campus: Campus) -> None:
    browser = als(campus.management)
    angaben = {
        "ziel": Ziel.objects.get(nr=2).pk,
        "name": "Eltern",
        "einheit": "Eltern",
        "zielwert": "30",
        "zieltag": "2026-08-31",
    }
    assert browser.post(f"{VORNE}/indikatoren/neu/", angaben).status_code == 302
    doppelt = browser.post(f"{VORNE}/indikatoren/neu/", angaben)
    assert (doppelt.status_code, list(fehler(doppelt))) == (422, ["name"])
    seite = f"{VORNE}/indikatoren/{Indikator.objects.get().pk}/"
    for wert in ("17,5", "18"):
        assert browser.post(seite, {"tag": "2026-01-30", "wert": wert}).status_code == 302
    assert list(Messwert.objects.values_list("tag", "wert")) == [(date(2026, 1, 30), 18)]
    morgen = browser.post(seite, {"tag": "2026-02-03", "wert": "19"})
    assert (morgen.status_code, list(fehler(morgen))) == (422, ["tag"])
    assert [tat for tat, _ in _protokoll(campus)] == [
        "indikator_anlegen",
        "messwert_eintragen",
        "messwert_eintragen",
    ]
    zweiter = Eintrag.objects.filter(aktion="messwert_eintragen").latest("nr")
    assert (zweiter.vorher["messwert"], zweiter.nachher["messwert"]) == ("17.50", "18.00")


def test_die_leitung_haelt_fest_was_entschieden_ist_und_sonst_niemand(campus: Campus) -> None:
    frist = Campusfrist.objects.get(titel="Über die Planstellen entscheiden")
    seite, angaben = f"/campusfristen/{frist.pk}/", {"ergebnis": "Der Rat hat verlängert.", "stand": 0}
    assert als(campus.management).post(seite, angaben).status_code == 403
    frist.refresh_from_db()
    assert frist.erledigt_am is None
    assert als(campus.leitung).get(seite).status_code == 200
    assert als(campus.leitung).post(seite, {"ergebnis": " ", "stand": 0}).status_code == 422
    assert als(campus.leitung).post(seite, angaben).status_code == 302
    frist.refresh_from_db()
    assert (frist.erledigt_am, frist.ergebnis) == (date(2026, 2, 2), "Der Rat hat verlängert.")
    assert als(campus.leitung).post(seite, angaben).status_code == 404
    text = Client().get(f"{VORNE}/").content.decode()
    assert "Der Rat hat verlängert." in text
