"""Refusals by right, Stelle, own application and four eyes, through the page: 403 with reasons, nothing changed."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag
from rollen import uhr
from rollen.models import Benutzer
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Rolle
from tests.fabriken import VertretungFactory, person_mit, rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import als, aufgabe_von, bild, bis, hole, sende, text, verweigerte
from tests.workflows.wege import BEWILLIGEN, FORMAL, NACH_DEM_ENDE, gehe
from workflows.antrag import tuer as antragstuer
from workflows.models import Aufgabe


def verweigert(antrag: Antrag, person: Benutzer, aufgabe: Aufgabe, **eingaben: str) -> str:
    """The page of a refusal; before and after are the same but for one refusal in the trail."""
    vorher, bisher = bild(), verweigerte(antrag)
    antwort = sende(person, aufgabe, **eingaben)
    assert (antwort.status_code, bild(), verweigerte(antrag)) == (403, vorher, bisher + 1)
    gesehen = hole(person, "aufgabe", aufgabe.pk)
    assert (gesehen.status_code, "form" in gesehen.context and gesehen.context["form"]) == (200, None)
    return text(antwort).replace("\xa0", " ")


def test_falsche_rolle(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "entscheidung")
    html = verweigert(antrag, welt.personen["fi"], aufgabe, **BEWILLIGEN)
    assert "Ihnen fehlt das Recht „Bewilligen und ablehnen“ bei Fachbereich Schule." in html


def test_falsche_stelle(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    beratung = person_mit(Rolle.SERVICESTELLE, welt.stellen["stadt"])
    html = verweigert(antrag, beratung, aufgabe, **FORMAL)
    assert "Ihnen fehlt das Recht „Anträge prüfen“ bei Fachbereich Schule." in html


def test_fremde_aufgaben_gibt_es_auch_beim_absenden_nicht(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    vorher = bild()
    fremde = ("zeichnung", "kasse", "kita", "fb51")
    gesehen = [sende(welt.personen[p], aufgabe, **FORMAL).status_code for p in fremde]
    assert (gesehen, bild(), verweigerte(antrag)) == ([404] * 4, vorher, 0)


def test_wer_zum_traeger_gehoert_prueft_dessen_antrag_nicht(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    rolle_geben(welt.personen["sb2"], Rolle.TRAEGER_ANTRAG, welt.traeger)
    html = verweigert(antrag, welt.personen["sb2"], aufgabe, **FORMAL)
    assert f"{welt.traeger.name} gehört zu Ihrer eigenen Stelle." in html


def test_fabido_prueft_keinen_antrag_der_eigenen_kita(welt: Welt) -> None:
    kita = welt.stellen["kita"]
    entwurf = welt.antrag(traeger=kita, angelegt_von=welt.personen["kita"])
    antrag = antragstuer.einreichen(entwurf.pk, akteur=welt.neu("kita"))
    beide = person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["fb40"], name="Aushilfe FABIDO und FB 40")
    rolle_geben(beide, Rolle.LEITUNG, welt.stellen["fabido"])
    html = verweigert(antrag, beide, aufgabe_von(antrag, "formale_pruefung"), **FORMAL)
    assert "Kita Clarenberg gehört zu Ihrer eigenen Stelle." in html


def test_wer_geprueft_hat_entscheidet_nicht(welt: Welt) -> None:
    rolle_geben(welt.personen["sb"], Rolle.LEITUNG, welt.stellen["fb40"], ebene=Ebene.FACHBEREICHSLEITUNG)
    antrag, aufgabe = bis(welt, "entscheidung")
    html = verweigert(antrag, welt.personen["sb"], aufgabe, **BEWILLIGEN)
    assert "Vier-Augen-Prinzip: Sie haben in diesem Fall bereits den Antrag geprüft." in html


def test_wer_sachlich_feststellt_stellt_nicht_rechnerisch_fest(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "rechnerische_feststellung")
    html = verweigert(antrag, welt.personen["sb"], aufgabe, ergebnis="richtig")
    assert "bereits die sachliche Richtigkeit festgestellt" in html


@pytest.mark.parametrize("person", ["sb", "fi"])
def test_wer_feststellt_ordnet_nicht_an(welt: Welt, person: str) -> None:
    rolle_geben(welt.personen[person], Rolle.ANORDNUNG, welt.stellen["fb40"], ebene=Ebene.DEZERNAT)
    antrag, aufgabe = bis(welt, "anordnung")
    html = verweigert(antrag, welt.personen[person], aufgabe, ergebnis="anordnen")
    assert "Richtigkeit festgestellt" in html


def test_wer_den_nachweis_prueft_zeichnet_ihn_nicht(welt: Welt) -> None:
    rolle_geben(welt.personen["sb"], Rolle.LEITUNG, welt.stellen["fb40"], ebene=Ebene.GRUPPENLEITUNG)
    with uhr.gestellt(NACH_DEM_ENDE):
        antrag, aufgabe = bis_nach_dem_ende(welt, "nachweiszeichnung")
        html = verweigert(antrag, welt.personen["sb"], aufgabe, ergebnis="zeichnen")
    assert "bereits den Verwendungsnachweis geprüft" in html


def bis_nach_dem_ende(welt: Welt, schritt: str) -> tuple[Antrag, Aufgabe]:
    """A case that was begun in time; the clock of the caller stands after its end."""
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        antrag = gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    gehe(welt, antrag, bis=schritt)
    return antrag, aufgabe_von(antrag, schritt)


def test_vertretung_hebt_vier_augen_nicht_auf(welt: Welt) -> None:
    VertretungFactory(vertretener=welt.personen["leitung"], vertreter=welt.personen["sb"])
    antrag, aufgabe = bis(welt, "entscheidung")
    html = verweigert(antrag, welt.personen["sb"], aufgabe, **BEWILLIGEN)
    assert "Vier-Augen-Prinzip" in html
    assert "Ihnen fehlt das Recht" not in html


def test_abgelaufene_vertretung_gilt_nicht(welt: Welt) -> None:
    VertretungFactory(
        vertretener=welt.personen["leitung"], vertreter=welt.personen["sb2"], bis=date(2023, 1, 15)
    )
    antrag, aufgabe = bis(welt, "entscheidung")
    assert "Ihnen fehlt das Recht" in verweigert(antrag, welt.personen["sb2"], aufgabe, **BEWILLIGEN)


@pytest.mark.parametrize(
    ("schritt", "eingaben"), [("entscheidung", BEWILLIGEN), ("anordnung", {"ergebnis": "anordnen"})]
)
def test_ueber_der_wertgrenze(welt: Welt, schritt: str, eingaben: dict[str, str]) -> None:
    antrag, aufgabe = bis(welt, schritt)
    rolle = {"entscheidung": Rolle.LEITUNG, "anordnung": Rolle.ANORDNUNG}[schritt]
    klein = person_mit(rolle, welt.stellen["fb40"], Ebene.GRUPPENLEITUNG)
    html = verweigert(antrag, klein, aufgabe, **eingaben)
    assert "10.000,00 € liegen über Ihrer Wertgrenze von 5.000,00 €." in html
    assert "Bereichsleitung oder höher" in html


def test_zuweisen_ohne_recht_aendert_nichts(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    vorher = bild()
    adresse = reverse("aufgabe_zuweisen", args=[aufgabe.pk])
    antworten = [
        als(welt.personen[p]).post(adresse, {"an": welt.personen["sb"].pk}).status_code
        for p in ("sb2", "fabido")
    ]
    assert (antworten, bild()) == ([403, 404], vorher)
