"""The public catalogue: what everybody sees, filters, pages, files, and what it costs."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from antraege.angebote import dienst, katalog
from antraege.angebote.models import Angebot
from tests.angebotswelt import Angebotswelt, inhalt, zeile
from tests.fabriken import TraegerFactory
from tests.rollen.seiten import als


def titel(adresse: str = "", client: Client | None = None) -> list[str]:
    """The titles on the page, in order."""
    antwort = (client or Client()).get(reverse("angebote") + adresse)
    assert antwort.status_code == 200
    return [angebot.titel for angebot, *_ in antwort.context["angebote"]]


def test_ohne_anmeldung_sieht_jede_person_was_heute_gilt(welt: Angebotswelt) -> None:
    welt.entwurf(titel="Entwurf")
    welt.vorgelegt(titel="Vorgelegt")
    zeile(welt.mint, welt.traeger, titel="Ab morgen", gueltig_von=date(2023, 1, 17))
    zeile(welt.mint, welt.traeger, titel="Bis gestern", gueltig_bis=date(2023, 1, 15))
    zeile(welt.mint, welt.traeger, titel="Bis heute", gueltig_bis=date(2023, 1, 16))
    fort = TraegerFactory(stelle__aktiv=False).stelle
    zeile(welt.mint, fort, titel="Anbieter fort")
    welt.veroeffentlicht(titel="Da")
    assert titel() == ["Da", "Bis heute"]


@pytest.mark.beide_datenbanken
def test_filter_und_woerter_stehen_in_der_adresse(welt: Angebotswelt) -> None:
    verein = TraegerFactory(stelle__name="TuS Überall").stelle
    zeile(welt.mint, welt.traeger, titel="Robotik", beschreibung="Kinder bauen Ölkräne.", ganztag=True)
    zeile(welt.demokratie, verein, titel="Kinderrat", alter_von=6, alter_bis=7, kosten=Decimal(50))
    dort = {"ort": "standorte", "standorte": [welt.hoerde]}
    zeile(welt.mint, verein, titel="Sternwarte", zielgruppe="Familien", alter_von=0, alter_bis=5, **dort)
    assert titel() == ["Sternwarte", "Kinderrat", "Robotik"]
    assert titel(f"?themenfeld={welt.demokratie.pk}") == ["Kinderrat"]
    assert titel(f"?standort={welt.hoerde.pk}") == ["Sternwarte", "Kinderrat", "Robotik"]
    assert titel(f"?standort={welt.westerfilde.pk}") == ["Kinderrat", "Robotik"]
    assert [titel(f"?alter={jahre}") for jahre in (0, 5, 7, 9, 20)] == [
        ["Sternwarte"],
        ["Sternwarte"],
        ["Kinderrat"],
        ["Robotik"],
        [],
    ]
    assert titel("?ganztag=on") == ["Robotik"]
    assert titel("?kostenlos=on") == ["Sternwarte", "Robotik"]
    assert titel("?suche=ölKRÄNE") == ["Robotik"]
    assert titel("?suche=kinder+ölkräne") == ["Robotik"]
    assert titel("?suche=tus") == ["Sternwarte", "Kinderrat"]
    assert titel("?suche=%25") == []
    assert titel("?themenfeld=x&standort=999&alter=hundert&vor=a&seite=z") == [
        "Sternwarte",
        "Kinderrat",
        "Robotik",
    ]


@pytest.mark.beide_datenbanken
def test_gesucht_wird_nach_staemmen_umlauten_und_teilen(welt: Angebotswelt) -> None:
    verein = TraegerFactory(stelle__name="Übungshaus e. V.").stelle
    zeile(welt.mint, verein, titel="Projekt Wasser", beschreibung="Kinder forschen am Bach.")
    zeile(welt.mint, welt.traeger, titel="Forscherwerkstatt", beschreibung="Bauen in Räumen ohne Stufen.")
    beide = ["Forscherwerkstatt", "Projekt Wasser"]
    assert titel("?suche=Forscher") == titel("?suche=forschen") == beide
    assert titel("?suche=Werkstätten") == titel("?suche=raum+werkstatt") == ["Forscherwerkstatt"]
    for adresse in ("Projekte", "forschen+Baeche", "UEBUNGSHAUS", "ubungshaus+projekt"):
        assert titel(f"?suche={adresse}") == ["Projekt Wasser"], adresse
    assert titel("?suche=forschen+schwimmen") == titel("?suche=werk%27+OR+1") == []


@pytest.mark.beide_datenbanken
def test_was_sich_aendert_findet_sich_neu(welt: Angebotswelt) -> None:
    angebot = welt.entwurf(titel="Löwenzahn")
    werte = inhalt(themenfeld=welt.mint, titel="Sternenhimmel")
    angebot = dienst.bearbeite(angebot.pk, werte, stand=None, akteur=welt.antrag)
    angebot = dienst.lege_vor(angebot.pk, stand=None, akteur=welt.antrag)
    dienst.veroeffentliche(angebot.pk, stand=None, akteur=welt.service)
    assert (titel("?suche=loewenzahn"), titel("?suche=himmel")) == ([], ["Sternenhimmel"])


@pytest.mark.beide_datenbanken
def test_ein_angebot_an_zwei_standorten_steht_einmal_da(welt: Angebotswelt) -> None:
    zeile(welt.mint, welt.traeger, ort="standorte", standorte=[welt.hoerde, welt.westerfilde])
    zeile(welt.mint, welt.traeger, titel="Überall", standorte=[welt.hoerde, welt.westerfilde])
    assert titel() == titel(f"?standort={welt.hoerde.pk}") == ["Überall", "Forscherwerkstatt"]


@pytest.mark.beide_datenbanken
def test_seiten_lassen_nichts_aus_und_zeigen_nichts_doppelt(welt: Angebotswelt) -> None:
    for nr in range(60):
        zeile(welt.mint, welt.traeger, titel=f"{nr:02d}")
    weiter, gesehen = f"?themenfeld={welt.mint.pk}", []
    while weiter:
        antwort = Client().get(reverse("angebote") + weiter)
        gesehen += [angebot.titel for angebot, *_ in antwort.context["angebote"]]
        weiter = antwort.context["seiten"].get("naechste", "")
    assert gesehen == [f"{nr:02d}" for nr in reversed(range(60))]


@pytest.mark.parametrize("anzahl", [1, 3, 10, 10_000])
@pytest.mark.beide_datenbanken
def test_die_liste_kostet_fuenf_abfragen_wie_viele_es_auch_sind(
    welt: Angebotswelt, django_assert_num_queries: Any, anzahl: int
) -> None:
    erstes = zeile(welt.mint, welt.traeger)
    werte = {
        feld.attname: getattr(erstes, feld.attname)
        for feld in Angebot._meta.concrete_fields
        if feld.attname != "id"
    }
    Angebot.objects.bulk_create([Angebot(**werte) for _ in range(anzahl - 1)], batch_size=1000)
    for adresse in ("", f"?themenfeld={welt.mint.pk}&standort={welt.hoerde.pk}", "?suche=werkstatt&alter=9"):
        with django_assert_num_queries(6 if "suche" in adresse else 5):
            assert len(titel(adresse)) == min(anzahl, 25)


@pytest.mark.beide_datenbanken
def test_der_katalog_kommt_in_der_reihenfolge_seines_index(welt: Angebotswelt) -> None:
    zeile(welt.mint, welt.traeger)
    plan = katalog.angebote(katalog.Suche()).order_by("-pk")[:25].explain()
    if "SCAN" in plan or "SEARCH" in plan:  # SQLite says it in words; PostgreSQL scans a table of one row
        assert ("angebot_katalog" in plan, "TEMP B-TREE" in plan) == (True, False)


def test_dateien_zeigen_die_gefilterte_liste(welt: Angebotswelt) -> None:
    zeile(welt.demokratie, welt.traeger, titel="Fremd")
    zeile(
        welt.mint,
        welt.traeger,
        titel='=HYPERLINK("x")',
        kosten=Decimal("1234.50"),
        kosten_worte="+je Gruppe",
        ort="standorte",
        standorte=[welt.hoerde, welt.westerfilde],
    )
    adresse = reverse("angebote")
    tabelle = Client().get(adresse, {"format": "csv", "themenfeld": welt.mint.pk})
    zeilen = list(csv.reader(io.StringIO(tabelle.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert zeilen == [
        list(katalog.KOPF),
        [
            *(
                '\'=HYPERLINK("x")',
                "Lesewelt e. V.",
                "MINT/Digitales",
                "Kinder der Klassen 3 und 4",
                "8",
                "10",
            ),
            *("zwei Stunden in der Woche", "12", "Kindercampus Hörde, Kindercampus Westerfilde"),
            *("1.234,50", "'+je Gruppe", "nein", "2022-08-01", "", "Projektleitung Ganztag", ""),
        ],
    ]
    mappe = Client().get(adresse, {"format": "xlsx", "themenfeld": welt.mint.pk})
    blatt = load_workbook(io.BytesIO(mappe.getvalue())).active
    assert [(zelle.value, zelle.data_type) for zelle in blatt["A"]] == [
        ("Titel", "s"),
        ('=HYPERLINK("x")', "s"),
    ]


def test_die_seite_eines_angebots_nennt_keine_person(welt: Angebotswelt) -> None:
    angebot = welt.veroeffentlicht()
    antwort = Client().get(reverse("angebot", args=[angebot.pk]))
    html = antwort.content.decode()
    assert antwort.status_code == 200
    assert [
        name for name in (welt.antrag.name, welt.service.name + "<", "Vereinbarung.") if name in html
    ] == []
    assert [
        wort
        for wort in ("Lesewelt e. V.", "Projektleitung Ganztag", "8 bis 10 Jahre", "Kooperation anfragen")
        if wort not in html
    ] == []


def test_was_nicht_veroeffentlicht_ist_gibt_es_fuer_andere_nicht(welt: Angebotswelt) -> None:
    entwurf, vorgelegt = welt.entwurf(), welt.vorgelegt()
    beendet = welt.veroeffentlicht()
    dienst.ziehe_zurueck(beendet.pk, stand=None, akteur=welt.antrag)
    fremd = als(welt.jugend)
    for angebot in (entwurf, vorgelegt, beendet):
        adresse = reverse("angebot", args=[angebot.pk])
        assert [c.get(adresse).status_code for c in (Client(), fremd)] == [404, 404]
        assert [als(p).get(adresse).status_code for p in (welt.antrag, welt.buero, welt.service)] == [200] * 3
    assert Client().get(reverse("angebot", args=[0])).status_code == 404


def test_eine_alte_adresse_fuehrt_zur_geltenden_fassung(welt: Angebotswelt) -> None:
    alt = welt.veroeffentlicht()
    neu = dienst.bearbeite(alt.pk, inhalt(themenfeld=welt.mint), stand=None, akteur=welt.antrag)
    dienst.lege_vor(neu.pk, stand=None, akteur=welt.antrag)
    dienst.veroeffentliche(neu.pk, stand=None, akteur=welt.service)
    antwort = Client().get(reverse("angebot", args=[alt.pk]))
    assert (antwort.status_code, antwort.url) == (302, reverse("angebot", args=[neu.pk]))


def test_ein_leerer_katalog_sagt_es(welt: Angebotswelt) -> None:
    assert "Noch ist kein Angebot veröffentlicht." in Client().get(reverse("angebote")).content.decode()
    leer = Client().get(reverse("angebote") + "?suche=nichts").content.decode()
    assert "Kein Angebot passt zu diesem Filter." in leer
