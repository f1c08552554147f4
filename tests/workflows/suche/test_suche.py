"""The search of the head: finds within one's rights, one query, and never fails on what is typed."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.antrag.queries import auffindbar_fuer
from antraege.kern.fallsuche import anfrage
from rollen.akt import EIGENES, akt
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import StelleFactory, TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.besuch import als, bis
from workflows.merken import tuer
from workflows.models import Fallwoerter
from workflows.postkorb import fallliste, keyset
from workflows.postkorb.keyset import Ordnung, Ziel
from workflows.suche.index import baue_auf
from workflows.suche.suche import teile

pytestmark = pytest.mark.beide_datenbanken


def gefunden(person: Benutzer, wort: str) -> list[int]:
    ordnung = Ordnung(("id",), absteigend=True)
    blatt = keyset.blatt(fallliste.zeilen(), teile(person, anfrage(wort)), ordnung=ordnung, ziel=Ziel())
    return [antrag.pk for antrag in blatt.zeilen]


@pytest.fixture
def fall(welt: Welt) -> Antrag:
    """A submitted request, and one of somebody else beside it."""
    welt.eingereicht(titel="Theater im Quartier")
    antrag = welt.eingereicht(titel="Übungsleiterstunden am Clarenberg", betrag="1234.50")
    Stelle.objects.filter(pk=antrag.traeger_id).update(name="Förderverein Großholthausen")
    baue_auf()
    return antrag


@pytest.mark.parametrize(
    "wort",
    [
        *(
            "40-FK-2023-0000",
            "fk-2023-000",
            "k-2023-00002",
            "00002",
            "uebungs",
            "ÜBUNGSLEITER",
            "ubungsleiter",
        ),
        *(
            "Grossholthausen",
            "großholthausen",
            "clarenberg grossholt",
            "1.234,50",
            "1234,50",
            "Clarenberg % _ '",
        ),
    ],
)
def test_das_amt_findet(fall: Antrag, welt: Welt, wort: str) -> None:
    assert fall.pk in gefunden(welt.neu("sb"), wort)
    assert fall.pk in gefunden(welt.neu("pruefung"), wort)
    assert fall.pk in gefunden(welt.neu("antrag"), wort)
    fremd = person_mit(Rolle.TRAEGER_ANTRAG, TraegerFactory().stelle)
    assert gefunden(fremd, wort) == []
    assert gefunden(person_mit(Rolle.SACHBEARBEITUNG, StelleFactory()), wort) == []


def test_ein_wort_das_nirgends_steht_findet_nichts(fall: Antrag, welt: Welt) -> None:
    assert gefunden(welt.neu("pruefung"), "Trommelrallye") == []
    assert gefunden(welt.neu("pruefung"), "clarenberg trommelrallye") == []


def test_wer_mitzeichnet_findet_den_antrag_und_nichts_aus_der_akte(welt: Welt) -> None:
    antrag, _ = bis(welt, "entscheidung")
    Antrag.objects.filter(pk=antrag.pk).update(titel="Gesucht")
    baue_auf()
    offener, _ = bis(welt, "mitzeichnung")
    tuer.notiere(offener, "Rückruf wegen Vereinsregister", akteur=welt.neu("sb"))
    assert offener.pk in gefunden(welt.neu("fb51"), offener.titel)
    assert gefunden(welt.neu("fb51"), "Vereinsregister") == []
    assert gefunden(welt.neu("sb"), "Vereinsregister") == [offener.pk]


def test_der_traeger_findet_seine_iban_und_nie_notiz_schlagwort_und_bearbeiterin(
    fall: Antrag, welt: Welt
) -> None:
    sb, traeger = welt.neu("sb"), welt.neu("antrag")
    tuer.notiere(fall, "wartet auf Rückruf", akteur=sb)
    tuer.setze_schlagwort(fall, "Leuchtturm", akteur=sb)
    iban = fall.traeger.bankverbindungen.first().iban
    for person in (sb, traeger):
        assert fall.pk in gefunden(person, iban)
        assert fall.pk in gefunden(person, f"{iban[:4]} {iban[4:8]} {iban[8:]}".lower())
        assert fall.pk in gefunden(person, iban[-4:])
    for wort in ("Rückruf", "Leuchtturm", "irueckruf", "ileuchtturm"):
        assert gefunden(traeger, wort) == [], wort
    assert gefunden(sb, "rueckruf leuchtturm") == [fall.pk]


def test_das_verzeichnis_folgt_jeder_tat(welt: Welt) -> None:
    for schritt in ("entscheidung", "mitzeichnung"):
        bis(welt, schritt)
    assert Fallwoerter.objects.count() == Antrag.objects.count()
    assert baue_auf() == 0


def test_ein_neuer_name_des_traegers_und_ein_neues_konto_gelten_sofort(fall: Antrag, welt: Welt) -> None:
    with akt(Tat.STELLE_UMBENENNEN, fall.traeger, EIGENES, akteur=None) as handlung:
        handlung.objekt.name = "Lernhafen Nordstadt"
    assert fall.pk in gefunden(welt.neu("sb"), "lernhafen")
    assert gefunden(welt.neu("sb"), "Grossholthausen") == []
    assert baue_auf() == 0


def test_was_am_verzeichnis_vorbei_geschah_holt_der_befehl_nach(
    fall: Antrag, welt: Welt, capsys: pytest.CaptureFixture[str]
) -> None:
    Antrag.objects.filter(pk=fall.pk).update(titel="Trommelrallye")
    call_command("suche_aufbauen")
    assert "Geändert: 1 Fälle" in capsys.readouterr().out
    assert gefunden(welt.neu("sb"), "trommel") == [fall.pk]


@pytest.mark.parametrize("wort", ["Clarenberg", "Trommelrallye", "2023", "clarenberg 2023"])
@pytest.mark.parametrize("person", ["sb", "pruefung", "antrag", "fb51"])
def test_eine_abfrage_ob_treffer_oder_nicht(fall: Antrag, welt: Welt, person: str, wort: str) -> None:
    wer = welt.neu(person)
    gefunden(wer, "x")  # the rights of the day
    with CaptureQueriesContext(connection) as gefangen:
        gefunden(wer, wort)
    assert len(gefangen.captured_queries) == 1


def test_gefunden_wird_nie_mehr_als_man_sieht(welt: Welt) -> None:
    for schritt in ("entscheidung", "mitzeichnung"):
        bis(welt, schritt)
    welt.eingereicht()
    for kurz in welt.personen:
        person = welt.neu(kurz)
        sichtbar = set(auffindbar_fuer(person).values_list("pk", flat=True))
        for wort in ("2023", "Leseclub", "40-FK", "10.000,00"):
            assert set(gefunden(person, wort)) <= sichtbar, (kurz, wort)


@pytest.mark.parametrize(
    ("wort", "status"),
    [
        *(("", 200), ("   ", 200), ("%", 422), ("_", 422), ("'\"", 422), ("a" * 10_000, 422), ("x\0y", 422)),
        *(
            ("' OR 1=1 --", 200),
            ('")*', 422),
            ("NEAR(a b)", 200),
            ("a AND", 200),
            ("漢字", 200),
            ("a* b*", 200),
        ),
    ],
)
def test_was_auch_getippt_wird_es_ist_nie_ein_fehler(
    fall: Antrag, welt: Welt, wort: str, status: int
) -> None:
    antwort = als(welt.neu("sb")).get(reverse("suche"), {"wort": wort})
    assert antwort.status_code == status
    if status == 422:
        assert "So lässt sich nicht suchen" in antwort.content.decode()


def test_die_seite_zeigt_treffer_und_keine_iban(fall: Antrag, welt: Welt) -> None:
    client = als(welt.neu("sb"))
    seite = client.get(reverse("suche"), {"wort": "übungsleiter"}).content.decode()
    assert str(fall.aktenzeichen) in seite
    assert 'value="übungsleiter"' in seite
    iban = fall.traeger.bankverbindungen.first().iban
    seite = client.get(reverse("suche"), {"wort": iban}).content.decode()
    assert str(fall.aktenzeichen) in seite
    assert iban not in seite


def test_wer_keine_faelle_sieht_hat_kein_suchfeld(welt: Welt, client: Any) -> None:
    assert 'id="kopfsuche"' not in client.get(reverse("impressum")).content.decode()
    daten = als(person_mit(Rolle.DATENSCHUTZ, StelleFactory()))
    assert 'id="kopfsuche"' not in daten.get(reverse("impressum")).content.decode()
    assert daten.get(reverse("suche")).status_code == 403
    assert 'id="kopfsuche"' in als(welt.neu("antrag")).get(reverse("impressum")).content.decode()
