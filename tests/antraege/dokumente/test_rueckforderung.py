"""Hearing and Rückforderungsbescheid as data: law by regime and ground, interest, refusal of contradictions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import Dokument, Kasten, Liste
from antraege.dokumente.fakten.grund import FaktenFehler, Rechtsregime
from antraege.dokumente.fakten.rueckforderung import Aufhebungsgrund, Massnahme
from antraege.dokumente.inhalt.rueckforderung import anhoerung, rueckforderungsbescheid
from tests.antraege.dokumente.beispiele import (
    INTERN,
    TEXTE,
    anhoerungsfakten,
    rueckforderungsfakten,
    zinsfakten,
)
from tests.antraege.dokumente.bloeckelesen import (
    abschnitt,
    ganzer_text,
    tabellen,
    texte_von,
    ueberschriften,
)

NICHTS = Decimal("0.00")
GANZ = {"verbleibt": NICHTS, "erstattung": Decimal("14000.00")}
ZINSEN: dict[str, Any] = {
    "massnahme": Massnahme.ZWISCHENZINSEN,
    "grund": Aufhebungsgrund.NICHT_ALSBALD,
    "verbleibt": Decimal("14000.00"),
    "erstattung": NICHTS,
}
MINDERUNG = {"massnahme": Massnahme.MINDERUNG, "grund": Aufhebungsgrund.BEDINGUNG}
RUECKNAHME = GANZ | {"massnahme": Massnahme.RUECKNAHME, "grund": Aufhebungsgrund.ANGABEN}


def bescheid(**anders: Any) -> Dokument:
    return rueckforderungsbescheid(rueckforderungsfakten(**anders), texte=TEXTE)


def test_bescheid_has_its_sections():
    assert ueberschriften(bescheid()) == [
        "1. Entscheidung",
        "2. Zahlung",
        "3. Sachverhalt",
        "4. Anhörung",
        "5. Begründung",
        "6. Rechtsgrundlagen",
        "7. Berechnung",
        "8. Ermessen",
        "9. Vertrauensschutz",
        "10. Jahresfrist",
        "11. Zinsen",
        "12. Hinweise",
        "13. Rechtsbehelfsbelehrung",
    ]


def test_tenor_names_measure_repayment_and_interest_that_runs_on():
    (tenor,) = abschnitt(bescheid(), "Entscheidung")

    assert tenor == Liste(
        (
            (
                "Der Zuwendungsbescheid vom 06.02.2023 wird mit Wirkung für die Vergangenheit insoweit widerrufen, "
                "als die Zuwendung 1.500,00\u00a0€ übersteigt. Im Übrigen bleibt er bestehen."
            ),
            "Sie haben 12.500,00\u00a0€ zu erstatten.",
            (
                "Der Erstattungsbetrag ist zu verzinsen. Bis zum 20.02.2025 betragen die Zinsen 734,26\u00a0€. "
                "Für jeden weiteren Tag bis zum Eingang der Zahlung kommen 1,80\u00a0€ hinzu; "
                "ändert sich der Basiszinssatz, ändert sich dieser Tagesbetrag."
            ),
            "Dieser Bescheid ist kostenfrei.",
        ),
        nummeriert=True,
    )


def test_payment_names_sum_day_reference_and_account():
    assert abschnitt(bescheid(), "Zahlung")[0] == Kasten(
        "Bitte zahlen Sie 13.234,26\u00a0€ bis Montag, 31.03.2025 an die Stadtkasse.\n"
        "Kassenzeichen: 4000-2025-000815\n"
        "Stadt Dortmund, IBAN DE89 3704 0044 0532 0130 00, Musterbank (Beispiel, keine echte Verbindung)"
    )


def test_interest_shows_every_half_year():
    assert tabellen(bescheid())["Berechnung der Zinsen"].zeilen == (
        ("16.03.2024", "30.06.2024", "107", "12.500,00\u00a0€", "6,62\u00a0%", "241,92\u00a0€"),
        ("01.07.2024", "31.12.2024", "184", "12.500,00\u00a0€", "6,37\u00a0%", "400,30\u00a0€"),
        ("01.01.2025", "20.02.2025", "51", "12.500,00\u00a0€", "5,27\u00a0%", "92,04\u00a0€"),
        ("Summe", "", "", "", "", "734,26\u00a0€"),
    )
    assert "3 Prozentpunkte über dem jeweiligen Basiszinssatz" in texte_von(abschnitt(bescheid(), "Zinsen"))


@pytest.mark.parametrize(
    ("regime", "anders", "norm"),
    [
        ("vwvfg", {}, "§ 49 Abs. 3 Satz 1 Nr. 1 VwVfG NRW"),
        ("vwvfg", {"grund": Aufhebungsgrund.AUFLAGE}, "§ 49 Abs. 3 Satz 1 Nr. 2 VwVfG NRW"),
        ("vwvfg", RUECKNAHME, "§ 48 Abs. 1 und Abs. 2 Satz 3 Nr. 2 VwVfG NRW"),
        ("vwvfg", MINDERUNG, "§ 36 Abs. 2 Nr. 2 VwVfG NRW"),
        ("vwvfg", ZINSEN, "§ 49a Abs. 4 VwVfG NRW"),
        ("sgbx", {}, "§ 47 Abs. 2 Satz 1 Nr. 1 SGB X"),
        ("sgbx", {"grund": Aufhebungsgrund.AUFLAGE}, "§ 47 Abs. 2 Satz 1 Nr. 2 SGB X"),
        ("sgbx", RUECKNAHME, "§ 45 Abs. 1, Abs. 2 Satz 3 Nr. 2 und Abs. 4 SGB X"),
        ("sgbx", MINDERUNG, "§ 50 Abs. 2 SGB X"),
        ("sgbx", ZINSEN, "§ 50 Abs. 2a Satz 3 SGB X"),
    ],
)
def test_law_follows_regime_and_ground(regime: str, anders: dict, norm: str):
    fremd = {"vwvfg": "SGB X", "sgbx": "VwVfG"}[regime]
    for dokument in (
        bescheid(rechtsregime=Rechtsregime(regime), **anders),
        anhoerung(anhoerungsfakten(rechtsregime=Rechtsregime(regime), **anders), texte=TEXTE),
    ):
        assert norm in texte_von(abschnitt(dokument, "Rechtsgrundlagen"))
        assert fremd not in ganzer_text(dokument)


@pytest.mark.parametrize(
    ("regime", "rechtsbehelf"),
    [
        ("vwvfg", "Klage beim Verwaltungsgericht Gelsenkirchen"),
        ("sgbx", "Widerspruch bei der Stadt Dortmund"),
    ],
)
def test_rechtsbehelfsbelehrung_follows_the_regime(regime: str, rechtsbehelf: str):
    (belehrung,) = abschnitt(bescheid(rechtsregime=Rechtsregime(regime)), "Rechtsbehelfsbelehrung")

    assert rechtsbehelf in belehrung.text


def test_minderung_and_zwischenzinsen_need_neither_discretion_nor_year():
    minderung = bescheid(**MINDERUNG, ermessen="", vertrauensschutz="")
    zinsen = bescheid(**ZINSEN, ermessen="", vertrauensschutz="", zinsen=zinsfakten(je_tag=None))

    assert (minderung.titel, zinsen.titel) == ("Rückforderungsbescheid", "Zinsbescheid")
    assert [titel.split(". ")[1] for titel in ueberschriften(zinsen)] == [
        "Entscheidung",
        "Zahlung",
        "Sachverhalt",
        "Anhörung",
        "Begründung",
        "Rechtsgrundlagen",
        "Ermessen",
        "Zinsen",
        "Hinweise",
        "Rechtsbehelfsbelehrung",
    ]
    assert "Jahresfrist" not in ganzer_text(minderung)
    assert "Sie haben 0,00" not in ganzer_text(zinsen)


@pytest.mark.parametrize(
    ("anders", "tenor"),
    [
        ({"zinsen": None, "zinsverzicht": "Der Rohrbruch war nicht vorhersehbar."}, "Zinsen werden nicht"),
        ({"zinsen": None, "zinsen_spaeter": True}, "Der Erstattungsbetrag ist zu verzinsen. Die Höhe"),
        ({"zinsen": zinsfakten(je_tag=None)}, "Die Zinsen werden bis zum 20.02.2025 auf 734,26"),
    ],
)
def test_interest_is_fixed_waived_or_put_off(anders: dict, tenor: str):
    dokument = bescheid(**anders)

    assert abschnitt(dokument, "Entscheidung")[0].punkte[2].startswith(tenor)
    assert str(anders.get("zinsverzicht", "")) in texte_von(abschnitt(dokument, "Zinsen"))


OHNE_ZAHLUNG: dict[str, Any] = {"ausgezahlt": Decimal("1500.00"), "erstattung": NICHTS}


def test_without_payment_nothing_is_claimed_or_charged():
    dokument = bescheid(**OHNE_ZAHLUNG, zinsen=None, kassenzeichen="")

    assert dokument.titel == "Teilwiderrufsbescheid"
    assert [titel.split(". ")[1] for titel in ueberschriften(dokument)] == [
        "Entscheidung",
        "Sachverhalt",
        "Anhörung",
        "Begründung",
        "Rechtsgrundlagen",
        "Berechnung",
        "Ermessen",
        "Vertrauensschutz",
        "Jahresfrist",
        "Rechtsbehelfsbelehrung",
    ]
    assert len(abschnitt(dokument, "Entscheidung")[0].punkte) == 2
    assert len(abschnitt(dokument, "Rechtsgrundlagen")[0].punkte) == 1


def test_hearing_is_reported_unanswered_or_not_needed():
    ohne = texte_von(abschnitt(bescheid(aeusserung="", wuerdigung=""), "Anhörung"))
    entbehrlich = bescheid(anhoerung_vom=None, anhoerung_entbehrlich="Gefahr im Verzug.", aeusserung="")

    assert ohne.endswith("Sie haben sich nicht geäußert.")
    assert texte_von(abschnitt(entbehrlich, "Anhörung")).split("\n") == [
        "Eine Anhörung war nach § 28 Abs. 2 VwVfG NRW entbehrlich:",
        "Gefahr im Verzug.",
    ]


@pytest.mark.parametrize("massnahme", Massnahme)
def test_every_measure_has_its_words(massnahme: Massnahme):
    grund, ganz = {
        Massnahme.WIDERRUF: (Aufhebungsgrund.ZWECK, GANZ),
        Massnahme.TEILWIDERRUF: (Aufhebungsgrund.NICHT_ALSBALD, {}),
        Massnahme.RUECKNAHME: (Aufhebungsgrund.ANGABEN, GANZ),
        Massnahme.TEILRUECKNAHME: (Aufhebungsgrund.ANGABEN, {}),
        Massnahme.MINDERUNG: (Aufhebungsgrund.BEDINGUNG, {}),
        Massnahme.ZWISCHENZINSEN: (Aufhebungsgrund.NICHT_ALSBALD, ZINSEN),
    }[massnahme]
    fakten = {**ganz, "massnahme": massnahme, "grund": grund}

    assert "06.02.2023" in abschnitt(bescheid(**fakten), "Entscheidung")[0].punkte[0]
    absicht, *_ = abschnitt(anhoerung(anhoerungsfakten(**fakten), texte=TEXTE), "Was wir beabsichtigen")
    assert absicht.text.startswith("Wir beabsichtigen")


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"rahmen": replace(INTERN, datum=date(2025, 2, 20))}, "Von der Stadt selbst wird nichts"),
        ({"grund": Aufhebungsgrund.BEDINGUNG}, "Der Grund trägt diese Maßnahme nicht."),
        ({"sachverhalt": " "}, "Der Sachverhalt fehlt."),
        ({"erstattung": Decimal("12500.01")}, "Die Erstattung ist nicht der Unterschied"),
        ({"verbleibt": Decimal("14000.00"), "erstattung": NICHTS}, "Die verbleibende Zuwendung passt nicht"),
        (GANZ, "Nur bei voller Aufhebung verbleibt nichts"),
        (ZINSEN | {"verbleibt": NICHTS}, "Zwischenzinsen lassen die Zuwendung unberührt."),
        ({"anhoerung_vom": None}, "Nötig ist entweder eine Anhörung"),
        ({"wuerdigung": ""}, "Die Äußerung zur Anhörung ist nicht gewürdigt."),
        ({"ermessen": " "}, "Begründung oder Erwägungen zum Ermessen fehlen."),
        ({"vertrauensschutz": ""}, "Die Erwägungen zum Vertrauensschutz fehlen."),
        ({"kassenzeichen": ""}, "Fälligkeit oder Kassenzeichen fehlen."),
        ({"faellig_am": date(2025, 2, 20)}, "Fälligkeit oder Kassenzeichen fehlen."),
        ({"zinsen": None}, "Zinsen sind entweder festgesetzt"),
        ({"zinsverzicht": "Gnade"}, "Zinsen sind entweder festgesetzt"),
        ({"kenntnis_am": date(2024, 2, 19)}, "Die Jahresfrist für die Aufhebung ist abgelaufen."),
        (ZINSEN | {"zinsen": None, "zinsen_spaeter": True}, "Es gibt keine Zinsen zu fordern."),
    ],
)
def test_bescheid_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        rueckforderungsfakten(**anders)


@pytest.mark.parametrize(
    "anders", [{"summe": Decimal("734.27")}, {"bis": date(2025, 2, 21)}, {"perioden": ()}]
)
def test_interest_refuses_what_does_not_add_up(anders: dict):
    with pytest.raises(FaktenFehler, match="Zinsen"):
        zinsfakten(**anders)
