"""Every fault of a list is said in words at its row, and nothing of such a row is ever adopted."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from antraege.antrag.fehler import DateiFehler
from antraege.antrag.models import Antrag
from antraege.haushalt.models import Buchung, Haushaltsstelle
from tests.welt import Welt
from tests.workflows.uebernahme.altfaelle import (
    NACHWEIS,
    QUELLE,
    STAND_VOM,
    als_csv,
    als_xlsx,
    fehler,
    lies_ein,
    uebernimm,
    zeile,
)
from workflows.models import Uebernahmelauf
from workflows.uebernahme import tuer
from workflows.uebernahme.lesen import lies

FEHLER = [
    ({"stand": "halb fertig"}, "Stand", "ist kein Stand"),
    ({"programm": "Mondfahrt"}, "Programm", "gibt es hier nicht"),
    ({"traeger": "Niemand e. V."}, "Träger", "muss zuerst registriert"),
    ({"fremdzeichen": ""}, "Altes Aktenzeichen", "fehlt eine Angabe"),
    ({"titel": ""}, "Titel", "fehlt eine Angabe"),
    ({"titel": "=1+1"}, "Titel", "Formel"),
    ({"titel": "T" * 161}, "Titel", "länger als 160"),
    ({"standort": "Atlantis"}, "Standort", "gibt es hier nicht"),
    ({"bewilligt": "9.000,00"}, "Bewilligt", "mehr als beantragt"),
    ({"bewilligt": "1,234.56"}, "Bewilligt", "nicht eindeutig"),
    ({"bewilligt": "-5"}, "Bewilligt", "nicht negativ"),
    ({"bewilligt": ""}, "Bewilligt", "nötig"),
    ({"bewilligt": "#N/A"}, "Bewilligt", "Fehler der Tabelle"),
    ({"ende": "30.11.2022"}, "Ende", "vor dem Beginn"),
    ({"beginn": "31.02.2023"}, "Beginn", "gibt es nicht"),
    ({"beginn": "44896"}, "Beginn", "01.12.2022"),
    ({"beginn": "01.12.0022"}, "Beginn", "kann nicht stimmen"),
    ({"antrag_vom": "01.11.2023"}, "Antrag vom", "Zukunft"),
    ({"bescheid_vom": "15.10.2022"}, "Bescheid vom", "vor dem Antrag"),
    ({"bekannt_am": "14.11.2022"}, "Bekannt gegeben am", "vor dem Bescheid"),
    ({"zeitraum_bis": "30.11.2022"}, "Bewilligungszeitraum bis", "vor dem Anfang"),
    ({"haushaltsjahr": "2031"}, "Haushaltsjahr", "keine Haushaltsstelle"),
    ({"haushaltsjahr": "23"}, "Haushaltsjahr", "vier Ziffern"),
    ({"haushaltsstelle": "4711 / 529100"}, "Haushaltsstelle", "bucht auf"),
    ({"anteile": "2023: 7.000,00"}, "Bewilligt je Haushaltsjahr", "ergeben 7.000,00"),
    ({"anteile": "2023 viel"}, "Bewilligt je Haushaltsjahr", "nicht lesbar"),
    ({"zahlung_1": "1.000,00"}, "1. Zahlung am", "Tag und Betrag"),
    ({"zahlung_1": "1.000,00", "zahlung_1_am": "10.01.2023"}, "Stand", "schon etwas ausgezahlt"),
    ({"zahlung_1": "9.000,00", "zahlung_1_am": "10.01.2023"}, "1. Zahlung", "bewilligt nur"),
    ({"zahlung_1": "1.000,00", "zahlung_1_am": "10.01.2022"}, "1. Zahlung am", "vor dem Bescheid"),
    (NACHWEIS | {"zahlung_1_am": "10.12.2022"}, "Haushaltsjahr", "mehr gezahlt"),
    (NACHWEIS | {"ende": "30.06.2023"}, "Stand", "läuft noch"),
    (NACHWEIS | {"erstattet": "8.000,01"}, "Erstattet", "mehr als ausgezahlt"),
    (NACHWEIS | {"stand": "Nachweis eingereicht"}, "Ausgaben laut Nachweis", "nötig"),
    ({"stand": "beantragt"}, "Bewilligt", "gibt es das noch nicht"),
    ({"gesamtausgaben": "7.000,00"}, "Gesamtausgaben", "niedriger"),
    ({"sachbearbeitung": "wer@stadt.example"}, "Sachbearbeitung", "Niemand"),
]


@pytest.mark.parametrize(("werte", "spalte", "satz"), FEHLER, ids=[f"{s}: {t}" for _, s, t in FEHLER])
def test_jeder_fehler_steht_an_seiner_spalte(
    welt: Welt, werte: dict[str, str], spalte: str, satz: str
) -> None:
    lauf = lies_ein(welt, zeile(welt, **werte))
    funde = fehler(lauf)[2]
    assert any(name == spalte and satz in text for name, text in funde), funde
    assert tuer.bilanz(lauf) == {"offen": 0, "fehler": 1, "schon_da": 0, "uebernommen": 0}


def test_alle_fehler_einer_zeile_stehen_da_und_keine_formel_wird_text(welt: Welt) -> None:
    lauf = lies_ein(welt, zeile(welt, titel="=cmd()", programm="Mondfahrt", bewilligt="viel", traeger=""))
    assert {spalte for spalte, _ in fehler(lauf)[2]} == {"Programm", "Träger", "Titel", "Bewilligt"}


def test_doppelte_in_der_liste_und_gegen_fruehere_uebernahmen(welt: Welt) -> None:
    lauf = uebernimm(welt, zeile(welt), zeile(welt, titel="Noch einmal"))
    assert fehler(lauf) == {3: [("Altes Aktenzeichen", "„A-1“ steht schon in Zeile 2.")]}
    assert Antrag.objects.count() == 1
    noch_einmal = lies_ein(welt, zeile(welt))
    assert tuer.bilanz(noch_einmal)["schon_da"] == 1
    aktenzeichen = Antrag.objects.get().aktenzeichen
    assert fehler(noch_einmal) == {2: [("Altes Aktenzeichen", f"Schon übernommen als {aktenzeichen}.")]}
    anderswo = lies_ein(welt, zeile(welt), quelle="Anderes Verfahren")
    assert tuer.bilanz(anderswo)["offen"] == 1


def test_zwei_listen_mit_demselben_fall_ergeben_einen_fall(welt: Welt) -> None:
    laeufe = [lies_ein(welt, zeile(welt)) for _ in range(2)]
    for lauf in laeufe:
        tuer.gib_frei(lauf.pk, akteur=welt.neu("leitung"))
    for lauf in laeufe:
        while tuer.uebernimm_naechste(lauf.pk):
            pass
    assert Antrag.objects.count() == 1
    assert [tuer.bilanz(lauf)["uebernommen"] for lauf in laeufe] == [1, 0]
    assert tuer.bilanz(laeufe[1])["schon_da"] == 1


def test_das_geld_reicht_zeile_fuer_zeile(welt: Welt) -> None:
    zeilen = [zeile(welt, fremdzeichen=f"A-{nr}") for nr in range(1, 5)]  # 30.000 € are there, 8.000 € each
    lauf = uebernimm(welt, *zeilen)
    assert list(fehler(lauf)) == [5]
    assert "noch 6.000,00" in fehler(lauf)[5][0][1]
    stelle = Haushaltsstelle.objects.get()
    assert (stelle.gebunden, stelle.frei) == (Decimal("24000.00"), Decimal("6000.00"))


def test_ist_das_geld_inzwischen_weg_bleibt_von_der_zeile_nichts(welt: Welt) -> None:
    lauf = lies_ein(welt, *(zeile(welt, fremdzeichen=f"A-{nr}") for nr in range(1, 4)))
    tuer.gib_frei(lauf.pk, akteur=welt.neu("leitung"))
    uebernimm(welt, zeile(welt, fremdzeichen="B-1"), quelle="Anderes Verfahren")
    while tuer.uebernimm_naechste(lauf.pk):
        pass
    assert tuer.bilanz(lauf) == {"offen": 0, "fehler": 1, "schon_da": 0, "uebernommen": 2}
    assert Antrag.objects.count() == 3
    assert Buchung.objects.filter(art="uebernahme").count() == 3


def test_excel_mit_vorspann_daten_und_zahlen(welt: Welt) -> None:
    werte = zeile(welt) | {
        "beginn": date(2022, 12, 1),
        "beantragt": 8000,
        "bewilligt": 7999.5,
        "haushaltsjahr": 2023,
    }
    lauf = tuer.lies_ein(
        als_xlsx(werte, vorspann=2), quelle=QUELLE, stand_vom=STAND_VOM, akteur=welt.neu("fi")
    )
    assert fehler(lauf) == {}
    assert lauf.zeilen.get().zellen["beginn"] == "01.12.2022"
    assert lauf.zeilen.get().nr == 4


def test_fliesskommarauschen_und_formeln_in_excel(welt: Welt) -> None:
    lauf = tuer.lies_ein(
        als_xlsx(zeile(welt) | {"beantragt": 8000.00000001, "titel": "=A1"}),
        quelle=QUELLE,
        stand_vom=STAND_VOM,
        akteur=welt.neu("fi"),
    )
    assert {spalte for spalte, _ in fehler(lauf)[2]} >= {"Beantragt", "Titel"}


@pytest.mark.parametrize(
    ("name", "inhalt", "satz"),
    [
        ("faelle.pdf", b"%PDF-1.4", "keine Tabelle"),
        ("faelle.csv", b"%PDF-1.4", "keine CSV-Datei"),
        ("faelle.xlsx", b"PK\x03\x04kaputt", "unvollständig"),
        ("faelle.csv", b"", "leer"),
        ("faelle.csv", b"Name;Betrag\nx;1\n", "Es fehlen Spalten"),
        ("faelle.csv", b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
)
def test_was_keine_liste_ist_wird_in_worten_abgewiesen(
    welt: Welt, name: str, inhalt: bytes, satz: str
) -> None:
    with pytest.raises(DateiFehler, match=satz):
        tuer.lies_ein(
            SimpleUploadedFile(name, inhalt), quelle=QUELLE, stand_vom=STAND_VOM, akteur=welt.neu("fi")
        )
    assert not Uebernahmelauf.objects.exists()


def test_ein_falsches_blatt_vorn_nennt_die_spalten_die_fehlen() -> None:
    mappe = Workbook()
    mappe.active.append(["Spalte", "Inhalt", "Nötig"])
    mappe.save(puffer := io.BytesIO())
    upload = SimpleUploadedFile("faelle.xlsx", puffer.getvalue())
    with pytest.raises(DateiFehler, match="erste sichtbare Blatt"):
        lies(upload)


@pytest.mark.parametrize("teil", ["_rels/.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_eine_beschaedigte_datei_wird_in_worten_abgewiesen(welt: Welt, teil: str) -> None:
    inhalt = bytearray(als_xlsx(zeile(welt)).read())
    with zipfile.ZipFile(io.BytesIO(bytes(inhalt))) as archiv:
        ort = archiv.getinfo(teil).header_offset + 30 + len(teil) + 20
    inhalt[ort] ^= 0xFF
    with pytest.raises(DateiFehler):
        lies(SimpleUploadedFile("faelle.xlsx", bytes(inhalt)))


def test_zu_viele_zeilen_und_keine(monkeypatch: pytest.MonkeyPatch, welt: Welt) -> None:
    with pytest.raises(DateiFehler, match="steht keine Zeile"):
        lies(als_csv())
    monkeypatch.setattr("workflows.uebernahme.lesen.MEISTE_ZEILEN", 1)
    with pytest.raises(DateiFehler, match="mehr als 1 Zeilen"):
        lies(als_csv(zeile(welt), zeile(welt)))
