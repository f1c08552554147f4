"""An agreement and its grant: who ends one gives the office of the other a task, and changes nothing there."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from antraege.kooperation.models import Vereinbarung
from rollen import uhr
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import beantrage, bewilligt
from tests.workflows.besuch import glatt, text
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from workflows import tagwerk as fristen
from workflows.antrag import tuer as antragstuer
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.kooperation import kuendigung
from workflows.models import Aufgabe, Nachricht
from workflows.models.vorgang import OFFEN
from workflows.tuer.fehler import Eingabefehler

pytestmark = pytest.mark.django_db
BLEIBT = {"ergebnis": "bleibt", "vermerk": "Das Vorhaben läuft auch ohne die Vereinbarung."}
NOCH_NICHT = ["Das gibt es noch nicht. Bitte beginnen Sie es zuerst am Fall."]


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


@pytest.fixture(autouse=True)
def _sofort(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    """What waits for the commit happens at once."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


def am(tag: str) -> Any:
    return uhr.gestellt(datetime.fromisoformat(f"{tag}T10:00:00+01:00"))


def verbunden(koop: Kooperationswelt, foerderung: Antrag) -> Antrag:
    """A signed agreement that rests on this grant."""
    return koop.aktiv(entwurf={"finanzierung": "zuwendung", "zuwendung": foerderung.aktenzeichen})


def kuendige(koop: Kooperationswelt, antrag: Antrag) -> None:
    partei = Vereinbarung.objects.get(antrag=antrag).parteien.get(stelle=koop.welt.traeger)
    eingaben = {
        "art": "ordentlich",
        "gruende": "",
        "folgen": "Das Angebot endet.",
        "code": koop.code("zeichnung"),
    }
    kuendigung.kuendige(antrag.pk, partei.pk, akteur=koop.welt.neu("zeichnung"), eingaben=eingaben)


def offene(antrag: Antrag, schritt: str) -> list[Aufgabe]:
    return list(Aufgabe.objects.filter(OFFEN, antrag=antrag, schritt=schritt))


@pytest.fixture
def gekuendigt(koop: Kooperationswelt, django_capture_on_commit_callbacks: Any) -> Antrag:
    """An approved grant whose agreement was terminated in February 2023."""
    foerderung = bewilligt(koop.welt)
    antrag = verbunden(koop, foerderung)
    with am("2023-02-10"), django_capture_on_commit_callbacks(execute=True):
        list(fristen.pruefe())
        kuendige(koop, antrag)
    return Antrag.objects.get(pk=foerderung.pk)


def test_eine_gekuendigte_vereinbarung_gibt_der_foerderung_eine_aufgabe(
    koop: Kooperationswelt, gekuendigt: Antrag
) -> None:
    (aufgabe,) = offene(gekuendigt, "zuwendungsfolgen")
    assert (aufgabe.stelle, aufgabe.owner) == (gekuendigt.stelle, gekuendigt.sachbearbeitung)
    assert Nachricht.objects.filter(antrag=gekuendigt).latest("id").betreff == (
        "Verbundene Vereinbarung gekündigt"
    )
    assert gekuendigt.status == "bewilligt"
    assert pruefe_verfahren(gekuendigt.pk) == []


def test_das_ende_danach_gibt_keine_zweite_aufgabe(
    koop: Kooperationswelt, gekuendigt: Antrag, django_capture_on_commit_callbacks: Any
) -> None:
    with am("2023-08-01"), django_capture_on_commit_callbacks(execute=True):
        list(fristen.pruefe())
    assert Vereinbarung.objects.get().status == "beendet"
    assert len(offene(gekuendigt, "zuwendungsfolgen")) == 1


def test_die_folgen_stehen_im_protokoll_und_die_foerderung_geht_weiter(
    koop: Kooperationswelt, gekuendigt: Antrag
) -> None:
    davor = {a.schritt for a in Aufgabe.objects.filter(OFFEN, antrag=gekuendigt)} - {"zuwendungsfolgen"}
    koop.welt.tu(gekuendigt, "zuwendungsfolgen", "sb", **BLEIBT)
    eintrag = Eintrag.objects.filter(kette=gekuendigt.kette).latest("nr")
    assert (eintrag.aktion, eintrag.nachher["folge"], eintrag.nachher["vermerk"]) == (
        "zuwendungsfolgen",
        "Die Förderung bleibt, wie sie ist",
        BLEIBT["vermerk"],
    )
    assert {a.schritt for a in Aufgabe.objects.filter(OFFEN, antrag=gekuendigt)} == davor
    assert Antrag.objects.get(pk=gekuendigt.pk).status == "bewilligt"


@pytest.mark.parametrize("ergebnis", ["aenderung", "rueckforderung"])
def test_was_nicht_begonnen_ist_kann_niemand_behaupten(
    koop: Kooperationswelt, gekuendigt: Antrag, ergebnis: str
) -> None:
    with pytest.raises(Eingabefehler) as fehler:
        koop.welt.tu(gekuendigt, "zuwendungsfolgen", "sb", **{**BLEIBT, "ergebnis": ergebnis})
    assert fehler.value.formular.errors == {"ergebnis": NOCH_NICHT}
    assert len(offene(gekuendigt, "zuwendungsfolgen")) == 1


def test_eine_begonnene_aenderung_zaehlt(koop: Kooperationswelt, gekuendigt: Antrag) -> None:
    beantrage(koop.welt, gekuendigt, "verlaengerung", neues_ende="2023-09-30")
    koop.welt.tu(gekuendigt, "zuwendungsfolgen", "sb", **{**BLEIBT, "ergebnis": "aenderung"})
    assert offene(gekuendigt, "zuwendungsfolgen") == []


@pytest.mark.parametrize("wer", ["leitung", "zeichnung", "servicestelle"])
def test_wer_entschieden_hat_oder_kein_recht_hat_klaert_keine_folgen(
    koop: Kooperationswelt, gekuendigt: Antrag, wer: str
) -> None:
    with pytest.raises(Verweigert):
        koop.welt.tu(gekuendigt, "zuwendungsfolgen", wer, **BLEIBT)
    assert len(offene(gekuendigt, "zuwendungsfolgen")) == 1


def test_die_fallseite_nennt_die_vereinbarung_mit_ihrem_stand(
    koop: Kooperationswelt, gekuendigt: Antrag, client: Client
) -> None:
    client.force_login(koop.welt.personen["sb"])
    vereinbarung = Vereinbarung.objects.select_related("antrag").get()
    (aufgabe,) = offene(gekuendigt, "zuwendungsfolgen")
    for seite in (f"/faelle/{gekuendigt.pk}/", f"/aufgaben/{aufgabe.pk}/"):
        gelesen = glatt(client.get(seite))
        assert f">{vereinbarung.antrag.aktenzeichen}</a></dt>" in gelesen
        assert f"<dd>{vereinbarung.antrag.titel}: gekündigt</dd>" in gelesen


def test_vor_der_entscheidung_sieht_die_leitung_das_ende_auf_ihrer_seite(
    koop: Kooperationswelt, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """An undecided grant has its task already; it gets the message, and whoever decides sees the state."""
    foerderung = koop.welt.eingereicht()
    antrag = verbunden(koop, foerderung)
    assert Vereinbarung.objects.get().geltende.daten["vorbehalt"] is True
    davor = Antrag.objects.get(pk=foerderung.pk).status
    with am("2023-02-10"), django_capture_on_commit_callbacks(execute=True):
        list(fristen.pruefe())
        kuendige(koop, antrag)
    assert Nachricht.objects.filter(antrag=foerderung).latest("id").betreff == (
        "Verbundene Vereinbarung gekündigt"
    )
    assert (offene(foerderung, "zuwendungsfolgen"), Antrag.objects.get(pk=foerderung.pk).status) == (
        [],
        davor,
    )
    client.force_login(koop.welt.personen["leitung"])
    assert "gekündigt" in text(client.get(f"/faelle/{foerderung.pk}/"))


def test_endet_die_foerderung_erhaelt_die_vereinbarung_einmal_eine_aufgabe(koop: Kooperationswelt) -> None:
    foerderung = koop.welt.eingereicht()
    antrag = verbunden(koop, foerderung)
    antragstuer.zurueckziehen(foerderung.pk, akteur=koop.welt.neu("zeichnung"), grund="Kein Bedarf.")
    betreff = f"Verbundene Förderung {foerderung.aktenzeichen}: zurückgezogen"
    for _ in range(2):
        list(fristen.pruefe())
    assert Nachricht.objects.filter(antrag=antrag, betreff=betreff).count() == 1
    assert Vereinbarung.objects.get().status == "gezeichnet"
    (aufgabe,) = offene(antrag, "vereinbarungsfolgen")
    assert aufgabe.stelle == koop.welt.stellen["servicestelle"]
    assert pruefe_verfahren(antrag.pk) == []

    with pytest.raises(Eingabefehler) as fehler:
        koop.tu(antrag, "vereinbarungsfolgen", "servicestelle", ergebnis="nachtrag", vermerk="Ohne Geld.")
    assert fehler.value.formular.errors == {"ergebnis": NOCH_NICHT}
    koop.tu(antrag, "vereinbarungsfolgen", "servicestelle", **BLEIBT)
    assert offene(antrag, "vereinbarungsfolgen") == []
    list(fristen.pruefe())
    assert offene(antrag, "vereinbarungsfolgen") == []


def test_die_akte_schliesst_nicht_ueber_offenen_folgen(koop: Kooperationswelt) -> None:
    """Evaluated, but nobody has thought about the ended grant yet."""
    foerderung = koop.welt.eingereicht()
    antrag = verbunden(koop, foerderung)
    antragstuer.zurueckziehen(foerderung.pk, akteur=koop.welt.neu("zeichnung"), grund="Kein Bedarf.")
    list(fristen.pruefe())
    ergebnisse = {"ergebnis_1": "14", "erreicht_1": "ja", "bericht": "Gut.", "empfehlung": "fortsetzen"}
    with am("2024-08-01"):
        list(fristen.pruefe())
        koop.tu(antrag, "evaluation", "servicestelle", **ergebnisse)
        with pytest.raises(MaengelFehler) as fehler:
            koop.tu(antrag, "kooperationsabschluss", "servicestelle", schliessen="on")
        assert [m.text for m in fehler.value.maengel] == [
            "Die Folgen eines verbundenen Falls sind noch nicht geklärt."
        ]
        assert Antrag.objects.get(pk=antrag.pk).status == "kontrolliert"
        koop.tu(antrag, "vereinbarungsfolgen", "servicestelle", **BLEIBT)
        koop.tu(antrag, "kooperationsabschluss", "servicestelle", schliessen="on")
    assert Antrag.objects.get(pk=antrag.pk).status == "abgeschlossen"
