"""Mein Kalender: the link is shown once, renewed, revoked; the file holds the own deadlines and nobody else's."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from antraege.antrag.models import Antrag
from rollen import protokoll, rechte
from rollen.kanon import sha256_hex
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import beantrage, entscheide
from tests.workflows.aenderung.aenderungen import bewilligt as zum_aendern
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.kooperation.registerwelt import vereinbarung
from tests.workflows.rueckforderung.forderungswelt import (
    ANHOERUNG,
    ANTWORT,
    FESTSETZEN,
    PRUEFUNG,
    absicht,
    am,
    ausgezahlt,
    eroeffnet,
)
from workflows.antrag.antragsverfahren import Antragsverfahren
from workflows.models import Aufgabe, Kalenderzugang
from workflows.postkorb import kalender
from workflows.postkorb import kalender as kalenderzugang

Anmelden = Callable[[str], Client]


def termine(person: Benutzer) -> dict[str, date]:
    """Title and day of every deadline."""
    return {t.titel: t.tag for t in kalender.termine(person)}


def hole(token: str) -> Any:
    return Client().get(reverse("kalenderdatei", args=[token]))


def ereignisse(person: Benutzer) -> list[Any]:
    """What a calendar program reads."""
    return list(Calendar.from_ical(kalender.als_ics(kalender.termine(person))).walk("VEVENT"))


def test_der_link_steht_genau_einmal_auf_der_seite(welt: Welt, als: Anmelden) -> None:
    client = als("sb")
    assert client.get(reverse("kalender")).context["zugang"] is None
    antwort = client.post(reverse("kalender"), {"tat": "erstellen"})
    assert (antwort.status_code, antwort.url) == (302, reverse("kalender"))
    cookie = antwort.cookies["kalenderlink"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (
        True,
        "Strict",
        reverse("kalender"),
        120,
    )
    erste = client.get(reverse("kalender"))
    (token,) = re.findall(r'value="[^"]*/kalender/([\w-]{43})\.ics"', erste.content.decode())
    zweite = client.get(reverse("kalender"))
    assert (zweite.context["link"], zweite.content.decode().count(token)) == ("", 0)
    assert Kalenderzugang.objects.get().token_sha256 == sha256_hex(token)
    assert hole(token).status_code == 200


def test_in_sitzung_und_protokoll_steht_kein_geheimnis(welt: Welt, als: Anmelden) -> None:
    client = als("sb")
    client.post(reverse("kalender"), {"tat": "erstellen"})
    client.get(reverse("kalender"))
    assert set(client.session.keys()) == {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
    eintrag = Eintrag.objects.latest("id")
    assert (eintrag.aktion, eintrag.akteur, eintrag.nachher) == (
        "kalender_freigeben",
        welt.personen["sb"],
        {},
    )
    assert protokoll.pruefe_kette(eintrag.kette).was == ""


def test_erneuern_und_widerrufen_machen_den_alten_link_wertlos(welt: Welt, als: Anmelden) -> None:
    alt = kalenderzugang.erstelle(welt.personen["sb"])
    neu = kalenderzugang.erstelle(welt.personen["sb"])
    assert (hole(alt).status_code, hole(neu).status_code, Kalenderzugang.objects.count()) == (404, 200, 1)
    als("sb").post(reverse("kalender"), {"tat": "widerrufen"})
    assert (hole(neu).status_code, Kalenderzugang.objects.count()) == (404, 0)
    eintraege = Eintrag.objects.filter(kette=f"benutzer/{welt.personen['sb'].pk}").order_by("nr")
    assert list(eintraege.values_list("aktion", flat=True)) == [
        "kalender_freigeben",
        "kalender_freigeben",
        "kalender_widerrufen",
    ]
    als("sb").post(reverse("kalender"), {"tat": "widerrufen"})
    assert eintraege.count() == 3


def test_falsche_links_sehen_aus_wie_jede_unbekannte_seite(welt: Welt) -> None:
    token = kalenderzugang.erstelle(welt.personen["sb"])
    fremd = Client().get("/gibt-es-nicht/")
    for falsch in ("x", token[:-1], token.swapcase(), "0" * 43):
        antwort = hole(falsch)
        assert (antwort.status_code, dict(antwort.cookies)) == (404, {})
        assert antwort.headers["Content-Type"] == fremd.headers["Content-Type"]
    Benutzer.objects.filter(pk=welt.personen["sb"].pk).update(is_active=False)
    assert hole(token).status_code == 404


def test_die_datei_traegt_die_richtigen_koepfe_und_kein_cookie(welt: Welt) -> None:
    antwort = hole(kalenderzugang.erstelle(welt.personen["sb"]))
    kopf = antwort.headers
    assert (kopf["Content-Type"], kopf["Cache-Control"], kopf["X-Robots-Tag"]) == (
        "text/calendar; charset=utf-8",
        "private, no-store",
        "noindex",
    )
    assert dict(antwort.cookies) == {}
    assert Client().post(reverse("kalenderdatei", args=["x"])).status_code == 405
    assert Client().get(reverse("kalender")).status_code == 302


def test_eigene_aufgaben_mit_frist_und_keine_fremden(welt: Welt) -> None:
    antrag = welt.eingereicht()
    aufgabe = welt.aufgabe(antrag, "formale_pruefung")
    assert termine(welt.neu("sb2")) == {}
    Aufgabe.objects.filter(pk=aufgabe.pk).update(
        owner=welt.personen["sb"], status="ASSIGNED", faellig_am=date(2023, 1, 30)
    )
    titel = f"Formale Prüfung: {antrag.aktenzeichen}"
    assert termine(welt.neu("sb")) == {titel: date(2023, 1, 30)}
    assert termine(welt.neu("sb2")) == {}


def test_fristen_eines_falles_fuer_beide_seiten(welt: Welt) -> None:
    antrag = zum_aendern(welt)
    nummer = antrag.aktenzeichen
    erwartet = {
        f"Bescheid bestandskräftig: {nummer}": antrag.bescheid.bestandskraeftig_ab,
        f"Verwendungsnachweis fällig: {nummer}": antrag.nachweis_faellig_am,
    }
    for wer in ("sb", "zeichnung"):
        gesehen = termine(welt.neu(wer))
        assert {titel: gesehen.get(titel) for titel in erwartet} == erwartet
    assert termine(welt.neu("fb51")) == {}
    pfade = {wer: {t.pfad for t in kalender.termine(welt.neu(wer))} for wer in ("sb", "antrag")}
    assert pfade["sb"] == {reverse("fall", args=[antrag.pk])}
    assert pfade["antrag"] == {reverse("antrag_status", args=[antrag.pk])}

    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    entscheide(welt, antrag)
    wort = f"Entscheidung über die Änderung bestandskräftig: {nummer}"
    assert termine(welt.neu("zeichnung"))[wort] == date(2023, 2, 21)


def test_anhoerung_forderung_und_bestandskraft_der_rueckforderung(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        eroeffnet(welt, antrag, absicht())
        nummer = antrag.aktenzeichen
        assert [t for t in termine(welt.neu("zeichnung")) if t.startswith("Anhörung endet")] == []
        welt.tu(antrag, "anhoerung", "sb", **ANHOERUNG)
        assert termine(welt.neu("zeichnung"))[f"Anhörung endet: {nummer}"] == date(2024, 10, 25)
        welt.tu(antrag, "stellungnahme", "zeichnung", **ANTWORT)
        welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG)
        welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
        gesehen, forderung = termine(welt.neu("zeichnung")), antrag.rueckforderungen.get()
        assert [t for t in gesehen if t.startswith("Anhörung endet")] == []
        assert gesehen[f"Forderung fällig: {nummer}"] == forderung.faellig_am
        wort = f"Rückforderungsbescheid bestandskräftig: {nummer}"
        assert gesehen[wort] == forderung.bestandskraeftig_ab


def test_vereinbarungen_die_auslaufen(welt: Welt) -> None:
    koop = Kooperationswelt(welt)
    bald = vereinbarung(koop, welt.traeger, laufzeit_bis=date(2023, 7, 31))
    vereinbarung(koop, welt.traeger, laufzeit_bis=date(2024, 7, 31))
    vereinbarung(koop, welt.stellen["kita"], laufzeit_bis=date(2023, 7, 31))
    vereinbarung(koop, welt.traeger, laufzeit_bis=date(2023, 7, 31), status="beendet")
    titel = f"Vereinbarung läuft aus: {bald.antrag.aktenzeichen}"
    assert termine(welt.neu("zeichnung")) == {titel: date(2023, 7, 31)}
    assert len(termine(welt.neu("servicestelle"))) == 2


def test_wer_die_rolle_verliert_liest_nichts_mehr(welt: Welt) -> None:
    zum_aendern(welt)
    person = welt.neu("sb")
    assert termine(person) != {}
    Mitgliedschaft.objects.filter(benutzer=person).update(bis=date(2023, 1, 15))
    rechte.vergiss(person)
    assert termine(person) == {}


def test_das_format_haelt_rfc_5545_und_bleibt_sich_gleich(welt: Welt) -> None:
    antrag = zum_aendern(welt)
    Antrag.objects.filter(pk=antrag.pk).update(titel="Hilfe für Familie Muster")
    Stelle.objects.filter(pk=antrag.stelle_id).update(name="Amt;\r\nBEGIN:VALARM, \\n \u202e\x07<b>")
    person = welt.neu("zeichnung")
    roh = kalender.als_ics(kalender.termine(person)).decode()
    assert roh == kalender.als_ics(kalender.termine(person)).decode()
    assert [zeile for zeile in roh.split("\r\n") if len(zeile.encode()) > 75] == []
    assert (len(ereignisse(person)), roh.count("BEGIN:VEVENT")) == (2, 2)
    assert re.findall(r"^BEGIN:VALARM", roh, re.MULTILINE) == []
    verraten = ["Muster", antrag.traeger.name, "Leitung FB 40", "6000", "6.000"]
    assert [wort for wort in verraten if wort in roh] == []
    (eins, *_) = ereignisse(person)
    assert eins["dtstamp"].dt.isoformat() == "2023-01-16T08:00:00+00:00"
    assert eins["uid"] == f"bestandskraft-{antrag.pk}@127.0.0.1"
    assert (eins["dtend"].dt - eins["dtstart"].dt).days == 1
    assert eins["description"].splitlines()[0] == "Amt;  BEGIN:VALARM, \\n   <b>"


@pytest.mark.parametrize("anzahl", [1, 12])
def test_hoechstens_zehn_abfragen(welt: Welt, django_assert_max_num_queries: Any, anzahl: int) -> None:
    koop = Kooperationswelt(welt)
    antrag = zum_aendern(welt)
    vorgang = antrag.vorgaenge.earliest("id")
    for _ in range(anzahl):
        vereinbarung(koop, welt.traeger, laufzeit_bis=date(2023, 7, 31))
        Aufgabe.objects.create(
            process=vorgang,
            antrag=antrag,
            flow_task=Antragsverfahren.mittelabruf,
            flow_task_type="HUMAN",
            status="ASSIGNED",
            owner=welt.personen["zeichnung"],
            stelle=welt.traeger,
            schritt="mittelabruf",
            recht="mittel_abrufen",
            faellig_am=date(2023, 2, 1),
        )
    token = kalenderzugang.erstelle(welt.personen["zeichnung"])
    with django_assert_max_num_queries(10):
        antwort = hole(token)
    assert antwort.content.decode().count("BEGIN:VEVENT") == 2 * anzahl + 2
