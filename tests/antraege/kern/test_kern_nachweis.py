"""The final grant: worked examples B01 to B11, B14, B16 and the whole-plan case of B17."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.geld import GeldFehler, aus_cent
from antraege.kern.nachweis import Abrechnung, Deckung, Finanzierungsart, abrechnung
from antraege.kern.status import als_choices


def rechne(art: str, ist: str, **abweichend: Any) -> Abrechnung:
    """Settle base plan P (20.000 = 4.000 own + 2.000 third parties + 14.000) with deviations."""
    fall: dict[str, Any] = {
        "finanzierungsart": art,
        "bewilligt": Decimal("14000.00"),
        "ausgaben_plan": Decimal("20000.00"),
        "ausgaben_ist": Decimal(ist),
        "nicht_zuwendungsfaehig": Decimal("0.00"),
        "deckung_plan": Deckung(Decimal("4000.00"), Decimal("2000.00")),
        "deckung_ist": Deckung(Decimal("4000.00"), Decimal("2000.00")),
        "ausgezahlt": Decimal("14000.00"),
        "bagatelle": Decimal("500.00"),
    }
    return abrechnung(**fall | abweichend)


def ist(eigen: str, dritt: str) -> Deckung:
    return Deckung(Decimal(eigen), Decimal(dritt))


BEISPIELE = [
    pytest.param("anteil", "17850.40", {}, "12495.28", id="B01"),
    pytest.param("anteil", "17850.40", {"nicht_zuwendungsfaehig": Decimal(350)}, "12250.28", id="B02"),
    pytest.param("anteil", "20000.00", {"deckung_ist": ist("3000", "3000")}, "13300.00", id="B03"),
    pytest.param("anteil", "17850.40", {"deckung_ist": ist("4000", "3000")}, "11795.28", id="B04"),
    pytest.param("anteil", "21000.00", {}, "14000.00", id="B05"),
    pytest.param("fehlbedarf", "17850.40", {}, "11850.40", id="B06"),
    pytest.param("fehlbedarf", "17850.40", {"deckung_ist": ist("4000", "3000")}, "10850.40", id="B07"),
    pytest.param("fehlbedarf", "17850.40", {"deckung_ist": ist("3500", "2000")}, "11850.40", id="B08"),
    pytest.param("festbetrag", "17850.40", {}, "14000.00", id="B09"),
    pytest.param("festbetrag", "15000.00", {}, "13000.00", id="B10"),
    pytest.param("festbetrag", "13200.00", {"deckung_ist": ist("0", "0")}, "13200.00", id="B11"),
    pytest.param(
        "voll",
        "17850.40",
        {"bewilligt": Decimal(20000), "deckung_plan": ist("0", "0"), "deckung_ist": ist("0", "0")},
        "17850.40",
        id="B14",
    ),
    pytest.param("anteil", "19700.00", {}, "14000.00", id="B16"),
    pytest.param("anteil", "19890.40", {}, "14000.00", id="B17 mit Bagatelle"),
    pytest.param("anteil", "19890.40", {"bagatelle": Decimal(0)}, "13923.28", id="B17 ohne Bagatelle"),
]


@pytest.mark.parametrize(("art", "ausgaben", "abweichend", "zuwendung"), BEISPIELE)
def test_endgueltige_zuwendung(art: str, ausgaben: str, abweichend: dict[str, Any], zuwendung: str) -> None:
    assert str(rechne(art, ausgaben, **abweichend).zuwendung) == zuwendung


def test_b01_restzahlung() -> None:
    ergebnis = rechne("anteil", "17850.40", ausgezahlt=Decimal("10500.00"))
    assert (ergebnis.restzahlung, ergebnis.rueckforderung) == (Decimal("1995.28"), Decimal("0.00"))


def test_b01_rueckforderung() -> None:
    ergebnis = rechne("anteil", "17850.40")
    assert (ergebnis.restzahlung, ergebnis.rueckforderung) == (Decimal("0.00"), Decimal("1504.72"))


def test_b10_rueckforderung() -> None:
    assert rechne("festbetrag", "15000.00").rueckforderung == Decimal("1000.00")


@pytest.mark.parametrize(
    ("art", "ausgaben", "abweichend", "schritte"),
    [
        (
            "anteil",
            "17850.40",
            {"deckung_ist": ist("4000", "3000"), "nicht_zuwendungsfaehig": Decimal(350)},
            [
                "Zuwendungsfähige Ausgaben: 17.850,40 € − 350,00 € = 17.500,40 €.",
                "Abzüglich zusätzlicher Drittmittel: 17.500,40 € − 1.000,00 € = 16.500,40 €.",
                "Bemessungsgrundlage 16.500,40 € × 14.000,00 € / 20.000,00 € (rund 70,00 %) = 11.550,28 €.",
                "Endgültige Zuwendung 11.550,28 €, ausgezahlt 14.000,00 €: Rückforderung 2.449,72 €.",
            ],
        ),
        (
            "anteil",
            "21000.00",
            {},
            [
                "Zuwendungsfähige Ausgaben: 21.000,00 € − 0,00 € = 21.000,00 €.",
                "Bemessungsgrundlage 21.000,00 € × 14.000,00 € / 20.000,00 € (rund 70,00 %) = 14.700,00 €.",
                "Höchstbetrag: Mehr als bewilligt wird nicht gezahlt, also 14.000,00 €.",
                "Endgültige Zuwendung 14.000,00 €, ausgezahlt 14.000,00 €: Restzahlung 0,00 €.",
            ],
        ),
        (
            "anteil",
            "19700.00",
            {},
            [
                "Zuwendungsfähige Ausgaben: 19.700,00 € − 0,00 € = 19.700,00 €.",
                (
                    "Bagatelle: Die Änderung von 300,00 € übersteigt 500,00 € nicht. "
                    "Die Zuwendung bleibt bei 14.000,00 €."
                ),
                "Endgültige Zuwendung 14.000,00 €, ausgezahlt 14.000,00 €: Restzahlung 0,00 €.",
            ],
        ),
        (
            "fehlbedarf",
            "5000.00",
            {},
            [
                "Zuwendungsfähige Ausgaben: 5.000,00 € − 0,00 € = 5.000,00 €.",
                (
                    "Fehlbedarf nach Eigenmitteln und Drittmitteln: "
                    "5.000,00 € − 4.000,00 € − 2.000,00 € = -1.000,00 €, also 0,00 €."
                ),
                "Endgültige Zuwendung 0,00 €, ausgezahlt 14.000,00 €: Rückforderung 14.000,00 €.",
            ],
        ),
        (
            "festbetrag",
            "15000.00",
            {},
            [
                "Zuwendungsfähige Ausgaben: 15.000,00 € − 0,00 € = 15.000,00 €.",
                "Festbetrag: Die Zuwendung bleibt bei 14.000,00 €.",
                (
                    "Überfinanzierung: Zuwendung und Drittmittel übersteigen die Ausgaben um 1.000,00 €. "
                    "Die Zuwendung sinkt auf 13.000,00 €."
                ),
                "Endgültige Zuwendung 13.000,00 €, ausgezahlt 14.000,00 €: Rückforderung 1.000,00 €.",
            ],
        ),
    ],
)
def test_schritte_erklaeren_den_weg(
    art: str, ausgaben: str, abweichend: dict[str, Any], schritte: list[str]
) -> None:
    ergebnis = rechne(art, ausgaben, **abweichend)
    assert [schritt.replace("\u00a0", " ") for schritt in ergebnis.schritte] == schritte


@pytest.mark.parametrize(("ausgaben", "zuwendung"), [("19500.00", "14000.00"), ("19499.99", "13649.99")])
def test_bagatelle_gilt_bis_einschliesslich_grenze(ausgaben: str, zuwendung: str) -> None:
    assert rechne("anteil", ausgaben).zuwendung == Decimal(zuwendung)


def test_bagatelle_zaehlt_gesunkene_ausgaben_und_neue_deckung_zusammen() -> None:
    assert rechne("anteil", "19700.00", deckung_ist=ist("4000", "2300")).zuwendung == Decimal("13580.00")


def test_bagatelle_ersetzt_auch_kleine_aenderungen_zusammen() -> None:
    assert rechne("anteil", "19800.00", deckung_ist=ist("4000", "2200")).zuwendung == Decimal("14000.00")
    assert rechne("anteil", "19999.50").zuwendung == Decimal("14000.00")


@pytest.mark.parametrize(
    ("art", "ausgaben", "eigen", "zuwendung"),
    [
        ("fehlbedarf", "20000.00", "4400", "14000.00"),
        ("fehlbedarf", "20000.00", "4600", "13400.00"),
        ("fehlbedarf", "19700.00", "4300", "13400.00"),
        ("anteil", "19700.00", "4600", "14000.00"),
    ],
)
def test_bagatelle_zaehlt_eigenmittel_nur_beim_fehlbedarf(
    art: str, ausgaben: str, eigen: str, zuwendung: str
) -> None:
    assert str(rechne(art, ausgaben, deckung_ist=ist(eigen, "2000")).zuwendung) == zuwendung


def test_bagatelle_gilt_nicht_bei_vollfinanzierung() -> None:
    ohne = ist("0", "0")
    ergebnis = rechne("voll", "19700.00", bewilligt=Decimal(20000), deckung_plan=ohne, deckung_ist=ohne)
    assert ergebnis.zuwendung == Decimal("19700.00")


def test_fehlbedarf_zaehlt_hoehere_eigenmittel() -> None:
    assert rechne("fehlbedarf", "20000.00", deckung_ist=ist("5000", "2000")).zuwendung == Decimal("13000.00")


@pytest.mark.parametrize(
    ("ausgaben", "abweichend"),
    [
        ("-1", {}),
        ("100", {"nicht_zuwendungsfaehig": Decimal("100.01")}),
        ("100", {"bewilligt": Decimal(-1)}),
        ("100", {"ausgezahlt": Decimal("0.001")}),
        ("100", {"bagatelle": 500.0}),
        ("100", {"ausgaben_plan": Decimal(0)}),
        ("100", {"nicht_zuwendungsfaehig": Decimal(-1)}),
    ],
)
def test_abrechnung_lehnt_unmoegliches_ab(ausgaben: str, abweichend: dict[str, Any]) -> None:
    with pytest.raises(GeldFehler, match=r"[.]$"):
        rechne("anteil", ausgaben, **abweichend)


def test_mehr_gekuerzt_als_ausgegeben() -> None:
    with pytest.raises(GeldFehler) as fehler:
        rechne("anteil", "100", nicht_zuwendungsfaehig=Decimal("100.01"))
    assert str(fehler.value) == (
        "Die nicht zuwendungsfähigen Ausgaben dürfen nicht höher sein als die Ausgaben."
    )


@pytest.mark.parametrize(
    ("gekuerzt", "rest"),
    [("100.00", "100,00 € − 100,00 € = 0,00 €."), ("99.50", "100,00 € − 99,50 € = 0,50 €.")],
)
def test_nur_negative_ergebnisse_werden_null_genannt(gekuerzt: str, rest: str) -> None:
    ergebnis = rechne("festbetrag", "100.00", nicht_zuwendungsfaehig=Decimal(gekuerzt))
    assert ergebnis.schritte[0].replace("\u00a0", " ") == f"Zuwendungsfähige Ausgaben: {rest}"


def test_volle_deckung_ist_keine_ueberfinanzierung() -> None:
    ohne = ist("0", "0")
    ergebnis = rechne("voll", "13000.00", deckung_plan=ohne, deckung_ist=ohne)
    assert [schritt.split(":")[0] for schritt in ergebnis.schritte] == [
        "Zuwendungsfähige Ausgaben",
        "Fehlbedarf nach Eigenmitteln und Drittmitteln",
        "Endgültige Zuwendung 13.000,00\u00a0€, ausgezahlt 14.000,00\u00a0€",
    ]


def test_deckung_wird_euro() -> None:
    deckung = Deckung(5, 7)
    assert (str(deckung.eigen), str(deckung.dritt)) == ("5.00", "7.00")


def test_deckung_ist_nie_negativ() -> None:
    with pytest.raises(GeldFehler):
        ist("-1", "0")


def test_unbekannte_finanzierungsart() -> None:
    with pytest.raises(ValueError, match="halb"):
        rechne("halb", "100")


def test_finanzierungsarten_haben_deutsche_woerter() -> None:
    assert als_choices(Finanzierungsart) == [
        ("anteil", "Anteilfinanzierung"),
        ("fehlbedarf", "Fehlbedarfsfinanzierung"),
        ("festbetrag", "Festbetragsfinanzierung"),
        ("voll", "Vollfinanzierung"),
    ]


BETRAG = st.integers(min_value=0, max_value=10**9).map(aus_cent)


@given(st.sampled_from(list(Finanzierungsart)), BETRAG, BETRAG, BETRAG, BETRAG, BETRAG)
def test_zuwendung_bleibt_in_ihren_grenzen(
    art: str, ausgaben: Decimal, eigen: Decimal, dritt: Decimal, gezahlt: Decimal, grenze: Decimal
) -> None:
    deckung_ist = Deckung(eigen, dritt)
    e = rechne(art, str(ausgaben), deckung_ist=deckung_ist, ausgezahlt=gezahlt, bagatelle=grenze)
    assert 0 <= e.zuwendung <= min(Decimal(14000), max(Decimal(0), ausgaben - dritt))
    assert gezahlt + e.restzahlung - e.rueckforderung == e.zuwendung
    assert Decimal(0) in (e.restzahlung, e.rueckforderung)
