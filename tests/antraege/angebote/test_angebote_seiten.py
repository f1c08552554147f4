"""Writing, handing in and publishing an offer in the browser; what is refused there."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.angebote.models import Angebot
from rollen.models import Benutzer, Eintrag, Traeger
from rollen.tabelle import Rolle
from tests.angebotswelt import Angebotswelt, bild
from tests.fabriken import StelleFactory, TraegerFactory, person_mit, rolle_geben
from tests.rollen.seiten import als, fehler

pytestmark = pytest.mark.django_db


def post(person: Benutzer, name: str, pk: int | None = None, **eingaben: Any) -> Any:
    """Send a form as this person."""
    return als(person).post(reverse(name, args=[pk] if pk else []), eingaben)


def verweigerte() -> int:
    """How many refusals the trail holds."""
    return Eintrag.objects.filter(verweigert=True).count()


def test_vom_leeren_formular_bis_in_den_katalog(welt: Angebotswelt) -> None:
    eingaben = welt.eingaben(
        ort="standorte", standorte=[welt.hoerde.pk], kosten="1.234,50", kosten_worte="je Gruppe"
    )
    antwort = post(welt.antrag, "angebot_neu", **eingaben)
    angebot = Angebot.objects.get()
    assert (antwort.status_code, antwort.url) == (302, reverse("angebot", args=[angebot.pk]))
    assert (angebot.kosten, list(angebot.standorte.all())) == (Decimal("1234.50"), [welt.hoerde])
    assert "Zur Veröffentlichung vorlegen" in als(welt.zeichnung).get(antwort.url).content.decode()
    assert post(welt.zeichnung, "angebot_vorlegen", angebot.pk, stand=1).status_code == 302
    seite = als(welt.buero).get(reverse("angebot_pruefen", args=[angebot.pk]))
    assert (seite.status_code, seite.context["maengel"], seite.context["verbot"]) == (200, [], [])
    antwort = post(welt.buero, "angebot_pruefen", angebot.pk, stand=2, entscheidung="veroeffentlichen")
    assert (antwort.status_code, antwort.url) == (302, reverse("angebote_pruefen"))
    assert "Forscherwerkstatt" in Client().get(reverse("angebote")).content.decode()
    assert post(welt.antrag, "angebot_zurueckziehen", angebot.pk, stand=3).status_code == 302
    assert "Forscherwerkstatt" not in Client().get(reverse("angebote")).content.decode()


def test_mit_grund_zurueck(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    werte = {"stand": angebot.stand, "entscheidung": "zurueckgeben"}
    antwort = post(welt.service, "angebot_pruefen", angebot.pk, grund="", **werte)
    assert (antwort.status_code, fehler(antwort)) == (
        422,
        {"grund": ["Bitte nennen Sie den Grund. Der Anbieter liest ihn."]},
    )
    assert post(welt.service, "angebot_pruefen", angebot.pk, grund="Zu lang.", **werte).status_code == 302
    seite = als(welt.antrag).get(reverse("angebot", args=[angebot.pk])).content.decode()
    assert ("Zu lang." in seite, "Zurückgegeben" in seite) == (True, True)
    liste = als(welt.antrag).get(reverse("meine_angebote"))
    assert [a.titel for a in liste.context["zeilen"]] == ["Forscherwerkstatt"]


@pytest.mark.parametrize(
    ("anders", "felder"),
    [
        ({"titel": ""}, ["titel"]),
        ({"alter_von": "10", "alter_bis": "8"}, ["alter_bis"]),
        ({"alter_bis": "28"}, ["alter_bis"]),
        ({"alter_von": "-1"}, ["alter_von"]),
        ({"gruppe_bis": "0"}, ["gruppe_bis"]),
        ({"gruppe_bis": "viele"}, ["gruppe_bis"]),
        ({"ort": "standorte"}, ["standorte"]),
        ({"ort": "mond"}, ["ort"]),
        ({"kosten": "abc"}, ["kosten"]),
        ({"kosten": "0"}, ["kosten"]),
        ({"kosten": "50"}, ["kosten_worte"]),
        ({"gueltig_bis": "2022-07-31"}, ["gueltig_bis"]),
        ({"gueltig_von": "gestern"}, ["gueltig_von"]),
        ({"themenfeld": "999"}, ["themenfeld"]),
        ({"beschreibung": "x" * 4001}, ["beschreibung"]),
    ],
)
def test_was_nicht_stimmt_steht_am_feld_und_nichts_geht_verloren(
    welt: Angebotswelt, anders: dict[str, str], felder: list[str]
) -> None:
    antwort = post(welt.antrag, "angebot_neu", **welt.eingaben(umfang="mittwochs", **anders))
    assert (antwort.status_code, list(fehler(antwort))) == (422, felder)
    assert ('value="mittwochs"' in antwort.content.decode(), Angebot.objects.count()) == (True, 0)


def test_angekreuzte_standorte_gehen_nicht_still_verloren(welt: Angebotswelt) -> None:
    antwort = post(welt.antrag, "angebot_neu", **welt.eingaben(standorte=[welt.hoerde.pk]))
    assert (antwort.status_code, list(fehler(antwort)), Angebot.objects.count()) == (422, ["ort"], 0)


def test_im_ganztag_nur_gemeinnuetzige(welt: Angebotswelt) -> None:
    Traeger.objects.update(gemeinnuetzig=False)
    antwort = post(welt.antrag, "angebot_neu", **welt.eingaben(ganztag="on"))
    assert (antwort.status_code, list(fehler(antwort)), Angebot.objects.count()) == (422, ["ganztag"], 0)
    assert "BASS 12-63" in fehler(antwort)["ganztag"][0]


def test_unverifizierte_bieten_nichts_an(welt: Angebotswelt) -> None:
    Traeger.objects.update(verifiziert_am=None, verifiziert_von=None)
    antwort = post(welt.antrag, "angebot_neu", **welt.eingaben())
    assert (antwort.status_code, list(fehler(antwort)), Angebot.objects.count()) == (422, ["anbieter"], 0)


def test_fuer_eine_fremde_organisation_kann_man_nicht_schreiben(welt: Angebotswelt) -> None:
    fremd = TraegerFactory().stelle
    antwort = post(welt.antrag, "angebot_neu", **welt.eingaben(anbieter=fremd.pk))
    assert (antwort.status_code, list(fehler(antwort)), Angebot.objects.count()) == (422, ["anbieter"], 0)


def test_fremde_angebote_gibt_es_nicht(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    fremd = person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle)
    vorher = bild()
    for name in ("angebot_bearbeiten", "angebot_vorlegen", "angebot_zurueckziehen"):
        assert post(fremd, name, angebot.pk, stand=angebot.stand).status_code == 404
    assert als(fremd).get(reverse("angebot_bearbeiten", args=[angebot.pk])).status_code == 404
    for person in (welt.jugend, person_mit(Rolle.LEITUNG, StelleFactory())):
        werte = {"stand": angebot.stand, "entscheidung": "veroeffentlichen"}
        assert post(person, "angebot_pruefen", angebot.pk, **werte).status_code == 404
    assert bild() == vorher


def test_ohne_recht_kommt_niemand_hinein(welt: Angebotswelt) -> None:
    kasse = als(person_mit(Rolle.KASSE, StelleFactory()))
    for name in ("meine_angebote", "angebot_neu", "angebote_pruefen"):
        assert kasse.get(reverse(name)).status_code == 403
        assert Client().get(reverse(name)).status_code == 302
    assert als(welt.antrag).get(reverse("angebote_pruefen")).status_code == 403
    assert als(welt.service).get(reverse("meine_angebote")).status_code == 403


def test_wer_es_geschrieben_hat_veroeffentlicht_es_nicht_und_das_steht_im_protokoll(
    welt: Angebotswelt,
) -> None:
    angebot = welt.vorgelegt()
    rolle_geben(welt.antrag, Rolle.SERVICESTELLE, welt.servicestelle)
    vorher = bild()
    seite = als(welt.antrag).get(reverse("angebot_pruefen", args=[angebot.pk])).content.decode()
    assert ("zweite Person" in seite, '<form class="app-formular' in seite) == (True, False)
    werte = {"stand": angebot.stand, "entscheidung": "veroeffentlichen"}
    assert post(welt.antrag, "angebot_pruefen", angebot.pk, **werte).status_code == 403
    assert (bild(), verweigerte()) == (vorher, 1)


def test_eine_veraltete_seite_zeigt_was_eingegeben_war(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    eingaben = welt.eingaben(titel="Mein neuer Titel")
    assert post(welt.antrag, "angebot_bearbeiten", angebot.pk, stand=2, **eingaben).status_code == 302
    vorher = bild()
    antwort = post(
        welt.zeichnung, "angebot_bearbeiten", angebot.pk, stand=2, **welt.eingaben(titel="Ein anderer")
    )
    assert (antwort.status_code, "Ein anderer" in antwort.content.decode()) == (409, True)
    werte = {"entscheidung": "zurueckgeben", "grund": "Bitte kürzer."}
    antwort = post(welt.service, "angebot_pruefen", angebot.pk, stand=2, **werte)
    assert (antwort.status_code, "Bitte kürzer." in antwort.content.decode()) == (409, True)
    assert [post(welt.antrag, "angebot_vorlegen", angebot.pk, stand=s).status_code for s in (2, "x", "")] == [
        409,
        409,
        409,
    ]
    assert bild() == vorher


def test_was_noch_fehlt_steht_auf_der_seite(welt: Angebotswelt) -> None:
    angebot = welt.entwurf()
    Traeger.objects.update(verifiziert_am=None, verifiziert_von=None)
    vorher = bild()
    antwort = post(welt.antrag, "angebot_vorlegen", angebot.pk, stand=1)
    assert (antwort.status_code, "noch nicht als Träger verifiziert" in antwort.content.decode()) == (
        422,
        True,
    )
    assert bild() == vorher


@pytest.mark.parametrize("anzahl", [1, 3])
def test_listen_kosten_bei_einer_und_drei_zeilen_dasselbe(
    welt: Angebotswelt, django_assert_num_queries: Any, anzahl: int
) -> None:
    for _ in range(anzahl):
        welt.vorgelegt()
    for person, name, abfragen in ((welt.antrag, "meine_angebote", 5), (welt.buero, "angebote_pruefen", 5)):
        client = als(person)
        with django_assert_num_queries(abfragen):
            antwort = client.get(reverse(name))
        assert len(antwort.context.get("zeilen", antwort.context.get("angebote"))) == anzahl


def test_die_leitung_sieht_was_zu_ihrem_thema_wartet(welt: Angebotswelt) -> None:
    welt.vorgelegt(titel="MINT")
    welt.entwurf(titel="Entwurf")

    def gesehen(person: Benutzer) -> list[str]:
        antwort = als(person).get(reverse("angebote_pruefen"))
        return [angebot.titel for angebot in antwort.context["angebote"]]

    assert [gesehen(p) for p in (welt.buero, welt.service, welt.jugend)] == [["MINT"], ["MINT"], []]
