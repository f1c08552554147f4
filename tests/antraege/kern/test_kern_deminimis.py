"""De-minimis over rolling years: D1, D2 and the edges of the period."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.deminimis import Beihilfe, Deminimis, pruefe_deminimis
from antraege.kern.geld import GeldFehler, aus_cent

GRENZE = Decimal("300000.00")
BISHER = [
    Beihilfe(date(2025, 2, 20), Decimal(60000)),
    Beihilfe(date(2023, 3, 12), Decimal(90000)),
    Beihilfe(date(2024, 6, 5), Decimal(120000)),
]


def pruefe(tag: date, betrag: str = "80000.00", **abweichend: Any) -> Deminimis:
    werte = {"bisher": BISHER, "grenze": GRENZE} | abweichend
    return pruefe_deminimis(Beihilfe(tag, Decimal(betrag)), **werte)


@pytest.mark.parametrize(
    ("tag", "summe", "zulaessig"),
    [
        pytest.param(date(2026, 3, 10), "350000.00", False, id="D1"),
        pytest.param(date(2026, 3, 20), "260000.00", True, id="D2"),
        pytest.param(date(2026, 3, 12), "350000.00", False, id="genau drei Jahre"),
        pytest.param(date(2026, 3, 13), "260000.00", True, id="ein Tag mehr"),
    ],
)
def test_rollende_drei_jahre(tag: date, summe: str, zulaessig) -> None:
    ergebnis = pruefe(tag)
    assert (str(ergebnis.summe), ergebnis.zulaessig) == (summe, zulaessig)


def test_genau_die_grenze_ist_zulaessig() -> None:
    tag = date(2026, 3, 20)
    assert [pruefe(tag, "120000.00").zulaessig, pruefe(tag, "120000.01").zulaessig] == [True, False]


def test_spaetere_beihilfen_zaehlen_nicht_die_vom_selben_tag_schon() -> None:
    bisher = [Beihilfe(date(2026, 3, 20), Decimal(1)), Beihilfe(date(2026, 3, 21), Decimal(2))]
    assert str(pruefe(date(2026, 3, 20), bisher=bisher).summe) == "80001.00"


def test_schalttag() -> None:
    bisher = [Beihilfe(date(2025, 2, 28), Decimal(1)), Beihilfe(date(2025, 2, 27), Decimal(2))]
    assert str(pruefe(date(2028, 2, 29), bisher=bisher).summe) == "80001.00"


def test_jahre_sind_ein_wert() -> None:
    assert str(pruefe(date(2026, 3, 10), jahre=1).summe) == "80000.00"
    assert str(pruefe(date(2024, 2, 29), jahre=1, bisher=BISHER).summe) == "170000.00"


def test_schritte_in_worten() -> None:
    assert [schritt.replace("\u00a0", " ") for schritt in pruefe(date(2026, 3, 20)).schritte] == [
        "12.03.2023: 90.000,00 € zählt nicht.",
        "05.06.2024: 120.000,00 € zählt.",
        "20.02.2025: 60.000,00 € zählt.",
        "Zeitraum 20.03.2023 bis 20.03.2026: Summe 260.000,00 € hält die Grenze von 300.000,00 €.",
    ]
    assert pruefe(date(2026, 3, 10)).schritte[-1].replace("\u00a0", " ") == (
        "Zeitraum 10.03.2023 bis 10.03.2026: Summe 350.000,00 € übersteigt die Grenze von 300.000,00 €."
    )


def test_betraege_sind_nie_negativ() -> None:
    with pytest.raises(GeldFehler):
        Beihilfe(date(2026, 1, 1), Decimal(-1))
    with pytest.raises(GeldFehler):
        pruefe(date(2026, 1, 1), grenze=Decimal(-1))
    assert str(Beihilfe(date(2026, 1, 1), 5).betrag) == "5.00"


BEIHILFEN = st.lists(
    st.builds(Beihilfe, st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 10**8).map(aus_cent))
)


@given(BEIHILFEN, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_summe_liegt_zwischen_neuer_und_allen(bisher: list[Beihilfe], tag: date) -> None:
    ergebnis = pruefe(tag, bisher=bisher)
    assert Decimal(80000) <= ergebnis.summe <= Decimal(80000) + sum(b.betrag for b in bisher)
    assert ergebnis.zulaessig is (ergebnis.summe <= GRENZE)
