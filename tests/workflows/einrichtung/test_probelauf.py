"""A trial run says what happens or what stops it, and nothing of it stays."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antraege.programme.models import Foerderprogramm, Frageart, Richtlinie
from antraege.programme.redaktion import dienst
from antraege.programme.redaktion.abschnitte import JE_KUERZEL
from rollen import uhr
from rollen.models import Mitgliedschaft
from rollen.tabelle import Rolle
from tests import welt as kleine_welt
from tests.fabriken import rolle_geben
from workflows.einrichtung.probelauf import BILD, EINGABEN, spiele

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture(autouse=True)
def ort_und_zeit(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with uhr.gestellt(datetime(2023, 1, 16, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def welt():
    return kleine_welt.baue()


@pytest.fixture
def entwurf(welt) -> Richtlinie:
    """A second version with a question of every kind."""
    sb = welt.personen["sb"]
    neu = dienst.neue_fassung(welt.programm, akteur=sb)
    for art in Frageart:
        werte = {
            "abschnitt": "Alles",
            "schluessel": f"neu-{art}",
            "text": art.label,
            "art": art,
            "auswahl": [["a", "A"], ["b", "B"]] if art in (Frageart.AUSWAHL, Frageart.TABELLE) else [],
            "max_zeichen": 60,
        }
        stand = Richtlinie.objects.get(pk=neu.pk).stand
        dienst.speichere_zeile(neu.pk, JE_KUERZEL["fragen"], None, werte, akteur=sb, stand=stand)
    return Richtlinie.objects.select_related("programm__stelle").get(pk=neu.pk)


def zaehlung() -> Counter[str]:
    """How many rows every table has; the database itself keeps the highest numbers apart."""
    return Counter({modell._meta.label: modell._base_manager.count() for modell in apps.get_models()})


def dateien(ordner="") -> list[str]:
    unter, hier = default_storage.listdir(ordner)
    return [*hier, *(name for u in unter for name in dateien(f"{ordner}/{u}".lstrip("/")))]


def test_a_sample_application_goes_its_whole_way_and_leaves_nothing(entwurf):
    vorher, stand = zaehlung(), Richtlinie.objects.values().get(pk=entwurf.pk)
    stationen = spiele(entwurf)
    assert [(s.was, s.gelungen) for s in stationen] == [
        ("Antrag entwerfen", True),
        ("Antrag einreichen", True),
        ("Formale Prüfung (Fachbereich Schule)", True),
        ("Fachliche Prüfung (Fachbereich Schule)", True),
        ("Mitzeichnung (FABIDO)", True),
        ("Mitzeichnung (Jugendamt)", True),
        ("Entscheidung (Fachbereich Schule)", True),
    ], stationen
    assert stationen[0].text == "Beantwortet: 13 Fragen. Beantragt: 1.000,00\xa0€."
    assert "Eingegangen unter 40-FK-2023-00001." in stationen[1].text
    assert zaehlung() == vorher
    assert Richtlinie.objects.values().get(pk=entwurf.pk) == stand
    assert dateien() == []


def test_it_says_who_is_missing(entwurf, welt):
    Mitgliedschaft.objects.filter(benutzer=welt.personen["fb51"]).update(bis=date(2023, 1, 1))
    letzte = spiele(entwurf)[-1]
    assert (letzte.was, letzte.gelungen) == ("Mitzeichnung (Jugendamt)", False)
    assert letzte.text.startswith("Niemand an der Stelle „Jugendamt“ kann das: Recht „Mitzeichnen“.")


def test_it_says_what_stops_an_applicant(entwurf):
    Richtlinie.objects.filter(pk=entwurf.pk).update(haushaltsbezeichnung="Gibt es nicht")
    entwurf.refresh_from_db()
    letzte = spiele(entwurf)[-1]
    assert (letzte.was, letzte.gelungen, letzte.text) == (
        "Antrag einreichen",
        False,
        "Für 2023 gibt es keine Haushaltsstelle.",
    )


def test_rules_with_gaps_are_not_played(entwurf):
    entwurf.wertgrenzen.all().delete()
    [eine] = spiele(entwurf)
    assert (eine.gelungen, eine.text) == (False, "Es fehlen Wertgrenzen für die Entscheidung.")


def test_a_fault_in_the_middle_leaves_nothing_either(entwurf, monkeypatch):
    vorher = zaehlung()

    def stromausfall(_antrag):
        raise RuntimeError

    monkeypatch.setitem(EINGABEN, "entscheidung", stromausfall)
    with pytest.raises(RuntimeError):
        spiele(entwurf)
    assert (zaehlung(), dateien()) == (vorher, [])


def test_the_pages(entwurf, welt):
    client = Client()
    client.force_login(welt.personen["sb"])
    vorher = zaehlung()
    ziel = f"/richtlinien/{entwurf.pk}"
    assert "Alles" in client.get(f"{ziel}/vorschau/").content.decode()
    seite = client.get(f"{ziel}/vorschau/2/")
    assert 'enctype="multipart/form-data"' in seite.content.decode()
    geprueft = client.post(f"{ziel}/vorschau/2/", {"frage-neu-text": "Hallo"})
    assert {f.schluessel for f in geprueft.context["fehlt"]} == {f"neu-{a}" for a in Frageart} - {"neu-text"}
    assert client.post(f"{ziel}/vorschau/2/", {"frage-neu-zahl": "viele"}).status_code == 422
    assert client.get(f"{ziel}/vorschau/9/").status_code == 404
    lauf = client.post(f"{ziel}/probelauf/")
    assert (lauf.status_code, "Der Antrag kommt an." in lauf.content.decode()) == (200, True)
    assert zaehlung() - vorher == Counter()
    client.force_login(welt.personen["zeichnung"])
    assert client.post(f"{ziel}/probelauf/").status_code == 403
    rolle_geben(welt.personen["fi"], Rolle.SACHBEARBEITUNG, welt.stellen["fb51"])
    client.force_login(welt.personen["fi"])
    assert client.post(f"{ziel}/probelauf/").status_code == 404


def test_the_parts_of_the_application_are_the_real_ones_and_keep_nothing(entwurf, welt):
    client = Client()
    client.force_login(welt.personen["sb"])
    vorher = zaehlung()
    ziel = f"/richtlinien/{entwurf.pk}"
    tage = {"titel": "Probe", "beginn": "2027-01-01"}
    assert client.post(f"{ziel}/vorschau/vorhaben/", tage).context["fehlt"] == ["Ende des Vorhabens"]
    assert client.post(f"{ziel}/vorschau/vorhaben/", {"beginn": "bald"}).status_code == 422
    plan = client.get(f"{ziel}/vorschau/plan/")
    assert "Zeile hinzufügen" in plan.content.decode()
    zeilen = {
        f"form-{nr}-{feld}": wert
        for nr, zeile in enumerate(
            (
                {"seite": "ausgabe", "art": "eigenmittel", "bezeichnung": "Material", "betrag": "5,00"},
                {"seite": "deckung", "art": "zuwendung", "bezeichnung": "Stadt", "betrag": "4,00"},
            )
        )
        for feld, wert in zeile.items()
    } | {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    geprueft = client.post(f"{ziel}/vorschau/plan/", zeilen)
    assert (geprueft.status_code, geprueft.context["geprueft"]) == (200, True)
    assert geprueft.context["fehlt"]
    assert client.post(f"{ziel}/vorschau/plan/", {**zeilen, "zeile": "deckung"}).context["geprueft"] is False
    assert client.post(f"{ziel}/vorschau/plan/", {**zeilen, "form-0-betrag": "viel"}).status_code == 422
    unterlagen = f"{ziel}/vorschau/unterlagen/"
    assert "Weitere Unterlagen" in client.get(unterlagen).content.decode()
    gut, schlecht = SimpleUploadedFile("p.png", BILD), SimpleUploadedFile("p.exe", b"MZ")
    assert client.post(unterlagen, {"zu": "weitere-dateien", "weitere-dateien-datei": gut}).context[
        "geprueft"
    ]
    antwort = client.post(unterlagen, {"zu": "weitere-dateien", "weitere-dateien-datei": schlecht})
    assert antwort.status_code == 422
    assert (zaehlung() - vorher, dateien()) == (Counter(), [])
    Foerderprogramm.objects.filter(pk=entwurf.programm_id).update(kooperation=True)
    assert client.get(f"{ziel}/vorschau/plan/").status_code == 404
    assert client.get(f"{ziel}/vorschau/vorhaben/").status_code == 200
