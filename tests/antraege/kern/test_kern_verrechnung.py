"""Payments in parts: cost, then interest, then principal; every cent finds its place (§ 367 Abs. 1 BGB)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.geld import GeldFehler, aus_cent
from antraege.kern.verrechnung import Forderung, Kontozeile, Stand, Zahlung, verrechne
from antraege.kern.zinsen import ZinsFehler

BASISZINS = [
    (date(2024, 1, 1), Decimal("3.62")),
    (date(2024, 7, 1), Decimal("3.37")),
    (date(2025, 1, 1), Decimal("2.27")),
]
BEGINN = date(2024, 3, 15)


def forderung(haupt: str = "12500.00", kosten: str = "0.00") -> Forderung:
    return Forderung(Decimal(haupt), Decimal(kosten), BEGINN, Decimal("3.00"), "ACT_ACT")


def zahlung(tag: date, betrag: str) -> Zahlung:
    return Zahlung(tag, Decimal(betrag))


def konto(*zahlungen: Zahlung, kosten: str = "0.00", stichtag: date | None = None) -> list[Kontozeile]:
    return verrechne(forderung(kosten=kosten), zahlungen, basiszins=iter(BASISZINS), stichtag=stichtag)


def auf(zeile: Kontozeile) -> tuple[str, str, str]:
    return str(zeile.auf_kosten), str(zeile.auf_zinsen), str(zeile.auf_hauptforderung)


def stand(zeile: Kontozeile) -> tuple[str, ...]:
    s = zeile.stand
    return str(s.kosten), str(s.zinsen), str(s.hauptforderung), str(s.guthaben)


def test_alles_auf_einmal_wie_z1() -> None:
    (zeile,) = konto(zahlung(date(2025, 2, 20), "13234.26"))
    assert (auf(zeile), stand(zeile)) == (("0.00", "734.26", "12500.00"), ("0.00", "0.00", "0.00", "0.00"))
    assert (zeile.tag, str(zeile.betrag), str(zeile.zinsen.zinsen)) == (
        date(2025, 2, 20),
        "13234.26",
        "734.26",
    )


def test_teilzahlung_ueber_einen_zinswechsel() -> None:
    """The first payment covers costs and interest; later interest runs on the smaller principal only."""
    erste, zweite = konto(
        zahlung(date(2024, 6, 30), "2791.92"), zahlung(date(2024, 12, 31), "1000.00"), kosten="50.00"
    )
    assert (auf(erste), stand(erste)) == (
        ("50.00", "241.92", "2500.00"),
        ("0.00", "0.00", "10000.00", "0.00"),
    )
    assert (auf(zweite), stand(zweite)) == (("0.00", "320.24", "679.76"), ("0.00", "0.00", "9320.24", "0.00"))


def test_kleine_zahlung_laesst_kosten_und_zinsen_offen() -> None:
    erste, zweite = konto(
        zahlung(date(2024, 6, 30), "30.00"), zahlung(date(2024, 12, 31), "100.00"), kosten="50.00"
    )
    assert (auf(erste), stand(erste)) == (("30.00", "0.00", "0.00"), ("20.00", "241.92", "12500.00", "0.00"))
    assert (auf(zweite), stand(zweite)) == (
        ("20.00", "80.00", "0.00"),
        ("0.00", "562.22", "12500.00", "0.00"),
    )
    assert str(zweite.stand.offen) == "13062.22"


def test_zu_viel_wird_guthaben_und_verzinst_sich_nicht() -> None:
    erste, zweite = konto(zahlung(date(2024, 6, 30), "12742.00"), zahlung(date(2024, 12, 31), "5.00"))
    assert (auf(erste), stand(erste)) == (("0.00", "241.92", "12500.00"), ("0.00", "0.00", "0.00", "0.08"))
    assert (auf(zweite), stand(zweite)) == (("0.00", "0.00", "0.00"), ("0.00", "0.00", "0.00", "5.08"))
    assert [erste.stand.offen, zweite.stand.offen] == [Decimal("0.00")] * 2


def test_zahlungen_zaehlen_in_der_reihe_des_eingangs() -> None:
    spaet, frueh = zahlung(date(2024, 12, 31), "1000.00"), zahlung(date(2024, 6, 30), "2741.92")
    assert konto(spaet, frueh) == konto(frueh, spaet)
    assert [zeile.tag for zeile in konto(spaet, frueh)] == [frueh.eingang, spaet.eingang]


def test_zahlung_vor_dem_zinsbeginn_traegt_keine_zinsen() -> None:
    frueh, spaet = konto(zahlung(date(2024, 3, 1), "2500.00"), zahlung(date(2024, 6, 30), "0.00"))
    assert (auf(frueh), frueh.zinsen.abschnitte) == (("0.00", "0.00", "2500.00"), ())
    assert str(spaet.stand.zinsen) == "193.54"


def test_zwei_zahlungen_am_selben_tag() -> None:
    _, zweite = konto(zahlung(date(2024, 6, 30), "100.00"), zahlung(date(2024, 6, 30), "141.92"))
    assert (auf(zweite), zweite.zinsen.abschnitte) == (("0.00", "141.92", "0.00"), ())


def test_stichtag_zeigt_was_offen_ist() -> None:
    (zeile,) = konto(stichtag=date(2025, 2, 20))
    assert (zeile.tag, stand(zeile)) == (date(2025, 2, 20), ("0.00", "734.26", "12500.00", "0.00"))
    am_tag = zahlung(date(2025, 2, 20), "34.26")
    zeilen = konto(am_tag, zahlung(date(2025, 2, 21), "1.00"), stichtag=date(2025, 2, 20))
    assert [(z.tag, str(z.betrag), str(z.stand.zinsen)) for z in zeilen] == [
        (date(2025, 2, 20), "34.26", "700.00"),
        (date(2025, 2, 20), "0.00", "700.00"),
    ]


def test_ohne_zahlung_und_stichtag_gibt_es_keine_zeile() -> None:
    assert konto() == []


def test_schritte_in_worten() -> None:
    (zeile,) = konto(zahlung(date(2024, 6, 30), "12800.00"), kosten="50.00")
    assert [schritt.replace("\u00a0", " ") for schritt in zeile.schritte] == [
        "16.03.2024 bis 30.06.2024: 12.500,00 € × 6,62 % × 107 / 366 Tage = 241,92 €.",
        (
            "Eingang am 30.06.2024: 12.800,00 €, davon auf Kosten 50,00 €, auf Zinsen 241,92 €, "
            "auf die Hauptforderung 12.500,00 €."
        ),
        "Offen: Kosten 0,00 €, Zinsen 0,00 €, Hauptforderung 0,00 €.",
        "Zu viel gezahlt: 8,08 €.",
    ]
    (glatt,) = konto(zahlung(date(2024, 3, 15), "12500.00"))
    assert [schritt.replace("\u00a0", " ") for schritt in glatt.schritte] == [
        (
            "Eingang am 15.03.2024: 12.500,00 €, davon auf Kosten 0,00 €, auf Zinsen 0,00 €, "
            "auf die Hauptforderung 12.500,00 €."
        ),
        "Offen: Kosten 0,00 €, Zinsen 0,00 €, Hauptforderung 0,00 €.",
    ]


def test_fehlender_basiszins_haelt_auf() -> None:
    with pytest.raises(ZinsFehler, match=r"01\.07\.2025"):
        konto(zahlung(date(2025, 7, 1), "1.00"))


def test_betraege_sind_nie_negativ() -> None:
    for haupt, kosten in (("-0.01", "0.00"), ("0.00", "-0.01")):
        with pytest.raises(GeldFehler):
            forderung(haupt, kosten)
    with pytest.raises(GeldFehler):
        zahlung(BEGINN, "-0.01")


def test_text_und_ganze_zahlen_werden_euro() -> None:
    assert str(Zahlung(BEGINN, 5).betrag) == "5.00"
    eine = Forderung(7, 8, BEGINN, Decimal(3), "ACT_ACT")
    assert (str(eine.hauptforderung), str(eine.kosten)) == ("7.00", "8.00")


BETRAG = st.integers(min_value=0, max_value=2 * 10**6).map(aus_cent)
TAG = st.dates(min_value=date(2024, 1, 1), max_value=date(2025, 6, 30))


@given(st.lists(st.builds(Zahlung, TAG, BETRAG), max_size=8), BETRAG)
def test_kein_cent_geht_verloren(zahlungen: list[Zahlung], kosten: Decimal) -> None:
    zeilen = verrechne(forderung(kosten=str(kosten)), zahlungen, basiszins=BASISZINS)
    gezahlt = sum((z.betrag for z in zahlungen), Decimal(0))
    verteilt = sum((sum(map(Decimal, auf(z)), Decimal(0)) for z in zeilen), Decimal(0))
    schluss = zeilen[-1].stand if zeilen else Stand(kosten, Decimal(0), Decimal(12500), Decimal(0))
    assert gezahlt == verteilt + schluss.guthaben
    gelaufen = sum((z.zinsen.zinsen for z in zeilen), Decimal(0))
    assert schluss.offen == Decimal(12500) + kosten + gelaufen - verteilt


@given(st.lists(st.builds(Zahlung, TAG, BETRAG), max_size=8), BETRAG)
def test_hauptforderung_sinkt_erst_ohne_kosten_und_zinsen(zahlungen: list[Zahlung], kosten: Decimal) -> None:
    for zeile in verrechne(forderung(kosten=str(kosten)), zahlungen, basiszins=BASISZINS):
        assert (
            min(zeile.stand.kosten, zeile.stand.zinsen, zeile.stand.hauptforderung, zeile.stand.guthaben) >= 0
        )
        assert not zeile.auf_hauptforderung or zeile.stand.kosten + zeile.stand.zinsen == 0
        assert not zeile.auf_zinsen or zeile.stand.kosten == 0
        assert not zeile.stand.guthaben or zeile.stand.offen == 0
