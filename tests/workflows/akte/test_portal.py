"""The Träger's pages: own to-dos, where every request lies, submit, withdraw; foreign requests do not exist."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from antraege.antrag.models import Antrag
from rollen.models import Stellenart
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.wege import ABLEHNEN, NACHFORDERN, beantworte, gehe
from workflows.akte import portal
from workflows.antrag import tuer as antragstuer
from workflows.models import Nachricht
from workflows.postkorb import nachrichten

Als = Callable[[str], Client]


def _lage(welt: Welt, antrag: Antrag, person: str = "zeichnung") -> portal.Lage:
    aufgaben = portal.offene_aufgaben([antrag]).get(antrag.pk, [])
    return portal.lage(antrag, aufgaben, fuer=welt.neu(person))


def _seite(client: Client, name: str, *pk: int, **get: str) -> Any:
    return client.get(reverse(name, args=pk), get)


# with whom, until when, what comes next


def test_entwurf_liegt_beim_traeger(welt: Welt) -> None:
    lage = _lage(welt, welt.antrag())
    assert lage.bei == ["Ihnen"]
    assert lage.danach == "Nach dem Abschicken prüft die Stelle, ob Ihr Antrag vollständig ist."


def test_parallele_pruefungen_nennen_alle_stellen_und_die_letzte_frist(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="fachliche_pruefung")
    lage = _lage(welt, antrag)
    fristen = [ort.bis for ort in lage.orte if ort.bis]
    assert lage.bei == ["Sachbearbeitung, Fachbereich Schule", "FABIDO", "Jugendamt"]
    assert lage.bis == max(fristen)
    assert lage.danach == "Haben alle geprüft, entscheidet die Leitung."


def test_keine_seite_des_traegers_nennt_namen_des_amtes(welt: Welt, als: Als) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    nachrichten.schreibe_nachricht(antrag.pk, akteur=welt.neu("sb"), betreff="Frage", text="Bitte melden.")
    zeichnung = als("zeichnung")
    namen = [p.name for kurz, p in welt.personen.items() if kurz not in ("antrag", "zeichnung", "kasse")]
    for antwort in (
        _seite(zeichnung, "meine_antraege"),
        _seite(zeichnung, "antrag_status", antrag.pk),
        _seite(zeichnung, "nachrichten", antrag.pk),
    ):
        text = antwort.content.decode()
        assert [name for name in namen if name in text] == []


@pytest.mark.parametrize(
    ("ende", "ruht"),
    [
        ("abschluss", "Das Verfahren ist abgeschlossen."),
        ("ablehnung", "Der Antrag ist abgelehnt. Die Gründe stehen im Bescheid."),
        ("rueckzug", "Der Antrag ist zurückgezogen."),
    ],
)
def test_beendetes_liegt_bei_niemandem(welt: Welt, ende: str, ruht: str) -> None:
    antrag = welt.eingereicht()
    if ende == "abschluss":
        antrag = gehe(welt, antrag)
    elif ende == "rueckzug":
        antrag = antragstuer.zurueckziehen(antrag.pk, akteur=welt.neu("zeichnung"), grund="")
    else:
        gehe(welt, antrag, bis="entscheidung")
        antrag = welt.tu(antrag, "entscheidung", "leitung", **ABLEHNEN)
    lage = _lage(welt, antrag)
    assert (lage.orte, lage.bis, lage.ruht) == ((), None, ruht)


def test_wer_nicht_zeichnen_darf_liest_wer_es_darf(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    hinweise = {person: _lage(welt, antrag, person).orte[0].hinweis for person in ("antrag", "zeichnung")}
    assert hinweise == {"antrag": "Dafür braucht es das Recht „Mittel abrufen“ beim Träger.", "zeichnung": ""}


# own requests


def test_oben_steht_was_zu_tun_ist_das_dringendste_zuerst(welt: Welt, als: Als) -> None:
    gehe(welt, welt.eingereicht(titel="Abruf"), bis="mittelabruf")
    nachzureichen = welt.eingereicht(titel="Nachreichen")
    welt.tu(nachzureichen, "formale_pruefung", "sb", **NACHFORDERN)
    welt.antrag(titel="Entwurf")
    welt.eingereicht(titel="In Prüfung")
    antwort = _seite(als("zeichnung"), "meine_antraege")
    assert [(p.was, p.antrag.titel) for p in antwort.context["zu_tun"]] == [
        ("Nachreichen", "Nachreichen"),
        ("Mittelabruf", "Abruf"),
        ("Entwurf fertigstellen", "Entwurf"),
    ]


def test_liste_zeigt_stand_ort_geld_und_neue_nachrichten(welt: Welt, als: Als) -> None:
    gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    (zeile,) = _seite(als("antrag"), "meine_antraege").context["zeilen"]
    betraege = tuple(str(zeile["geld"][name]) for name in ("bewilligt", "ausgezahlt", "offen"))
    assert (zeile["antrag"].zustand.oeffentlich, zeile["phase"]) == ("Geld ausgezahlt", "Schritt 5 von 5")
    assert (zeile["lage"].bei, betraege) == (["Ihnen"], ("10000.00", "10000.00", "0.00"))
    assert zeile["neu"] == Nachricht.objects.filter(richtung="an_traeger").count() > 0


@pytest.mark.parametrize("anzahl", [1, 3])
def test_liste_braucht_immer_gleich_viele_abfragen(
    welt: Welt, als: Als, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nr in range(anzahl):
        gehe(welt, welt.eingereicht(titel=f"Antrag {nr}", betrag="1000.00"), bis="fachliche_pruefung")
        welt.antrag(titel=f"Entwurf {nr}")
    client = als("zeichnung")
    with django_assert_num_queries(12):  # with the calls of drafts and of their list
        assert len(_seite(client, "meine_antraege").context["zeilen"]) == 2 * anzahl


def test_liste_blaettert_sucht_und_filtert(welt: Welt, als: Als) -> None:
    for nr in range(26):
        welt.antrag(titel=f"Entwurf {nr:02}")
    laufend = welt.eingereicht(titel="Leseclub")
    client = als("antrag")
    erste = _seite(client, "meine_antraege")
    zweite = client.get(reverse("meine_antraege") + erste.context["seiten"]["naechste"])
    assert [z["antrag"].titel for z in erste.context["zeilen"]] == [
        "Leseclub",
        *(f"Entwurf {n:02}" for n in range(25, 1, -1)),
    ]
    assert [z["antrag"].titel for z in zweite.context["zeilen"]] == ["Entwurf 01", "Entwurf 00"]
    for get in ({"stand": "laufend"}, {"suche": "leseCLUB"}, {"suche": laufend.aktenzeichen or ""}):
        assert [z["antrag"] for z in _seite(client, "meine_antraege", **get).context["zeilen"]] == [laufend]
    assert (
        "Kein Antrag passt dazu" in _seite(client, "meine_antraege", suche="gibt es nicht").content.decode()
    )


def test_liste_als_csv(welt: Welt, als: Als) -> None:
    welt.eingereicht(titel="=1+1")
    antwort = _seite(als("antrag"), "meine_antraege", format="csv")
    zeilen = b"".join(antwort.streaming_content).decode("utf-8-sig").splitlines()
    assert zeilen[0].split(";")[:2] == ["Aktenzeichen", "Titel"]
    assert zeilen[1].split(";")[:2] == ["40-FK-2023-00001", "'=1+1"]
    assert zeilen[1].split(";")[4:8] == ["In Prüfung", "Fachbereich Schule", "30.01.2023", "10.000,00"]


def test_servicestelle_sieht_was_sie_im_auftrag_entwirft_und_sonst_nichts(welt: Welt) -> None:
    stelle = StelleFactory(kuerzel="servicestelle", art=Stellenart.SERVICESTELLE)
    client = Client()
    client.force_login(person_mit(Rolle.SERVICESTELLE, stelle))
    welt.antrag(titel="Eigener")
    welt.antrag(titel="Fremder", im_auftrag=True)
    antwort = _seite(client, "meine_antraege")
    assert [(z["antrag"].titel, z["lage"].bei) for z in antwort.context["zeilen"]] == [
        ("Fremder", [welt.traeger.name])
    ]
    assert "im Auftrag entworfen" in antwort.content.decode()


# the status page


def test_fremde_und_amtliche_personen_finden_keine_statusseite(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    fremd = Client()
    fremd.force_login(person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle))
    for name in ("antrag_status", "antrag_zurueckziehen"):
        assert _seite(fremd, name, antrag.pk).status_code == _seite(fremd, name, 999999).status_code == 404
        assert _seite(als("leitung"), name, antrag.pk).status_code == 403
        assert _seite(als("sb"), name, antrag.pk).status_code == 404
        assert _seite(als("zeichnung"), name, antrag.pk).status_code == 200


def test_jede_lage_hat_eine_statusseite(welt: Welt, als: Als) -> None:
    client, antrag = als("zeichnung"), welt.eingereicht()
    gesehen = []
    for schritt in (
        "formale_pruefung",
        "entscheidung",
        "mittelabruf",
        "buchung",
        "nachweispruefung",
        "abschluss",
        None,
    ):
        antrag = gehe(welt, antrag, bis=schritt)
        antwort = _seite(client, "antrag_status", antrag.pk)
        gesehen.append(antwort.context["antrag"].zustand.oeffentlich)
        assert antwort.status_code == 200
    assert gesehen == [
        *("In Prüfung", "Wird entschieden", "Bewilligt", "Bewilligt"),
        *("Geld ausgezahlt", "Nachweis geprüft", "Abgeschlossen"),
    ]


def test_was_zu_tun_ist_ist_verlinkt_und_fuer_andere_gesperrt(welt: Welt, als: Als) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    ziel = f'href="{reverse("aufgabe", args=[welt.aufgabe(antrag, "mittelabruf").pk])}"'
    seiten = {p: _seite(als(p), "antrag_status", antrag.pk).content.decode() for p in ("antrag", "zeichnung")}
    assert {p: ziel in html for p, html in seiten.items()} == {"antrag": False, "zeichnung": True}
    assert "Dafür braucht es das Recht „Mittel abrufen“" in seiten["antrag"]


def test_nachforderung_steht_als_unterschied_da(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)
    offen = _seite(als("antrag"), "antrag_status", antrag.pk).content.decode()
    beantworte(welt, antrag)
    beantwortet = _seite(als("antrag"), "antrag_status", antrag.pk).content.decode()
    assert "Bitte beschreiben Sie das Ziel genauer." in offen
    assert "<del>Lesen macht stark.</del>" in beantwortet
    assert "<ins>Lesen macht stärker.</ins>" in beantwortet


def test_text_des_traegers_wird_nie_zu_html(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht(titel="<script>alert(1)</script>")
    for name in ("antrag_status", "nachrichten", "antrag_zurueckziehen"):
        assert "<script>alert" not in _seite(als("zeichnung"), name, antrag.pk).content.decode()
    assert "<script>alert" not in _seite(als("zeichnung"), "meine_antraege").content.decode()
