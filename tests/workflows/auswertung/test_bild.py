"""The picture of pairs: one scale, the sentence says the same, a long list shows its first rows only."""

from decimal import Decimal

from workflows.auswertung.bild import BREITE, HOECHSTENS, paare


def test_laengen_auf_einem_massstab_und_derselbe_satz():
    bild = paare(
        "k", titel="T", zeilen=[("A", Decimal(50), Decimal(100), "50 €", "100 €"), ("B", 0, 25, "0", "25")]
    )
    assert [(p.breite, p.breite_vorher) for p in bild.zeilen] == [(BREITE // 2, BREITE), (0, BREITE // 4)]
    assert bild.satz == "A: 50 €, im Vorjahr 100 €. B: 0, im Vorjahr 25."


def test_nichts_und_zu_viel():
    assert paare("k", titel="T", zeilen=[]).zeilen == ()
    assert paare("k", titel="T", zeilen=[("A", 0, 0, "0", "0")]).zeilen[0].breite == 0
    assert len(paare("k", titel="T", zeilen=[("A", 1, 1, "1", "1")] * 40).zeilen) == HOECHSTENS
