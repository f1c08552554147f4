"""Beginning and editing a draft, and every refusal on the way."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from antraege.antrag.dateien import DateiFehler
from antraege.antrag.fehler import VeralteterStand
from antraege.antrag.models import Anlage, Antrag, Antragsart, Nachforderung, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.services import entferne, hinterlege, lege_an, speichere_antworten, speichere_vorhaben
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.models import Eintrag, Stellenart
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.antraege.antrag.dateiproben import pdf
from tests.antraege.antrag.entwuerfe import alles, entwurf, richtlinie
from tests.fabriken import BenutzerFactory, RichtlinieFactory, StelleFactory, TraegerFactory, person_mit

ZEITRAUM: dict[str, Any] = {"beginn": date(2023, 3, 1), "ende": date(2023, 12, 31)}


def taten(antrag: Antrag) -> list[tuple[str, dict, dict]]:
    eintraege = Eintrag.objects.filter(kette=antrag.kette).order_by("nr")
    return [(e.aktion, e.vorher, e.nachher) for e in eintraege]


def taetigkeiten(antrag: Antrag) -> list[tuple[int, str]]:
    return list(antrag.beteiligungen.order_by("pk").values_list("benutzer_id", "taetigkeit"))


def stelle_nachforderung(antrag: Antrag, *punkte: tuple[str, str]) -> list[Nachforderungspunkt]:
    """Put the request into that state the way no test of this room may: past the state machine."""
    Antrag.objects.filter(pk=antrag.pk).update(status=Status.NACHFORDERUNG, aktenzeichen="40/5-FK-2023-00001")
    nachforderung = Nachforderung.objects.create(
        antrag=antrag, frist=date(2023, 2, 1), gestellt_von=BenutzerFactory()
    )
    return [
        Nachforderungspunkt.objects.create(
            nachforderung=nachforderung, bezug=bezug, schluessel=schluessel, was="Bitte", warum="Darum"
        )
        for bezug, schluessel in punkte
    ]


def test_lege_an_beginnt_einen_entwurf(welt):
    antrag = entwurf(welt, titel="  Leseclub  ")
    assert (antrag.status, antrag.titel, antrag.art) == (Status.ENTWURF, "Leseclub", Antragsart.FOERDERUNG)
    assert (antrag.stelle, antrag.richtlinie) == (welt.programm.stelle, welt.richtlinie)
    assert (antrag.im_auftrag, antrag.angelegt_von) == (False, welt.person)
    assert taetigkeiten(antrag) == [(welt.person.pk, Taetigkeit.BEANTRAGEN)]
    eintrag = Eintrag.objects.get(kette=antrag.kette)
    assert (eintrag.aktion, eintrag.nach, eintrag.akteur) == ("antrag anlegen", "entwurf", welt.person)
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


def test_unverifizierter_traeger_wartet(welt):
    traeger = TraegerFactory(verifiziert_am=None, verifiziert_von=None).stelle
    person = person_mit(Rolle.TRAEGER_ANTRAG, traeger)
    assert anlegefehler(welt, traeger=traeger, akteur=person) == [
        "Die Organisation ist noch nicht verifiziert. Erst danach sind Anträge möglich."
    ]


def test_nicht_antragsberechtigt(welt):
    kita = StelleFactory(art=Stellenart.KITA, staedtisch=True)
    assert anlegefehler(welt, traeger=kita, akteur=person_mit(Rolle.EINRICHTUNG, kita)) == [
        "Anträge stellen können hier nur: Träger, Schule."
    ]


GESCHLOSSEN = ["Für dieses Programm sind heute keine Anträge möglich."]


@pytest.mark.parametrize(
    "felder",
    [
        {"antrag_bis": date(2023, 1, 15)},
        {"antrag_von": date(2023, 1, 17)},
        {"gueltig_von": date(2023, 1, 17)},
        {"gueltig_bis": date(2023, 1, 15)},
        {"freigegeben": False},
    ],
)
def test_programm_ist_geschlossen(welt, felder):
    zu = RichtlinieFactory(**felder)
    assert anlegefehler(welt, programm=zu.programm) == GESCHLOSSEN


@pytest.mark.parametrize("felder", [{"antrag_bis": date(2023, 1, 16)}, {"antrag_von": date(2023, 1, 16)}])
def test_programm_ist_am_ersten_und_letzten_tag_offen(welt, felder):
    offen = RichtlinieFactory(**felder)
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


def test_vorhaben_wird_mit_vorher_und_nachher_gespeichert(welt):
    antrag = entwurf(welt)
    neu = speichere_vorhaben(antrag, titel="Leseclub 2", akteur=welt.person, stand=0, **ZEITRAUM)
    assert (neu.titel, neu.beginn, neu.haushaltsjahr, neu.stand) == (
        "Leseclub 2",
        date(2023, 3, 1),
        2023,
        1,
    )
    assert taten(antrag)[1:] == [
        (
            "antrag bearbeiten",
            {"titel": "Leseclub", "beginn": None, "ende": None},
            {"titel": "Leseclub 2", "beginn": "2023-03-01", "ende": "2023-12-31"},
        )
    ]


def test_unveraendertes_wird_nicht_gezaehlt(welt):
    antrag = entwurf(welt)
    speichere_vorhaben(antrag, titel="Leseclub", beginn=None, ende=None, akteur=welt.person)
    speichere_antworten(antrag, {"ziele": None}, akteur=welt.person)
    assert Antrag.objects.get().stand == 0
    assert len(taten(antrag)) == 1


def test_antworten_werden_ergaenzt_und_zurueckgenommen(welt):
    antrag = entwurf(welt)
    speichere_antworten(antrag, {"kinder": 3, "ganztag": False}, akteur=welt.person)
    neu = speichere_antworten(antrag, {"kinder": None, "ziele": "A"}, akteur=welt.person, stand=1)
    assert (neu.antworten, neu.stand) == ({"ganztag": False, "ziele": "A"}, 2)
    assert taten(antrag)[2] == (
        "antrag bearbeiten",
        {"kinder": 3},
        {"ziele": "A"},
    )


@pytest.mark.parametrize(
    ("schluessel", "wert"),
    [
        ("unbekannt", "x"),
        ("ziele", "x" * 501),
        ("ziele", "  "),
        ("ziele", 3),
        ("hinweis", "zwei\nZeilen"),
        ("kinder", -1),
        ("kinder", 1.5),
        ("kinder", True),
        ("kinder", 10**9),
        ("ganztag", "ja"),
        ("thema", "musik"),
        ("thema", ["mint"]),
        ("kein_beginn", False),
    ],
)
def test_unmoegliche_antwort_aendert_nichts(welt, schluessel, wert):
    antrag = entwurf(welt)
    vorher = alles()
    with pytest.raises(MaengelFehler):
        speichere_antworten(antrag, {"kinder": 3, schluessel: wert}, akteur=welt.person)
    assert alles() == vorher


def test_veralteter_stand_aendert_nichts(welt):
    antrag = entwurf(welt)
    speichere_antworten(antrag, {"kinder": 3}, akteur=welt.person, stand=0)
    vorher = alles()
    for versuch in (
        lambda: speichere_antworten(antrag, {"kinder": 4}, akteur=welt.person, stand=0),
        lambda: speichere_vorhaben(antrag, titel="B", akteur=welt.person, stand=0, **ZEITRAUM),
        lambda: hinterlege(antrag, ContentFile(pdf(), "a.pdf"), akteur=welt.person, stand=0),
    ):
        with pytest.raises(VeralteterStand):
            versuch()
    assert alles() == vorher


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.ENTWURF, Status.NACHFORDERUNG)])
def test_nach_dem_einreichen_ist_nichts_zu_aendern(welt, status):
    antrag = entwurf(welt)
    anlage = hinterlege(antrag, ContentFile(pdf(), "a.pdf"), akteur=welt.person)
    Antrag.objects.filter(pk=antrag.pk).update(status=status, aktenzeichen="A")
    vorher = alles()
    for versuch in (
        lambda: speichere_antworten(antrag, {"kinder": 4}, akteur=welt.person),
        lambda: speichere_vorhaben(antrag, titel="B", akteur=welt.person, **ZEITRAUM),
        lambda: hinterlege(antrag, ContentFile(pdf(), "b.pdf"), akteur=welt.person),
        lambda: entferne(anlage, akteur=welt.person),
    ):
        with pytest.raises(VeralteterStand, match="schon eingereicht"):
            versuch()
    assert alles() == vorher


def test_nachforderung_oeffnet_nur_was_verlangt_ist(welt):
    antrag = entwurf(welt)
    punkte = stelle_nachforderung(antrag, (Bezugsart.FRAGE, "kinder"), (Bezugsart.UNTERLAGE, "satzung"))
    vorher = alles()
    for versuch in (
        lambda: speichere_antworten(antrag, {"ziele": "A"}, akteur=welt.person),
        lambda: speichere_antworten(antrag, {"ziele": "A", "kinder": 3}, akteur=welt.person),
        lambda: speichere_antworten(antrag, {}, akteur=welt.person),
        lambda: speichere_vorhaben(antrag, titel="B", akteur=welt.person, **ZEITRAUM),
        lambda: hinterlege(antrag, ContentFile(pdf(), "a.pdf"), akteur=welt.person),
        lambda: hinterlege(antrag, ContentFile(pdf(), "a.pdf"), akteur=welt.person, zu_punkt=punkte[0]),
    ):
        with pytest.raises(VeralteterStand, match="nur, was nachgefordert ist"):
            versuch()
    assert alles() == vorher
    assert speichere_antworten(antrag, {"kinder": 3}, akteur=welt.person).antworten == {"kinder": 3}
    datei = ContentFile(pdf(), "a.pdf")
    assert hinterlege(antrag, datei, akteur=welt.person, zu_punkt=punkte[1]).zu_punkt == punkte[1]


def test_anlage_wird_hinterlegt_und_entfernt(welt, settings):
    antrag = entwurf(welt)
    satzung = welt.richtlinie.unterlagen.get(schluessel="satzung")
    anlage = hinterlege(
        antrag, ContentFile(pdf(), "Satzung.pdf"), akteur=welt.person, unterlage=satzung, stand=0
    )
    assert (anlage.name, anlage.unterlage, antrag.stand) == ("Satzung.pdf", satzung, 1)
    assert "Satzung" not in str(anlage.datei.name)
    with anlage.datei.open() as datei:
        assert datei.read() == pdf()
    entferne(anlage, akteur=welt.person, stand=1)
    entferne(anlage, akteur=welt.person)
    assert Anlage.objects.get().entfernt_am is not None
    assert [tat for tat, _, _ in taten(antrag)[1:]] == ["anlage hinterlegen", "anlage entfernen"]
    hashes = Eintrag.objects.exclude(dokument_hash="").values_list("dokument_hash", flat=True)
    assert list(hashes) == [anlage.sha256, anlage.sha256]


def test_schlechte_datei_aendert_nichts(welt, tmp_path):
    antrag = entwurf(welt)
    vorher = alles()
    with pytest.raises(DateiFehler):
        hinterlege(antrag, ContentFile(b"MZ", "a.pdf"), akteur=welt.person)
    assert alles() == vorher
    assert list(tmp_path.rglob("*")) == []


def test_unterlage_eines_anderen_programms_wird_abgewiesen(welt):
    antrag = entwurf(welt)
    fremde = richtlinie().unterlagen.first()
    vorher = alles()
    with pytest.raises(VeralteterStand):
        hinterlege(antrag, ContentFile(pdf(), "a.pdf"), akteur=welt.person, unterlage=fremde)
    assert alles() == vorher
