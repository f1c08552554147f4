"""The page of the Finanzierungsplan."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.foerderung.forms import urteil
from antraege.foerderung.models import Planposition
from antraege.foerderung.services import speichere_plan
from antraege.kern.status import Status
from tests.antraege.antrag.entwuerfe import PLAN, alles, entwurf, stelle_nachforderung

Zeile = tuple[str, str, str, str]
GUT: list[Zeile] = [
    ("ausgabe", "", "Honorare", "8.000,00"),
    ("ausgabe", "", "Material", "3000.00"),
    ("ausgabe", "", "", ""),
    ("deckung", "zuwendung", "", "10 000 €"),
    ("deckung", "eigenmittel", "Beiträge", "1000"),
]


@pytest.fixture
def browser(welt, client: Client) -> Client:
    client.force_login(welt.person)
    return client


def sendung(zeilen: list[Zeile], stand: int = 0, **weiteres: str) -> dict[str, str | int]:
    daten: dict[str, str | int] = {
        "stand": stand,
        "form-TOTAL_FORMS": len(zeilen),
        "form-INITIAL_FORMS": len(zeilen),
    }
    for nr, (seite, art, bezeichnung, betrag) in enumerate(zeilen):
        daten |= {
            f"form-{nr}-seite": seite,
            f"form-{nr}-art": art,
            f"form-{nr}-bezeichnung": bezeichnung,
            f"form-{nr}-betrag": betrag,
        }
    return {**daten, **weiteres}


def adresse(antrag: Antrag, name: str = "antrag_plan") -> str:
    return reverse(name, args=[antrag.pk])


def gespeichert() -> list[tuple[str, str, str, Decimal]]:
    return list(Planposition.objects.values_list("seite", "art", "bezeichnung", "betrag"))


def test_plan_speichern_in_jeder_schreibweise(welt, browser):
    antrag = entwurf(welt)
    antwort = browser.post(adresse(antrag), sendung(GUT))
    assert antwort.url == adresse(antrag, "antrag_entwurf")
    assert gespeichert() == [
        ("ausgabe", "ausgabe", "Honorare", Decimal("8000.00")),
        ("ausgabe", "ausgabe", "Material", Decimal("3000.00")),
        ("deckung", "zuwendung", "beantragte Zuwendung", Decimal("10000.00")),
        ("deckung", "eigenmittel", "Beiträge", Decimal("1000.00")),
    ]
    assert Antrag.objects.get().beantragt == Decimal("10000.00")


def test_ungleiche_seiten_werden_gespeichert_und_benannt(welt, browser):
    antrag = entwurf(welt)
    antwort = browser.post(adresse(antrag), sendung(GUT[:1]), follow=True)
    seite = antwort.content.decode()
    assert antwort.redirect_chain == [(adresse(antrag), 302)]
    assert "Die Ausgaben sind um 8.000,00\u00a0€ höher als die Deckung." in seite
    assert "Bitte tragen Sie ein, welche Zuwendung Sie beantragen." in seite
    assert len(gespeichert()) == 1


@pytest.mark.parametrize(
    ("zeile", "satz"),
    [
        (("ausgabe", "", "Honorare", "-5"), "Der Betrag muss mindestens 0,00 Euro sein."),
        (("ausgabe", "", "Honorare", "viel"), "Der Betrag ist nicht eindeutig."),
        (("ausgabe", "", "Honorare", "1,234.56"), "Der Betrag ist nicht eindeutig."),
        (("ausgabe", "", "Honorare", "1.234,567"), "Ein Betrag hat höchstens zwei Nachkommastellen."),
        (("ausgabe", "", "Honorare", "1e5"), "Der Betrag ist nicht eindeutig."),
        (("ausgabe", "", "Honorare", "NaN"), "Der Betrag ist nicht eindeutig."),
        (("ausgabe", "", "Honorare", "99999999999999"), "Der Betrag ist zu groß."),
        (("ausgabe", "", "Honorare", ""), "Bitte geben Sie einen Betrag ein."),
        (("ausgabe", "", "", "5"), "Bitte geben Sie an, wofür die Ausgabe ist."),
        (("deckung", "geschenk", "", "5"), "Bitte wählen Sie, woher das Geld kommt."),
        (("deckung", "ausgabe", "", "5"), "Bitte wählen Sie, woher das Geld kommt."),
        (("ausgabe", "", "x" * 161, "5"), "höchstens 160 Zeichen"),
    ],
)
def test_falsche_zeile_wird_nicht_gespeichert(welt, browser, zeile, satz):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person)
    vorher = alles()
    antwort = browser.post(adresse(antrag), sendung([*GUT, zeile], stand=1))
    seite = antwort.content.decode()
    assert antwort.status_code == 422
    assert satz in seite
    assert "<title>Fehler:" in seite
    assert f'value="{zeile[2]}"' in seite or not zeile[2]
    assert f'value="{zeile[3]}"' in seite or not zeile[3]
    assert 'value="8.000,00"' in seite
    assert alles() == vorher


@pytest.mark.parametrize(
    "daten",
    [
        {"stand": 0},
        {"stand": 0, "form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "0"},
        {"stand": 0, "form-TOTAL_FORMS": "100000", "form-INITIAL_FORMS": "0"},
        sendung([("nirgends", "", "Honorare", "5")]),
    ],
)
def test_verbogene_sendung_wird_nicht_gespeichert(welt, browser, daten):
    antrag = entwurf(welt)
    vorher = alles()
    assert browser.post(adresse(antrag), daten).status_code == 422
    assert alles() == vorher


@pytest.mark.parametrize("seite", ["ausgabe", "deckung"])
def test_zeile_hinzufuegen_geht_ohne_javascript(welt, browser, seite):
    antrag = entwurf(welt)
    vorher = alles()
    zeilen = [*GUT, ("ausgabe", "", "Miete", "viel")]
    antwort = browser.post(adresse(antrag), sendung(zeilen, zeile=seite))
    text = antwort.content.decode()
    assert antwort.status_code == 200
    assert 'name="form-TOTAL_FORMS" value="7"' in text
    assert 'value="viel"' in text
    assert "Fehler" not in text
    formset = antwort.context["formset"]
    assert (len(formset.ausgaben), len(formset.deckung)) == ((5, 2) if seite == "ausgabe" else (4, 3))
    assert [zeile.nummer for zeile in [*formset.ausgaben, *formset.deckung]] == list(range(1, 8))
    assert alles() == vorher


def test_zeile_loeschen(welt, browser):
    antrag = entwurf(welt)
    browser.post(adresse(antrag), sendung(GUT, **{"form-1-DELETE": "on"}))
    assert [zeile[2] for zeile in gespeichert()] == ["Honorare", "beantragte Zuwendung", "Beiträge"]


def test_geloeschte_zeile_darf_falsch_sein(welt, browser):
    antrag = entwurf(welt)
    zeilen = [*GUT, ("ausgabe", "", "Miete", "viel")]
    assert browser.post(adresse(antrag), sendung(zeilen, **{"form-5-DELETE": "on"})).status_code == 302
    assert len(gespeichert()) == 4


def test_veralteter_plan_zeigt_was_getippt_wurde(welt, browser):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person)
    vorher = alles()
    antwort = browser.post(adresse(antrag), sendung([("ausgabe", "", "Busfahrt", "77,70")], stand=0))
    assert antwort.status_code == 409
    assert "Busfahrt: 77,70" in antwort.content.decode()
    assert alles() == vorher


def test_plan_nach_dem_einreichen(welt, browser):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person)
    Antrag.objects.filter(pk=antrag.pk).update(status=Status.EINGEREICHT, aktenzeichen="A")
    vorher = alles()
    assert browser.post(adresse(antrag), sendung(GUT, stand=1)).status_code == 409
    assert alles() == vorher


def test_plan_in_der_nachforderung(welt, browser):
    antrag = speichere_plan(entwurf(welt), PLAN, akteur=welt.person)
    stelle_nachforderung(antrag, (Bezugsart.PLAN, ""))
    assert browser.get(adresse(antrag)).status_code == 200
    browser.post(adresse(antrag), sendung(GUT, stand=1))
    assert gespeichert()[3][2] == "Beiträge"


def test_leerer_plan_wird_nicht_getadelt(welt, browser):
    seite = browser.get(adresse(entwurf(welt))).content.decode()
    assert "Bitte tragen Sie" not in seite
    assert "Beide Seiten sind gleich: 0,00\u00a0€." in seite


@pytest.mark.parametrize(
    ("ausgaben", "deckung", "erwartet"),
    [
        (Decimal(5), Decimal(5), ("gleich", "Beide Seiten sind gleich: 5,00\u00a0€.")),
        (Decimal(5), Decimal(3), ("ungleich", "Die Ausgaben sind um 2,00\u00a0€ höher als die Deckung.")),
        (Decimal(3), Decimal(5), ("ungleich", "Die Deckung ist um 2,00\u00a0€ höher als die Ausgaben.")),
        (
            None,
            Decimal(5),
            ("unlesbar", "Mindestens ein Betrag ist nicht lesbar. Schreiben Sie zum Beispiel 1.234,56."),
        ),
    ],
)
def test_unterschied_in_worten(ausgaben, deckung, erwartet):
    assert urteil(ausgaben, deckung) == erwartet
