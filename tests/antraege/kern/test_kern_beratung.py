"""The order in which bodies deal with a paper."""

from dataclasses import dataclass
from datetime import date

import pytest

from antraege.kern.beratung import ERGEBNISSE, Beratungsart, Ergebnis, folgefehler, geordnet, naechste

E, B, K = Beratungsart.EMPFEHLUNG, Beratungsart.BESCHLUSS, Beratungsart.KENNTNISNAHME


@dataclass
class Schritt:
    nr: int
    art: str
    geplant_am: date
    ergebnis: str = ""


def tag(nr: int) -> date:
    return date(2022, 5, nr)


@pytest.mark.parametrize(
    ("folge", "fehler"),
    [
        ([(E, 4), (E, 5), (B, 12), (K, 20)], []),
        ([(B, 12)], []),
        ([(E, 12), (B, 12)], []),
        ([(E, 4)], ["Die Beratungsfolge hat genau einen Beschluss."]),
        ([(B, 4), (B, 5)], ["Die Beratungsfolge hat genau einen Beschluss."]),
        ([], ["Die Beratungsfolge hat genau einen Beschluss."]),
        ([(B, 4), (E, 5)], ["Eine Empfehlung kommt vor dem Beschluss."]),
        ([(K, 4), (B, 5)], ["Eine Kenntnisnahme kommt nach dem Beschluss."]),
        ([(E, 5), (E, 4), (B, 6)], ["Die Beratungsfolge ist nicht nach Tagen geordnet."]),
        (
            [(K, 9), (B, 5), (E, 4)],
            [
                "Eine Empfehlung kommt vor dem Beschluss.",
                "Eine Kenntnisnahme kommt nach dem Beschluss.",
                "Die Beratungsfolge ist nicht nach Tagen geordnet.",
            ],
        ),
    ],
)
def test_folgefehler(folge: list[tuple[Beratungsart, int]], fehler: list[str]) -> None:
    assert list(folgefehler([(art, tag(nr)) for art, nr in folge])) == fehler


def test_eine_vertagte_empfehlung_kommt_vor_dem_beschluss_auch_wenn_ihr_tag_spaeter_ist() -> None:
    schritte = [
        Schritt(1, E, tag(4), Ergebnis.VERTAGT),
        Schritt(2, B, tag(12)),
        Schritt(3, K, tag(20)),
        Schritt(4, E, tag(18)),
    ]
    assert [s.nr for s in geordnet(schritte)] == [1, 4, 2, 3]
    assert naechste(schritte) is schritte[3]


def test_am_selben_tag_entscheidet_die_nummer() -> None:
    schritte = [Schritt(2, E, tag(4)), Schritt(1, E, tag(4))]
    assert [s.nr for s in geordnet(schritte)] == [1, 2]


def test_haben_alle_gesprochen_kommt_niemand_mehr() -> None:
    assert naechste([Schritt(1, B, tag(4), Ergebnis.BESCHLOSSEN)]) is None


def test_ein_beschluss_entfaellt_nie_und_nur_er_beschliesst() -> None:
    assert [art for art in Beratungsart if Ergebnis.UEBERSPRUNGEN in ERGEBNISSE[art]] == [E, K]
    assert [art for art in Beratungsart if Ergebnis.BESCHLOSSEN in ERGEBNISSE[art]] == [B]
    assert [art for art in Beratungsart if Ergebnis.VERTAGT in ERGEBNISSE[art]] == [E, B, K]


def test_jedes_wort_ist_deutsch_zu_lesen() -> None:
    assert [art.bezeichnung for art in Beratungsart] == ["Empfehlung", "Beschluss", "Kenntnisnahme"]
    assert [e.bezeichnung for e in Ergebnis] == [
        "empfohlen",
        "beschlossen",
        "mit Änderung angenommen",
        "abgelehnt",
        "zur Kenntnis genommen",
        "vertagt",
        "entfallen",
    ]
