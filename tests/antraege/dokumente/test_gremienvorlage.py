"""The Gremienvorlage as data, with the figures of DS 24046-22."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import Absatz, Dokument, Ueberschrift
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.gremien import gremienvorlage
from antraege.dokumente.schreibweise import volle_euro
from tests.antraege.dokumente.beispiele import TEXTE, gremienfakten
from tests.antraege.dokumente.beispiele.gremium import SACH
from tests.antraege.dokumente.bloeckelesen import tabellen

FOLGE = gremienfakten().beratungsfolge


def vorlage(**anders: Any) -> Dokument:
    return gremienvorlage(gremienfakten(**anders), texte=TEXTE)


def ueberschriften(dokument: Dokument, *, ebene: int) -> list[str]:
    return [b.text for b in dokument.bloecke if isinstance(b, Ueberschrift) and b.ebene == ebene]


def test_vorlage_has_the_parts_of_the_city_in_order():
    dokument = vorlage()

    assert dokument.bezug == ("Drucksache Nr. 24046-22, öffentlich",)
    assert ueberschriften(dokument, ebene=1) == [
        "Tagesordnungspunkt",
        "Beschlussvorschlag",
        "Personelle Auswirkungen",
        "Finanzielle Auswirkungen",
        "Klimarelevanz",
        "Begründung",
        "Zuständigkeit",
    ]
    assert ueberschriften(dokument, ebene=2) == ["Deckung", "1. Ausgangslage", "2. Projekte und Maßnahmen"]


def test_beratungsfolge_keeps_kenntnisnahme_after_the_beschluss():
    zeilen = tabellen(vorlage())["Beratungsfolge"].zeilen

    assert (len(zeilen), zeilen[-2:]) == (
        8,
        (("Rat der Stadt", "12.05.2022", "Beschluss"), ("Integrationsrat", "07.06.2022", "Kenntnisnahme")),
    )


def test_sums_are_those_of_the_paper():
    tabelle = tabellen(vorlage())

    assert tabelle["Personalaufwendungen"].zeilen[-1][3:] == tuple(
        f"{betrag}\u00a0€" for betrag in ("109.900", "271.200", "277.700", "284.400", "291.200")
    )
    assert tabelle["Sachaufwendungen"].zeilen[-1][3:5] == ("12.584\u00a0€", "30.200\u00a0€")
    assert tabelle["Planstellen"].zeilen[-1] == ("Summe", "", "", "3,00")


def test_points_are_lettered_and_a_single_one_is_not():
    einzeln = vorlage(beschluss=("den Aufbau einer Servicestelle.",), stellen=(), personell="", deckung="")

    assert [b.text[:2] for b in vorlage().bloecke if isinstance(b, Absatz) and b.text[1:2] == ")"] == [
        "a)",
        "b)",
        "c)",
    ]
    assert Absatz("den Aufbau einer Servicestelle.") in einzeln.bloecke
    assert Absatz("Personelle Auswirkungen ergeben sich nicht.") in einzeln.bloecke


def test_cents_are_shown_when_there_are_any():
    zeile = replace(SACH.zeilen[0], betraege=(Decimal("0.50"), *SACH.zeilen[0].betraege[1:]))
    tabelle = tabellen(vorlage(aufwand=(replace(SACH, zeilen=(zeile,)),)))["Sachaufwendungen"]

    assert tabelle.zeilen[-1][3:5] == ("0,50\u00a0€", "15.000,00\u00a0€")
    with pytest.raises(ValueError, match="Cent"):
        volle_euro(Decimal("0.50"))


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"beratungsfolge": FOLGE[:6]}, "Die Beratungsfolge hat genau einen Beschluss."),
        (
            {"beratungsfolge": (FOLGE[6], replace(FOLGE[0], am=date(2022, 5, 13)))},
            "Eine Empfehlung kommt vor dem Beschluss.",
        ),
        ({"beratungsfolge": (FOLGE[1], FOLGE[0], *FOLGE[2:])}, "nicht nach Tagen geordnet"),
        ({"klimarelevanz": ""}, "Klimarelevanz oder Begründung fehlen."),
        ({"aufwand": (replace(SACH, jahre=(2022,)),)}, "Jede Zeile braucht einen Betrag je Jahr."),
    ],
)
def test_vorlage_refuses_contradictions(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        gremienfakten(**anders)
