"""Bulk acts: a preview that changes nothing, a result per row, and no way past the door."""

import pytest
from django.db.models import F

from antraege.antrag.models import Antrag, Pruefung
from rollen.tabelle import Rolle
from tests.fabriken import RichtlinieFactory, TraegerFactory, rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import bild, text, verweigerte
from tests.workflows.wege import gehe
from workflows.models import Aufgabe
from workflows.postkorb import sammeln
from workflows.tuer import aufgaben

SAMMEL = "/postkorb/sammel/"


def freie(welt: Welt, anzahl: int) -> list[Aufgabe]:
    return [welt.aufgabe(welt.eingereicht(), "formale_pruefung") for _ in range(anzahl)]


def wahl(aufgaben: list[Aufgabe], was: str, **weiteres: object) -> dict[str, object]:
    return {"was": was, "aufgabe": [aufgabe.pk for aufgabe in aufgaben], **weiteres}


def bestaetigt(aufgaben: list[Aufgabe], *, vermerk: str = "") -> dict[str, object]:
    """What the confirmation of a bulk check sends."""
    staende = {f"stand_{a.pk}": Antrag.objects.get(pk=a.antrag_id).stand for a in aufgaben}
    haken = {f"geprueft_{a.antrag.richtlinie_id}": "on" for a in aufgaben}
    return wahl(aufgaben, "formal", bestaetigt="1", vermerk=vermerk, **staende, **haken)


def ergebnis(client) -> dict[int, list[str]]:
    return {zeile["pk"]: zeile["gruende"] for zeile in client.session["sammelergebnis"]["zeilen"]}


@pytest.fixture
def gemischt(welt: Welt) -> dict[str, Aufgabe]:
    """One task that can be taken and one of every kind that cannot."""
    frei, vergeben, eigen, entscheidung, fremd = freie(welt, 5)
    aufgaben.uebernehmen(vergeben.pk, akteur=welt.neu("sb2"))
    eigener = TraegerFactory().stelle
    rolle_geben(welt.personen["sb"], Rolle.TRAEGER_ANTRAG, eigener)
    Antrag.objects.filter(pk=eigen.antrag_id).update(traeger=eigener)
    gehe(welt, entscheidung.antrag, bis="entscheidung")
    Aufgabe.objects.filter(pk=fremd.pk).update(stelle=welt.stellen["fb51"])
    return {
        "frei": frei,
        "vergeben": vergeben,
        "eigen": eigen,
        "entscheidung": welt.aufgabe(entscheidung.antrag, "entscheidung"),
        "fremd": fremd,
    }


@pytest.mark.parametrize("was", ["uebernehmen", "formal"])
def test_vorschau_aendert_nichts_und_sagt_warum_nicht(welt, als, gemischt, was):
    vorher = bild()
    antwort = als("sb").post(SAMMEL, wahl(list(gemischt.values()), was))
    assert (antwort.status_code, bild()) == (200, vorher)
    assert [zeile.pk for zeile in antwort.context["moegliche"]] == [gemischt["frei"].pk]
    gruende = {zeile.pk: zeile.gruende[0].text for zeile in antwort.context["abgewiesene"]}
    assert gruende == {
        gemischt["vergeben"].pk: "Die Aufgabe liegt schon bei: Zweite Sachbearbeitung FB 40.",
        gemischt["eigen"].pk: gruende[gemischt["eigen"].pk],
        gemischt["entscheidung"].pk: sammeln.UNBEKANNT,
        gemischt["fremd"].pk: sammeln.UNBEKANNT,
    }
    assert "gehört zu Ihrer eigenen Stelle" in gruende[gemischt["eigen"].pk]
    assert gemischt["fremd"].aktenzeichen not in text(antwort)


@pytest.mark.parametrize("was", ["uebernehmen", "formal"])
def test_nichts_geht_an_der_tuer_vorbei(welt, als, gemischt, was):
    gesperrt = [aufgabe for name, aufgabe in gemischt.items() if name != "frei"]
    vorher, client = bild(), als("sb")
    client.post(SAMMEL, bestaetigt(gesperrt) | {"was": was})
    assert bild() == vorher
    assert [bool(gruende) for gruende in ergebnis(client).values()] == [True] * 4
    assert text(client.get(SAMMEL)).count("nicht ausgeführt") == 4
    assert verweigerte(gemischt["fremd"].antrag) == (1 if was == "uebernehmen" else 0)


def test_abgewiesene_zeilen_halten_die_anderen_nicht_auf(welt, als, gemischt):
    client = als("sb")
    antwort = client.post(SAMMEL, wahl(list(gemischt.values()), "uebernehmen", bestaetigt="1"))
    assert (antwort.status_code, antwort.url) == (302, SAMMEL)
    besitzer = dict(
        Aufgabe.objects.filter(pk__in=[a.pk for a in gemischt.values()]).values_list("pk", "owner")
    )
    erwartet = dict.fromkeys(besitzer) | {
        gemischt["frei"].pk: welt.personen["sb"].pk,
        gemischt["vergeben"].pk: welt.personen["sb2"].pk,
    }
    assert besitzer == erwartet
    assert [pk for pk, gruende in ergebnis(client).items() if not gruende] == [gemischt["frei"].pk]


def test_formale_pruefung_fuer_mehrere(welt, als):
    aufgaben, client = freie(welt, 3), als("sb")
    client.post(SAMMEL, bestaetigt(aufgaben, vermerk="Gemeinsam geprüft."))
    assert ergebnis(client) == {aufgabe.pk: [] for aufgabe in aufgaben}
    pruefungen = Pruefung.objects.order_by("antrag")
    assert [(p.antrag_id, p.geprueft_von_id, p.vermerk) for p in pruefungen] == [
        (a.antrag_id, welt.personen["sb"].pk, "Gemeinsam geprüft.") for a in aufgaben
    ]
    assert {punkt["antwort"] for p in pruefungen for punkt in p.ergebnisse} == {"ja"}
    schritte = Aufgabe.objects.filter(finished__isnull=True, stelle__isnull=False).values_list(
        "schritt", flat=True
    )
    assert sorted(schritte) == ["fachliche_pruefung"] * 3 + ["mitzeichnung"] * 6


def test_ohne_haken_bleibt_alles_wie_es_ist(welt, als):
    aufgaben = freie(welt, 2)
    vorher = bild()
    antwort = als("sb").post(SAMMEL, wahl(aufgaben, "formal", bestaetigt="1", vermerk="Mein Vermerk"))
    assert (antwort.status_code, bild()) == (422, vorher)
    seite = text(antwort)
    assert ("<title>Fehler: " in seite, "Mein Vermerk" in seite) == (True, True)


def test_je_richtlinie_eine_eigene_liste(welt, als):
    eine, andere = freie(welt, 2)
    neue = RichtlinieFactory(programm=welt.programm, version=2)
    Antrag.objects.filter(pk=andere.antrag_id).update(richtlinie=neue)
    andere.antrag.refresh_from_db()
    client = als("sb")
    vorschau = client.post(SAMMEL, wahl([eine, andere], "formal"))
    listen = [(gruppe.richtlinie, len(gruppe.punkte)) for gruppe, _ in vorschau.context["gruppen"]]
    assert listen == [(welt.richtlinie, 1), (neue, 0)]
    vorher = bild()
    einer_fehlt = bestaetigt([eine, andere])
    del einer_fehlt[f"geprueft_{neue.pk}"]
    assert (client.post(SAMMEL, einer_fehlt).status_code, bild()) == (422, vorher)


def test_was_sich_seit_der_vorschau_aendert_wird_abgewiesen(welt, als):
    eine, andere, dritte = freie(welt, 3)
    daten, client = bestaetigt([eine, andere, dritte]), als("sb")
    aufgaben.uebernehmen(andere.pk, akteur=welt.neu("sb2"))
    Antrag.objects.filter(pk=dritte.antrag_id).update(stand=F("stand") + 1)
    client.post(SAMMEL, daten)
    assert [gruende[:1] for gruende in ergebnis(client).values()] == [
        [],
        ["Die Aufgabe liegt schon bei: Zweite Sachbearbeitung FB 40."],
        [sammeln.VERALTET],
    ]
    assert list(Pruefung.objects.values_list("antrag", flat=True)) == [eine.antrag_id]


def test_zweiter_klick_aendert_nichts_mehr(welt, als):
    aufgaben, client = freie(welt, 2), als("sb")
    daten = bestaetigt(aufgaben)
    client.post(SAMMEL, daten)
    vorher = bild()
    client.post(SAMMEL, daten)
    assert bild() == vorher
    assert list(ergebnis(client).values()) == [["Diese Aufgabe ist bereits erledigt."]] * 2


@pytest.mark.parametrize("person", ["zeichnung", "pruefung"])
def test_wer_nicht_im_amt_arbeitet_kommt_nicht_hinein(welt, als, person):
    aufgaben = freie(welt, 1)
    vorher = bild()
    assert als(person).post(SAMMEL, bestaetigt(aufgaben)).status_code == 403
    assert bild() == vorher


def test_ohne_auswahl_und_ohne_ergebnis(welt, als):
    client = als("sb")
    assert client.get(SAMMEL).url == "/postkorb/"
    assert "Sie haben keine Aufgabe ausgewählt." in text(client.post(SAMMEL, {"was": "uebernehmen"}))
    assert client.post(SAMMEL, {"was": "loeschen"}).status_code == 404
    unsinn = client.post(SAMMEL, {"was": "uebernehmen", "aufgabe": ["abc", "-1", "9" * 30, "999999"]})
    assert [zeile.pk for zeile in unsinn.context["abgewiesene"]] == [999999]
