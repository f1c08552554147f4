"""The task list, the page to check everything, and the copy."""

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.kern.status import Status
from rollen.tabelle import Rolle
from tests.antraege.antrag.entwuerfe import alles, entwurf, fertiger_entwurf, stelle_nachforderung
from tests.fabriken import person_mit


@pytest.fixture
def browser(welt, client: Client) -> Client:
    client.force_login(welt.person)
    return client


def adresse(antrag: Antrag, name: str = "antrag_plan") -> str:
    return reverse(name, args=[antrag.pk])


def staende(browser: Client, antrag: Antrag) -> list[tuple[str, str, bool]]:
    schritte = browser.get(adresse(antrag, "antrag_entwurf")).context["schritte"]
    return [(s.name, s.stand, bool(s.url)) for s in schritte]


def test_aufgabenliste_eines_leeren_entwurfs(welt, browser):
    assert staende(browser, entwurf(welt)) == [
        ("Vorhaben und Zeitraum", "begonnen", True),
        ("Ziele", "offen", True),
        ("Ablauf", "offen", True),
        ("Erklärungen", "offen", True),
        ("Finanzierungsplan", "offen", True),
        ("Unterlagen", "offen", True),
        ("Prüfen und einreichen", "gesperrt", True),
    ]


def test_aufgabenliste_eines_fertigen_entwurfs(welt, browser):
    antrag = fertiger_entwurf(welt)
    assert [stand for _, stand, _ in staende(browser, antrag)] == ["fertig"] * 6 + ["offen"]


def test_aufgabenliste_in_der_nachforderung(welt, browser):
    antrag = fertiger_entwurf(welt)
    stelle_nachforderung(antrag, (Bezugsart.PLAN, ""), (Bezugsart.FRAGE, "thema"))
    assert [name for name, _, url in staende(browser, antrag) if url] == ["Ablauf", "Finanzierungsplan"]


def test_pruefen_nennt_alle_maengel_mit_wegen(welt, browser):
    antrag = entwurf(welt)
    seite = browser.get(adresse(antrag, "antrag_pruefen")).content.decode()
    for ziel in (
        f"{adresse(antrag, 'antrag_vorhaben')}#id_beginn",
        f"/antraege/{antrag.pk}/angaben/1/#id_frage-ziele",
        f"{adresse(antrag)}#ausgaben",
        f"{adresse(antrag, 'antrag_unterlagen')}#unterlage-satzung",
    ):
        assert f'href="{ziel}"' in seite
    assert "10 Punkte sind noch offen" in seite
    assert 'aria-disabled="true"' in seite


def test_wege_der_maengel_fuehren_zu_einer_stelle_auf_der_seite(welt, browser):
    antrag = entwurf(welt)
    maengel = browser.get(adresse(antrag, "antrag_pruefen")).context["maengel"]
    for mangel in maengel:
        pfad, _, anker = mangel.url.partition("#")
        assert f'id="{anker}"' in browser.get(pfad).content.decode()


def test_einreichen_nur_mit_zeichnung(welt, browser, client):
    antrag = fertiger_entwurf(welt)
    ohne = browser.get(adresse(antrag, "antrag_pruefen"))
    assert ohne.context["maengel"] == []
    assert "Sie dürfen nicht für" in ohne.content.decode()
    client.force_login(person_mit(Rolle.TRAEGER_ZEICHNUNG, welt.traeger))
    mit = client.get(adresse(antrag, "antrag_pruefen")).content.decode()
    assert "Sie dürfen nicht für" not in mit
    assert "aria-disabled" not in mit
    assert f'name="stand" value="{antrag.stand}"' in mit


def test_pruefen_zeigt_alles(welt, browser):
    seite = browser.get(adresse(fertiger_entwurf(welt), "antrag_pruefen")).content.decode()
    for text in (
        "Leseclub",
        "01.03.2023",
        "31.12.2023",
        "Hörde-Clarenberg",
        "Kinder lesen gern.",
        "24",
        "Nein",
        "MINT",
        "bestätigt",
        "Honorare",
        "10.000,00\u00a0€",
        "Satzung.pdf",
        "keine Angabe",
    ):
        assert text in seite
    assert "noch offen" not in seite


def test_kopieren(welt, browser):
    alt = fertiger_entwurf(welt)
    Antrag.objects.filter(pk=alt.pk).update(status=Status.ABGESCHLOSSEN, aktenzeichen="A")
    antwort = browser.post(adresse(alt, "antrag_kopieren"))
    neu = Antrag.objects.latest("pk")
    assert antwort.url == adresse(neu, "antrag_entwurf")
    assert (neu.status, neu.titel, neu.planpositionen.count()) == (Status.ENTWURF, "Leseclub", 4)
    assert browser.get(adresse(alt, "antrag_kopieren")).status_code == 405


def test_kopieren_fuer_eine_geschlossene_organisation(welt, browser):
    alt = fertiger_entwurf(welt)
    welt.traeger.aktiv = False
    welt.traeger.save()
    vorher = alles()
    assert browser.post(adresse(alt, "antrag_kopieren")).url == adresse(alt, "antrag_status")
    assert alles() == vorher
