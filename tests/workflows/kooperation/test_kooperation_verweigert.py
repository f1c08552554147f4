"""What is refused on the way to an agreement: nothing has changed, and the refusal stands in the trail."""

from typing import Any

import pytest

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kooperation.models import Fassung, Freigabe, Vereinbarung, Zeichnung
from antraege.programme.models import Pruefpunkt
from rollen.models import Traeger
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import bild, verweigerte
from tests.workflows.kooperation.kooperationswelt import FREIGABE, Kooperationswelt
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.tuer.fehler import Eingabefehler

pytestmark = pytest.mark.django_db


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def ganzes_bild() -> dict[str, Any]:
    modelle = (Vereinbarung, Fassung, Freigabe, Zeichnung)
    return {**bild(), **{m.__name__: list(m.objects.order_by("pk").values()) for m in modelle}}


def fehler_bei(
    koop: Kooperationswelt, antrag: Antrag, schritt: str, wer: str, **eingaben: Any
) -> dict[str, Any]:
    """The errors of the form; nothing has changed."""
    vorher = ganzes_bild()
    with pytest.raises(Eingabefehler) as fehler:
        koop.tu(antrag, schritt, wer, **eingaben)
    assert ganzes_bild() == vorher
    return dict(fehler.value.formular.errors)


def test_wer_beraten_oder_entworfen_hat_gibt_nicht_frei_und_zeichnet_nicht(koop: Kooperationswelt) -> None:
    rolle_geben(koop.welt.personen["servicestelle"], Rolle.LEITUNG, koop.welt.stellen["fb40"])
    antrag = koop.vorgelegt()
    vorher = ganzes_bild()
    with pytest.raises(Verweigert) as fehler:
        koop.tu(antrag, "vereinbarungsfreigabe", "servicestelle", **FREIGABE)
    assert "die Vereinbarung entworfen" in str(fehler.value)
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 1)
    koop.tu(antrag, "vereinbarungsfreigabe", "leitung", **FREIGABE)
    (aufgabe,) = koop.offene(antrag, "stadtzeichnung")
    with pytest.raises(Verweigert):
        koop.zeichne(aufgabe, "servicestelle")
    assert not Zeichnung.objects.exists()


def test_ohne_schulkonferenz_wird_nichts_vorgelegt(koop: Kooperationswelt) -> None:
    antrag = koop.stimme_alle_ab(koop.geklaert())
    vorher = ganzes_bild()
    with pytest.raises(Eingabefehler) as fehler:
        koop.entwirf(antrag, schulkonferenz_am="")
    assert (list(fehler.value.formular.errors), ganzes_bild()) == (["schulkonferenz_am"], vorher)


def test_ein_partner_mit_gewinnabsicht_bleibt_im_ganztag_aussen_vor(koop: Kooperationswelt) -> None:
    Traeger.objects.update(gemeinnuetzig=False)
    antrag = koop.vorgelegt(ganztag="on")
    errors = fehler_bei(koop, antrag, "vereinbarungsfreigabe", "leitung", **FREIGABE)
    assert list(errors) == ["ergebnis"]
    assert "nicht gemeinnützig" in errors["ergebnis"][0]


def test_ausserhalb_des_ganztags_darf_er_mitmachen(koop: Kooperationswelt) -> None:
    Traeger.objects.update(gemeinnuetzig=False)
    assert koop.in_zeichnung().vereinbarung.status == "zeichnung"


def test_ueber_der_wertgrenze_entscheidet_der_ausschuss(koop: Kooperationswelt) -> None:
    antrag = koop.vorgelegt(mit_geld="on", wert="300.000,00")
    errors = fehler_bei(koop, antrag, "vereinbarungsfreigabe", "leitung", **FREIGABE)
    assert list(errors) == ["ergebnis"]
    assert "Darüber entscheidet ein Gremium, und es gibt noch keinen Beschluss." in errors["ergebnis"][0]


def test_unter_der_wertgrenze_gilt_die_eigene_ebene(koop: Kooperationswelt) -> None:
    antrag = koop.vorgelegt(mit_geld="on", wert="50.000,00")
    vorher = ganzes_bild()
    with pytest.raises(Verweigert):
        koop.tu(antrag, "vereinbarungsfreigabe", "gruppenleitung", **FREIGABE)
    assert ganzes_bild() == vorher


def test_ein_nein_in_der_liste_verhindert_die_freigabe(koop: Kooperationswelt) -> None:
    assert Pruefpunkt.objects.filter(richtlinie=koop.richtlinie).count() == 2
    nein = {**FREIGABE, "punkt_eins": "nein", "anmerkung_eins": "Die Vereinbarung nach § 72a fehlt."}
    errors = fehler_bei(koop, koop.vorgelegt(), "vereinbarungsfreigabe", "leitung", **nein)
    assert list(errors) == ["ergebnis"]


def test_wuenscht_eine_partei_aenderungen_geht_es_zurueck_in_den_entwurf(koop: Kooperationswelt) -> None:
    antrag = koop.stimme_alle_ab(koop.geklaert(), votum="aenderung", wunsch="Bitte donnerstags.")
    with pytest.raises(Eingabefehler) as fehler:
        koop.entwirf(antrag)
    assert list(fehler.value.formular.errors) == ["weiter"]
    antrag = koop.entwirf(antrag, weiter="abstimmen", schulkonferenz_am="")
    assert (antrag.vereinbarung.status, antrag.vereinbarung.fassung.entwurf) == ("abstimmung", True)
    antrag = koop.entwirf(koop.stimme_alle_ab(antrag))
    assert (antrag.status, antrag.vereinbarung.fassung.nr) == (Status.GEPRUEFT, 2)
    assert pruefe_verfahren() == []


def test_kein_bedarf_wird_von_der_leitung_abgelehnt(koop: Kooperationswelt) -> None:
    eingaben = {"ergebnis": "kein_bedarf", "vermerk": "Es gibt schon eine Werkstatt."}
    antrag = koop.geklaert(**eingaben)
    assert antrag.status == Status.GEPRUEFT
    antrag = koop.tu(antrag, "vereinbarungsfreigabe", "leitung", ergebnis="ablehnen", begruendung="Doppelt.")
    assert (antrag.status, antrag.vereinbarung.status) == (Status.ABGELEHNT, "abgelehnt")
    assert pruefe_verfahren() == []
