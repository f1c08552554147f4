"""Tables of a paper as text: what is read, what is refused with which sentence, and that both ways meet."""

import pytest
from django.core.management import call_command

from antraege.gremien import tabellen, zahlen
from antraege.gremien.models import Gremienvorlage
from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.kern.maengel import MaengelFehler

SACH = """Auftrag;Sachkonto;Bezeichnung;2026;2027
400303020400;529900;Prozessbegleitung;15.000;15.000,50 €
400303020400;529100;"Projekte; klein";10000;
Summe;;;25.000;15.000,50"""


def _saetze(text: str, lies: object = tabellen.lies_tabelle) -> list[str]:
    with pytest.raises(MaengelFehler) as fehler:
        lies(text)  # type: ignore[operator]
    return [mangel.text for mangel in fehler.value.maengel]


def test_eine_tabelle_mit_kopf_zeilen_und_summe() -> None:
    gelesen = tabellen.lies_tabelle(SACH)
    assert (gelesen["kopf"], gelesen["jahre"]) == (["Auftrag", "Sachkonto"], [2026, 2027])
    assert gelesen["zeilen"] == [
        {
            "konto": ["400303020400", "529900"],
            "bezeichnung": "Prozessbegleitung",
            "betraege": ["15000.00", "15000.50"],
        },
        {
            "konto": ["400303020400", "529100"],
            "bezeichnung": "Projekte; klein",
            "betraege": ["10000.00", "0.00"],
        },
    ]
    assert tabellen.lies_tabelle(tabellen.schreibe_tabelle(gelesen)) == gelesen
    assert tabellen.lies_tabelle(SACH.replace("; klein", "").replace(";", "\t"))["jahre"] == [2026, 2027]
    assert tabellen.lies_tabelle(" \n \n") == {}


@pytest.mark.parametrize(
    ("text", "saetze"),
    [
        (
            "500200;Entgelt;1,00",
            ["Die erste Zeile nennt die Spalten, zum Beispiel: KST;Sachkonto;Bezeichnung;2026;2027."],
        ),
        (
            "Konto;Bezeichnung;2026\n1;x;1",
            ["„Konto“ ist keine Spalte. Möglich sind: Produkt, Auftrag, KST, Sachkonto."],
        ),
        ("KST;Bezeichnung;26\n1;x;1", ["„26“ ist kein Jahr."]),
        ("KST;KST;Bezeichnung;2026\n1;1;x;1", ["Eine Spalte steht doppelt da."]),
        ("KST;Bezeichnung\n1;x", ["Vor „Bezeichnung“ stehen die Konten, danach die Jahre."]),
        (
            "KST;Bezeichnung;2027;2026\n1;x;1;1",
            ["Die Jahre stehen jedes einmal und in ihrer Reihenfolge da."],
        ),
        ("KST;Bezeichnung;2026\n1;x", ["Zeile 2: 2 Felder, der Kopf hat 3."]),
        (
            "KST;Bezeichnung;2026\n\n1;;viel",
            ["Zeile 3: Die Bezeichnung fehlt.", "Zeile 3: „viel“ ist kein Betrag (2026)."],
        ),
        ("KST;Bezeichnung;2026\n1;x;-5", ["Zeile 2: Der Betrag für 2026 ist kleiner als null."]),
        (
            "KST;Bezeichnung;2026\n1;x;5\nSumme;;6",
            ["Zeile 3: Die Summe 2026 ist 6,00\xa0€, die Zeilen ergeben 5,00\xa0€."],
        ),
        (f"KST;Bezeichnung;2026\n1;{'x' * 161};5", ["Zeile 2: Ein Feld hat mehr als 160 Zeichen."]),
        ("KST;Bezeichnung;2026", ["Unter dem Kopf steht noch keine Zeile."]),
        ('KST;Bezeichnung;2026\n1;"x;5', ["Ein Anführungszeichen in der Tabelle hat kein Ende."]),
        ("KST;Bezeichnung;2026\n" + "1;x;5\n" * 61, ["Höchstens 60 Zeilen. Bitte fassen Sie zusammen."]),
    ],
)
def test_was_nicht_zu_lesen_ist_steht_in_einem_satz(text: str, saetze: list[str]) -> None:
    assert _saetze(text) == saetze


def test_planstellen_hin_und_zurueck() -> None:
    text = "Bezeichnung;Wertigkeit;vzv;befristet bis\nProjektleitung;EG 14;1,0;31.08.2026\nBüro;EG 6;0,5;"
    stellen = tabellen.lies_stellen(text)
    assert [(s["umfang"], s["befristet_bis"]) for s in stellen] == [("1.0", "2026-08-31"), ("0.5", "")]
    assert tabellen.schreibe_stellen(stellen) == text
    assert tabellen.lies_stellen("Büro;EG 6;0,5") == [stellen[1] | {"bezeichnung": "Büro"}]
    assert (tabellen.lies_stellen(""), tabellen.schreibe_stellen([])) == ([], "")


@pytest.mark.parametrize(
    ("zeile", "satz"),
    [
        ("Büro", "Zeile 1: 1 Felder, gebraucht werden 4: Bezeichnung; Wertigkeit; vzv; befristet bis."),
        ("Büro;;1,0;", "Zeile 1: Bezeichnung oder Wertigkeit fehlt."),
        ("Büro;EG 6;viel;", "Zeile 1: „viel“ ist kein Umfang in vzv, zum Beispiel 1,0 oder 0,5."),
        ("Büro;EG 6;0;", "Zeile 1: „0“ ist kein Umfang in vzv, zum Beispiel 1,0 oder 0,5."),
        ("Büro;EG 6;NaN;", "Zeile 1: „NaN“ ist kein Umfang in vzv, zum Beispiel 1,0 oder 0,5."),
        ("Büro;EG 6;1;2026", "Zeile 1: „2026“ ist kein Tag, zum Beispiel 31.08.2026."),
    ],
)
def test_eine_planstelle_die_keine_ist(zeile: str, satz: str) -> None:
    assert _saetze(zeile, tabellen.lies_stellen) == [satz]


@pytest.mark.django_db
def test_die_ratsvorlage_geht_als_text_hin_und_zurueck_und_steht_so_im_haushalt() -> None:
    call_command("daten_laden", verbosity=0)
    vorlage = Gremienvorlage.objects.get(drucksache="24046-22")
    for daten in vorlage.tabellen:
        gelesen = tabellen.lies_tabelle(tabellen.schreibe_tabelle(daten))
        assert [(z["konto"], z["bezeichnung"]) for z in gelesen["zeilen"]] == [
            (z["konto"], z["bezeichnung"]) for z in daten["zeilen"]
        ]
    assert tabellen.lies_stellen(tabellen.schreibe_stellen(vorlage.stellen)) == vorlage.stellen
    zeilen = Haushaltsstelle.objects.filter(bereich=Bereich.SACH, auftrag="400303020400").order_by("pk")
    gefuellt = {
        "bereich": "sach",
        "ueberschrift": "",
        "beschriftung": "",
        "einleitung": "",
        "erlaeuterung": "",
    }
    vorlage.tabellen = [gefuellt | tabellen.lies_tabelle(tabellen.aus_dem_haushalt(zeilen, Bereich.SACH))]
    assert {jahr: int(b) for jahr, b in zahlen.summen(vorlage)[0].je_jahr.items()} == {
        2022: 12584,
        **dict.fromkeys((2023, 2024, 2025, 2026), 30200),
    }
