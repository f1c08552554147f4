"""One request goes all the way through the house."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.haushalt import services as haushalt
from rollen import uhr
from tests.welt import Welt, baue
from tests.workflows.wege import bereite_nachweis_vor
from workflows.models import Aufgabe
from workflows.tuer import aufgaben

FORMAL = {"punkt_eins": "ja", "ergebnis": "vollstaendig"}
FACHLICH = {"punkt_eins": "ja", "vorschlag": "10.000,00", "vermerk": "Förderwürdig."}
BEWILLIGEN = {
    "entscheidung": "bewilligen",
    "betrag": "10.000,00",
    "zeitraum_von": "2023-03-01",
    "zeitraum_bis": "2023-08-31",
}


@pytest.fixture
def welt(db: None) -> Iterator[Welt]:
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        yield baue()


def _offene(antrag: Antrag) -> list[str]:
    return sorted(
        Aufgabe.objects.filter(antrag=antrag, stelle__isnull=False, finished__isnull=True).values_list(
            "schritt", flat=True
        )
    )


def test_ein_antrag_geht_durch_das_ganze_haus(welt: Welt) -> None:
    antrag = welt.eingereicht()
    assert (antrag.aktenzeichen, antrag.status) == ("40-FK-2023-00001", "eingereicht")
    assert _offene(antrag) == ["formale_pruefung"]
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    assert _offene(antrag) == ["fachliche_pruefung", "mitzeichnung", "mitzeichnung"]
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH)
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    assert haushalt.bestand(antrag.aktenzeichen).vorgemerkt == Decimal("10000.00")
    antrag = welt.tu(
        antrag, "mitzeichnung", "fabido", "fabido", votum="mit_hinweis", begruendung="Bitte Ferien beachten."
    )
    assert (antrag.status, _offene(antrag)) == ("geprueft", ["entscheidung"])
    antrag = welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert (antrag.status, antrag.bewilligt) == ("bewilligt", Decimal("10000.00"))
    assert haushalt.bestand(antrag.aktenzeichen).gebunden == Decimal("10000.00")
    for betrag in ("6.000,00", "4000.00"):
        welt.tu(
            antrag,
            "mittelabruf",
            "zeichnung",
            betrag=betrag,
            zweck="Honorare",
            verzicht="on",
        )
        welt.tu(antrag, "sachliche_feststellung", "sb", ergebnis="richtig")
        welt.tu(antrag, "rechnerische_feststellung", "fi", ergebnis="richtig")
        welt.tu(antrag, "anordnung", "anordnung", ergebnis="anordnen")
        antrag = welt.tu(antrag, "buchung", "kasse", belegnummer="B-1")
    assert (antrag.status, antrag.ausgezahlt) == ("ausgezahlt", Decimal("10000.00"))
    with uhr.gestellt(datetime(2023, 7, 10, 10)):
        bereite_nachweis_vor(welt, antrag)
        welt.tu(antrag, "verwendungsnachweis", "zeichnung", bestaetigung="on")
        welt.tu(
            antrag,
            "nachweispruefung",
            "sb",
            punkt_eins="ja",
            ergebnis="in_ordnung",
            zweck="Erreicht.",
            vermerk="In Ordnung.",
        )
        antrag = welt.tu(antrag, "nachweiszeichnung", "gruppenleitung", ergebnis="zeichnen")
        assert (antrag.status, antrag.abgerechnet) == ("kontrolliert", Decimal("10000.00"))
        antrag = welt.tu(antrag, "abschluss", "sb", schliessen="on")
    assert (antrag.status, _offene(antrag)) == ("abgeschlossen", [])
    assert antrag.nachweis.rueckforderung == Decimal("0.00")
    assert sorted(antrag.schriftstuecke.values_list("art", flat=True)) == [
        "auszahlungsanordnung",
        "auszahlungsanordnung",
        "eingangsbestaetigung",
        "pruefvermerk",
        "pruefvermerk_nachweis",
        "schlussmitteilung",
        "verwendungsnachweis",
        "zuwendungsbescheid",
    ]
    assert antrag.bescheid.verzicht_am == date(2023, 1, 16)
    assert aufgaben.Aufgabe.objects.filter(antrag=antrag, finished__isnull=True).count() == 0
