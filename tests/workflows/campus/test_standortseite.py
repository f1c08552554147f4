"""The page of a site: what everybody reads, what only people with a right there see, how many queries it takes."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from antraege.angebote.models import Standort
from antraege.campus import dienst
from antraege.campus.models import Aufgabenfeld, Ziel
from antraege.gremien.models import Gremium, Sitzung
from tests.fabriken import StelleFactory
from tests.rollen.seiten import als
from tests.workflows.campus.conftest import Campus

SEITE = "/standorte/hoerde-clarenberg/"


def _eintrag(campus: Campus, **anders: object) -> None:
    felder = {
        "art": "taetigkeit",
        "aufgabe": Aufgabenfeld.objects.get(nr=3),
        "tag": date(2026, 1, 20),
        "titel": "Elterncafé geöffnet",
        "text": "Jeden Dienstag.",
        **anders,
    }
    dienst.trage_ein(campus.hoerde, felder, akteur=campus.management)


def test_wer_nicht_angemeldet_ist_liest_alles_ausser_notizen_und_haushalt(campus: Campus) -> None:
    _eintrag(campus)
    _eintrag(campus, titel="Vertretung geklärt", intern=True)
    antwort = Client().get(SEITE)
    text = antwort.content.decode()
    assert antwort.status_code == 200
    assert ("Elterncafé geöffnet" in text, "Vertretung geklärt" in text) == (True, False)
    assert antwort.context["geld"] == []
    assert ("Stand im Haushalt" in text, "Ergebnis eintragen" in text) == (False, False)
    assert "/eintragen/" not in text
    assert [len(gruppe.eintraege) for gruppe in antwort.context["aufgaben"]] == [0, 0, 1, 0, 0, 0]
    assert [gruppe.zu.nr for gruppe in antwort.context["ziele"]] == [1, 2, 3, 4, 5]


def test_das_campus_management_liest_seine_notizen_und_das_des_nachbarn_nicht(campus: Campus) -> None:
    _eintrag(campus, titel="Vertretung geklärt", intern=True)
    eigene, fremde = (als(p).get(SEITE).content.decode() for p in (campus.management, campus.nachbar))
    assert ("Vertretung geklärt" in eigene, "Vertretung geklärt" in fremde) == (True, False)
    assert ("/eintragen/taetigkeit/" in eigene, "/eintragen/taetigkeit/" in fremde) == (True, False)
    assert "Über die Planstellen entscheiden" in eigene


def test_wer_den_haushalt_sieht_sieht_geplant_gebunden_und_bezahlt_aus_dem_hauptbuch(campus: Campus) -> None:
    geld = als(campus.finanzen).get(SEITE).context["geld"]
    assert [(g.jahr, g.geplant, g.gebunden, g.bezahlt, g.frei) for g in geld] == [
        (2022, 12584, 0, 0, 12584),
        *((jahr, 30200, 0, 0, 30200) for jahr in (2023, 2024, 2025, 2026)),
    ]


def test_die_erinnerung_steht_oben_und_die_leitung_haelt_das_ergebnis_fest(campus: Campus) -> None:
    text = als(campus.leitung).get(SEITE).content.decode()
    assert "Ergebnis eintragen: Über die Planstellen entscheiden" in text
    assert "Ergebnis eintragen" not in als(campus.management).get(SEITE).content.decode()


def test_ein_indikator_zeigt_ziel_werte_und_wie_weit_es_ist(campus: Campus) -> None:
    felder = {
        "ziel": Ziel.objects.get(nr=2),
        "name": "Eltern im Elterncafé",
        "einheit": "Eltern",
        "zielwert": Decimal(30),
        "zieltag": date(2026, 8, 31),
    }
    indikator = dienst.lege_indikator_an(campus.hoerde, felder, akteur=campus.management)
    for tag, wert in ((date(2025, 10, 1), "9"), (date(2026, 1, 30), "22.5")):
        dienst.miss(indikator, tag, Decimal(wert), "", akteur=campus.management)
    antwort = Client().get(SEITE)
    reihe = antwort.context["ziele"][1].messreihen[0]
    assert ([wert.wert for wert in reihe.werte], reihe.anteil) == ([9, Decimal("22.5")], 75)
    text = " ".join(antwort.content.decode().split())
    assert ("30 Eltern bis" in text, "22,5" in text, "75 %" in text) == (True, True, True)


def test_der_kalender_zeigt_sitzungen_fristen_und_was_der_standort_plant(campus: Campus) -> None:
    rat = Gremium.objects.get(name="Rat der Stadt")
    Sitzung.objects.create(gremium=rat, am=date(2026, 3, 19))
    Sitzung.objects.create(gremium=rat, am=date(2026, 4, 23), abgesagt=True)
    _eintrag(campus, art="evaluation", aufgabe=None, tag=date(2026, 3, 2), titel="Auswertungsgespräch")
    termine = Client().get(SEITE).context["termine"]
    assert [(t.tag.isoformat(), t.was) for t in termine] == [
        ("2026-03-02", "Auswertungsgespräch"),
        ("2026-03-19", "Sitzung: Rat der Stadt"),
        ("2026-08-31", "Ergebnis der Evaluation vorlegen"),
        ("2026-08-31", "Über die Planstellen entscheiden"),
    ]


def test_die_seite_braucht_immer_gleich_viele_abfragen(campus: Campus, django_assert_max_num_queries) -> None:
    for nr in range(12):
        _eintrag(campus, titel=f"Eintrag {nr}")
    with django_assert_max_num_queries(20):
        Client().get(SEITE)


def test_einen_standort_den_es_nicht_gibt_gibt_es_nicht(campus: Campus) -> None:
    assert Client().get("/standorte/nirgendwo/").status_code == 404


@pytest.mark.django_db
def test_ein_standort_ohne_alles_hat_auch_eine_seite() -> None:
    Standort.objects.create(stelle=StelleFactory(kuerzel="neu", art="standort"), quartier="Neu")
    antwort = Client().get("/standorte/neu/")
    assert (antwort.status_code, antwort.context["vorlage"]) == (200, None)
