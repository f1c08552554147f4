"""What everybody may read of grants: final ones of legal persons, never of natural ones, nothing that still runs."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Bescheid, Bescheidart, Veroeffentlichungssperre
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from rollen import uhr
from rollen.forms.traeger import RECHTSFORMEN
from rollen.models import Eintrag, Traeger
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.besuch import bild
from workflows.offenedaten import auswahl, tuer

pytestmark = pytest.mark.django_db
Als = Callable[[str], Client]
NIE = {"GbR oder Einzelperson", "andere Rechtsform"}
# The fields that the 360Giving Data Standard requires of a grant and of an organisation.
PFLICHT = {
    *("id", "title", "description", "currency", "amountAwarded", "awardDate"),
    *("recipientOrganization", "fundingOrganization"),
}


def _bewilligt(welt: Welt, *, status: Status = Status.BEWILLIGT, **felder: Any) -> Antrag:
    """An approved case as the decision leaves it, final today."""
    antrag = welt.antrag(**{"aktenzeichen": f"40-FK-2023-{Antrag.objects.count():05d}", **felder})
    Antrag.objects.filter(pk=antrag.pk).update(status=status.value, bewilligt=antrag.beantragt)
    Bescheid.objects.create(
        antrag=antrag, art=Bescheidart.ZUWENDUNG, betrag=antrag.beantragt, bestandskraeftig_ab=uhr.heute()
    )
    return antrag


def _veroeffentlicht() -> set[int]:
    return {antrag.pk for antrag in auswahl.oeffentliche()}


def _json() -> dict[str, Any]:
    antwort = Client().get(reverse("offene_daten_json"))
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "application/json")
    daten: dict[str, Any] = json.loads(b"".join(antwort.streaming_content))  # type: ignore[attr-defined]
    return daten


def test_jede_rechtsform_ist_entschieden_und_natuerliche_personen_sind_nie_dabei() -> None:
    assert set(RECHTSFORMEN) - auswahl.JURISTISCHE_PERSONEN == NIE


@pytest.mark.parametrize("rechtsform", [*RECHTSFORMEN, "", "e. K.", "Einzelunternehmen", "GbR"])
def test_nur_juristische_personen_erscheinen(welt: Welt, rechtsform: str) -> None:
    traeger = TraegerFactory(rechtsform=rechtsform).stelle
    antrag = _bewilligt(welt, traeger=traeger)
    erscheint = rechtsform in auswahl.JURISTISCHE_PERSONEN
    assert (antrag.pk in _veroeffentlicht()) == erscheint
    seiten = [
        Client().get(reverse("offene_daten")).content,
        b"".join(Client().get(reverse("offene_daten_csv")).streaming_content),  # type: ignore[attr-defined]
        json.dumps(_json(), ensure_ascii=False).encode(),
    ]
    assert [traeger.name.encode() in seite for seite in seiten] == [erscheint] * 3


def test_eine_einrichtung_der_stadt_erscheint_nie(welt: Welt) -> None:
    _bewilligt(welt, traeger=welt.stellen["kita"])
    assert _veroeffentlicht() == set()


@pytest.mark.parametrize("status", list(Status))
def test_nichts_aus_laufenden_abgelehnten_oder_aufgehobenen_verfahren(welt: Welt, status: Status) -> None:
    antrag = _bewilligt(welt, status=status)
    assert (antrag.pk in _veroeffentlicht()) == (status in auswahl.BEWILLIGTE)


def test_was_noch_angefochten_werden_kann_oder_nicht_entschieden_ist_erscheint_nicht(welt: Welt) -> None:
    antrag = _bewilligt(welt)
    Bescheid.objects.update(bestandskraeftig_ab=None)
    assert _veroeffentlicht() == set()
    Bescheid.objects.update(bestandskraeftig_ab=uhr.heute().replace(day=uhr.heute().day + 1))
    assert _veroeffentlicht() == set()
    Bescheid.objects.update(verzicht_am=uhr.heute())
    assert _veroeffentlicht() == {antrag.pk}


@pytest.mark.beide_datenbanken
def test_die_dateien_sagen_dasselbe_mit_allen_pflichtfeldern(welt: Welt) -> None:
    antrag = _bewilligt(welt, betrag="1234.56", titel="=Lesen; „stark“")
    daten = _json()
    (foerderung,) = daten["grants"]
    assert foerderung.keys() >= PFLICHT
    assert (foerderung["amountAwarded"], foerderung["currency"]) == (1234.56, "EUR")
    assert foerderung["awardDate"] == "2023-01-16"
    assert all(set(o) >= {"id", "name"} for o in foerderung["recipientOrganization"])
    assert foerderung["fundingOrganization"][0]["name"] == "Stadt Dortmund"
    inhalt = b"".join(Client().get(reverse("offene_daten_csv")).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    kopf, zeile = csv.reader(io.StringIO(inhalt), delimiter=";")
    assert tuple(kopf) == auswahl.KOPF
    assert zeile[:2] == [foerderung["id"], "'=Lesen; „stark“"]
    assert zeile[5] == "1.234,56"
    personen = {p.name for p in welt.personen.values()}
    assert not any(name in inhalt or name in json.dumps(daten) for name in personen)
    assert antrag.aktenzeichen in foerderung["id"]


@pytest.mark.beide_datenbanken
def test_die_seite_kostet_gleich_viel(welt: Welt, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(3):
        _bewilligt(welt)
    with django_assert_num_queries(1):
        assert Client().get(reverse("offene_daten")).status_code == 200


def test_eine_ausnahme_je_fall_und_ihr_ende_stehen_im_protokoll(welt: Welt, als: Als) -> None:
    antrag = _bewilligt(welt)
    adresse = reverse("fall_ausnahme", args=[antrag.pk])
    seite = als("leitung").get(adresse)
    assert (seite.status_code, "Nicht veröffentlichen" in seite.content.decode()) == (200, True)
    assert als("leitung").post(adresse, {"grund": "Frauenhaus", "sperren": "True"}).status_code == 302
    assert _veroeffentlicht() == set()
    eintrag = Eintrag.objects.filter(kette=antrag.kette).latest("nr")
    assert (eintrag.aktion, eintrag.nachher["grund"]) == (Tat.VEROEFFENTLICHUNG_SPERREN, "Frauenhaus")
    assert als("leitung").post(adresse, {"grund": "Umgezogen", "sperren": ""}).status_code == 302
    assert _veroeffentlicht() == {antrag.pk}
    sperre = Veroeffentlichungssperre.objects.get()
    assert (sperre.grund, sperre.aufgehoben_von) == ("Frauenhaus", welt.personen["leitung"])


def test_eine_ausnahme_fuer_die_organisation_gilt_fuer_alle_ihre_foerderungen(welt: Welt, als: Als) -> None:
    eins, zwei = _bewilligt(welt), _bewilligt(welt)
    andere = _bewilligt(welt, traeger=TraegerFactory().stelle)
    servicestelle = person_mit(Rolle.SERVICESTELLE, welt.stellen["stadt"])
    client = Client()
    client.force_login(servicestelle)
    adresse = reverse("traeger_ausnahme", args=[Traeger.objects.get(stelle=welt.traeger).pk])
    assert client.get(adresse).status_code == 200
    assert client.post(adresse, {"grund": "Schutz der Kinder", "sperren": "True"}).status_code == 302
    assert _veroeffentlicht() == {andere.pk}
    assert (
        Eintrag.objects.filter(kette=welt.traeger.kette).latest("nr").aktion == Tat.VEROEFFENTLICHUNG_SPERREN
    )
    assert {eins.pk, zwei.pk} & _veroeffentlicht() == set()
    assert als("sb").post(adresse, {"grund": "Nein", "sperren": ""}).status_code == 403
    assert _veroeffentlicht() == {andere.pk}


def test_ohne_grund_und_beim_zweiten_klick_aendert_sich_nichts(welt: Welt, als: Als) -> None:
    antrag = _bewilligt(welt)
    vorher, adresse = bild(), reverse("fall_ausnahme", args=[antrag.pk])
    assert als("leitung").post(adresse, {"grund": " ", "sperren": "True"}).status_code == 422
    antwort = als("leitung").post(adresse, {"grund": "Zu früh gefreut", "sperren": ""})
    assert (antwort.status_code, "Zu früh gefreut" in antwort.content.decode()) == (422, True)
    with pytest.raises(MaengelFehler):
        tuer.wechsle_fall(antrag.pk, sperren=True, grund="", akteur=welt.neu("leitung"))
    assert (bild(), Veroeffentlichungssperre.objects.count()) == (vorher, 0)


@pytest.mark.parametrize("wer", ["sb", "fi", "fb51", "zeichnung", "pruefung"])
def test_andere_machen_keine_ausnahme(welt: Welt, als: Als, wer: str) -> None:
    antrag = _bewilligt(welt)
    vorher = bild()
    antwort = als(wer).post(reverse("fall_ausnahme", args=[antrag.pk]), {"grund": "X", "sperren": "True"})
    assert antwort.status_code in (403, 404)
    with pytest.raises(Verweigert):
        tuer.wechsle_fall(antrag.pk, sperren=True, grund="X", akteur=welt.neu(wer))
    assert (bild(), Veroeffentlichungssperre.objects.count()) == (vorher, 0)
