"""The pages of changes and versions: who sees them, what comes back, nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from fixtures.vorfuehrung.aenderungsmuster import eingaben
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import beantrage, bewilligt, entscheide
from tests.workflows.besuch import bild

Als = Callable[[str], Client]


@pytest.fixture
def antrag(welt: Welt) -> Antrag:
    """Approved with 6,000 €."""
    return bewilligt(welt)


def _seite(antrag: Antrag, name: str, *mehr: int) -> str:
    return reverse(name, args=[antrag.pk, *mehr])


def test_wer_die_seite_zum_beantragen_sieht(antrag: Antrag, als: Als) -> None:
    seite = _seite(antrag, "aenderung_beantragen")
    antworten = {
        wer: als(wer).get(seite).status_code for wer in ("zeichnung", "sb", "antrag", "kita", "leitung")
    }
    assert antworten == {"zeichnung": 200, "sb": 200, "antrag": 403, "kita": 404, "leitung": 403}


def test_beantragen_fuehrt_zur_aenderung(welt: Welt, antrag: Antrag, als: Als) -> None:
    daten = eingaben(antrag, "verlaengerung", neues_ende="2023-09-30", stand=antrag.stand)
    antwort = als("zeichnung").post(_seite(antrag, "aenderung_beantragen"), daten)
    assert (antwort.status_code, antwort.headers["Location"]) == (302, _seite(antrag, "aenderung", 1))
    seite = als("zeichnung").get(_seite(antrag, "aenderung", 1)).content.decode()
    assert ("30.06.2023" in seite, "30.09.2023" in seite, "Änderung zurückziehen" in seite) == (
        True,
        True,
        True,
    )


def test_maengel_kommen_mit_allem_getippten_zurueck(antrag: Antrag, als: Als) -> None:
    vorher = bild()
    daten = eingaben(
        antrag,
        "umschichtung",
        betraege={"Honorare": "4.111,11"},
        begruendung="Mehr Stunden.",
        stand=antrag.stand,
    )
    antwort = als("zeichnung").post(_seite(antrag, "aenderung_beantragen"), daten)
    text = antwort.content.decode()
    assert (antwort.status_code, "4.111,11" in text, "Mehr Stunden." in text) == (422, True, True)
    assert "Die Ausgaben sind um 111,11" in text
    assert bild() == vorher


def test_eine_zeile_mehr_ohne_javascript(antrag: Antrag, als: Als) -> None:
    daten = eingaben(antrag, "umschichtung", begruendung="Mehr Stunden.", zeile="ausgabe")
    antwort = als("zeichnung").post(_seite(antrag, "aenderung_beantragen"), daten)
    text = antwort.content.decode()
    assert (antwort.status_code, "Mehr Stunden." in text) == (200, True)
    assert 'name="form-TOTAL_FORMS" value="4"' in text


def test_veralteter_stand_ist_409_und_behaelt_die_eingaben(antrag: Antrag, als: Als) -> None:
    daten = eingaben(antrag, "verlaengerung", neues_ende="2023-09-30", begruendung="Krankheit.", stand=0)
    antwort = als("zeichnung").post(_seite(antrag, "aenderung_beantragen"), daten)
    assert (antwort.status_code, "Krankheit." in antwort.content.decode()) == (409, True)
    assert not antrag.aenderungen.exists()


def test_zurueckziehen_mit_bedenkzeit(welt: Welt, antrag: Antrag, als: Als) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    seite = _seite(antrag, "aenderung_zurueckziehen", 1)
    assert als("sb").get(seite).status_code == 403
    assert als("zeichnung").post(seite, {"grund": ""}).status_code == 422
    assert als("zeichnung").post(seite, {"grund": "", "sicher": "on"}).status_code == 302
    assert als("zeichnung").get(seite).status_code == 404


def test_unterschied_sehen_traeger_sachbearbeitung_leitung_und_pruefung(
    welt: Welt, antrag: Antrag, als: Als
) -> None:
    beantrage(welt, antrag, "betrag", betraege={"Honorare": "5.000,00", "Zuwendung": "7.000,00"})
    entscheide(welt, antrag)
    seiten = (_seite(antrag, "aenderung", 1), f"{_seite(antrag, 'staende')}?von=2&bis=3")
    for wer in ("zeichnung", "sb", "leitung", "pruefung"):
        texte = [als(wer).get(seite).content.decode() for seite in seiten]
        assert ["7.000,00\xa0€" in text for text in texte] == [True, True], wer
    assert [als("kita").get(seite).status_code for seite in seiten] == [404, 404]


def test_namen_der_stelle_bleiben_innen(welt: Welt, antrag: Antrag, als: Als) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    entscheide(welt, antrag)
    seite = _seite(antrag, "aenderung", 1)
    texte = {wer: als(wer).get(seite).content.decode() for wer in ("zeichnung", "sb")}
    gesehen = {
        wer: ("Leitung FB 40" in text, "Notwendig und finanziert." in text) for wer, text in texte.items()
    }
    assert gesehen == {"zeichnung": (False, False), "sb": (True, True)}


def test_fall_und_status_nennen_die_aenderung(welt: Welt, antrag: Antrag, als: Als) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    for wer, name in (("sb", "fall"), ("zeichnung", "antrag_status")):
        assert _seite(antrag, "aenderung", 1) in als(wer).get(_seite(antrag, name)).content.decode()


def test_fassungen_mit_nur_einer(welt: Welt, als: Als) -> None:
    neu = welt.eingereicht(betrag="500.00")
    assert "Es gibt nur eine Fassung." in als("sb").get(_seite(neu, "staende")).content.decode()
