"""Amounts per Haushaltsjahr and instalments of the Bescheid: spread, given by hand, refused."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Haushaltsjahr, Haushaltsstelle
from antraege.kern.geld import zeige
from antraege.kern.status import Status
from antraege.programme.models import Auszahlungsart
from tests.welt import Welt
from tests.workflows.wege import BEWILLIGEN, FACHLICH, FORMAL
from workflows.tuer.fehler import Eingabefehler

pytestmark = pytest.mark.django_db
ZWEI_JAHRE = {"beginn": date(2023, 8, 1), "ende": date(2024, 7, 31)}
ZEITRAUM = {"zeitraum_von": "2023-08-01", "zeitraum_bis": "2024-07-31"}


@pytest.fixture
def naechstes_jahr(welt: Welt) -> Haushaltsstelle:
    """The line of the following year, planned but not in force yet."""
    Haushaltsjahr.objects.get_or_create(jahr=2024)
    zeile = Haushaltsstelle.objects.create(
        stelle=welt.stellen["fb40"],
        jahr=2024,
        bereich=Bereich.SACH,
        auftrag="400303020400",
        sachkonto="529100",
        bezeichnung="Projekte",
    )
    haushalt.setze_ansatz(
        zeile, Decimal("30000.00"), schluessel="ansatz/24", akteur=welt.personen["leitung"], text="Test"
    )
    return zeile


@pytest.fixture
def antrag(welt: Welt, naechstes_jahr: Haushaltsstelle) -> Antrag:
    """Waits for the expert check; the project runs from August to July."""
    antrag = welt.eingereicht(betrag="10000.00", **ZWEI_JAHRE)
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    welt.tu(antrag, "mitzeichnung", "fb51", stelle="fb51", votum="einverstanden")
    welt.tu(antrag, "mitzeichnung", "fabido", stelle="fabido", votum="einverstanden")
    return antrag


def _stand(zeile: Haushaltsstelle) -> tuple[Decimal, Decimal]:
    zeile.refresh_from_db()
    return zeile.vorgemerkt, zeile.gebunden


def _geprueft(welt: Welt, antrag: Antrag, **je_jahr: str) -> Antrag:
    return welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH, **je_jahr)


def test_ohne_angabe_wird_nach_monaten_verteilt(
    welt: Welt, antrag: Antrag, naechstes_jahr: Haushaltsstelle
) -> None:
    _geprueft(welt, antrag)
    assert mittel.vorgeschlagene_anteile(antrag) == {2023: Decimal("4166.67"), 2024: Decimal("5833.33")}
    assert _stand(welt.haushaltsstelle) == (Decimal("4166.67"), Decimal("0.00"))
    assert _stand(naechstes_jahr) == (Decimal("5833.33"), Decimal("0.00"))


def test_bewilligen_bindet_je_jahr_im_verhaeltnis_des_vorschlags(
    welt: Welt, antrag: Antrag, naechstes_jahr: Haushaltsstelle
) -> None:
    _geprueft(welt, antrag, jahr_2023="2.500,00", jahr_2024="7.500,00")
    eingaben = {**BEWILLIGEN, **ZEITRAUM, "betrag": "8.000,00", "begruendung": "Weniger Gruppen."}
    antrag = welt.tu(antrag, "entscheidung", "leitung", **eingaben)
    assert mittel.bewilligte_anteile(antrag) == {2023: Decimal("2000.00"), 2024: Decimal("6000.00")}
    assert _stand(welt.haushaltsstelle) == (Decimal("0.00"), Decimal("2000.00"))
    assert _stand(naechstes_jahr) == (Decimal("0.00"), Decimal("6000.00"))
    assert mittel.abrufbar(antrag, tag=date(2023, 12, 31)) == Decimal("2000.00")
    assert mittel.abrufbar(antrag, tag=date(2024, 1, 1)) == Decimal("8000.00")


def test_jahre_die_nicht_aufgehen_werden_abgewiesen(
    welt: Welt, antrag: Antrag, naechstes_jahr: Haushaltsstelle
) -> None:
    with pytest.raises(Eingabefehler) as fehler:
        _geprueft(welt, antrag, jahr_2023="2.500,00", jahr_2024="7.000,00")
    summe, betrag = zeige(Decimal("9500.00")), zeige(Decimal("10000.00"))
    satz = f"Die Jahresbeträge ergeben {summe}, die Zuwendung beträgt {betrag}. Beides muss gleich sein."
    assert fehler.value.formular.errors == {"jahr_2024": [satz]}
    assert _stand(naechstes_jahr) == (Decimal("0.00"), Decimal("0.00"))


def test_in_der_vorlaeufigen_haushaltsfuehrung_wird_nicht_bewilligt(welt: Welt, antrag: Antrag) -> None:
    _geprueft(welt, antrag)
    Haushaltsjahr.objects.filter(jahr=2023).update(in_kraft_ab=None)
    with pytest.raises(Eingabefehler) as fehler:
        welt.tu(antrag, "entscheidung", "leitung", **{**BEWILLIGEN, **ZEITRAUM})
    assert list(fehler.value.formular.errors) == ["entscheidung"]
    antrag.refresh_from_db()
    assert antrag.zustand == Status.GEPRUEFT


@pytest.fixture
def mit_raten(welt: Welt) -> None:
    """The same rules in a version that pays by instalments."""
    welt.aendere_regeln(auszahlungsart=Auszahlungsart.RATEN)


RATEN = {
    "rate_1_am": "2023-09-01",
    "rate_1_betrag": "4.000,00",
    "rate_2_am": "2024-02-01",
    "rate_2_betrag": "5.000,00",
}


def test_die_erste_rate_geht_ohne_abruf_auf_den_weg(mit_raten: None, welt: Welt, antrag: Antrag) -> None:
    _geprueft(welt, antrag)
    antrag = welt.tu(antrag, "entscheidung", "leitung", **{**BEWILLIGEN, **ZEITRAUM, **RATEN})
    abruf = antrag.mittelabrufe.get()
    assert (abruf.art, abruf.betrag, abruf.faellig_am) == ("rate", Decimal("4000.00"), date(2023, 9, 1))
    assert welt.aufgabe(antrag, "sachliche_feststellung").mittelabruf == abruf
    assert [(r.nr, r.betrag) for r in antrag.bescheid.raten.all()] == [
        (1, Decimal("4000.00")),
        (2, Decimal("5000.00")),
    ]


@pytest.mark.parametrize(
    ("eingaben", "felder"),
    [
        ({}, ["rate_1_am"]),
        ({**RATEN, "rate_2_betrag": ""}, ["rate_2_betrag"]),
        ({**RATEN, "rate_2_am": "2023-08-31"}, ["rate_1_betrag", "rate_2_am"]),
        ({**RATEN, "rate_2_betrag": "9.000,00"}, ["rate_1_betrag"]),
        ({**RATEN, "rate_1_betrag": "4.166,68"}, ["rate_1_betrag"]),
    ],
    ids=["keine", "halb", "falsche Reihe", "mehr als bewilligt", "mehr als das Jahr hergibt"],
)
def test_raten_die_nicht_passen(
    mit_raten: None, welt: Welt, antrag: Antrag, eingaben: dict[str, str], felder: list[str]
) -> None:
    _geprueft(welt, antrag)
    with pytest.raises(Eingabefehler) as fehler:
        welt.tu(antrag, "entscheidung", "leitung", **{**BEWILLIGEN, **ZEITRAUM, **eingaben})
    assert sorted(fehler.value.formular.errors) == felder
    assert antrag.mittelabrufe.count() == 0
