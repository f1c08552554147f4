"""Agreements from elsewhere: each in its state, in the register, watched, and open to notice and Nachtrag."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kooperation.models import Vereinbarung
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import FREIGABE, Kooperationswelt
from tests.workflows.rueckforderung.forderungswelt import am
from tests.workflows.uebernahme.altfaelle import fehler, fuehre_aus, lies_mappe, vereinbarung
from workflows import tagwerk
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.kooperation import kuendigung, tuer_nachtrag
from workflows.kooperation.nachtrag import NachtragFormular
from workflows.models import Uebernahmelauf
from workflows.uebernahme import tuer

Anmelden = Callable[[str], Client]
GEKUENDIGT = {
    "stand": "gekündigt",
    "gekuendigt_von": "Grundschule",
    "zugegangen_am": "10.12.2022",
    "wirksam_zum": "31.07.2023",
}


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def _lies(koop: Kooperationswelt, *zeilen: dict[str, Any]) -> Uebernahmelauf:
    return lies_mappe(koop.welt.neu("servicestelle"), vereinbarungen=list(zeilen))


def _uebernimm(koop: Kooperationswelt, **anders: Any) -> Vereinbarung:
    lauf = _lies(koop, vereinbarung(**{"partei_3": koop.welt.traeger.name, **anders}))
    assert fehler(lauf) == {}
    fuehre_aus(lauf, leitung=koop.welt.neu("leitung"))
    assert fehler(lauf) == {}
    return Vereinbarung.objects.select_related("antrag").get()


@pytest.mark.parametrize(
    ("anders", "stand", "status", "aufgaben"),
    [
        ({}, "aktiv", Status.BEWILLIGT, ["evaluation"]),
        ({"laufzeit_von": "01.08.2023"}, "gezeichnet", Status.BEWILLIGT, ["evaluation"]),
        (GEKUENDIGT, "gekuendigt", Status.BEWILLIGT, ["evaluation"]),
        (
            {"stand": "abgelaufen", "laufzeit_bis": "31.07.2022"},
            "beendet",
            Status.ABGESCHLOSSEN,
            [],
        ),
    ],
    ids=["in Kraft", "noch nicht begonnen", "gekündigt", "abgelaufen"],
)
def test_jede_kommt_in_ihren_stand(
    koop: Kooperationswelt, anders: dict[str, Any], stand: str, status: Status, aufgaben: list[str]
) -> None:
    eine = _uebernimm(koop, **anders)
    antrag = eine.antrag
    assert (eine.status, antrag.status, antrag.fremdzeichen) == (stand, status, "V-1")
    assert (
        list(antrag.aufgaben.filter(finished=None, owner=None).values_list("schritt", flat=True)) == aufgaben
    )
    assert [p.stelle.name for p in eine.parteien.all()] == [
        "Grundschule",
        "Fachbereich Schule",
        koop.welt.traeger.name,
    ]
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion="fall_uebernehmen")
    assert (eintrag.nachher["fremdzeichen"], eintrag.nachher["quelle"]) == ("V-1", "Altverfahren")
    assert "alten Akte" in eintrag.nachher["davor"]
    assert eine.geltende is not None
    assert eine.geltende.titel == "Übernahmeblatt einer Kooperationsvereinbarung"
    assert not eine.geltende.zeichnungen.exists()  # nobody's signature is pretended
    assert pruefe_verfahren() == []


def test_ihr_ende_wird_gemeldet_und_tritt_ein(koop: Kooperationswelt) -> None:
    eine = _uebernimm(koop)
    with am("2024-02-01"):
        gesagt = list(tagwerk.pruefe())
        assert any("an das Ende am 31.07.2024 erinnert" in satz for satz in gesagt), gesagt
    with am("2024-08-01"):
        assert any("Vereinbarung ist beendet" in satz for satz in tagwerk.pruefe())
    eine.refresh_from_db()
    assert (eine.status, eine.beendet_am) == ("beendet", date(2024, 7, 31))
    assert pruefe_verfahren() == []


def test_eine_gekuendigte_endet_an_ihrem_tag(koop: Kooperationswelt) -> None:
    eine = _uebernimm(koop, **GEKUENDIGT)
    with am("2023-08-01"):
        list(tagwerk.pruefe())
    eine.refresh_from_db()
    assert (eine.beendet_am, eine.beendet_durch) == (date(2023, 7, 31), "Kündigung: Grundschule")


def test_sie_wird_gekuendigt_mit_schreiben(koop: Kooperationswelt) -> None:
    eine = _uebernimm(koop)
    partei = eine.parteien.get(stelle=koop.welt.stellen["schule"])
    erklaert = kuendigung.kuendige(
        eine.antrag_id,
        partei.pk,
        akteur=koop.welt.neu("schule"),
        eingaben={"art": "ordentlich", "folgen": "Die Werkstatt endet.", "code": koop.code("schule")},
    )
    assert erklaert.schriftstueck is not None
    assert "08.05.2021" in str(erklaert.schriftstueck.inhalt)
    eine.refresh_from_db()
    assert eine.status == "gekuendigt"


def test_sie_wird_verlaengert_durch_einen_nachtrag(koop: Kooperationswelt) -> None:
    eine = _uebernimm(koop)
    leer = NachtragFormular(antrag=eine.antrag)
    eingaben = {name: leer.get_initial_for_field(feld, name) for name, feld in leer.fields.items()}
    eingaben = {
        n: w.isoformat() if isinstance(w, date) else w for n, w in eingaben.items() if w not in (None, False)
    }
    eingaben |= {
        "art": "verlaengerung",
        "anlass": "Es geht weiter.",
        "wirksam_ab": "2023-02-01",
        "laufzeit_bis": "2026-07-31",
    }
    nachtrag = tuer_nachtrag.beginne(eine.antrag_id, akteur=koop.welt.neu("servicestelle"), eingaben=eingaben)
    assert [z["was"] for z in nachtrag.aenderungen] == ["Laufzeit bis"]
    koop.tu(eine.antrag, "nachtragsfreigabe", "leitung", **FREIGABE)
    koop.zeichne_alle(eine.antrag)
    with am("2023-02-01"):
        list(tagwerk.pruefe())
    eine.refresh_from_db()
    assert eine.laufzeit_bis == date(2026, 7, 31)
    assert pruefe_verfahren() == []


def test_register_fallseite_und_suche_zeigen_sie(koop: Kooperationswelt, als: Anmelden) -> None:
    eine = _uebernimm(koop)
    client = als("servicestelle")
    for adresse in (reverse("fall", args=[eine.antrag_id]), reverse("vereinbarung", args=[eine.antrag_id])):
        assert "Forschen im Quartier" in client.get(adresse).content.decode(), adresse
    assert "V-1" in client.get(f"/faelle/{eine.antrag_id}/").content.decode()
    register = client.get(reverse("register") + "?suche=V-1")
    assert str(eine.antrag.aktenzeichen) in register.content.decode()
    assert str(eine.antrag.aktenzeichen) in client.get("/faelle/?suche=v-1").content.decode()


FEHLER: list[tuple[dict[str, Any], str, str]] = [
    ({"stand": "läuft"}, "Stand", "„in Kraft“, „gekündigt“, „abgelaufen“"),
    ({"programm": "Kindercampus-Projektmittel"}, "Programm", "keine Vereinbarungen geführt"),
    ({"partei_2": "Gibt es nicht"}, "2. Partei", "gibt es hier nicht"),
    ({"partei_2": "Grundschule"}, "2. Partei", "steht schon als Partei"),
    ({"partei_2": ""}, "2. Partei", "fehlt eine Angabe"),
    ({"laufzeit_bis": "31.07.2020"}, "Laufzeit bis", "vor dem Beginn"),
    ({"laufzeit_bis": "31.12.2022"}, "Stand", "„abgelaufen“"),
    ({"stand": "abgelaufen"}, "Stand", "läuft noch bis 31.07.2024"),
    ({"geschlossen_am": "01.01.2030"}, "Geschlossen am", "in der Zukunft"),
    ({"kuendigungsfrist": "13"}, "Kündigungsfrist in Monaten", "1 bis 12"),
    ({"kuendigungsfrist": "drei"}, "Kündigungsfrist in Monaten", "ganze Zahl"),
    ({"wirksam_zum": "31.07.2023"}, "Kündigung wirksam zum", "nicht gekündigt"),
    ({"stand": "gekündigt"}, "Gekündigt von", "nötig"),
    (GEKUENDIGT | {"gekuendigt_von": "Jugendamt"}, "Gekündigt von", "keine der Parteien"),
    (GEKUENDIGT | {"wirksam_zum": "31.07.2025"}, "Kündigung wirksam zum", "endet schon am"),
    ({"themenfeld": "Angeln"}, "Themenfeld", "gibt es hier nicht"),
    ({"ganztag": "evtl"}, "Ganztag", "Möglich sind"),
    ({"sachbearbeitung": "niemand@example.org"}, "Sachbearbeitung", "Niemand mit der Adresse"),
]


@pytest.mark.parametrize(("anders", "spalte", "satz"), FEHLER, ids=lambda w: str(w)[:30])
def test_jeder_fehler_steht_an_seiner_spalte(
    koop: Kooperationswelt, anders: dict[str, Any], spalte: str, satz: str
) -> None:
    lauf = _lies(koop, vereinbarung(**anders))
    gefunden = lauf.zeilen.get().fehler
    assert any(s == spalte and satz in text for s, text in gefunden), gefunden
    assert not Antrag.objects.exists()


def test_dieselbe_liste_zweimal_gibt_keine_doppelte(koop: Kooperationswelt) -> None:
    eine = _uebernimm(koop)
    zweite = _lies(koop, vereinbarung(), vereinbarung(fremdzeichen="V-2"))
    assert [z.ergebnis for z in zweite.zeilen.order_by("nr")] == ["schon_da", "offen"]
    assert str(eine.antrag.aktenzeichen) in str(zweite.zeilen.get(fremdzeichen="V-1").fehler)


def test_wer_kein_recht_an_vereinbarungen_hat_liest_und_gibt_sie_nicht_frei(koop: Kooperationswelt) -> None:
    finanzen = lies_mappe(koop.welt.neu("fi"), vereinbarungen=[vereinbarung()])
    assert "braucht bei „Servicestelle“ das Recht" in str(finanzen.zeilen.get().fehler)
    lauf = _lies(koop, vereinbarung())
    for wer in ("servicestelle", "sb", "fi"):
        with pytest.raises(Verweigert):
            tuer.gib_frei(lauf.pk, akteur=koop.welt.neu(wer))
    lauf.refresh_from_db()
    assert lauf.wartet
    assert not Antrag.objects.exists()
