"""A no in a check list holds the case up or wants a reason, and stands in red wherever somebody decides."""

import json

import pytest
from django.conf import settings

from antraege.antrag.models import Antrag, Pruefung, Schriftstueck
from antraege.kooperation.models import Freigabe
from antraege.programme.queries import freigabemaengel
from rollen.models import Eintrag
from tests.fabriken import RichtlinieFactory
from tests.welt import Welt
from tests.workflows.besuch import aufgabe_von, bild, bis, hole, sende, text
from tests.workflows.kooperation.kooperationswelt import FREIGABE, KLAERUNG, Kooperationswelt
from tests.workflows.wege import FACHLICH, FORMAL, TATEN, gehe
from workflows.graph.pruefliste import PrueflisteFormular, verneint
from workflows.tuer.verzeichnis import SCHRITTE

NEIN = {"punkt_eins": "nein", "anmerkung_eins": "Das Konzept ist dünn."}
GRUND = "Der Verein liefert es bis März nach."
LISTEN = sorted(
    name for name, schritt in SCHRITTE.items() if issubclass(schritt.formular, PrueflisteFormular)
)
ROT = '<span class="app-status app-status--danger">Nein</span>'


def test_jede_liste_sagt_wann_es_weitergeht() -> None:
    assert LISTEN == [
        "bedarfsklaerung",
        "fachliche_pruefung",
        "formale_pruefung",
        "nachtragsfreigabe",
        "nachweispruefung",
        "vereinbarungsfreigabe",
    ]
    for name in LISTEN:
        formular = SCHRITTE[name].formular
        assert formular.weiter or formular.geht_weiter is not PrueflisteFormular.geht_weiter


@pytest.mark.parametrize("schritt", ["formale_pruefung", "fachliche_pruefung", "nachweispruefung"])
def test_ein_nein_geht_nur_mit_begruendung_weiter(welt: Welt, schritt: str) -> None:
    antrag, aufgabe = bis(welt, schritt)
    wer, eingaben = TATEN[schritt]
    vorher = bild()
    antwort = sende(welt.personen[wer], aufgabe, **{**eingaben, **NEIN})
    assert (antwort.status_code, bild()) == (422, vorher)
    assert "Bitte begründen Sie, warum es trotzdem weitergeht" in text(antwort)
    assert "Das Konzept ist dünn." in text(antwort)
    assert sende(welt.personen[wer], aufgabe, **{**eingaben, **NEIN, "trotzdem": GRUND}).status_code == 302
    (punkt,) = Pruefung.objects.latest("id").ergebnisse
    assert (punkt["antwort"], punkt["anmerkung"], punkt["trotzdem"]) == (
        "nein",
        "Das Konzept ist dünn.",
        GRUND,
    )
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion=schritt)
    assert (eintrag.nachher["punkt_eins"], eintrag.nachher["trotzdem"]) == ("nein", GRUND)


def test_ohne_nein_bleibt_keine_begruendung_stehen(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    assert sende(welt.personen["sb"], aufgabe, **FORMAL, trotzdem=GRUND).status_code == 302
    assert "trotzdem" not in Pruefung.objects.get().ergebnisse[0]
    assert "trotzdem" not in Eintrag.objects.get(kette=antrag.kette, aktion="formale_pruefung").nachher


def test_wer_zurueckgibt_oder_ablehnung_vorschlaegt_muss_nur_das_nein_begruenden(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    nachfordern = {"ergebnis": "nachfordern", "frist": "2023-01-30", "fehlt_frage_ziel": "Welches?"}
    assert sende(welt.personen["sb"], aufgabe, **NEIN, **nachfordern).status_code == 302
    assert [eins.grund for eins in verneint(antrag)] == ["Das Konzept ist dünn."]
    gehe(welt, antrag, bis="fachliche_pruefung")
    assert verneint(antrag) == []  # the second formal check has answered it with yes
    aufgabe = aufgabe_von(antrag, "fachliche_pruefung")
    ablehnung = {**FACHLICH, **NEIN, "vorschlag": "0,00"}
    assert sende(welt.personen["sb"], aufgabe, **ablehnung).status_code == 302


def test_jedes_nein_steht_rot_wo_entschieden_wird(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    sende(welt.personen["sb"], aufgabe, **{**FORMAL, **NEIN, "trotzdem": GRUND})
    gehe(welt, antrag, bis="fachliche_pruefung")
    aufgabe = aufgabe_von(antrag, "fachliche_pruefung")
    fachlich = {"anmerkung_eins": "Zu teuer.", "trotzdem": "Es gibt kein anderes Angebot."}
    sende(welt.personen["sb"], aufgabe, **{**FACHLICH, **NEIN, **fachlich})
    fuer_stelle = text(
        hole(welt.personen["fb51"], "aufgabe", welt.aufgabe(antrag, "mitzeichnung", "fb51").pk)
    )
    gehe(welt, antrag, bis="entscheidung")
    fuer_leitung = text(hole(welt.personen["leitung"], "aufgabe", aufgabe_von(antrag, "entscheidung").pk))
    for html in (fuer_stelle, fuer_leitung, text(hole(welt.personen["sb"], "fall", antrag.pk))):
        kasten = html.split('aria-labelledby="verneint"')[1].split("</section>")[0]
        assert kasten.count(ROT) == 2
        for satz in (
            "Punkt formale Prüfung",
            "Das Konzept ist dünn.",
            GRUND,
            "Zu teuer.",
            *fachlich.values(),
        ):
            assert satz in kasten
    vermerk = json.dumps(Schriftstueck.objects.get(art="pruefvermerk").inhalt, ensure_ascii=False)
    assert f"Trotzdem weiter: {GRUND}" in vermerk
    assert "Trotzdem weiter: Es gibt kein anderes Angebot." in vermerk


def test_ohne_nein_gibt_es_keinen_roten_kasten(welt: Welt) -> None:
    _, aufgabe = bis(welt, "entscheidung")
    assert "Mit Nein beantwortet" not in text(hole(welt.personen["leitung"], "aufgabe", aufgabe.pk))


def test_wer_den_nachweis_zeichnet_liest_jedes_nein(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    sende(welt.personen["sb"], aufgabe, **{**FORMAL, **NEIN, "trotzdem": GRUND})
    gehe(welt, antrag, bis="nachweispruefung")
    aufgabe = aufgabe_von(antrag, "nachweispruefung")
    zuspaet = {"anmerkung_eins": "Er kam zu spät.", "trotzdem": "Das Geld war rechtzeitig ausgegeben."}
    sende(welt.personen["sb"], aufgabe, **{**TATEN["nachweispruefung"][1], **NEIN, **zuspaet})
    aufgabe = aufgabe_von(antrag, "nachweiszeichnung")
    kasten = text(hole(welt.personen["gruppenleitung"], "aufgabe", aufgabe.pk))
    kasten = kasten.split('aria-labelledby="verneint"')[1].split("</section>")[0]
    assert [satz in kasten for satz in (GRUND, *zuspaet.values())] == [True, True, True]
    gehe(welt, antrag, bis="abschluss")
    vermerk = json.dumps(Schriftstueck.objects.get(art="pruefvermerk_nachweis").inhalt, ensure_ascii=False)
    assert "Trotzdem weiter: Das Geld war rechtzeitig ausgegeben." in vermerk


def test_die_bedarfsklaerung_geht_mit_nein_nur_begruendet_weiter(welt: Welt) -> None:
    koop = Kooperationswelt(welt)
    antrag = koop.eingereicht()
    (aufgabe,) = koop.offene(antrag, "bedarfsklaerung")
    parteien = {"partei_1": welt.stellen["fb40"].name, "partei_2": welt.stellen["schule"].name}
    eingaben = {**KLAERUNG, **parteien, "themenfeld": koop.themenfeld.pk, **NEIN}
    vorher = bild()
    antwort = sende(welt.personen["servicestelle"], aufgabe, **eingaben)
    assert (antwort.status_code, bild()) == (422, vorher)
    antwort = sende(welt.personen["servicestelle"], aufgabe, **eingaben, trotzdem=GRUND)
    assert antwort.status_code == 302
    antrag = koop.entwirf(koop.stimme_alle_ab(Antrag.objects.get(pk=antrag.pk)))
    (aufgabe,) = koop.offene(antrag, "vereinbarungsfreigabe")
    html = text(hole(welt.personen["leitung"], "aufgabe", aufgabe.pk))
    assert [satz in html for satz in (ROT, "Bedarfsklärung:", "Das Konzept ist dünn.", GRUND)] == [True] * 4


def test_eine_freigabe_mit_nein_gibt_es_nicht_und_die_rueckgabe_behaelt_es(welt: Welt) -> None:
    koop = Kooperationswelt(welt)
    antrag = koop.vorgelegt()
    (aufgabe,) = koop.offene(antrag, "vereinbarungsfreigabe")
    vorher = bild()
    antwort = sende(welt.personen["leitung"], aufgabe, **{**FREIGABE, **NEIN, "trotzdem": GRUND})
    assert (antwort.status_code, bild(), Freigabe.objects.count()) == (422, vorher, 0)
    assert "So ist keine Freigabe möglich." in text(antwort)
    zurueck = {**NEIN, "ergebnis": "zurueckgeben", "begruendung": "Bitte klären."}
    assert sende(welt.personen["leitung"], aufgabe, **zurueck).status_code == 302
    (aufgabe,) = koop.offene(antrag, "vereinbarungsentwurf")
    html = text(hole(welt.personen["servicestelle"], "aufgabe", aufgabe.pk))
    assert [satz in html for satz in (ROT, "Freigabe:", "Das Konzept ist dünn.")] == [True] * 3


def test_jeder_pruefpunkt_ist_eine_aussage(db: None) -> None:
    """So that a yes is always the good answer: the shipped lists, and what is released later."""
    programme = json.loads((settings.BASE_DIR / "fixtures" / "programme.json").read_text(encoding="utf-8"))
    texte = [
        p["text"]
        for programm in programme
        for liste in programm.get("pruefpunkte", {}).values()
        for p in liste
    ]
    assert texte
    assert [t for t in texte if not t.endswith(".") or "?" in t] == []
    richtlinie = RichtlinieFactory(freigegeben=False)
    richtlinie.pruefpunkte.create(art="formal", nr=1, schluessel="a", text="Hat das Vorhaben schon begonnen?")
    assert any("Ein Prüfpunkt ist eine Frage." in m.text for m in freigabemaengel(richtlinie))
