"""A case is handed to another Stelle: right, reason, open tasks, trail, and both Stellen see it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from antraege.antrag.models import Abgabe, Antrag
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag, Stelle
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import StelleFactory, person_mit
from tests.welt import Welt, baue
from tests.workflows.antrag.test_stimmen import JETZT
from tests.workflows.besuch import als as als_person
from tests.workflows.besuch import aufgabe_von, bild, frisch, glatt, mit_stand, text, verweigerte
from tests.workflows.wege import FORMAL, gehe
from workflows.antrag.abgabe import gib_ab
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.models import Aufgabe, Nachricht, Richtung
from workflows.tuer import aufgaben

GRUND = "Das Vorhaben gehört zur Sozialarbeit."


def fb52(welt: Welt) -> tuple[Stelle, Benutzer]:
    """Another office with a clerk."""
    stelle = StelleFactory(kuerzel="fb-52", name="Sozialamt", email="fb52@stadt.example")
    return stelle, person_mit(Rolle.SACHBEARBEITUNG, stelle, name="Sachbearbeitung FB 52")


def adresse(antrag: Antrag) -> str:
    return f"/faelle/{antrag.pk}/abgeben/"


def test_die_neue_stelle_hat_den_fall_und_beide_sehen_ihn(welt, als):
    neu, person = fb52(welt)
    antrag = welt.eingereicht()
    aufgabe = welt.aufgabe(antrag, "formale_pruefung")
    aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("sb"))
    assert als_person(person).get(f"/faelle/{antrag.pk}/").status_code == 404
    antwort = als("sb").post(adresse(antrag), mit_stand(antrag.pk, {"an": neu.pk, "grund": GRUND}))
    assert (antwort.status_code, antwort.url) == (302, f"/faelle/{antrag.pk}/")
    antrag, aufgabe = frisch(antrag), aufgabe_von(antrag, "formale_pruefung")
    assert (antrag.stelle, aufgabe.stelle, aufgabe.owner) == (neu, neu, None)
    for wer in (welt.neu("sb"), person):
        seite = als_person(wer).get(f"/faelle/{antrag.pk}/")
        assert (seite.status_code, GRUND in glatt(seite)) == (200, True)
        assert str(antrag.aktenzeichen) in text(als_person(wer).get("/faelle/"))
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion=Tat.FALL_ABGEBEN)
    assert eintrag.nachher == {"von": "Fachbereich Schule", "an": "Sozialamt", "grund": GRUND}
    an_traeger = Nachricht.objects.filter(antrag=antrag, richtung=Richtung.AN_TRAEGER)
    assert "Sozialamt" in an_traeger.latest("id").text
    assert pruefe_verfahren(antrag.pk) == []
    # From now on the other office works on it, and the former one no longer does.
    with pytest.raises(Verweigert):
        aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("sb"))
    aufgaben.erledigen(aufgabe.pk, akteur=Benutzer.objects.get(pk=person.pk), eingaben=FORMAL)
    assert aufgabe_von(antrag, "fachliche_pruefung").stelle == neu


def test_die_naechste_stelle_kann_ihn_zurueckgeben(welt):
    neu, person = fb52(welt)
    antrag = welt.eingereicht()
    gib_ab(antrag.pk, an=neu, grund=GRUND, akteur=welt.neu("leitung"))
    gib_ab(antrag.pk, an=welt.stellen["fb40"], grund="Doch nicht.", akteur=Benutzer.objects.get(pk=person.pk))
    assert frisch(antrag).stelle == welt.stellen["fb40"]
    assert Abgabe.objects.count() == 2


@pytest.mark.parametrize("wer", ["fb51", "zeichnung", "kasse", "pruefung"])
def test_wer_den_fall_nicht_prueft_gibt_ihn_nicht_ab(welt, wer):
    neu, _ = fb52(welt)
    antrag = welt.eingereicht()
    vorher = bild()
    with pytest.raises(Verweigert):
        gib_ab(antrag.pk, an=neu, grund=GRUND, akteur=welt.neu(wer))
    antwort = als_person(welt.neu(wer)).post(adresse(antrag), {"an": neu.pk, "grund": GRUND})
    assert antwort.status_code in (403, 404)
    assert (bild(), verweigerte(antrag)) == (vorher, 1)


def test_ohne_grund_und_an_niemanden_geht_es_nicht(welt, als):
    neu, person = fb52(welt)
    leer = StelleFactory(name="Leeres Amt")
    antrag = welt.eingereicht()
    vorher, client = bild(), als("sb")
    for felder, satz in (
        ({"an": neu.pk, "grund": " "}, "grund"),
        ({"an": leer.pk, "grund": GRUND}, "prüft noch niemand Anträge"),
        ({"an": welt.traeger.pk, "grund": GRUND}, GRUND),
        ({"an": welt.stellen["fb40"].pk, "grund": GRUND}, GRUND),
        ({"an": 999_999, "grund": GRUND}, GRUND),
    ):
        antwort = client.post(adresse(antrag), mit_stand(antrag.pk, felder))
        assert (antwort.status_code, satz in text(antwort)) == (422, True), felder
    for an in (leer, welt.traeger, welt.stellen["fb40"]):
        with pytest.raises(MaengelFehler):
            gib_ab(antrag.pk, an=an, grund=GRUND, akteur=welt.neu("sb"))
    assert bild() == vorher
    assert person.pk


def test_wer_gerade_mitzeichnet_uebernimmt_erst_danach(welt):
    antrag = gehe(welt, welt.eingereicht(), bis="mitzeichnung")
    vorher = bild()
    with pytest.raises(MaengelFehler):
        gib_ab(antrag.pk, an=welt.stellen["fb51"], grund=GRUND, akteur=welt.neu("sb"))
    assert bild() == vorher


def test_nach_der_pruefung_wird_nicht_mehr_abgegeben(welt, als):
    neu, _ = fb52(welt)
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    vorher = bild()
    with pytest.raises(MaengelFehler):
        gib_ab(antrag.pk, an=neu, grund=GRUND, akteur=welt.neu("leitung"))
    assert als("leitung").get(adresse(antrag)).status_code == 404
    assert bild() == vorher


def test_eine_veraltete_seite_gibt_nichts_ab(welt, als):
    neu, _ = fb52(welt)
    antrag = welt.eingereicht()
    daten = mit_stand(antrag.pk, {"an": neu.pk, "grund": GRUND})
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    vorher = bild()
    assert als("sb").post(adresse(antrag), daten).status_code == 409
    assert bild() == vorher
    with pytest.raises(Ueberholt):
        gib_ab(antrag.pk, an=neu, grund=GRUND, akteur=welt.neu("sb"), stand=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_zwei_geben_zugleich_ab_und_nur_eine_gelingt():
    with uhr.gestellt(JETZT):
        welt = baue()
        eine, _ = fb52(welt)
        zweite = StelleFactory(name="Kulturamt")
        person_mit(Rolle.SACHBEARBEITUNG, zweite)
        antrag = welt.eingereicht()
        start = Barrier(2)

        def gib(paar: tuple[str, Stelle]) -> str:
            wer, an = paar
            start.wait()
            try:
                with uhr.gestellt(JETZT):
                    gib_ab(antrag.pk, an=an, grund=GRUND, akteur=welt.neu(wer))
                return "abgegeben"
            except Verweigert:
                return "verweigert"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as zugleich:
            ergebnisse = sorted(zugleich.map(gib, [("sb", eine), ("sb2", zweite)]))
        assert ergebnisse == ["abgegeben", "verweigert"]
        assert Abgabe.objects.count() == 1
        offene = Aufgabe.objects.filter(antrag=antrag, finished__isnull=True, stelle__isnull=False)
        assert set(offene.values_list("stelle", flat=True)) == {frisch(antrag).stelle_id}
