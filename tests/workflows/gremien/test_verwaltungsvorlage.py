"""A paper of the administration without a case: written by one, brought in by another, read by everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command
from django.test import Client

from antraege.gremien.models import Gremienvorlage, Gremium, Sitzung
from rollen import uhr
from rollen.models import Benutzer, Eintrag, Stelle
from rollen.models.mitgliedschaft import Ebene
from rollen.pruefung import pruefe_kette
from rollen.tabelle import Rolle
from tests.antraege.dokumente import lesen
from tests.fabriken import person_mit
from tests.gedaechtnis import gemerkt
from tests.rollen.seiten import als, fehler
from tests.workflows.gremien.gremienwelt import VORLAGE

SEITE = "/vorlagen/30000-26/"


@dataclass
class Amt:
    """Fachbereich Schule with a clerk and who signs; a clerk elsewhere."""

    fb40: Stelle
    sb: Benutzer
    leitung: Benutzer
    fremd: Benutzer


@pytest.fixture
def amt(db: None) -> Iterator[Amt]:
    """In January 2026, in a city that has loaded what comes with the product."""
    with uhr.gestellt(datetime(2026, 1, 12, 9, tzinfo=UTC)):
        gemerkt(call_command, "daten_laden", verbosity=0)
        fb40, fb51 = Stelle.objects.get(kuerzel="fb-40"), Stelle.objects.get(kuerzel="fb-51")
        leitung = person_mit(
            Rolle.LEITUNG,
            fb40,
            Ebene.FACHBEREICHSLEITUNG,
            name="Eine Person",
            funktion="Leitung Fachbereich Schule",
        )
        schreibt = person_mit(Rolle.SACHBEARBEITUNG, fb40)
        yield Amt(fb40, schreibt, leitung, person_mit(Rolle.SACHBEARBEITUNG, fb51))


def _angaben(amt: Amt, **anders: Any) -> dict[str, Any]:
    schule, rat = (Gremium.objects.get(name=name).pk for name in ("Schulausschuss", "Rat der Stadt"))
    folge = {
        f"art_{schule}": "empfehlung",
        f"am_{schule}": "2026-03-04",
        f"art_{rat}": "beschluss",
        f"am_{rat}": "2026-03-19",
    }
    kopf = {"drucksache": "30000-26", "stelle": amt.fb40.pk, "datum": "2026-01-12"}
    return {**VORLAGE, **folge, **kopf, "begruendung": "# 1. Anlass\n\n- erstens\n- zweitens", **anders}


def _schreibe(amt: Amt, **anders: Any) -> Any:
    return als(amt.sb).post("/vorlagen/neu/", _angaben(amt, **anders))


def _taten(amt: Amt) -> list[tuple[str, bool]]:
    kette = f"stelle/{amt.fb40.pk}"
    assert pruefe_kette(kette).heil
    namen = ("gremienvorlage_schreiben", "einbringung", "gremienvorlage_zurueckziehen")
    taten = Eintrag.objects.filter(kette=kette, aktion__in=namen).order_by("nr")
    return list(taten.values_list("aktion", "verweigert"))


def test_geschrieben_eingebracht_und_von_jedem_gelesen(amt: Amt) -> None:
    antwort = _schreibe(amt)
    assert (antwort.status_code, antwort.headers["Location"]) == (302, SEITE)
    assert (Client().get(SEITE).status_code, als(amt.fremd).get(SEITE).status_code) == (404, 404)
    assert "30000-26" not in Client().get("/gremien/").content.decode()
    assert "30000-26" in als(amt.sb).get("/gremien/").content.decode()
    assert als(amt.leitung).get(SEITE).status_code == 200
    assert als(amt.leitung).post(f"{SEITE}einbringen/", {"stand": "0"}).status_code == 302
    vorlage = Gremienvorlage.objects.get(drucksache="30000-26")
    assert (vorlage.status, vorlage.gezeichnet) == ("eingebracht", ["Leitung Fachbereich Schule"])
    assert set(Sitzung.objects.filter(am__year=2026).values_list("am", flat=True)) == {
        date(2026, 3, 4),
        date(2026, 3, 19),
    }
    text = Client().get(SEITE).content.decode()
    assert ("1. Anlass" in text, "<li>erstens</li>" in text, "Eine Person" in text) == (True, True, False)
    assert Client().get(f"{SEITE}pdf/").content[:5] == b"%PDF-"
    assert als(amt.leitung).post(f"{SEITE}einbringen/").status_code == 409
    assert _taten(amt) == [("gremienvorlage_schreiben", False), ("einbringung", False)]


def test_wer_geschrieben_hat_bringt_nicht_ein_und_wer_fremd_ist_gar_nichts(amt: Amt) -> None:
    _schreibe(amt)
    Gremienvorlage.objects.filter(drucksache="30000-26").update(geschrieben_von=amt.leitung)
    assert "Einbringen muss sie eine andere Person" in als(amt.leitung).get(SEITE).content.decode()
    assert als(amt.leitung).post(f"{SEITE}einbringen/").status_code == 403
    assert als(amt.sb).post(f"{SEITE}einbringen/").status_code == 403
    assert als(amt.fremd).post(f"{SEITE}bearbeiten/", _angaben(amt)).status_code == 403
    assert als(amt.fremd).post("/vorlagen/neu/", _angaben(amt, drucksache="30001-26")).status_code == 422
    assert Client().post("/vorlagen/neu/", _angaben(amt)).headers["Location"].startswith("/anmelden/")
    assert Gremienvorlage.objects.get(drucksache="30000-26").status == "entwurf"
    assert _taten(amt)[-1] == ("einbringung", True)


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"drucksache": "24046-22"}, "drucksache"),
        ({"drucksache": "dreißig"}, "drucksache"),
        ({"begruendung": ""}, "begruendung"),
        ({"datum": ""}, "datum"),
    ],
)
def test_was_nicht_stimmt_steht_am_feld_und_nichts_ist_verloren(
    amt: Amt, anders: dict[str, str], feld: str
) -> None:
    antwort = _schreibe(amt, **anders)
    assert (antwort.status_code, list(fehler(antwort))) == (422, [feld])
    assert antwort.context["form"].data["tagesordnungspunkt"] == VORLAGE["tagesordnungspunkt"]
    assert Gremienvorlage.objects.count() == 1


@pytest.mark.parametrize("stand", ["", "0", "x"])
def test_was_inzwischen_anders_lautet_wird_nicht_gezeichnet_und_nicht_ueberschrieben(
    amt: Amt, stand: str
) -> None:
    _schreibe(amt)
    browser = als(amt.sb)
    browser.post(f"{SEITE}bearbeiten/", _angaben(amt, tagesordnungspunkt="Zweite Fassung", stand="0"))
    dritte = _angaben(amt, tagesordnungspunkt="Dritte Fassung", stand=stand)
    veraltet = browser.post(f"{SEITE}bearbeiten/", dritte)
    assert (veraltet.status_code, "Dritte Fassung" in veraltet.content.decode()) == (409, True)
    assert als(amt.leitung).post(f"{SEITE}einbringen/", {"stand": stand}).status_code == 409
    assert browser.post(f"{SEITE}zurueckziehen/", {"grund": "Nein.", "stand": stand}).status_code == 409
    vorlage = Gremienvorlage.objects.get(drucksache="30000-26")
    assert (vorlage.status, vorlage.tagesordnungspunkt) == ("entwurf", "Zweite Fassung")
    assert [tat for tat, _ in _taten(amt)] == ["gremienvorlage_schreiben"] * 2
    seite = als(amt.leitung).get(SEITE).content.decode()
    assert '<input type="hidden" name="stand" value="1">' in seite


def test_ein_entwurf_wird_neu_geschrieben_und_zurueckgezogen(amt: Amt) -> None:
    _schreibe(amt)
    browser = als(amt.sb)
    assert browser.get(f"{SEITE}bearbeiten/").context["form"].initial["drucksache"] == "30000-26"
    neu = _angaben(amt, tagesordnungspunkt="Planstellen verstetigen", stand="0")
    assert browser.post(f"{SEITE}bearbeiten/", neu).status_code == 302
    vorlage = Gremienvorlage.objects.get(drucksache="30000-26")
    assert (vorlage.tagesordnungspunkt, vorlage.beratungen.count()) == ("Planstellen verstetigen", 2)
    assert browser.post(f"{SEITE}zurueckziehen/", {"grund": " "}).status_code == 422
    assert browser.post(f"{SEITE}zurueckziehen/", {"grund": "Kommt später.", "stand": "1"}).status_code == 302
    vorlage.refresh_from_db()
    assert (vorlage.status, vorlage.grund) == ("zurueckgezogen", "Kommt später.")
    assert (Client().get(SEITE).status_code, browser.post(f"{SEITE}bearbeiten/", neu).status_code) == (
        404,
        409,
    )
    assert [tat for tat, _ in _taten(amt)] == [
        "gremienvorlage_schreiben",
        "gremienvorlage_schreiben",
        "gremienvorlage_zurueckziehen",
    ]


TABELLEN = {
    "stellen": "Projektleitung;EG 14;1,0;31.08.2027",
    "tabelle_personal": "KST;Sachkonto;Bezeichnung;2026;2027\n400101;500200;Beschäftigtenentgelt;81.100;200.300",
    "einleitung_personal": "Die Stelle verursacht:",
}


def test_tabellen_stehen_auf_der_seite_und_kommen_beim_bearbeiten_wieder(amt: Amt) -> None:
    assert _schreibe(amt, **TABELLEN).status_code == 302
    seite = als(amt.sb).get(SEITE)
    text = " ".join(seite.content.decode().split())
    for stelle in ("Die Stelle verursacht:", "81.100", "200.300", "281.400", "Projektleitung", "08/2027"):
        assert stelle in text.replace("\N{NO-BREAK SPACE}", " ")
    werte = als(amt.sb).get(f"{SEITE}bearbeiten/").context["form"].initial
    assert (
        werte["tabelle_personal"].splitlines()[1] == "400101;500200;Beschäftigtenentgelt;81.100,00;200.300,00"
    )
    assert werte["stellen"].splitlines()[1] == "Projektleitung;EG 14;1,0;31.08.2027"
    assert als(amt.sb).post(f"{SEITE}bearbeiten/", _angaben(amt, stand="0")).status_code == 302
    vorlage = Gremienvorlage.objects.get(drucksache="30000-26")
    assert (vorlage.tabellen, vorlage.stellen) == ([], [])


def test_eine_tabelle_kommt_aus_dem_haushalt_den_man_sieht_und_gespeichert_ist_nichts(amt: Amt) -> None:
    werte = _angaben(amt, fuellen="sach", haushalt_sach="400303020400", begruendung="")
    antwort = als(amt.sb).post("/vorlagen/neu/", werte)
    form = antwort.context["form"]
    assert (antwort.status_code, form.initial["tagesordnungspunkt"]) == (200, VORLAGE["tagesordnungspunkt"])
    zeilen = form.initial["tabelle_sach"].splitlines()
    assert (len(zeilen), zeilen[0]) == (6, "Auftrag;Sachkonto;Bezeichnung;2022;2023;2024;2025;2026")
    assert form.initial["erlaeuterung_sach"] == "Quelle: Haushalt, Stand 12.01.2026."
    assert zeilen[1] in antwort.content.decode()
    fremd = als(amt.fremd).post("/vorlagen/neu/", werte)
    assert (fremd.status_code, "steht dazu nichts" in fremd.content.decode()) == (422, True)
    assert als(amt.sb).post("/vorlagen/neu/", {**werte, "fuellen": "unsinn"}).status_code == 404
    assert Gremienvorlage.objects.count() == 1


def test_die_vorschau_zeigt_die_vorlage_und_behaelt_nichts(amt: Amt) -> None:
    antwort = _schreibe(amt, vorschau="ja", **TABELLEN)
    text = " ".join(antwort.content.decode().split())
    assert (antwort.status_code, "So stünde die Vorlage da." in text, "Beschäftigtenentgelt" in text) == (
        200,
        True,
        True,
    )
    assert (Gremienvorlage.objects.count(), _taten(amt)) == (1, [])
    assert _schreibe(amt, vorschau="ja", drucksache="24046-22").status_code == 422


@pytest.mark.parametrize(
    ("anders", "feld", "satz"),
    [
        ({"tabelle_personal": "viel Text"}, "tabelle_personal", "Die erste Zeile nennt die Spalten"),
        ({"tabelle_personal": "KST;Bezeichnung;2026\n1;x;abc"}, "tabelle_personal", "„abc“ ist kein Betrag"),
        ({"stellen": "Büro;EG 6;viel;"}, "stellen", "kein Umfang in vzv"),
        ({"tabelle_personal": ""}, "tabelle_personal", "Zu diesen Texten fehlt die Tabelle."),
    ],
)
def test_eine_tabelle_die_niemand_lesen_kann_wird_abgewiesen(
    amt: Amt, anders: dict[str, str], feld: str, satz: str
) -> None:
    antwort = _schreibe(amt, **{**TABELLEN, **anders})
    assert (antwort.status_code, list(fehler(antwort))) == (422, [feld])
    assert satz in str(fehler(antwort)[feld])
    assert antwort.context["form"].data["einleitung_personal"] == "Die Stelle verursacht:"
    assert Gremienvorlage.objects.count() == 1


@pytest.mark.pdf
def test_die_tabellen_stehen_getaggt_im_pdf(amt: Amt) -> None:
    _schreibe(amt, **TABELLEN)
    pdf = als(amt.sb).get(f"{SEITE}pdf/").content
    assert "Beschäftigtenentgelt81.100€200.300€" in lesen.textkoerper(pdf)
    with pikepdf.open(BytesIO(pdf)) as datei:
        rollen = lesen.struktur(datei)
    assert (rollen.count("Table"), rollen.count("Caption")) == (4, 4)  # head, bodies, posts, Aufwand
