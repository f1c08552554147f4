"""Beginning a draft, and why one cannot be begun."""

from datetime import date
from typing import Any

import pytest

from antraege.antrag.models import Antrag, Antragsart
from antraege.antrag.services import lege_an, speichere_antworten, speichere_vorhaben
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.models import Eintrag, Stellenart
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.antraege.antrag.entwuerfe import alles, entwurf, richtlinie
from tests.fabriken import RichtlinieFactory, StelleFactory, TraegerFactory, person_mit

ZEITRAUM: dict[str, Any] = {"beginn": date(2023, 3, 1), "ende": date(2023, 12, 31)}


def taetigkeiten(antrag: Antrag) -> list[tuple[int, str]]:
    return list(antrag.beteiligungen.order_by("pk").values_list("benutzer_id", "taetigkeit"))


def test_lege_an_beginnt_einen_entwurf(welt):
    antrag = entwurf(welt, titel="  Leseclub  ")
    assert (antrag.status, antrag.titel, antrag.art) == (Status.ENTWURF, "Leseclub", Antragsart.FOERDERUNG)
    assert (antrag.stelle, antrag.richtlinie) == (welt.programm.stelle, welt.richtlinie)
    assert (antrag.im_auftrag, antrag.angelegt_von) == (False, welt.person)
    assert taetigkeiten(antrag) == [(welt.person.pk, Taetigkeit.BEANTRAGEN)]
    eintrag = Eintrag.objects.get(kette=antrag.kette)
    assert (eintrag.aktion, eintrag.nach, eintrag.akteur) == ("antrag_anlegen", "entwurf", welt.person)
    assert eintrag.stelle == welt.traeger


def test_stadt_bekommt_mittelzuweisung(welt):
    schule = StelleFactory(art=Stellenart.SCHULE, staedtisch=True)
    leitung = person_mit(Rolle.EINRICHTUNG, schule)
    antrag = lege_an(programm=welt.programm, traeger=schule, titel="Garten", akteur=leitung)
    assert antrag.art == Antragsart.MITTELZUWEISUNG


def test_servicestelle_entwirft_im_auftrag(welt):
    beratung = person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE))
    antrag = lege_an(
        programm=welt.programm, traeger=welt.traeger, titel="Leseclub", akteur=beratung, im_auftrag=True
    )
    speichere_antworten(antrag, {"kinder": 3}, akteur=welt.person)
    assert antrag.im_auftrag
    assert taetigkeiten(antrag) == [
        (beratung.pk, Taetigkeit.BERATEN),
        (welt.person.pk, Taetigkeit.BEANTRAGEN),
    ]


def test_servicestelle_bearbeitet_keinen_fremden_entwurf(welt):
    beratung = person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE))
    antrag = entwurf(welt)
    vorher = alles()
    with pytest.raises(Verweigert):
        speichere_antworten(antrag, {"kinder": 3}, akteur=beratung)
    assert alles() == vorher


def test_campus_management_entwirft_nur_fuer_den_eigenen_standort(welt):
    campus = person_mit(Rolle.CAMPUS_MANAGEMENT, welt.standort)
    fremd = StelleFactory(art=Stellenart.STANDORT)
    angaben = {
        "programm": welt.programm,
        "traeger": welt.traeger,
        "titel": "A",
        "akteur": campus,
        "im_auftrag": True,
    }
    antrag = lege_an(**angaben, standort=welt.standort)
    vorher = alles()
    for standort in (fremd, None):
        with pytest.raises(Verweigert):
            lege_an(**angaben, standort=standort)
        with pytest.raises(Verweigert):
            speichere_vorhaben(antrag, titel="B", standort=standort, akteur=campus, **ZEITRAUM)
    assert alles() == vorher


def test_fremder_traeger_wird_verweigert(welt):
    fremd = TraegerFactory().stelle
    vorher = alles()
    for im_auftrag in (False, True):
        with pytest.raises(Verweigert):
            lege_an(
                programm=welt.programm, traeger=fremd, titel="A", akteur=welt.person, im_auftrag=im_auftrag
            )
    assert alles() == vorher


def anlegefehler(welt, **anders) -> list[str]:
    vorher = alles()
    angaben = {"programm": welt.programm, "traeger": welt.traeger, "titel": "A", "akteur": welt.person}
    with pytest.raises(MaengelFehler) as fehler:
        lege_an(**{**angaben, **anders})
    assert alles() == vorher
    return [mangel.text for mangel in fehler.value.maengel]


def test_unverifizierter_traeger_entwirft_selbst_und_niemand_in_seinem_auftrag(welt):
    traeger = TraegerFactory(verifiziert_am=None, verifiziert_von=None).stelle
    person = person_mit(Rolle.TRAEGER_ANTRAG, traeger)
    beratung = person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE))
    assert anlegefehler(welt, traeger=traeger, akteur=beratung, im_auftrag=True) == [
        "Die Organisation ist noch nicht verifiziert. Erst danach sind Anträge im Auftrag möglich."
    ]
    antrag = lege_an(programm=welt.programm, traeger=traeger, titel="A", akteur=person)
    assert (antrag.status, antrag.im_auftrag) == (Status.ENTWURF, False)


def test_nicht_antragsberechtigt(welt):
    kita = StelleFactory(art=Stellenart.KITA, staedtisch=True)
    assert anlegefehler(welt, traeger=kita, akteur=person_mit(Rolle.EINRICHTUNG, kita)) == [
        "Anträge stellen können hier nur: Träger, Schule."
    ]


@pytest.mark.parametrize(
    "felder",
    [
        {"aufrufe": [(date(2022, 12, 1), date(2023, 1, 15))]},
        {"aufrufe": [(date(2023, 1, 17), None)]},
        {"gueltig_von": date(2023, 1, 17)},
        {"gueltig_bis": date(2023, 1, 15)},
        {"freigegeben": False},
    ],
)
def test_programm_ist_geschlossen(welt, felder):
    zu = RichtlinieFactory(**felder)
    (satz,) = anlegefehler(welt, programm=zu.programm)
    assert satz.startswith("Für dieses Programm sind heute keine Anträge möglich.")
    assert not zu.programm.antraege.exists()


@pytest.mark.parametrize("aufrufe", [[(date(2023, 1, 1), date(2023, 1, 16))], [(date(2023, 1, 16), None)]])
def test_programm_ist_am_ersten_und_letzten_tag_offen(welt, aufrufe):
    offen = RichtlinieFactory(aufrufe=aufrufe)
    antrag = lege_an(programm=offen.programm, traeger=welt.traeger, titel="A", akteur=welt.person)
    assert antrag.richtlinie == offen


def test_neueste_gueltige_fassung_zaehlt(welt):
    neu = richtlinie(programm=welt.programm, version=2)
    RichtlinieFactory(programm=welt.programm, version=3, gueltig_von=date(2024, 1, 1))
    RichtlinieFactory(programm=welt.programm, version=4, freigegeben=False)
    assert entwurf(welt).richtlinie == neu


@pytest.mark.parametrize("titel", ["", "   ", "x" * 161])
def test_ohne_brauchbaren_titel_kein_entwurf(welt, titel):
    assert anlegefehler(welt, titel=titel) == ["Bitte geben Sie einen Titel mit höchstens 160 Zeichen ein."]


def test_standort_muss_einer_sein(welt):
    assert anlegefehler(welt, standort=welt.traeger) == ["Bitte wählen Sie einen Standort des Kindercampus."]
