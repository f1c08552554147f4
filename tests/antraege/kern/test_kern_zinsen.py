"""Interest over a changing Basiszinssatz: worked examples Z1 to Z5 and what must hold always."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.geld import GeldFehler, aus_cent
from antraege.kern.zinsen import ZinsFehler, Zinsmethode, Zinsrechnung, halbjahr, zinsen

BASISZINS = [
    (date(2023, 7, 1), Decimal("3.12")),
    (date(2024, 1, 1), Decimal("3.62")),
    (date(2024, 7, 1), Decimal("3.37")),
    (date(2025, 1, 1), Decimal("2.27")),
    (date(2025, 7, 1), Decimal("1.27")),
    (date(2026, 1, 1), Decimal("1.27")),
]


def rechne(betrag: str = "12500.00", **abweichend: Any) -> Zinsrechnung:
    """12.500 €, unwirksam am 15.03.2024, eingegangen am 20.02.2025."""
    fall: dict[str, Any] = {
        "beginn": date(2024, 3, 15),
        "ende": date(2025, 2, 20),
        "aufschlag": Decimal("3.00"),
        "methode": "ACT_ACT",
        "basiszins": BASISZINS,
    }
    return zinsen(Decimal(betrag), **fall | abweichend)


@pytest.mark.parametrize(
    ("methode", "aufschlag", "tage", "saetze", "teile", "summe"),
    [
        pytest.param(
            "ACT_ACT", "3.00", [107, 184, 51], ["6.62", "6.37", "5.27"], ["241.92", "400.30", "92.04"],
            "734.26", id="Z1",
        ),
        pytest.param(
            "ACT_365", "3.00", [107, 184, 51], ["6.62", "6.37", "5.27"], ["242.58", "401.40", "92.04"],
            "736.02", id="Z2",
        ),
        pytest.param(
            "30_360", "3.00", [105, 180, 50], ["6.62", "6.37", "5.27"], ["241.35", "398.13", "91.49"],
            "730.97", id="Z3",
        ),
        pytest.param(
            "ACT_ACT", "5.00", [107, 184, 51], ["8.62", "8.37", "7.27"], ["315.01", "525.98", "126.98"],
            "967.97", id="Z4",
        ),
    ],
)  # fmt: skip
def test_erstattungszinsen(methode, aufschlag, tage, saetze, teile, summe) -> None:
    ergebnis = rechne(methode=methode, aufschlag=Decimal(aufschlag))
    assert [abschnitt.tage for abschnitt in ergebnis.abschnitte] == tage
    assert [str(abschnitt.satz) for abschnitt in ergebnis.abschnitte] == saetze
    assert [str(abschnitt.zinsen) for abschnitt in ergebnis.abschnitte] == teile
    assert str(ergebnis.zinsen) == summe


@pytest.mark.parametrize(
    ("methode", "tage", "summe"),
    [("ACT_ACT", 106, "124.01"), ("ACT_365", 106, "124.01"), ("30_360", 104, "123.36")],
)
def test_z5_zwischenzinsen(methode: str, tage: int, summe: str) -> None:
    ergebnis = rechne("10000.00", beginn=date(2025, 8, 1), ende=date(2025, 11, 15), methode=methode)
    assert [(str(a.zinsen), a.tage) for a in ergebnis.abschnitte] == [(summe, tage)]


def test_abschnitte_beginnen_am_tag_danach_und_wechseln_am_halbjahr() -> None:
    assert [(a.von, a.bis) for a in rechne().abschnitte] == [
        (date(2024, 3, 16), date(2024, 6, 30)),
        (date(2024, 7, 1), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 2, 20)),
    ]


def test_unveraenderter_satz_trennt_die_halbjahre_trotzdem() -> None:
    ergebnis = rechne(beginn=date(2025, 12, 30), ende=date(2026, 1, 1))
    assert [(a.von, a.bis, a.tage) for a in ergebnis.abschnitte] == [
        (date(2025, 12, 31), date(2025, 12, 31), 1),
        (date(2026, 1, 1), date(2026, 1, 1), 1),
    ]


def test_juni_gehoert_zum_ersten_halbjahr() -> None:
    ergebnis = rechne(beginn=date(2025, 6, 10), ende=date(2025, 7, 5))
    assert [(a.von, a.bis, str(a.satz)) for a in ergebnis.abschnitte] == [
        (date(2025, 6, 11), date(2025, 6, 30), "5.27"),
        (date(2025, 7, 1), date(2025, 7, 5), "4.27"),
    ]


def test_schritte_in_worten() -> None:
    schritte = [schritt.replace("\u00a0", " ") for schritt in rechne(methode="30_360").schritte]
    assert schritte == [
        "16.03.2024 bis 30.06.2024: 12.500,00 € × 6,62 % × 105 / 360 Tage = 241,35 €.",
        "01.07.2024 bis 31.12.2024: 12.500,00 € × 6,37 % × 180 / 360 Tage = 398,13 €.",
        "01.01.2025 bis 20.02.2025: 12.500,00 € × 5,27 % × 50 / 360 Tage = 91,49 €.",
    ]


def test_schaltjahr_zaehlt_nur_bei_act_act() -> None:
    tage = {methode: rechne(methode=methode).schritte[0].split(" / ")[1][:3] for methode in Zinsmethode}
    assert tage == {"ACT_ACT": "366", "ACT_365": "365", "30_360": "360"}


def test_ein_tag_und_kein_tag() -> None:
    ein_tag = rechne("36500.00", beginn=date(2025, 1, 31), ende=date(2025, 2, 1))
    assert (str(ein_tag.zinsen), ein_tag.abschnitte[0].von) == ("5.27", date(2025, 2, 1))
    keiner = rechne(beginn=date(2025, 1, 31), ende=date(2025, 1, 31))
    assert (str(keiner.zinsen), keiner.abschnitte, keiner.schritte) == ("0.00", (), [])


def test_dreissig_360_am_monatsende() -> None:
    """The 31st counts as the 30th, the end of February as it is."""

    def tage(beginn: date, ende: date) -> int:
        return rechne(beginn=beginn, ende=ende, methode="30_360").abschnitte[0].tage

    assert tage(date(2025, 1, 31), date(2025, 2, 28)) == 28
    assert tage(date(2025, 2, 28), date(2025, 3, 31)) == 32
    assert tage(date(2025, 3, 30), date(2025, 3, 31)) == 0
    assert tage(date(2025, 3, 31), date(2025, 4, 1)) == 1


def test_negativer_satz_zaehlt_als_null() -> None:
    reihe = [(date(2016, 7, 1), Decimal("-0.88"))]
    tage = {"beginn": date(2016, 7, 1), "ende": date(2016, 12, 31), "basiszins": reihe}
    (ohne,) = rechne(aufschlag=Decimal("0.50"), **tage).abschnitte
    (mit,) = rechne(aufschlag=Decimal("3.00"), **tage).abschnitte
    assert [(str(a.satz), str(a.zinsen)) for a in (ohne, mit)] == [("0.00", "0.00"), ("2.12", "132.50")]


@pytest.mark.parametrize(
    ("beginn", "ende", "halb"),
    [
        (date(2026, 6, 30), date(2026, 7, 1), "01.07.2026"),
        (date(2023, 6, 29), date(2023, 6, 30), "01.01.2023"),
        (date(2001, 1, 1), date(2026, 1, 1), "01.01.2001"),
    ],
)
def test_fehlender_basiszins_wird_nie_ersetzt(beginn: date, ende: date, halb: str) -> None:
    with pytest.raises(ZinsFehler) as fehler:
        rechne(beginn=beginn, ende=ende)
    assert str(fehler.value) == (
        f"Für das Halbjahr ab {halb} ist kein Basiszinssatz hinterlegt. Bitte lassen Sie ihn eintragen und freigeben."
    )


def test_letzter_bekannter_tag_rechnet_noch() -> None:
    assert rechne(beginn=date(2026, 6, 29), ende=date(2026, 6, 30)).abschnitte[0].satz == Decimal("4.27")


def test_ende_vor_beginn() -> None:
    with pytest.raises(ZinsFehler) as fehler:
        rechne(beginn=date(2025, 2, 21))
    assert str(fehler.value) == "Der Zinszeitraum endet vor seinem Beginn."


@pytest.mark.parametrize(
    "abweichend",
    [
        {"betrag": "-1"},
        {"betrag": "0.001"},
        {"aufschlag": Decimal("-0.01")},
        {"aufschlag": Decimal("100.01")},
    ],
)
def test_unmoegliche_betraege(abweichend: dict[str, Any]) -> None:
    with pytest.raises(GeldFehler):
        rechne(**abweichend)


def test_unbekannte_methode() -> None:
    with pytest.raises(ValueError, match="ACT_360"):
        rechne(methode="ACT_360")


def test_methoden_haben_deutsche_woerter() -> None:
    assert [methode.bezeichnung for methode in Zinsmethode] == [
        "taggenau, Jahr mit 365 oder 366 Tagen",
        "taggenau, Jahr mit 365 Tagen",
        "Monat mit 30 Tagen, Jahr mit 360 Tagen",
    ]


def test_halbjahr() -> None:
    tage = [date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)]
    assert [halbjahr(tag) for tag in tage] == [date(2026, 1, 1)] * 2 + [date(2026, 7, 1)] * 2


TAGE = st.dates(min_value=date(2023, 7, 1), max_value=date(2026, 6, 30))


@given(
    st.integers(min_value=0, max_value=10**10).map(aus_cent),
    st.tuples(TAGE, TAGE, TAGE).map(sorted),
    st.sampled_from(list(Zinsmethode)),
)
def test_zinsen_sind_bis_auf_rundung_additiv(betrag: Decimal, tage: list[date], methode: str) -> None:
    frueh, mitte, spaet = tage
    ganz = rechne(str(betrag), beginn=frueh, ende=spaet, methode=methode)
    teile = [
        rechne(str(betrag), beginn=von, ende=bis, methode=methode)
        for von, bis in ((frueh, mitte), (mitte, spaet))
    ]
    assert sum(a.tage for teil in teile for a in teil.abschnitte) == sum(a.tage for a in ganz.abschnitte)
    assert abs(ganz.zinsen - sum(teil.zinsen for teil in teile)) <= Decimal("0.01")


@given(st.integers(min_value=0, max_value=10**10).map(aus_cent), st.tuples(TAGE, TAGE).map(sorted))
def test_abschnitte_sind_lueckenlos_und_ergeben_die_summe(betrag: Decimal, tage: list[date]) -> None:
    ergebnis = rechne(str(betrag), beginn=tage[0], ende=tage[1])
    grenzen = [tage[0]]
    for abschnitt in ergebnis.abschnitte:
        assert abschnitt.von == grenzen[-1] + timedelta(days=1)
        grenzen.append(abschnitt.bis)
    assert (grenzen[-1], sum(a.zinsen for a in ergebnis.abschnitte)) == (tage[1], ergebnis.zinsen)
