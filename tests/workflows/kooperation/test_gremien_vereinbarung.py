"""An agreement above the highest Wertgrenze is released on a recorded Beschluss, and on nothing else."""

from decimal import Decimal

import pytest

from antraege.kooperation.models import Freigabe
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from tests.workflows.besuch import als, text
from tests.workflows.gremien.gremienwelt import Gremienwelt, am, vorlage_von
from tests.workflows.kooperation.kooperationswelt import FREIGABE, Kooperationswelt
from tests.workflows.kooperation.test_kooperation_spaeter import NACHTRAG
from workflows import tagwerk as fristen
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.kooperation import tuer_nachtrag as nachtrag
from workflows.tuer.fehler import Eingabefehler

WERT = {"mit_geld": "on", "wert": "300.000,00"}


@pytest.fixture
def koop(welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


@pytest.fixture
def stadt(welt) -> Gremienwelt:
    return Gremienwelt(welt)


def test_der_beschluss_traegt_die_freigabe(koop: Kooperationswelt, stadt: Gremienwelt) -> None:
    antrag = stadt.geschrieben(koop.vorgelegt(**WERT), wer="servicestelle")
    koop.tu(antrag, "einbringung", "leitung", ergebnis="einbringen")
    with pytest.raises(Eingabefehler) as fehler:
        koop.tu(antrag, "vereinbarungsfreigabe", "leitung", **FREIGABE)
    assert "läuft noch (in Beratung)" in fehler.value.formular.errors["ergebnis"][0]
    stadt.beschlossen(antrag)
    with am("2023-02-06"):
        freigabe = {**FREIGABE, "zeichnungsfrist": "2023-02-20"}
        antrag = koop.tu(antrag, "vereinbarungsfreigabe", "leitung", **freigabe)
    satz = "Rat der Stadt, Beschluss vom 02.02.2023, Drucksache 24046-23"
    assert (antrag.vereinbarung.status, Freigabe.objects.get().beschluss) == ("zeichnung", satz)
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion="vereinbarungsfreigabe", verweigert=False)
    assert (eintrag.nachher["beschluss"], pruefe_verfahren()) == (satz, [])


def test_ein_beschluss_von_anderswo_traegt_sie_wie_bei_einer_zuwendung(
    koop: Kooperationswelt, stadt: Gremienwelt
) -> None:
    antrag = stadt.anderswo(koop.vorgelegt(**WERT), wer="servicestelle")
    koop.tu(antrag, "beschlussbestaetigung", "gremien", ergebnis="bestaetigen")
    antrag = koop.tu(antrag, "vereinbarungsfreigabe", "leitung", **FREIGABE)
    assert (antrag.vereinbarung.status, vorlage_von(antrag).auswaertig) == ("zeichnung", True)
    with pytest.raises(Verweigert):
        stadt.anderswo(antrag, wer="leitung")


def test_wird_die_kooperation_abgelehnt_endet_die_vorlage(koop: Kooperationswelt, stadt: Gremienwelt) -> None:
    antrag = stadt.geschrieben(koop.vorgelegt(**WERT), wer="servicestelle")
    koop.tu(antrag, "einbringung", "leitung", ergebnis="einbringen")
    nein = {"ergebnis": "ablehnen", "begruendung": "Die Stadt beteiligt sich nicht."}
    antrag = koop.tu(antrag, "vereinbarungsfreigabe", "leitung", **nein)
    assert (antrag.status, vorlage_von(antrag).status, pruefe_verfahren()) == (
        "abgelehnt",
        "zurueckgezogen",
        [],
    )


def test_die_seite_der_vereinbarung_zeigt_das_papier_dem_amt_und_keiner_partei(
    koop: Kooperationswelt, stadt: Gremienwelt
) -> None:
    antrag = stadt.geschrieben(koop.vorgelegt(**WERT), wer="servicestelle")
    koop.tu(antrag, "einbringung", "leitung", ergebnis="einbringen")
    adresse = f"/vereinbarungen/{antrag.pk}/"
    gezeigt = {
        wer: "Drucksache 24046-23" in text(als(koop.welt.personen[wer]).get(adresse))
        for wer in ("servicestelle", "leitung", "gremien", "schule", "zeichnung")
    }
    assert gezeigt == {
        "servicestelle": True,
        "leitung": True,
        "gremien": True,
        "schule": False,
        "zeichnung": False,
    }


def test_hebt_ein_nachtrag_den_wert_ueber_die_grenze_entscheidet_auch_darueber_ein_gremium(
    koop: Kooperationswelt, stadt: Gremienwelt
) -> None:
    antrag, teurer = koop.aktiv(), {"finanzierung": "pauschale", "pauschale": "300.000,00"}
    with am("2023-02-10"):
        list(fristen.pruefe())
        nachtrag.beginne(antrag.pk, akteur=koop.welt.neu("servicestelle"), eingaben={**NACHTRAG, **teurer})
        assert koop.welt.aufgabe(antrag, "nachtragsfreigabe").betrag == Decimal("300000.00")
        freigabe = {**FREIGABE, "zeichnungsfrist": "2023-02-20"}
        with pytest.raises(Eingabefehler) as fehler:
            koop.tu(antrag, "nachtragsfreigabe", "leitung", **freigabe)
        assert "Darüber entscheidet ein Gremium" in fehler.value.formular.errors["ergebnis"][0]
        html = text(als(koop.welt.personen["servicestelle"]).get(f"/faelle/{antrag.pk}/"))
        assert "Gremienvorlage erstellen" in html
        stadt.anderswo(antrag, wer="servicestelle")
        koop.tu(antrag, "beschlussbestaetigung", "gremien", ergebnis="bestaetigen")
        koop.tu(antrag, "nachtragsfreigabe", "leitung", **freigabe)
    assert Freigabe.objects.latest("pk").beschluss.endswith("Drucksache 11111-22")
