"""The guards: what the check must clear, and the limit of De-minimis aids over the whole group."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung import waechter
from antraege.foerderung.models import Beihilfe, Hinweisart, Planposition, Pruefhinweis
from antraege.foerderung.waechter import beihilfen
from antraege.haushalt import services as haushalt
from antraege.kern.status import Status
from antraege.programme.models import Richtlinie
from rollen import uhr
from rollen.models import Traeger
from rollen.tabelle import Rolle
from tests.fabriken import TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.wege import BEWILLIGEN, FACHLICH, FORMAL
from workflows.tuer.fehler import Eingabefehler

pytestmark = pytest.mark.django_db


def arten(antrag: Antrag) -> list[tuple[str, str]]:
    return [(fund.art, fund.schluessel) for fund in waechter.ermittle(antrag)]


def zur_pruefung(welt: Welt, **felder: Any) -> Antrag:
    antrag = welt.eingereicht(**felder)
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    return antrag


def geprueft(welt: Welt, antrag: Antrag, **weiteres: str) -> Antrag:
    for person in ("fb51", "fabido"):
        welt.tu(antrag, "mitzeichnung", person, stelle=person, votum="einverstanden")
    return welt.tu(antrag, "fachliche_pruefung", "sb", **{**FACHLICH, "vorschlag": "4.000,00"}, **weiteres)


def test_ein_einzelner_antrag_faellt_nicht_auf(welt: Welt) -> None:
    assert arten(welt.eingereicht(betrag="4000.00")) == []


def test_gleicher_zweck_zur_gleichen_zeit_faellt_auf_und_muss_geklaert_werden(welt: Welt) -> None:
    erster = welt.eingereicht(betrag="1000.00", titel="Leseclub am Clarenberg")
    antrag = zur_pruefung(welt, betrag="4000.00", titel="Leseclub Clarenberg für Eltern")
    assert arten(antrag) == [(Hinweisart.DOPPELFOERDERUNG, f"antrag/{erster.pk}")]
    with pytest.raises(Eingabefehler) as fehler:
        geprueft(welt, antrag)
    assert list(fehler.value.formular.errors) == ["klaerung_1"]
    assert haushalt.bestand(antrag.aktenzeichen or "").vorgemerkt == 0
    welt.tu(
        antrag,
        "fachliche_pruefung",
        "sb",
        **{**FACHLICH, "vorschlag": "4.000,00"},
        klaerung_1="Das andere Vorhaben richtet sich an Kinder.",
    )
    hinweis = Pruefhinweis.objects.get()
    assert (hinweis.antrag, hinweis.klaerung) == (antrag, "Das andere Vorhaben richtet sich an Kinder.")
    assert waechter.offene(antrag) == []


def test_anderer_zweck_oder_andere_zeit_faellt_nicht_auf(welt: Welt) -> None:
    welt.eingereicht(betrag="1000.00", titel="Fußball am Nachmittag")
    welt.eingereicht(betrag="1000.00", beginn=date(2023, 9, 1), ende=date(2023, 10, 1))
    assert arten(welt.eingereicht(betrag="2000.00")) == []


def test_der_verbund_zaehlt_als_ein_unternehmen(welt: Welt) -> None:
    schwester = TraegerFactory(verbund="Gruppe Phoenix")
    Traeger.objects.filter(stelle=welt.traeger).update(verbund="gruppe phoenix")
    erster = welt.antrag(betrag="1000.00", traeger=schwester.stelle)
    Antrag.objects.filter(pk=erster.pk).update(status=Status.EINGEREICHT, aktenzeichen="40-FK-2023-09999")
    antrag = welt.eingereicht(betrag="4000.00")
    assert (Hinweisart.DOPPELFOERDERUNG, f"antrag/{erster.pk}") in arten(antrag)


def test_zwei_antraege_knapp_unter_der_wertgrenze_fallen_auf(welt: Welt) -> None:
    erster = welt.eingereicht(betrag="4500.00", titel="Zirkus")
    antrag = welt.eingereicht(betrag="4000.00", titel="Manege frei")
    assert arten(antrag) == [(Hinweisart.STUECKELUNG, f"antrag/{erster.pk}")]


def test_geld_der_stadt_als_drittmittel_faellt_auf(welt: Welt) -> None:
    antrag = welt.eingereicht(betrag="4000.00")
    for seite, art, betrag in (("ausgabe", "ausgabe", "500.00"), ("deckung", "drittmittel", "500.00")):
        Planposition.objects.create(
            antrag=antrag,
            nr=9,
            seite=seite,
            art=art,
            bezeichnung="Jugendamt Dortmund",
            betrag=Decimal(betrag),
        )
    assert arten(antrag) == [(Hinweisart.STADTGELD, "zeile/Jugendamt Dortmund")]


@pytest.fixture
def mit_deminimis(welt: Welt) -> None:
    """The rules in a version whose grants are De-minimis aids."""
    alt = welt.richtlinie
    neu = Richtlinie.objects.get(pk=alt.pk)
    neu.pk, neu.version, neu.freigegeben_von, neu.freigegeben_am = None, 2, None, None
    neu.deminimis = True
    neu.save()
    for name in ("fragen", "pruefpunkte", "mitzeichnungsstellen", "wertgrenzen"):
        for zeile in getattr(alt, name).all():
            zeile.pk, zeile.richtlinie = None, neu
            zeile.save()
    neu.freigegeben_von, neu.freigegeben_am = alt.freigegeben_von, uhr.jetzt()
    neu.save()
    welt.richtlinie = neu


def erklaert(welt: Welt, betrag: str, tag: date) -> Beihilfe:
    return Beihilfe.objects.create(
        stelle=welt.traeger,
        datum=tag,
        betrag=Decimal(betrag),
        geber="Land NRW",
        erfasst_von=welt.personen["sb"],
    )


def test_ueber_der_deminimis_grenze_wird_nichts_vorgeschlagen(mit_deminimis: None, welt: Welt) -> None:
    erklaert(welt, "197000.00", date(2020, 1, 17))
    antrag = zur_pruefung(welt, betrag="4000.00")
    with pytest.raises(Eingabefehler) as fehler:
        geprueft(welt, antrag)
    assert list(fehler.value.formular.errors) == ["vorschlag"]
    assert "3.000,00" in fehler.value.formular.errors["vorschlag"][0]


def test_die_bewilligung_wird_zur_beihilfe_am_tag_der_entscheidung(mit_deminimis: None, welt: Welt) -> None:
    erklaert(welt, "190000.00", date(2020, 1, 17))
    antrag = geprueft(welt, zur_pruefung(welt, betrag="4000.00"))
    welt.tu(antrag, "entscheidung", "leitung", **{**BEWILLIGEN, "betrag": "4.000,00"})
    beihilfe = Beihilfe.objects.get(antrag=antrag)
    assert (beihilfe.datum, beihilfe.betrag) == (uhr.heute(), Decimal("4000.00"))
    assert beihilfen.pruefe(antrag, Decimal("4000.00"), tag=uhr.heute()).summe == Decimal("194000.00")
    assert "De-minimis" in str(antrag.schriftstuecke.get(art="zuwendungsbescheid").inhalt)


def test_erklaerte_beihilfen_stehen_beim_fall(
    mit_deminimis: None, welt: Welt, als: Callable[[str], Client]
) -> None:
    antrag = zur_pruefung(welt, betrag="4000.00")
    adresse = reverse("beihilfen", args=[antrag.pk])
    eingaben = {"datum": "2022-05-01", "betrag": "1.500,00", "geber": "Land NRW"}
    assert als("sb").post(adresse, eingaben).status_code == 302
    assert "Land NRW" in als("sb").get(adresse).content.decode()
    assert Beihilfe.objects.get().betrag == Decimal("1500.00")
    for falsch in ({"datum": "2023-01-17"}, {"betrag": "1.500,001"}, {"betrag": "-1"}, {"geber": ""}):
        assert als("sb").post(adresse, {**eingaben, **falsch}).status_code == 422
    assert [als(wer).post(adresse, eingaben).status_code for wer in ("fb51", "fi")] == [404, 403]
    assert als("antrag").get(adresse).status_code == 403
    assert Beihilfe.objects.count() == 1


def test_die_servicestelle_ordnet_den_verbund_zu(welt: Welt) -> None:
    servicestelle = person_mit(Rolle.SERVICESTELLE, welt.stellen["stadt"])
    traeger = Traeger.objects.get(stelle=welt.traeger)
    adresse = reverse("traeger_verbund", args=[traeger.pk])
    client = Client()
    client.force_login(servicestelle)
    assert client.post(adresse, {"verbund": " Gruppe   Phoenix "}).status_code == 302
    traeger.refresh_from_db()
    assert traeger.verbund == "Gruppe Phoenix"
    client.force_login(welt.personen["sb"])
    assert client.post(adresse, {"verbund": "Andere"}).status_code == 403
    traeger.refresh_from_db()
    assert traeger.verbund == "Gruppe Phoenix"
