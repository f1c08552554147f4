"""Beside a step: all points yes, what the budget has, the cases that are named, and the next task."""

from antraege.antrag.models import Antrag
from tests.workflows.besuch import aufgabe_von, bild, bis, glatt, hole, mit_stand, sende, text
from tests.workflows.wege import NACHFORDERN
from workflows.akte.sicht import genannte
from workflows.tuer import aufgaben


def test_offene_punkte_mit_ja_speichert_nichts_und_behaelt_was_getippt_ist(welt, als):
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    vorher = bild()
    daten = {"alle_ja": "1", "vorschlag": "1.234,50", "vermerk": "Mein halber Vermerk"}
    antwort = als("sb").post(f"/aufgaben/{aufgabe.pk}/", mit_stand(antrag.pk, daten))
    assert (antwort.status_code, bild()) == (200, vorher)
    seite = glatt(antwort)
    assert 'value="ja" checked' in seite or 'checked value="ja"' in seite or "checked" in seite
    assert antwort.context["form"]["punkt_eins"].value() == "ja"
    assert "1.234,50" in seite
    assert "Mein halber Vermerk" in seite
    nein = als("sb").post(f"/aufgaben/{aufgabe.pk}/", mit_stand(antrag.pk, {**daten, "punkt_eins": "nein"}))
    assert nein.context["form"]["punkt_eins"].value() == "nein"


def test_wo_der_betrag_vorgeschlagen_wird_steht_was_die_zeile_hergibt(welt):
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    seite = text(hole(welt.neu("sb"), "aufgabe", aufgabe.pk))
    assert "So wirkt ein Vorschlag über 10.000,00" in seite
    assert "30.000,00" in seite
    assert "20.000,00" in seite
    assert Antrag.objects.get(pk=antrag.pk).vorgeschlagen == 0


def test_nach_der_rueckgabe_wird_angerechnet_was_schon_vorgemerkt_ist(welt):
    antrag, _ = bis(welt, "entscheidung")
    welt.tu(antrag, "entscheidung", "leitung", entscheidung="zurueckgeben", begruendung="Bitte klären.")
    aufgabe = aufgabe_von(antrag, "fachliche_pruefung")
    wirkungen = hole(welt.neu("sb"), "aufgabe", aufgabe.pk).context["wirkungen"]
    assert [[jetzt == danach for _, jetzt, danach in zeilen] for _, zeilen in wirkungen] == [[True] * 4]


def test_genannte_faelle_sind_verweise_so_weit_man_sie_oeffnen_darf(welt):
    antrag = welt.eingereicht()
    satz = f"{antrag.aktenzeichen} nennt dasselbe, 99-FK-2023-99999 gibt es nicht."
    assert genannte(welt.neu("sb"), [satz]) == [antrag]
    assert genannte(welt.neu("fb51"), [satz]) == []
    assert genannte(welt.neu("sb"), ["nichts"]) == []


def test_nach_dem_letzten_schritt_wird_die_naechste_aufgabe_angeboten(welt, als):
    eine, andere = welt.eingereicht(), welt.eingereicht()
    naechste = welt.aufgabe(andere, "formale_pruefung")
    aufgaben.uebernehmen(naechste.pk, akteur=welt.neu("sb"))
    aufgabe = welt.aufgabe(eine, "formale_pruefung")
    ziel = sende(welt.neu("sb"), aufgabe, **NACHFORDERN).url
    assert ziel == f"/postkorb/?weiter={naechste.pk}"
    assert f"/aufgaben/{naechste.pk}/" in glatt(als("sb").get(ziel))
    assert als("fb51").get(ziel).context["weiter"] is None
    for unsinn in ("abc", "-1", "9" * 30, "999999"):
        assert als("sb").get(f"/postkorb/?weiter={unsinn}").context["weiter"] is None
