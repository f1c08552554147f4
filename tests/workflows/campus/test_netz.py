"""The picture of the network: every tie is a line between two boxes, and no box is left out or drawn twice."""

from workflows.campus.netz import BREITE, HOEHE, Verbindung, zeichne

VERBINDUNGEN = [
    Verbindung("Schule", "Stadt", "Träger der Einrichtung"),
    Verbindung("Schule", "DOBEQ", "Vereinbarung", "Ganztag"),
    Verbindung("Schule", "Kita", "Vereinbarung", "Garten"),
]


def test_jeder_name_ist_ein_kasten_und_kein_kasten_liegt_auf_einem_anderen() -> None:
    netz = zeichne(["Schule", "Kita", "Jugendtreff"], VERBINDUNGEN)
    assert [(k.name, k.art) for k in netz.kaesten] == [
        ("Schule", "einrichtung"),
        ("Kita", "einrichtung"),
        ("Jugendtreff", "einrichtung"),
        ("Ganztag", "vereinbarung"),
        ("Garten", "vereinbarung"),
        ("Stadt", "partner"),
        ("DOBEQ", "partner"),
    ]
    assert len({(k.x, k.y) for k in netz.kaesten}) == 7
    assert max(k.y for k in netz.kaesten) + HOEHE <= netz.hoehe
    assert max(k.x for k in netz.kaesten) + BREITE == netz.breite


def test_jede_verbindung_ist_eine_linie_und_eine_partei_haengt_einmal_an_ihrer_vereinbarung() -> None:
    linien = zeichne(["Schule", "Kita"], VERBINDUNGEN * 2).linien
    assert sorted(linie.art for linie in linien) == ["fest", *["vereinbarung"] * 4]


def test_ein_standort_ohne_verbindungen_und_ein_langer_name() -> None:
    assert zeichne([], []).kaesten == ()
    (kasten,) = zeichne(["Wort " * 60], []).kaesten
    assert (len(kasten.zeilen), kasten.zeilen[-1][0][-1]) == (3, "…")
