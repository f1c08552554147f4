"""The Änderungsbescheid as data."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import Dokument
from antraege.dokumente.fakten.aenderung import Topfaenderung
from antraege.dokumente.fakten.grund import FaktenFehler, Jahresbetrag, Rechtsregime
from antraege.dokumente.inhalt.aenderung import aenderungsablehnung, aenderungsbescheid
from tests.antraege.dokumente.beispiele import INTERN, TEXTE, aenderungsablehnungsfakten, aenderungsfakten
from tests.antraege.dokumente.bloeckelesen import (
    abschnitt,
    ganzer_text,
    tabellen,
    texte_von,
    ueberschriften,
)

NICHTS: dict[str, Any] = {
    "betrag_neu": None,
    "zeitraum_neu": None,
    "plan": (),
    "jahresbetraege_neu": (),
    "nachweis_bis_neu": None,
    "auflagen_neu": (),
    "sonstige": (),
}


def bescheid(**anders: Any) -> Dokument:
    return aenderungsbescheid(aenderungsfakten(**anders), texte=TEXTE)


def test_bescheid_shows_old_and_new():
    dokument = bescheid()

    assert dokument.titel == "1. Änderungsbescheid"
    assert tabellen(dokument)["Änderungen im Überblick"].zeilen == (
        ("Zuwendung (Höchstbetrag)", "14.000,00\u00a0€", "13.000,00\u00a0€"),
        ("Bewilligungszeitraum", "01.03.2023 bis 31.12.2023", "01.03.2023 bis 31.03.2024"),
        ("Verwendungsnachweis fällig am", "Dienstag, 02.04.2024", "Montag, 01.07.2024"),
        ("Ort", "Stift-Grundschule", "Jugendfreizeitstätte am Clarenberg"),
    )
    assert tabellen(dokument)["Ausgaben"].zeilen[-1] == (
        "Summe",
        "",
        "20.000,00\u00a0€",
        "19.000,00\u00a0€",
        "-1.000,00\u00a0€",
    )


def test_bescheid_has_its_sections():
    assert ueberschriften(bescheid()) == [
        "1. Änderung",
        "2. Kosten- und Finanzierungsplan",
        "3. Haushaltsjahre",
        "4. Weitere Nebenbestimmungen",
        "5. Was unverändert bleibt",
        "6. Begründung",
        "7. Rechtsgrundlagen",
        "8. Rechtsbehelfsbelehrung",
    ]
    assert "Vorbehalt, dass der Rat" in texte_von(abschnitt(bescheid(), "Haushaltsjahre"))


def test_only_the_period_changes():
    anders = NICHTS | {"zeitraum_neu": aenderungsfakten().zeitraum_neu, "antrag_vom": None}
    dokument = bescheid(**anders)

    assert [titel.split(". ")[1] for titel in ueberschriften(dokument)] == [
        "Änderung",
        "Was unverändert bleibt",
        "Begründung",
        "Rechtsgrundlagen",
        "Rechtsbehelfsbelehrung",
    ]
    assert texte_von(abschnitt(dokument, "Begründung")).startswith("Die Änderung erfolgt von Amts wegen.")


@pytest.mark.parametrize(
    ("regime", "eigenes", "rechtsbehelf", "fremdes"),
    [("vwvfg", "VwVfG NRW", "Klage beim", "SGB"), ("sgbx", "§ 74 des Achten", "Widerspruch bei", "VwVfG")],
)
def test_law_follows_the_regime(regime: str, eigenes: str, rechtsbehelf: str, fremdes: str):
    dokument = bescheid(rechtsregime=Rechtsregime(regime))

    assert eigenes in texte_von(abschnitt(dokument, "Rechtsgrundlagen"))
    assert rechtsbehelf in texte_von(abschnitt(dokument, "Rechtsbehelfsbelehrung"))
    assert fremdes not in ganzer_text(dokument)


def test_towards_the_city_it_is_an_internal_order():
    dokument = bescheid(rahmen=replace(INTERN, datum=date(2023, 10, 16)))

    assert dokument.titel == "Änderung der internen Mittelzuweisung"
    assert ("Rechtsbehelf" in ganzer_text(dokument), "Bescheid" in ganzer_text(dokument)) == (False, False)


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        (NICHTS, "Der Änderungsbescheid ändert nichts."),
        ({"gruende": ""}, "Die Änderung braucht eine Begründung."),
        ({"betrag_neu": Decimal("0.00")}, "nötig wäre ein Widerruf"),
        (
            {"jahresbetraege_neu": (Jahresbetrag(jahr=2023, betrag=Decimal("1.00")),)},
            "Die Jahresbeträge ergeben nicht den neuen Betrag.",
        ),
        ({"plan": aenderungsfakten().plan[1:]}, "Ausgaben und Deckung des neuen Finanzierungsplans"),
        ({"nachweis_bis_neu": date(2024, 3, 31)}, "Der Nachweis wäre vor dem Ende"),
    ],
)
def test_bescheid_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        aenderungsfakten(**anders)


@pytest.mark.parametrize(("regime", "rechtsbehelf"), [("vwvfg", "Klage beim"), ("sgbx", "Widerspruch bei")])
def test_refusal_names_what_was_asked_reasons_and_law(regime: str, rechtsbehelf: str):
    fakten = aenderungsablehnungsfakten(rechtsregime=Rechtsregime(regime))
    dokument = aenderungsablehnung(fakten, texte=TEXTE)

    assert "16.000,00 € statt 14.000,00 €" in texte_von(abschnitt(dokument, "Sachverhalt"))
    assert "ausgeschöpft" in texte_von(abschnitt(dokument, "Begründung"))
    assert rechtsbehelf in texte_von(abschnitt(dokument, "Rechtsbehelfsbelehrung"))


def test_refusal_towards_the_city_is_internal():
    dokument = aenderungsablehnung(aenderungsablehnungsfakten(rahmen=INTERN), texte=TEXTE)

    assert [titel.split(". ")[1] for titel in ueberschriften(dokument)] == [
        "Entscheidung",
        "Sachverhalt",
        "Begründung",
    ]


@pytest.mark.parametrize("anders", [{"gewuenscht": ()}, {"gruende": ""}, {"ermessen": " "}])
def test_refusal_needs_wish_reasons_and_discretion(anders: dict):
    with pytest.raises(FaktenFehler, match="Ablehnung nennt"):
        aenderungsablehnungsfakten(**anders)


POTS = (
    Topfaenderung(
        herkunft="Fachbereich Schule", jahr=2023, bisher=Decimal("8000.00"), neu=Decimal("7500.50")
    ),
    Topfaenderung(herkunft="Jugendamt", jahr=2023, bisher=Decimal("6000.00"), neu=Decimal("5499.50")),
)


def test_bescheid_shows_the_pots_before_and_after():
    zeilen = tabellen(bescheid(toepfe=POTS))["Gemeinsame Förderung: wer die Zuwendung trägt"].zeilen

    assert zeilen[0] == ("Fachbereich Schule", "2023", "8.000,00\u00a0€", "7.500,50\u00a0€", "-499,50\u00a0€")
    assert zeilen[-1] == ("Summe", "", "14.000,00\u00a0€", "13.000,00\u00a0€", "-1.000,00\u00a0€")


def test_bescheid_of_pots_alone_is_a_change_and_pots_must_add_up():
    gleich = (replace(POTS[0], neu=Decimal("8500.00")), replace(POTS[1], neu=Decimal("5500.00")))

    assert "Gemeinsame Förderung" in ganzer_text(bescheid(**NICHTS, toepfe=gleich))
    with pytest.raises(FaktenFehler, match="Töpfe"):
        bescheid(toepfe=gleich)
