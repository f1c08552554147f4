"""Stundung, Niederschlagung, Erlass, Mahnung and the end of a case as data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import Absatz, Kasten
from antraege.dokumente.fakten.grund import FaktenFehler, Rechtsregime
from antraege.dokumente.inhalt.forderung import (
    erlassbescheid,
    mahnung,
    niederschlagungsvermerk,
    schlussmitteilung,
    stundungsbescheid,
)
from tests.antraege.dokumente.beispiele import (
    TEXTE,
    erlassfakten,
    mahnungsfakten,
    niederschlagungsfakten,
    schlussfakten,
    stundungsfakten,
)
from tests.antraege.dokumente.beispiele.forderung import SPAETER
from tests.antraege.dokumente.bloeckelesen import (
    abschnitt,
    ganzer_text,
    tabellen,
    texte_von,
    ueberschriften,
)

NULL = Decimal("0.00")
OHNE_ZINSEN = {
    "zinssatz": None,
    "zinsgrundlage": "",
    "zinsen": NULL,
    "zinsverzicht": "Der Verein lebt von Spenden.",
    "raten": (),
}


def test_stundung_names_instalments_interest_and_revocation():
    dokument = stundungsbescheid(stundungsfakten(), texte=TEXTE)

    assert ueberschriften(dokument) == [
        "1. Entscheidung",
        "2. Forderung und Zahlung",
        "3. Zinsen",
        "4. Widerrufsvorbehalt",
        "5. Begründung",
        "6. Rechtsgrundlagen",
        "7. Rechtsbehelfsbelehrung",
    ]
    assert texte_von(abschnitt(dokument, "Entscheidung")).split("\n") == [
        (
            "Die Forderung aus dem Bescheid vom 20.02.2025 wird in Höhe von 13.234,26\u00a0€ gestundet. "
            "Sie zahlen sie in den unten genannten Raten, zuletzt bis Dienstag, 01.07.2025."
        ),
        (
            "Für die Dauer der Stundung erheben wir Zinsen von 2,00 Prozent im Jahr. "
            "Sie betragen bei pünktlicher Zahlung 33,07\u00a0€."
        ),
        "Die Stundung steht unter dem Vorbehalt des Widerrufs.",
    ]
    assert tabellen(dokument)["Ratenplan"].zeilen[-1] == ("Summe", "", "13.267,33\u00a0€")
    assert tabellen(dokument)["Offene Forderung"].zeilen[-1] == ("Zu zahlen", "13.267,33\u00a0€")


def test_stundung_without_interest_and_with_security():
    dokument = stundungsbescheid(
        stundungsfakten(**OHNE_ZINSEN, sicherheit="Bürgschaft des Dachverbandes"), texte=TEXTE
    )

    assert texte_von(abschnitt(dokument, "Zinsen")).endswith("Der Verein lebt von Spenden.")
    assert texte_von(abschnitt(dokument, "Sicherheit")).endswith("Bürgschaft des Dachverbandes")
    assert "Ratenplan" not in tabellen(dokument)


@pytest.mark.parametrize(
    ("regime", "eigenes", "rechtsbehelf", "fremdes"),
    [("vwvfg", "VwVfG NRW", "Klage beim", "SGB"), ("sgbx", "SGB X", "Widerspruch bei", "VwVfG")],
)
@pytest.mark.parametrize(
    ("schreibe", "fakten"), [(stundungsbescheid, stundungsfakten), (erlassbescheid, erlassfakten)]
)
def test_law_follows_the_regime(
    schreibe: Callable[..., Any],
    fakten: Callable[..., Any],
    regime: str,
    eigenes: str,
    rechtsbehelf: str,
    fremdes: str,
):
    dokument = schreibe(fakten(rechtsregime=Rechtsregime(regime)), texte=TEXTE)

    assert eigenes in texte_von(abschnitt(dokument, "Rechtsgrundlagen"))
    assert rechtsbehelf in texte_von(abschnitt(dokument, "Rechtsbehelfsbelehrung"))
    assert fremdes not in ganzer_text(dokument)


def test_niederschlagung_is_internal_for_a_time_or_for_good():
    befristet = niederschlagungsvermerk(niederschlagungsfakten(), texte=TEXTE)
    fuer_immer = niederschlagungsvermerk(
        niederschlagungsfakten(befristet_bis=None, bisherige_schritte=()), texte=TEXTE
    )

    assert abschnitt(befristet, "Entscheidung") == [
        Kasten(
            "Die Forderung von 13.234,26\u00a0€ wird befristet niedergeschlagen. "
            "Sie wird spätestens am Mittwoch, 01.09.2027 erneut geprüft."
        )
    ]
    assert "unbefristet niedergeschlagen" in texte_von(abschnitt(fuer_immer, "Entscheidung"))
    assert "nicht vermerkt" in texte_von(abschnitt(fuer_immer, "Bisherige Schritte"))
    assert "Rechtsbehelf" not in ganzer_text(befristet)


@pytest.mark.parametrize(
    ("betrag", "tenor"),
    [
        ("734.26", "werden 734,26\u00a0€ erlassen. Zu zahlen bleiben 12.500,00\u00a0€."),
        ("13234.26", "wird in voller Höhe von 13.234,26\u00a0€ erlassen. Sie müssen nichts mehr zahlen."),
    ],
)
def test_erlass_of_all_or_part(betrag: str, tenor: str):
    dokument = erlassbescheid(erlassfakten(erlassen=Decimal(betrag), antrag_vom=None), texte=TEXTE)

    assert abschnitt(dokument, "Entscheidung")[0].text.endswith(tenor)
    assert abschnitt(dokument, "Begründung")[0].text.startswith("Die Einziehung wäre")


def test_mahnung_adds_up_and_has_no_rechtsbehelfsbelehrung():
    dokument = mahnung(mahnungsfakten(stufe=2), texte=TEXTE)

    assert dokument.titel == "2. Mahnung"
    assert tabellen(dokument)["Offene Forderung"].zeilen == (
        ("Hauptforderung", "12.500,00\u00a0€"),
        ("Zinsen und Nebenforderungen bis 20.02.2025", "734,26\u00a0€"),
        ("Mahngebühr", "20,00\u00a0€"),
        ("Zu zahlen", "13.254,26\u00a0€"),
    )
    assert "Bitte zahlen Sie 13.254,26\u00a0€ bis Mittwoch, 30.04.2025." in ganzer_text(dokument)
    assert "Rechtsbehelf" not in ganzer_text(dokument)


def test_schlussmitteilung_accounts_for_everything():
    dokument = schlussmitteilung(schlussfakten(), texte=TEXTE)

    assert tabellen(dokument)["Abrechnung der Zuwendung"].zeilen == (
        ("Bewilligt", "14.000,00\u00a0€"),
        ("Ausgezahlt", "14.000,00\u00a0€"),
        ("Erstattet", "12.500,00\u00a0€"),
        ("Gezahlte Zinsen", "734,26\u00a0€"),
        ("Endgültige Zuwendung", "1.500,00\u00a0€"),
    )
    assert ueberschriften(dokument) == ["Abrechnung", "Aufbewahrung", "Zweckbindung"]
    assert "mindestens bis zum 28.03.2029 auf" in ganzer_text(dokument)


def test_schlussmitteilung_of_a_grant_used_in_full():
    voll = {"endgueltig": Decimal("14000.00"), "erstattet": NULL, "zinsen_gezahlt": NULL, "zweckbindung": ()}
    dokument = schlussmitteilung(schlussfakten(**voll, belege_zurueck=True), texte=TEXTE)

    assert dokument.bloecke[2] == Kasten(
        "Die Zuwendung von 14.000,00\u00a0€ wurde zweckentsprechend verwendet. "
        "Der Vorgang ist damit abgeschlossen."
    )
    assert Absatz(TEXTE["schluss.belege.zurueck"]) in dokument.bloecke
    assert ueberschriften(dokument) == ["Abrechnung", "Aufbewahrung"]


@pytest.mark.parametrize(
    ("fakten", "anders", "satz"),
    [
        (stundungsfakten, {"hauptforderung": NULL, "nebenforderung": NULL}, "Es ist keine Forderung offen."),
        (stundungsfakten, {"kassenzeichen": " "}, "Das Kassenzeichen fehlt."),
        (stundungsfakten, {"raten": stundungsfakten().raten[1:]}, "Die Raten ergeben nicht"),
        (stundungsfakten, {"gestundet_bis": date(2025, 8, 1)}, "Die letzte Rate ist nicht am Ende"),
        (stundungsfakten, {"gestundet_bis": date(2025, 4, 14), "raten": ()}, "endet nicht nach dem Datum"),
        (stundungsfakten, {"zinsverzicht": "Gnade"}, "Nötig sind Stundungszinsen oder der Grund"),
        (stundungsfakten, {"zinsgrundlage": ""}, "passen nicht zusammen"),
        (stundungsfakten, {"gruende": ""}, "Die Stundung braucht eine Begründung."),
        (niederschlagungsfakten, {"gruende": ""}, "Die Niederschlagung braucht eine Begründung."),
        (niederschlagungsfakten, {"befristet_bis": date(2025, 9, 1)}, "endet nicht in der Zukunft"),
        (erlassfakten, {"erlassen": Decimal("13234.27")}, "Der erlassene Betrag passt nicht"),
        (erlassfakten, {"gruende": ""}, "Der Erlass braucht eine Begründung."),
        (mahnungsfakten, {"rahmen": replace(SPAETER, datum=date(2025, 3, 31))}, "noch nicht überfällig"),
        (mahnungsfakten, {"frist": date(2025, 4, 14)}, "liegt nicht nach dem Datum"),
        (mahnungsfakten, {"stufe": 0}, "Mahnstufe oder Gebühr"),
        (schlussfakten, {"erstattet": Decimal("12499.99")}, "gehen nicht auf"),
        (schlussfakten, {"bewilligt": Decimal("1499.99")}, "übersteigt die Bewilligung"),
        (schlussfakten, {"aufbewahrung_bis": date(2025, 4, 14)}, "Die Aufbewahrungsfrist ist schon vorbei."),
    ],
)
def test_facts_refuse_contradictions(fakten: Callable[..., Any], anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        fakten(**anders)
