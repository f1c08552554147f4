"""Pages of claims: who sees what, what is owed on a day, forms that come back, list and export."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from antraege.foerderung.models import Rechtsbehelf, Rechtsbehelfsart, Rueckforderung
from antraege.programme.models import Rechtsregime
from tests.antraege.antrag.dateiproben import pdf
from tests.welt import Welt
from tests.workflows.besuch import mit_stand
from tests.workflows.rueckforderung.forderungswelt import (
    ANHOERUNG,
    ANTWORT,
    am,
    ausgezahlt,
    eroeffnet,
    festgesetzt,
    zahle,
)

Anmelden = Callable[[str], Client]


def _text(client: Client, adresse: str, **werte: str) -> str:
    antwort = client.get(adresse, werte)
    assert antwort.status_code == 200, adresse
    return antwort.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_die_sachbearbeitung_beginnt_auf_der_fallseite(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        sb, adresse = als("sb"), reverse("rueckforderung_beginnen", args=[antrag.pk])
        assert adresse in _text(sb, reverse("fall", args=[antrag.pk]))
        eingaben = {"grund": "teilwiderruf", "sachverhalt": "Ferienreise.", "kenntnis_am": "2024-09-30"}
        leer = sb.post(adresse, eingaben)
        assert (leer.status_code, antrag.rueckforderungen.count()) == (422, 0)
        assert "Ferienreise." in leer.content.decode()
        for _ in range(2):
            sb.post(adresse, eingaben | {"verbleibt": "8.000,00"})
        assert antrag.rueckforderungen.get().betrag == Decimal("4500.00")
        assert "läuft noch" in _text(sb, adresse)


def test_fremde_sehen_keine_rueckforderung(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = eroeffnet(welt, antrag)
        seite, beginn = (
            reverse("rueckforderung", args=[forderung.pk]),
            reverse("rueckforderung_beginnen", args=[antrag.pk]),
        )
        erwartet = {"zeichnung": 403, "kasse": 403, "kita": 403, "sb": 200, "pruefung": 200}
        assert {wer: als(wer).get(seite).status_code for wer in erwartet} == erwartet
        assert als("pruefung").get(beginn).status_code == 403
        assert als("sb").get(reverse("rueckforderung", args=[9999])).status_code == 404


def test_das_konto_rechnet_auf_den_gewaehlten_tag(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    with am("2025-03-01"):
        seite = _text(als("sb"), reverse("rueckforderung", args=[forderung.pk]), am="2025-02-20")
        assert "13.234,26 €" in seite
        for text in ("241,92 €", "400,30 €", "92,04 €"):
            assert text in seite
        assert "13.250,51 €" in _text(als("sb"), reverse("rueckforderung", args=[forderung.pk]), am="quatsch")


def test_der_traeger_antwortet_mit_datei_und_sieht_was_zu_zahlen_ist(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        eroeffnet(welt, antrag)
        status = reverse("antrag_status", args=[antrag.pk])
        assert "Rückforderung" not in _text(als("zeichnung"), status)
        welt.tu(antrag, "anhoerung", "sb", **ANHOERUNG)
        aufgabe = welt.aufgabe(antrag, "stellungnahme")
        adresse = reverse("aufgabe", args=[aufgabe.pk])
        assert "Ferienreise" in _text(als("zeichnung"), adresse)
        datei = SimpleUploadedFile("Belege.pdf", pdf(), "application/pdf")
        als("zeichnung").post(adresse, mit_stand(antrag.pk, {**ANTWORT, "datei": datei}))
    forderung = antrag.rueckforderungen.get()
    assert forderung.stellungnahme == ANTWORT["stellungnahme"]
    assert forderung.stellungnahme_anlage is not None
    assert forderung.stellungnahme_anlage.name == "Belege.pdf"


def test_der_traeger_sieht_konto_und_kassenzeichen(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    with am("2024-12-11"):
        zahle(welt, antrag, "6.000,00", "2024-12-10", "E-1")
    with am("2025-02-20"):
        seite = _text(als("zeichnung"), reverse("antrag_status", args=[antrag.pk]))
    for text in ("DE89 3704 0044 0532 0130 00", forderung.kassenzeichen, "6.000,00 €", "596,53 €"):
        assert text in seite


def test_rechtsbehelf_bietet_nur_was_das_recht_kennt(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt, regime=Rechtsregime.SGBX)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
        adresse = reverse("rechtsbehelf_erfassen", args=[forderung.pk])
        eingaben = {"art": Rechtsbehelfsart.WIDERSPRUCH.value, "eingegangen_am": "2024-10-02"}
        assert als("sb").post(adresse, eingaben).status_code == 422
        for _ in range(2):
            als("sb").post(adresse, eingaben | {"eingegangen_am": "2024-10-01"})
    assert Rechtsbehelf.objects.get().art == Rechtsbehelfsart.WIDERSPRUCH


def test_vwvfg_bietet_keinen_widerspruch(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
        adresse = reverse("rechtsbehelf_erfassen", args=[forderung.pk])
        assert "Widerspruch" not in _text(als("sb"), adresse)
        eingaben = {"art": "widerspruch", "eingegangen_am": "2024-10-01"}
        assert als("sb").post(adresse, eingaben).status_code == 422
    assert Rechtsbehelf.objects.count() == 0


def test_liste_filtert_und_wird_heruntergeladen(welt: Welt, als: Anmelden) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    Rueckforderung.objects.filter(pk=forderung.pk).update(faellig_am=date(2024, 11, 4))
    with am("2024-11-05"):
        sb, adresse = als("sb"), reverse("rueckforderungen")
        for werte in ({}, {"lage": "offen"}, {"ueberfaellig": "on"}, {"suche": "40-"}, {"grund": "widerruf"}):
            assert forderung.kassenzeichen in _text(sb, adresse, **werte), werte
        for werte in ({"lage": "beendet"}, {"status": "gestundet"}, {"suche": "51-"}):
            assert forderung.kassenzeichen not in _text(sb, adresse, **werte), werte
        csv = b"".join(sb.get(adresse, {"format": "csv"})).decode("utf-8-sig")  # type: ignore[call-overload]
        assert [zeile.split(";")[0] for zeile in csv.split("\r\n")[:2]] == [
            "Aktenzeichen",
            antrag.aktenzeichen,
        ]
        mappe: Any = sb.get(adresse, {"format": "xlsx"})
        with BytesIO(b"".join(mappe.streaming_content)) as datei:
            assert load_workbook(datei).active["A2"].value == antrag.aktenzeichen
        assert als("fb51").get(adresse).status_code == 200
        assert forderung.kassenzeichen not in _text(als("fb51"), adresse)
        assert als("zeichnung").get(adresse).status_code == 403
