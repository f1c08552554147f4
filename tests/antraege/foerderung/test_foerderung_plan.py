"""Saving the Finanzierungsplan; snapshot content; a new request from last year's."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.foerderung.models import Planposition
from antraege.foerderung.services import inhalt_fuer_aufnahme, kopiere, plan_von, speichere_plan
from antraege.kern.finanzierung import Plan, Position
from antraege.kern.geld import GeldFehler
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.kanon import kanonisch
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.taten import Tat
from tests.antraege.antrag.dateiproben import pdf
from tests.antraege.antrag.entwuerfe import (
    ANTWORTEN,
    PLAN,
    alles,
    entwurf,
    fertiger_entwurf,
    richtlinie,
    stelle_nachforderung,
)
from tests.fabriken import BenutzerFactory


def test_plan_wird_gespeichert(welt):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person, stand=0)
    assert plan_von(antrag) == Plan(PLAN)
    assert (antrag.beantragt, antrag.stand) == (Decimal("10000.00"), 1)
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion=Tat.ANTRAG_BEARBEITEN)
    assert (eintrag.vorher["summe_ausgaben"], eintrag.nachher["summe_ausgaben"]) == ("0.00", "11000.00")
    assert eintrag.nachher["deckung"][0] == {
        "art": "beantragte Zuwendung",
        "bezeichnung": "Zuwendung der Stadt",
        "betrag": "10000.00",
    }


def test_plan_wird_ersetzt(welt):
    antrag = entwurf(welt)
    speichere_plan(antrag, PLAN, akteur=welt.person)
    neu = speichere_plan(antrag, PLAN[:1], akteur=welt.person)
    assert (plan_von(neu), neu.beantragt) == (Plan(PLAN[:1]), Decimal("0.00"))


def test_gleicher_plan_zaehlt_nicht(welt):
    antrag = entwurf(welt)
    speichere_plan(antrag, PLAN, akteur=welt.person)
    assert speichere_plan(antrag, PLAN, akteur=welt.person).stand == 1


@pytest.mark.parametrize(
    "zeile",
    [
        Position("ausgabe", "ausgabe", "Honorare", Decimal("-0.01")),
        Position("deckung", "eigenmittel", " ", Decimal(1)),
        Position("ausgabe", "ausgabe", "x" * 161, Decimal(1)),
    ],
)
def test_unmoegliche_zeile_aendert_nichts(welt, zeile):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person)
    vorher = alles()
    with pytest.raises(MaengelFehler):
        speichere_plan(antrag, [*PLAN, zeile], akteur=welt.person)
    assert alles() == vorher


@pytest.mark.parametrize("betrag", [0.1, "1,5", "abc", Decimal("0.001"), Decimal("NaN")])
def test_betrag_muss_genau_sein(betrag):
    with pytest.raises(GeldFehler):
        Position("ausgabe", "ausgabe", "Honorare", betrag)


def test_veralteter_stand_und_fremde_person_aendern_nichts(welt):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person)
    vorher = alles()
    with pytest.raises(Ueberholt):
        speichere_plan(antrag, PLAN[:1], akteur=welt.person, stand=0)
    with pytest.raises(Verweigert):
        speichere_plan(antrag, PLAN[:1], akteur=BenutzerFactory())
    assert {**alles()} == vorher


def test_nachforderung_oeffnet_den_plan(welt):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person)
    stelle_nachforderung(antrag, (Bezugsart.PLAN, ""))
    assert speichere_plan(antrag, PLAN[:1], akteur=welt.person).status == Status.NACHFORDERUNG
    Antrag.objects.filter(pk=antrag.pk).update(status=Status.EINGEREICHT)
    with pytest.raises(Ueberholt):
        speichere_plan(antrag, PLAN, akteur=welt.person)
    assert list(Planposition.objects.values_list("bezeichnung", flat=True)) == ["Honorare"]


def test_inhalt_ist_vollstaendig_und_hat_eine_feste_form(welt):
    inhalt = inhalt_fuer_aufnahme(fertiger_entwurf(welt))
    assert inhalt["antrag"] == {
        "programm": welt.programm.name,
        "richtlinie": str(welt.richtlinie),
        "traeger": welt.traeger.name,
        "standort": "Hörde-Clarenberg",
        "titel": "Leseclub",
        "beginn": date(2023, 3, 1),
        "ende": date(2023, 12, 31),
        "haushaltsjahr": 2023,
        "beantragt": Decimal("10000.00"),
        "einheiten": None,
        "im_auftrag": False,
        "im_auftrag_von": "",
        "papiereingang_am": None,
    }
    assert {k: v["antwort"] for k, v in inhalt["antworten"].items()} == {
        "ziele": "Kinder lesen gern.",
        "kinder": "24",
        "hinweis": "",
        "ganztag": "Nein",
        "thema": "MINT",
        "kein_beginn": "bestätigt",
    }
    assert inhalt["antworten"]["ziele"]["frage"] == "Frage nach ziele?"
    assert [(a["name"], a["unterlage"], a["groesse"]) for a in inhalt["anlagen"]] == [
        ("Satzung.pdf", "Satzung", len(pdf()))
    ]
    assert inhalt["plan"]["summe_deckung"] == Decimal("11000.00")
    assert kanonisch(inhalt) == kanonisch(inhalt_fuer_aufnahme(Antrag.objects.get()))


def test_kopie_aus_dem_vorjahr(welt):
    alt = fertiger_entwurf(welt)
    stand = list(Antrag.objects.filter(pk=alt.pk).values())
    neue_regeln = richtlinie(programm=welt.programm, version=2, gueltig_von=date(2024, 1, 1))
    with uhr.gestellt(datetime(2024, 1, 10, 9, tzinfo=UTC)):
        neu = kopiere(alt, akteur=welt.person)
    assert (neu.richtlinie, neu.titel, neu.standort) == (neue_regeln, "Leseclub", welt.standort)
    assert (neu.beginn, neu.ende, neu.anlagen.count()) == (None, None, 0)
    assert neu.antworten == {k: v for k, v in ANTWORTEN.items() if k != "kein_beginn"}
    assert (plan_von(neu), neu.beantragt) == (Plan(PLAN), Decimal("10000.00"))
    assert list(Antrag.objects.filter(pk=alt.pk).values()) == stand


def test_fremde_kopieren_nichts(welt):
    alt = fertiger_entwurf(welt)
    vorher = alles()
    with pytest.raises(Verweigert):
        kopiere(alt, akteur=BenutzerFactory())
    assert alles() == vorher
