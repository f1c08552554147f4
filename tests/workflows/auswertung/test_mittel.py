"""Money per Auftrag and Sachkonto against figures counted by hand; each leads to Buchungen of the same sum."""

import csv
import io

import pytest
from django.urls import reverse

from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.workflows.auswertung.conftest import AUFTRAG, D

pytestmark = pytest.mark.usefixtures("gebucht")
SPALTEN = ("ansatz", "deckung", "vorgemerkt", "gebunden", "ausgezahlt", "erstattet")


def zeile(posten):
    return [posten.summen[spalte] for spalte in SPALTEN]


@pytest.mark.beide_datenbanken
def test_fuenf_zeilen_eines_auftrags_sind_eine_zahl(als):
    kontext = als("leitung").get(reverse("auswertungen")).context
    (auftrag,) = kontext["posten"]
    assert (auftrag.name, auftrag.neben) == (AUFTRAG, "2 Haushaltsstellen")
    assert zeile(auftrag) == [D("33000"), 0, 0, D("300"), D("280"), D("50")]
    assert (auftrag.vorjahr, auftrag.abfluss, auftrag.prognose) == (D("400"), D("230"), D("530"))
    assert auftrag.quote == D("0.7")  # 230 of 33,000
    assert zeile(kontext["summe"]) == zeile(auftrag)
    assert [s.jahr for s in kontext["verlauf"].saeulen] == [2022, 2023]


def test_ein_auftrag_oeffnet_sich_in_seine_zeilen_und_gegen_das_vorjahr(als):
    kontext = als("leitung").get(reverse("auswertungen"), {"auftrag": AUFTRAG, "jahr": "2023"}).context
    assert [(p.name, p.neben, p.summen["ausgezahlt"], p.vorjahr) for p in kontext["posten"]] == [
        ("529100", "Projekte", D("200"), D("400")),
        ("540200", "Fortbildungen", D("80"), D("0")),
    ]
    sachkonten = als("leitung").get(reverse("auswertungen"), {"gruppe": "sachkonto"}).context["posten"]
    assert [(p.name, p.summen["ausgezahlt"], p.vorjahr) for p in sachkonten] == [
        ("529100", D("200"), D("400")),
        ("540200", D("80"), D("0")),
    ]


@pytest.mark.beide_datenbanken
@pytest.mark.parametrize("wahl", [{}, {"gruppe": "sachkonto"}, {"auftrag": AUFTRAG}, {"jahr": "2022"}])
def test_jede_zahl_fuehrt_zu_buchungen_mit_derselben_summe(als, wahl):
    browser = als("leitung")
    kontext = browser.get(reverse("auswertungen"), wahl).context
    gefolgt = 0
    for p in [*kontext["posten"], kontext["summe"]]:
        ziele = [(p.ziel, spalte, p.summen[spalte]) for spalte in SPALTEN]
        for ziel, spalte, betrag in [*ziele, (p.ziel_vorjahr, "ausgezahlt", p.vorjahr)]:
            if betrag:
                assert browser.get(f"{ziel}spalte={spalte}").context["summe"] == betrag
                gefolgt += 1
    assert gefolgt > 3


def test_die_datei_sagt_dasselbe(als):
    antwort = als("leitung").get(reverse("auswertungen"), {"format": "csv", "auftrag": AUFTRAG})
    zeilen = list(csv.reader(io.StringIO(antwort.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert zeilen[1][:3] == ["2023", "529100", "Projekte"]
    assert zeilen[1][3:] == [
        *("30.000,00", "0,00", "0,00", "300,00", "200,00", "50,00", "29.550,00", "450,00", "0,50", "400,00")
    ]
    xlsx = als("leitung").get(reverse("auswertungen"), {"format": "xlsx"})
    assert b"".join(xlsx.streaming_content).startswith(b"PK")


def test_unsinn_in_der_adresse_fuehrt_zur_seite_ohne_filter(als):
    for wahl in ({"jahr": "0"}, {"jahr": "x"}, {"gruppe": "<b>"}, {"auftrag": "9" * 500}):
        antwort = als("leitung").get(reverse("auswertungen"), wahl)
        assert (antwort.status_code, len(antwort.context["posten"])) == (200, 1)


def test_nur_wer_auswerten_darf_und_nur_die_eigenen_zeilen(als, welt, client):
    for wer, status in (("pruefung", 200), ("fi", 200), ("sb", 403), ("zeichnung", 403)):
        assert als(wer).get(reverse("auswertungen")).status_code == status
    client.force_login(person_mit(Rolle.LEITUNG, welt.stellen["fb51"]))
    fremd = client.get(reverse("auswertungen"), {"auftrag": AUFTRAG})
    assert fremd.context["posten"] == []
    assert "Fortbildungen" not in fremd.content.decode()
