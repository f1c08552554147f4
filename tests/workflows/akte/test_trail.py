"""The trail for people: all entries with before and after, the chain's verdict, the search, no way to write."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django import DjangoAssertNumQueries

from antraege.antrag.models import Antrag
from rollen import rechte
from rollen.kanon import kanonisch, sha256_hex
from rollen.kette import FELDER
from rollen.models import Eintrag
from tests.datenbank import ohne_trigger
from tests.fabriken import VertretungFactory
from tests.test_architektur import alle_muster
from tests.welt import Welt
from tests.workflows.besuch import glatt
from tests.workflows.wege import FORMAL, NACHFORDERN, beantworte, gehe
from workflows.models import Aufgabe, Nachricht, Postausgang
from workflows.postkorb import nachrichten
from workflows.tuer import aufgaben

Als = Callable[[str], Client]


def _trail(client: Client, antrag: Antrag, **get: str) -> Any:
    return client.get(reverse("fall_trail", args=[antrag.pk]), get)


def _suche(client: Client, **get: str) -> Any:
    return client.get(reverse("protokoll_suche"), get)


def _gefunden(antwort: Any) -> list[str]:
    return [zeile.was for zeile in antwort.context["zeilen"]]


def _verweigere(welt: Welt, antrag: Antrag) -> None:
    """The Kasse tries to co-sign."""
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    with pytest.raises(rechte.Verweigert):
        aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("kasse"))


# one case


def test_trail_zeigt_alles_mit_vorher_und_nachher_und_das_urteil(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)
    beantworte(welt, antrag)
    antwort = _trail(als("pruefung"), antrag)
    zeilen = antwort.context["zeilen"]
    assert [z.eintrag.nr for z in zeilen] == list(range(len(zeilen), 0, -1))
    assert (zeilen[0].was, zeilen[0].von, zeilen[0].nach) == ("Nachreichen", "Nachforderung", "eingereicht")
    pruefung = next(z for z in zeilen if z.was == "Formale Prüfung")
    assert (pruefung.wer, pruefung.funktion, pruefung.rolle, str(pruefung.eintrag.stelle)) == (
        *("Sachbearbeitung FB 40", "Sachbearbeitung", "Sachbearbeitung"),
        "Fachbereich Schule",
    )
    html = glatt(antwort)
    assert f"Die Kette ist unversehrt: {len(zeilen)} Einträge" in html
    assert all(z.eintrag.hash in html for z in zeilen)


def test_trail_zeigt_verweigertes_und_vertretung(welt: Welt, als: Als) -> None:
    VertretungFactory(vertretener=welt.personen["sb"], vertreter=welt.personen["fi"])
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "fi", **FORMAL)
    _verweigere(welt, antrag)
    antwort = _trail(als("leitung"), antrag)
    erste, html = antwort.context["zeilen"][0], antwort.content.decode()
    assert (erste.was, erste.eintrag.verweigert, len(erste.gruende) > 0) == ("Verweigert", True, True)
    assert erste.gruende[0] in html.replace("&quot;", '"')
    assert "in Vertretung für Sachbearbeitung FB 40" in html


@pytest.mark.django_db(transaction=True)
def test_eine_veraenderte_kette_nennt_den_ersten_falschen_eintrag(als: Als, welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    with ohne_trigger(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE rollen_eintrag SET aktion = 'abgeben' WHERE kette = %s AND nr = 3", [antrag.kette]
        )
    html = _trail(als("pruefung"), antrag).content.decode()
    assert "Die Kette ist nicht unversehrt: Eintrag 3" in html
    assert "Hier bricht die Kette: Der Inhalt passt nicht zu seiner Prüfsumme." in html
    assert "#eintrag-3" in html
    daten = json.loads(_trail(als("pruefung"), antrag, format="json").content)
    assert (daten["befund"]["heil"], daten["befund"]["nr"]) == (False, 3)


def test_json_laesst_sich_ausserhalb_nachrechnen(welt: Welt, als: Als) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    antwort = _trail(als("pruefung"), antrag, format="json")
    daten = json.loads(antwort.content)
    davor = ""
    for eintrag in daten["eintraege"]:
        assert eintrag["vorgaenger"] == davor
        gespeichert = Eintrag.objects.get(kette=antrag.kette, nr=eintrag["nr"])
        paare = [[feld, gespeichert.zeitpunkt if feld == "zeitpunkt" else eintrag[feld]] for feld in FELDER]
        assert sha256_hex(kanonisch(paare)) == eintrag["hash"]
        davor = eintrag["hash"]
    assert antwort["Content-Disposition"] == 'attachment; filename="protokoll-40-FK-2023-00001.json"'
    assert (daten["befund"]["heil"], len(daten["eintraege"])) == (True, daten["befund"]["eintraege"])


def test_csv_enthaelt_jeden_eintrag(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    antwort = _trail(als("pruefung"), antrag, format="csv")
    zeilen = b"".join(antwort.streaming_content).decode("utf-8-sig").splitlines()
    assert len(zeilen) == 1 + Eintrag.objects.filter(kette=antrag.kette).count()


def test_trail_blaettert_ab_hundert(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    for nr in range(100):
        nachrichten.schreibe_nachricht(
            antrag.pk, akteur=welt.personen["antrag"], betreff=f"Nr. {nr}", text="Text"
        )
    client = als("pruefung")
    erste = _trail(client, antrag)
    zweite = client.get(reverse("fall_trail", args=[antrag.pk]) + erste.context["seiten"]["naechste"])
    assert (len(erste.context["zeilen"]), [z.was for z in zweite.context["zeilen"]]) == (
        100,
        ["Antrag eingereicht"],
    )


@pytest.mark.parametrize(
    ("person", "status"), [("pruefung", 200), ("sb", 200), ("fb51", 404), ("antrag", 403), ("kasse", 403)]
)
def test_wer_den_trail_eines_falls_liest(welt: Welt, als: Als, person: str, status: int) -> None:
    assert _trail(als(person), welt.eingereicht()).status_code == status


def test_den_trail_eines_entwurfs_sieht_das_amt_nicht(welt: Welt, als: Als) -> None:
    entwurf = welt.antrag()
    assert (_trail(als("sb"), entwurf).status_code, _trail(als("sb"), Antrag(pk=999)).status_code) == (
        404,
        404,
    )


@pytest.mark.parametrize("schritt", ["formale_pruefung", "mittelabruf"])
def test_trail_braucht_immer_gleich_viele_abfragen(
    welt: Welt, als: Als, django_assert_num_queries: DjangoAssertNumQueries, schritt: str
) -> None:
    antrag, client = gehe(welt, welt.eingereicht(), bis=schritt), als("pruefung")
    with django_assert_num_queries(10):  # two of them ask the seals
        _trail(client, antrag)


# the search over everything


def test_suche_findet_nach_jedem_merkmal(welt: Welt, als: Als) -> None:
    erster = gehe(welt, welt.eingereicht(), bis="fachliche_pruefung")
    zweiter = welt.eingereicht(titel="Zweiter")
    _verweigere(welt, erster)
    gehe(welt, erster, bis="entscheidung")
    client = als("pruefung")
    assert _gefunden(_suche(client, verweigert="on")) == ["Verweigert"]
    assert _gefunden(_suche(client, aktion="fachliche_pruefung")) == ["Fachliche Prüfung"]
    assert _gefunden(_suche(client, person="Jugendamt")) == []
    assert _gefunden(_suche(client, person="FB 51")) == ["Mitzeichnung"]
    assert _gefunden(_suche(client, person=welt.personen["zeichnung"].email)) == ["Antrag eingereicht"] * 2
    (zeile,) = _suche(client, aktenzeichen=zweiter.aktenzeichen or "").context["zeilen"]
    assert (zeile.fall, zeile.was) == (zweiter, "Antrag eingereicht")
    assert reverse("fall_trail", args=[zweiter.pk]) in _suche(client).content.decode()
    alle = Eintrag.objects.filter(zeitpunkt__gte="2023-01-16T00:00+01:00").count()
    assert len(_gefunden(_suche(client, von="2023-01-16", bis="2023-01-16"))) == min(alle, 25)
    assert _gefunden(_suche(client, von="2023-01-17")) == []
    assert _gefunden(_suche(client, aktenzeichen="gibt-es-nicht")) == []


def test_suche_mit_verdrehtem_zeitraum_ist_422(als: Als) -> None:
    antwort = _suche(als("pruefung"), von="2023-02-01", bis="2023-01-01")
    assert (antwort.status_code, "Der letzte Tag liegt vor dem ersten." in antwort.content.decode()) == (
        422,
        True,
    )
    assert _suche(als("pruefung"), bis="gestern", person="\x00").status_code == 422


@pytest.mark.parametrize("person", ["sb", "leitung", "antrag", "kasse"])
def test_nur_die_rechnungspruefung_durchsucht_alles(als: Als, person: str) -> None:
    assert _suche(als(person)).status_code == 403


@pytest.mark.parametrize("anzahl", [1, 3])
def test_suche_braucht_immer_gleich_viele_abfragen(
    welt: Welt, als: Als, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for _ in range(anzahl):
        welt.eingereicht(betrag="100.00")
    client = als("pruefung")
    with django_assert_num_queries(6):
        assert _gefunden(_suche(client, aktion="einreichen")) == ["Antrag eingereicht"] * anzahl


def test_suche_blaettert_und_gibt_csv(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    for nr in range(30):
        nachrichten.schreibe_nachricht(
            antrag.pk, akteur=welt.personen["antrag"], betreff=f"Nr. {nr}", text="Text"
        )
    client = als("pruefung")
    erste = _suche(client, aktion="nachricht_schreiben")
    zweite = client.get(reverse("protokoll_suche") + erste.context["seiten"]["naechste"])
    assert [len(s.context["zeilen"]) for s in (erste, zweite)] == [25, 5]
    csv = b"".join(_suche(client, aktion="nachricht_schreiben", format="csv").streaming_content)
    assert len(csv.decode("utf-8-sig").splitlines()) == 31


# the auditor cannot write


# Open to everybody, or about the person alone: neither touches a case.
OHNE_FALL = {"echtheit", "kalender", "beratung_anfragen", "protokoll_befund"}
# A case taken out stays as it is; that it was taken out stands in its trail (tests/workflows/pruefakte).
MITGENOMMEN = {"pruefakte", "e_akte"}
# What the Rechnungsprüfung writes of its own, and nothing in a case by it.
EIGENES = {"stichprobe_ziehen", "filter"}
# What stands in an address instead of the number of a case or a task.
_WERTE: dict[str, object] = {"nr": 1, "token": "x" * 43, "kennung": "x", "format": "csv"}


def _alle_adressen() -> Iterator[tuple[str, list[str]]]:
    """Names of all addresses of the room HOW, with the names of their arguments."""
    for _, muster in alle_muster(get_resolver()):
        if muster.callback.__module__.startswith("workflows."):
            yield str(muster.name), list(muster.pattern.converters)


def _alles(antrag: Antrag) -> list[Any]:
    """Everything that a write could change, refusals in the trail aside."""
    return [
        list(Antrag.objects.values_list()),
        list(Aufgabe.objects.values_list()),
        list(Nachricht.objects.values_list()),
        list(Postausgang.objects.values_list()),
        list(Eintrag.objects.filter(verweigert=False).values_list("hash")),
        list(antrag.schriftstuecke.values_list()),
    ]


def test_die_rechnungspruefung_schreibt_nirgends(welt: Welt, als: Als) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    aufgabe = welt.aufgabe(antrag, "entscheidung")
    vorher, client = _alles(antrag), als("pruefung")
    eingaben = {
        "entscheidung": "ablehnen",
        "begruendung": "x",
        "ermessen": "x",
        "sicher": "on",
        "grund": "x",
        "betreff": "x",
        "text": "x",
        "bis": "99999",
        "aufgaben": str(aufgabe.pk),
        "aufgabe": str(aufgabe.pk),
        "am": "2023-02-01",
        "an": str(welt.personen["leitung"].pk),
        "aktion": "uebernehmen",
        "bestaetigt": "1",
    }
    antworten = {}
    for name, argumente in _alle_adressen():
        if name in OHNE_FALL | MITGENOMMEN:
            continue
        pk = aufgabe.pk if name.startswith("aufgabe") else antrag.pk
        adresse = reverse(name, args=[_WERTE.get(argument, pk) for argument in argumente])
        antworten[name] = client.post(adresse, eingaben).status_code
    assert {name for name, code in antworten.items() if code not in (403, 404, 405)} == EIGENES
    assert _alles(antrag) == vorher
