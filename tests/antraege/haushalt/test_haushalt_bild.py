"""The pictures of the budget: as wide as the money, never out of their frame; no cell becomes a formula."""

import pytest

from antraege.haushalt import uebersicht
from antraege.haushalt.bild import HOEHE, balken, saeulen
from antraege.haushalt.export import zelle
from antraege.haushalt.models import Haushaltsstelle
from tests.antraege.haushalt.konten import D

BETRAEGE = {
    "ausgezahlt": D("15"),
    "erstattet": D("5"),
    "gebunden": D("20"),
    "vorgemerkt": D("0"),
    "frei": D("30"),
}
LEER = dict.fromkeys(BETRAEGE, D("0"))
SATZ = (
    "ausgezahlt 15,00\xa0€ (davon 5,00\xa0€ erstattet), gebunden 20,00\xa0€, vorgemerkt 0,00\xa0€, "
    "frei 30,00\xa0€."
)


def test_the_bar_is_as_wide_as_the_money():
    bild = balken("b", titel="T", betraege=BETRAEGE)
    assert [(teil.name, teil.x, teil.breite) for teil in bild.teile] == [
        ("ausgezahlt", 0, 166),
        ("gebunden", 166, 334),
        ("frei", 500, 500),
    ]
    assert bild.satz == SATZ
    assert balken("leer", titel="T", betraege=LEER).teile == ()


def test_the_years_share_one_scale():
    halb = {name: betrag / 2 for name, betrag in BETRAEGE.items()}
    bild = saeulen("s", titel="T", je_jahr={2022: halb, 2023: BETRAEGE, 2024: LEER})
    assert [sum(teil.breite for teil in saeule.teile) for saeule in bild.saeulen] == [HOEHE // 2, HOEHE, 0]
    assert [(teil.name, teil.x, teil.breite) for teil in bild.saeulen[1].teile] == [
        ("ausgezahlt", 200, 40),
        ("gebunden", 120, 80),
        ("frei", 0, 120),
    ]
    assert f"2023: {SATZ}" in bild.satz


def test_no_bar_leaves_its_frame(geladen):
    for zeile in Haushaltsstelle.objects.all():
        assert sum(teil.breite for teil in uebersicht.balken_fuer(zeile).teile) in (0, 1000)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_no_cell_becomes_a_formula(text):
    assert zelle(text) == f"'{text}"


def test_cells():
    assert [zelle(wert) for wert in (D("-1234.5"), None, "e. V.", 2023)] == ["-1.234,50", "", "e. V.", "2023"]
