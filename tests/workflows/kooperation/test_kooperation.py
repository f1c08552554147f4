"""An agreement from the request to its first day, and what is refused on the way."""

import pytest

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kooperation.models import Vereinbarung, Zeichnung
from rollen.models import Eintrag
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from workflows.akte import trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def stand(antrag: Antrag) -> tuple[str, str]:
    frisch = Antrag.objects.get(pk=antrag.pk)
    return frisch.status, frisch.vereinbarung.status


def test_drei_parteien_zeichnen_und_die_vereinbarung_ist_geschlossen(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    assert stand(antrag) == (Status.BEWILLIGT, "gezeichnet")
    vereinbarung = Vereinbarung.objects.get(antrag=antrag)
    assert vereinbarung.geltende == vereinbarung.fassung
    assert {z.sha256 for z in Zeichnung.objects.all()} == {vereinbarung.fassung.sha256}
    assert [s.art for s in antrag.schriftstuecke.all()] == [
        "eingangsbestaetigung",
        "kooperationsvereinbarung",
    ]


def test_wer_fuer_eine_partei_spricht_steht_im_protokoll_fuer_sich(koop: Kooperationswelt) -> None:
    antrag = koop.stimme_alle_ab(koop.geklaert(), kontakt="0231 50-0")
    eintrag = Eintrag.objects.filter(kette=antrag.kette, aktion="parteiabstimmung").latest("nr")
    wer = {"vertreten_durch": "Leitung", "ansprechperson": "Sekretariat", "kontakt": "0231 50-0"}
    assert eintrag.personen == wer
    assert eintrag.nachher.keys() == {"leistungen", "votum", "partei", "runde"}
    gezeigt = {feld: wert for feld, _, wert in trail.zeilen([eintrag])[0].aenderungen}
    assert (gezeigt["Kontakt"], gezeigt["Votum"]) == ("0231 50-0", "einverstanden")


@pytest.mark.parametrize("wer", ["leitung", "servicestelle", "schule", "zeichnung", "pruefung"])
def test_seiten_einer_vereinbarung_in_jedem_stand(koop: Kooperationswelt, als, wer: str) -> None:
    antrag = koop.in_zeichnung()
    for adresse in ("", "fassungen/1/", "fassungen/1/pdf/"):
        assert als(wer).get(f"/vereinbarungen/{antrag.pk}/{adresse}").status_code == 200


def test_jede_aufgabenseite_zeigt_sich(koop: Kooperationswelt, als) -> None:
    def oeffne(antrag: Antrag, schritt: str, wer: str) -> None:
        (aufgabe, *_) = koop.offene(antrag, schritt)
        assert als(wer).get(f"/aufgaben/{aufgabe.pk}/").status_code == 200, schritt

    antrag = koop.eingereicht()
    oeffne(antrag, "bedarfsklaerung", "servicestelle")
    antrag = koop.geklaert()
    oeffne(antrag, "parteiabstimmung", "schule")
    oeffne(antrag, "stadtabstimmung", "sb2")
    antrag = koop.stimme_alle_ab(antrag)
    oeffne(antrag, "vereinbarungsentwurf", "servicestelle")
    antrag = koop.entwirf(antrag)
    oeffne(antrag, "vereinbarungsfreigabe", "leitung")
    antrag = koop.in_zeichnung()
    oeffne(antrag, "parteizeichnung", "schule")
    oeffne(antrag, "stadtzeichnung", "leitung")
    antrag = koop.zeichne_alle(antrag)
    oeffne(antrag, "evaluation", "servicestelle")
    assert als("schule").get("/meine-vereinbarungen/").status_code == 200
    assert als("fb51").get(f"/vereinbarungen/{antrag.pk}/").status_code == 404
