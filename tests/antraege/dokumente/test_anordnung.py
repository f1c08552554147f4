"""The Auszahlungsanordnung as data."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from antraege.dokumente.bloecke import Absatz, Kasten
from antraege.dokumente.fakten.grund import Bankkonto, FaktenFehler
from antraege.dokumente.inhalt.zahlung import auszahlungsanordnung
from tests.antraege.dokumente.beispiele import TEXTE, anordnungsfakten
from tests.antraege.dokumente.beispiele.anordnung import ANORDNUNG, KASSE, SACHLICH
from tests.antraege.dokumente.bloeckelesen import abschnitt, tabellen, ueberschriften


def test_anordnung_has_its_sections_and_orders_at_the_top():
    dokument = auszahlungsanordnung(anordnungsfakten(), texte=TEXTE)

    assert ueberschriften(dokument) == [
        "1. Zahlung",
        "2. Kontierung",
        "3. Bewilligung und Stand der Auszahlung",
        "4. Feststellungsvermerke",
        "5. Anordnung",
        "6. Buchung",
    ]
    assert dokument.bloecke[0] == Kasten(
        "Zu zahlen sind 4.500,00\u00a0€ an: Lernfreude Hörde e. V.\nFällig am Montag, 20.02.2023"
    )


def test_anordnung_shows_account_assignment_state_and_certificates():
    tabelle = tabellen(auszahlungsanordnung(anordnungsfakten(), texte=TEXTE))

    assert ("IBAN", "DE02 1203 0000 0000 2020 51") in tabelle["Zahlung"].zeilen
    assert [zeile[0::6] for zeile in tabelle["Kontierung nach Haushaltsjahren"].zeilen] == [
        ("2022", "1.500,00\u00a0€"),
        ("2023", "3.000,00\u00a0€"),
        ("Summe", "4.500,00\u00a0€"),
    ]
    assert [betrag for _, betrag in tabelle["Stand der Auszahlung"].zeilen] == [
        "10.000,00\u00a0€",
        "3.000,00\u00a0€",
        "4.500,00\u00a0€",
        "7.500,00\u00a0€",
        "2.500,00\u00a0€",
    ]
    assert tabelle["Feststellungsvermerke"].zeilen == (
        ("sachlich richtig", "S. Beispiel", "Sachbearbeitung Förderung", "03.02.2023, 09:10 Uhr"),
        ("rechnerisch richtig", "R. Probe", "Finanzsachbearbeitung", "03.02.2023, 10:30 Uhr"),
    )


@pytest.mark.parametrize(
    ("grenze", "satz"),
    [
        (Decimal("25000.00"), "Die hinterlegte Anordnungsbefugnis reicht bis 25.000,00\u00a0€."),
        (None, "Die hinterlegte Anordnungsbefugnis ist der Höhe nach nicht begrenzt."),
    ],
)
def test_anordnung_names_the_limit(grenze: Decimal | None, satz: str):
    fakten = anordnungsfakten(anordnung=replace(ANORDNUNG, grenze=grenze))

    assert abschnitt(auszahlungsanordnung(fakten, texte=TEXTE), "Anordnung")[-1] == Absatz(satz)


def test_booking_comes_back_from_the_kasse():
    gebucht = anordnungsfakten(buchungsnummer="B-2023-77", gebucht_am=date(2023, 2, 21))

    assert tabellen(auszahlungsanordnung(gebucht, texte=TEXTE))["Buchung"].zeilen == (
        ("Buchungsnummer", "B-2023-77"),
        ("Gebucht am", "21.02.2023"),
    )


def test_draft_may_lack_certificates_and_order():
    fakten = anordnungsfakten(
        rahmen=replace(KASSE, entwurf=True), sachlich=SACHLICH, rechnerisch=None, anordnung=None
    )
    tabelle = tabellen(auszahlungsanordnung(fakten, texte=TEXTE))

    assert tabelle["Feststellungsvermerke"].zeilen[1] == ("rechnerisch richtig", "noch offen", "", "")
    assert tabelle["Anordnung"].zeilen == (("angeordnet", "noch offen", "", ""),)


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"bisher": Decimal("5500.01")}, "übersteigt mit den Auszahlungen die Bewilligung"),
        ({"betrag": Decimal("0.00"), "kontierungen": ()}, "Der Betrag ist nicht positiv"),
        ({"kontierungen": ()}, "Die Kontierungen ergeben nicht den Betrag"),
        ({"verwendungszweck": " "}, "Der Verwendungszweck fehlt."),
        ({"rechnerisch": None}, "Eine Feststellung oder die Anordnung fehlt."),
        ({"anordnung": replace(ANORDNUNG, grenze=Decimal("4499.99"))}, "übersteigt die Anordnungsbefugnis"),
        (
            {"sachlich": replace(SACHLICH, zeitpunkt=datetime(2023, 2, 6, 7, 46, tzinfo=UTC))},
            "Die Anordnung liegt vor einer Feststellung.",
        ),
        ({"buchungsnummer": "B-1"}, "Zu einer Buchung gehören Nummer und Tag."),
    ],
)
def test_anordnung_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        anordnungsfakten(**anders)


@pytest.mark.parametrize("iban", ["DE03120300000000202051", "DE02", "", "DE02 1203 0000 0000 2020 5ß"])
def test_bankkonto_refuses_a_wrong_iban(iban: str):
    with pytest.raises(FaktenFehler, match="IBAN"):
        Bankkonto(inhaber="X", iban=iban)
