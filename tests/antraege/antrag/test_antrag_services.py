"""Beginning and editing a draft, and every refusal on the way."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from antraege.antrag.dateien import DateiFehler
from antraege.antrag.models import Anlage, Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.services import entferne, hinterlege, speichere_antworten, speichere_vorhaben
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from tests.antraege.antrag.dateiproben import pdf
from tests.antraege.antrag.entwuerfe import alles, entwurf, richtlinie, stelle_nachforderung

ZEITRAUM: dict[str, Any] = {"beginn": date(2023, 3, 1), "ende": date(2023, 12, 31)}


def taten(antrag: Antrag) -> list[tuple[str, dict, dict]]:
    eintraege = Eintrag.objects.filter(kette=antrag.kette).order_by("nr")
    return [(e.aktion, e.vorher, e.nachher) for e in eintraege]


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
            "antrag_bearbeiten",
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
        "antrag_bearbeiten",
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
        with pytest.raises(Ueberholt):
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
        with pytest.raises(Ueberholt, match="schon eingereicht"):
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
        with pytest.raises(Ueberholt, match="nur, was nachgefordert ist"):
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
    assert [tat for tat, _, _ in taten(antrag)[1:]] == ["anlage_hinterlegen", "anlage_entfernen"]
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
    with pytest.raises(Ueberholt):
        hinterlege(antrag, ContentFile(pdf(), "a.pdf"), akteur=welt.person, unterlage=fremde)
    assert alles() == vorher
