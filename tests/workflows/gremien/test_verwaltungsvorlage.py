"""A paper of the administration without a case: written by one, brought in by another, read by everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from antraege.gremien.models import Gremienvorlage, Gremium, Sitzung
from rollen import uhr
from rollen.models import Benutzer, Eintrag, Stelle
from rollen.models.mitgliedschaft import Ebene
from rollen.pruefung import pruefe_kette
from rollen.tabelle import Rolle
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
