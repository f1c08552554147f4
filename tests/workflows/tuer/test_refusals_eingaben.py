"""Bad input at each step: 422 on the same page with everything typed, the reason in words, nothing changed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.haushalt import services as haushalt
from rollen import uhr
from tests.welt import Welt
from tests.workflows.besuch import als, aufgabe_von, bild, bis, frisch, hole, sende, text, wer_tut
from tests.workflows.wege import (
    ABLEHNEN,
    ABRUFEN,
    BEWILLIGEN,
    FACHLICH,
    FORMAL,
    HAUPTSCHRITTE,
    NACH_DEM_ENDE,
    NACHFORDERN,
    NACHWEISEN,
    TATEN,
    bereite_nachweis_vor,
)
from workflows.models import Aufgabe

BOESE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}"
ZUR_PRUEFUNG = {"entscheidung": "zurueckgeben"}

# Step, what is typed, the sentence that must come back.
SCHLECHT: list[tuple[str, dict[str, Any], str]] = [
    ("formale_pruefung", {}, "Dieses Feld ist zwingend erforderlich."),
    ("formale_pruefung", {**FORMAL, "punkt_eins": "nein"}, "Bitte begründen Sie das Nein."),
    ("formale_pruefung", {**NACHFORDERN, "frist": "2023-01-16"}, "Die Frist muss in der Zukunft liegen."),
    ("formale_pruefung", {**NACHFORDERN, "frist": "2023-02-31"}, "Bitte ein gültiges Datum eingeben."),
    ("formale_pruefung", {**NACHFORDERN, "fehlt_frage_ziel": ""}, "was fehlt."),
    ("formale_pruefung", {**FORMAL, "fehlt_plan": "Es fehlt etwas."}, "Bitte wählen Sie „nachfordern“."),
    ("fachliche_pruefung", {**FACHLICH, "vorschlag": "10.000,01"}, "Beantragt sind 10.000,00 €."),
    ("fachliche_pruefung", {**FACHLICH, "vorschlag": "-1"}, "Der Betrag muss mindestens 0,00 Euro sein."),
    ("fachliche_pruefung", {**FACHLICH, "vorschlag": "viel"}, "Der Betrag ist nicht eindeutig."),
    ("fachliche_pruefung", {**FACHLICH, "vorschlag": "1,234.56"}, "Der Betrag ist nicht eindeutig."),
    ("fachliche_pruefung", {**FACHLICH, "vorschlag": "NaN"}, "Der Betrag ist nicht eindeutig."),
    (
        "mitzeichnung",
        {"votum": "bedenken"},
        "Bitte begründen Sie Ihren Hinweis, Ihre Bedenken oder Ihr Nein.",
    ),
    ("mitzeichnung", {"votum": "egal"}, "ist keine gültige Auswahl"),
    ("entscheidung", {**BEWILLIGEN, "betrag": "10.000,01"}, "Vorgeschlagen und vorgemerkt sind 10.000,00 €."),
    ("entscheidung", {**BEWILLIGEN, "betrag": "9.000"}, "Bitte begründen Sie die Entscheidung."),
    ("entscheidung", {**BEWILLIGEN, "betrag": "-5,00"}, "Der Betrag muss mindestens"),
    ("entscheidung", {**BEWILLIGEN, "betrag": ""}, "Bitte geben Sie den bewilligten Betrag an."),
    ("entscheidung", {**BEWILLIGEN, "zeitraum_bis": "2023-06-29"}, "muss das Vorhaben umfassen: 01.03.2023"),
    ("entscheidung", {**BEWILLIGEN, "zeitraum_von": ""}, "Bitte geben Sie den Bewilligungszeitraum an."),
    ("entscheidung", ZUR_PRUEFUNG, "Bitte begründen Sie die Entscheidung."),
    ("entscheidung", {**ABLEHNEN, "ermessen": ""}, "Bitte nennen Sie die Erwägungen zum Ermessen."),
    ("mittelabruf", {**ABRUFEN, "betrag": "10.000,01"}, "Es sind heute nur 10.000,00 € abrufbar."),
    ("mittelabruf", {**ABRUFEN, "betrag": "0"}, "Der Betrag muss mindestens 0,01 Euro sein."),
    ("mittelabruf", {**ABRUFEN, "zweck": ""}, "Bitte nennen Sie den Zweck."),
    ("sachliche_feststellung", {"ergebnis": "traeger"}, "Bitte nennen Sie den Grund"),
    ("rechnerische_feststellung", {}, "Dieses Feld ist zwingend erforderlich."),
    ("anordnung", {}, "Dieses Feld ist zwingend erforderlich."),
    ("buchung", {"belegnummer": " "}, "Bitte geben Sie die Belegnummer an."),
    ("buchung", {"ergebnis": "zurueck"}, "Bitte nennen Sie den Grund."),
    ("buchung", {"belegnummer": "B", "bezahlt_am": "2099-01-01"}, "Die Wertstellung liegt in der Zukunft."),
    ("nachweispruefung", {"punkt_eins": "ja", "ergebnis": "in_ordnung"}, "Bitte füllen Sie dieses Feld aus."),
    (
        "nachweispruefung",
        {"punkt_eins": "ja", "ergebnis": "rueckfrage"},
        "Bitte schreiben Sie, was Sie wissen möchten.",
    ),
    ("nachweiszeichnung", {"ergebnis": "zurueck"}, "Bitte nennen Sie den Grund."),
]


def zurueckgewiesen(welt: Welt, aufgabe: Aufgabe, **eingaben: Any) -> str:
    """The same page with status 422; before and after are the same."""
    vorher = bild()
    antwort = sende(welt.personen[wer_tut(aufgabe.schritt, aufgabe)], aufgabe, **eingaben)
    assert (antwort.status_code, bild()) == (422, vorher)
    html = text(antwort).replace("\xa0", " ")
    assert "<title>Fehler: " in html
    assert 'id="fehlerliste"' in html
    return html


@pytest.mark.parametrize(("schritt", "eingaben", "satz"), SCHLECHT)
def test_schlechte_eingabe(welt: Welt, schritt: str, eingaben: dict[str, Any], satz: str) -> None:
    _, aufgabe = bis(welt, schritt)
    html = zurueckgewiesen(welt, aufgabe, **eingaben)
    assert satz in html


@pytest.mark.parametrize("geschrieben", ["1.234,56", "1234.56", "1234,56", "1 234,56 €"])
def test_betraege_in_beiden_schreibweisen(welt: Welt, geschrieben: str) -> None:
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    antwort = sende(welt.personen["sb"], aufgabe, **{**FACHLICH, "vorschlag": geschrieben})
    assert (antwort.status_code, frisch(antrag).vorgeschlagen) == (302, Decimal("1234.56"))


def test_getipptes_bleibt_stehen(welt: Welt) -> None:
    _, aufgabe = bis(welt, "fachliche_pruefung")
    html = zurueckgewiesen(welt, aufgabe, **{**FACHLICH, "vorschlag": "zwölf", "vermerk": "Langer Vermerk."})
    assert 'value="zwölf"' in html
    assert "Langer Vermerk.</textarea>" in html


def test_mehr_als_der_haushalt_hat(welt: Welt) -> None:
    haushalt.vormerken(
        welt.haushaltsstelle,
        Decimal(25000),
        aktenzeichen="X",
        schluessel="x",
        akteur=welt.personen["leitung"],
    )
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    html = zurueckgewiesen(welt, aufgabe, **FACHLICH)
    assert "Die Mittel reichen nicht: Frei sind 5.000,00 €, verlangt sind 10.000,00 €." in html
    assert "Haushaltssachbearbeitung" in html
    assert haushalt.bestand(antrag.aktenzeichen or "").vorgemerkt == 0


def test_jahr_ohne_haushaltsstelle_sperrt_die_pruefung(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    Antrag.objects.filter(pk=antrag.pk).update(
        haushaltsjahr=2031, beginn=date(2031, 3, 1), ende=date(2031, 6, 30)
    )
    html = text(hole(welt.personen["sb"], "aufgabe", aufgabe.pk))
    assert "Für das Jahr 2031 gibt es keine Haushaltsstelle" in html
    zurueckgewiesen(welt, aufgabe, **FACHLICH)


def test_zahlung_vor_der_bestandskraft(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "mittelabruf")
    sende(welt.personen["zeichnung"], aufgabe, **{**ABRUFEN, "verzicht": ""})
    html = zurueckgewiesen(welt, aufgabe_von(antrag, "sachliche_feststellung"), ergebnis="richtig")
    assert "Der Bescheid ist erst ab 21.02.2023 bestandskräftig." in html
    assert "Träger: auf den Rechtsbehelf verzichten oder abwarten" in html


def test_nachweis_vor_dem_ende_des_vorhabens(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "verwendungsnachweis")
    bereite_nachweis_vor(welt, antrag)
    html = zurueckgewiesen(welt, aufgabe, **NACHWEISEN)
    assert "Das Vorhaben läuft noch bis 30.06.2023." in html


def test_ein_leerer_nachweis_nennt_alles_was_fehlt(welt: Welt) -> None:
    _, aufgabe = bis(welt, "verwendungsnachweis")
    with uhr.gestellt(NACH_DEM_ENDE):
        html = zurueckgewiesen(welt, aufgabe, **NACHWEISEN)
    assert [
        satz in html
        for satz in (
            "Bitte beantworten Sie: „Was haben Sie gemacht?“",
            "Bitte geben Sie an: Eigenmittel.",
            "Bitte geben Sie an, was „Honorare“ gekostet hat.",
        )
    ] == [True] * 3


def test_eine_datei_die_nicht_ist_was_sie_sagt(welt: Welt) -> None:
    antrag = welt.eingereicht()
    fehlt = {**NACHFORDERN, "fehlt_unterlage_konzept": "Das Konzept fehlt.", "fehlt_frage_ziel": ""}
    welt.tu(antrag, "formale_pruefung", "sb", **fehlt)
    aufgabe = aufgabe_von(antrag, "nachforderung")
    punkt = antrag.nachforderungen.get().punkte.get()
    falsch = SimpleUploadedFile("konzept.pdf", b"<html><script>alert(1)</script></html>")
    html = zurueckgewiesen(welt, aufgabe, **{f"datei_{punkt.pk}": falsch, f"antwort_{punkt.pk}": "Anbei."})
    assert "Anbei.</textarea>" in html
    assert antrag.anlagen.count() == 0


TEXTE: dict[str, dict[str, str]] = {
    "formale_pruefung": {**NACHFORDERN, "vermerk": BOESE, "anmerkung_eins": BOESE, "fehlt_frage_ziel": BOESE},
    "fachliche_pruefung": {**FACHLICH, "vermerk": BOESE, "anmerkung_eins": BOESE},
    "mitzeichnung": {"votum": "bedenken", "begruendung": BOESE},
    "entscheidung": {
        **BEWILLIGEN,
        "betrag": "9.000,00",
        "auflagen": BOESE,
        "begruendung": BOESE,
        "ermessen": BOESE,
    },
    "mittelabruf": {**ABRUFEN, "betrag": "9000", "zweck": BOESE},
    "sachliche_feststellung": {"ergebnis": "traeger", "grund": BOESE},
    "rechnerische_feststellung": {"ergebnis": "sachlich", "grund": BOESE},
    "anordnung": {"ergebnis": "rechnerisch", "grund": BOESE},
    "buchung": {"belegnummer": BOESE[:40]},
    "verwendungsnachweis": NACHWEISEN,
    "nachweispruefung": {
        "punkt_eins": "ja",
        "ergebnis": "in_ordnung",
        "vermerk": BOESE,
        "zweck": BOESE,
        "zinsen": BOESE,
        "anmerkung_eins": BOESE,
    },
    "nachweiszeichnung": {"ergebnis": "zurueck", "grund": BOESE},
}


def test_html_in_jedem_textfeld_bleibt_text(welt: Welt) -> None:
    antrag = welt.eingereicht(titel=BOESE, antworten={"ziel": BOESE, "kinder": 1, "datenschutz": True})
    welt.tu(antrag, "formale_pruefung", "sb", **TEXTE["formale_pruefung"])
    punkt = antrag.nachforderungen.get().punkte.get()
    welt.tu(antrag, "nachforderung", "zeichnung", **{f"neu_{punkt.pk}": BOESE, f"antwort_{punkt.pk}": BOESE})
    getan = {"formale_pruefung", "nachforderung"}
    while (aufgabe := _naechste(antrag)) is not None:
        _pruefe_seiten(welt, antrag, aufgabe)
        einmal = aufgabe.schritt not in getan or aufgabe.schritt == "mitzeichnung"
        eingaben = TEXTE.get(aufgabe.schritt) if einmal else None
        getan.add(aufgabe.schritt)
        _tu(welt, antrag, aufgabe, eingaben)
    assert set(TEXTE) <= getan
    assert frisch(antrag).status == "abgeschlossen"


def _naechste(antrag: Antrag) -> Aufgabe | None:
    return Aufgabe.objects.filter(antrag=antrag, stelle__isnull=False, finished__isnull=True).first()


def _tu(welt: Welt, antrag: Antrag, aufgabe: Aufgabe, eingaben: dict[str, str] | None) -> None:
    schritt = aufgabe.schritt
    gut = {**TATEN, "mitzeichnung": ("", {"votum": "einverstanden"})}[schritt][1]
    daten: dict[str, Any] = dict(eingaben or gut)
    if schritt == "verwendungsnachweis":
        with uhr.gestellt(NACH_DEM_ENDE):
            bereite_nachweis_vor(welt, antrag, ist="9000.00", bericht=BOESE)
    if schritt == "mittelabruf":
        daten["betrag"] = "9000"
    if schritt == "nachweispruefung":
        daten["punkt_auflage-1"] = "ja"
    with uhr.gestellt(NACH_DEM_ENDE if schritt in SPAET else uhr.jetzt()):
        antwort = sende(welt.personen[wer_tut(schritt, aufgabe)], aufgabe, **daten)
    assert (schritt, antwort.status_code) == (schritt, 302)


SPAET = {"verwendungsnachweis", "nachweispruefung", "nachweiszeichnung", "abschluss"}


def _pruefe_seiten(welt: Welt, antrag: Antrag, aufgabe: Aufgabe) -> None:
    stuecke = list(antrag.schriftstuecke.values_list("pk", flat=True))
    ziele = [
        ("aufgabe", aufgabe.pk),
        ("fall", antrag.pk),
        ("fall_trail", antrag.pk),
        ("antrag_status", antrag.pk),
    ]
    ziele += [("dokument", pk) for pk in stuecke]
    amt, traeger = als(welt.personen["pruefung"]), als(welt.personen["zeichnung"])
    for name, pk in ziele:
        antwort = (traeger if name == "antrag_status" else amt).get(reverse(name, args=[pk]))
        html = text(antwort)
        assert (name, antwort.status_code) == (name, 200)
        assert ("<script>alert" in html, "<img src=x" in html, "onerror=alert(2)>14" in html) == (
            False,
            False,
            False,
        )


def test_jeder_schritt_mit_textfeld_kommt_vor() -> None:
    ohne = {"rechnerische_feststellung", "anordnung", "abschluss", "nachforderung"}
    assert set(TEXTE) | ohne == set(HAUPTSCHRITTE)
