"""Lists of vouchers from outside: what is read, and what is refused in which words."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from antraege.antrag.fehler import DateiFehler
from antraege.foerderung.models import Belegimport
from antraege.foerderung.nachweis.importe import Lesevorgang, vorschau
from rollen import uhr
from tests.antraege.foerderung.nachweiswelt import HEUTE, KOPF, ZEILE, bewilligt, csv, traegerperson, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _juli():
    with uhr.gestellt(HEUTE):
        yield


@pytest.fixture
def antrag(db):
    return bewilligt()


def lies(antrag, datei) -> Belegimport:
    vorgang = Lesevorgang(antrag, datei)
    for _ in vorgang.schritte():
        pass
    return vorgang.speichere(akteur=traegerperson(antrag))


def eine(antrag, **anders) -> list[tuple[str, str]]:
    """Column and sentence of each error of one row that differs from a right one."""
    zeile = [anders.get(name, wert) for name, wert in zip(KOPF, ZEILE, strict=True)]
    return [(spalte, satz) for _, spalte, satz in lies(antrag, csv(zeile)).fehler]


def test_csv_und_xlsx_sagen_dasselbe(antrag) -> None:
    aus_csv = lies(antrag, csv(ZEILE, ["", "2023-04-02", "Bahn", "Fahrt", "12.50", "honorare"]))
    aus_xlsx = lies(
        antrag,
        xlsx(
            [*ZEILE[:1], datetime(2023, 4, 1), *ZEILE[2:4], 120.5, "Sachkosten"],
            [None, date(2023, 4, 2), "Bahn", "Fahrt", 12.5, 2],
        ),
    )
    assert vorschau(aus_csv, anzahl=9) == vorschau(aus_xlsx, anzahl=9)
    (zeile, erster), (_, zweiter) = vorschau(aus_csv, anzahl=9)
    assert (zeile, erster.datum, erster.betrag, erster.belegnummer) == (
        2,
        date(2023, 4, 1),
        Decimal("120.50"),
        "R-1",
    )
    assert (zweiter.betrag, zweiter.belegnummer) == (Decimal("12.50"), "")


def test_spalten_in_anderer_reihenfolge_mit_anderen_namen(antrag) -> None:
    kopf = ["Kostenart", "Bemerkung", "BETRAG (€)", "Zahlungsempfänger", "Verwendungszweck", "Belegdatum"]
    gelesen = lies(
        antrag, csv(["Sachkosten", "egal", "1.234,56 €", "Laden", "Stifte", "1.4.2023"], kopf=kopf)
    )
    assert (gelesen.fehler, [w.betrag for _, w in vorschau(gelesen, anzahl=2)]) == ([], [Decimal("1234.56")])


@pytest.mark.parametrize("trenner", [";", ",", "\t"])
def test_trennzeichen_und_alte_zeichensaetze(antrag, trenner: str) -> None:
    zeile = ["1", "01.04.2023", "Müller", "Bücher", "12.50", "Sachkosten"]
    text = "\n".join(trenner.join(z) for z in (KOPF, zeile))
    gelesen = lies(antrag, SimpleUploadedFile("liste.csv", text.encode("cp1252")))
    assert [w.empfaenger for _, w in vorschau(gelesen, anzahl=2)] == ["Müller"]


@pytest.mark.parametrize(
    ("betrag", "satz"),
    [
        (
            "1,234",
            "Ein Betrag hat höchstens zwei Nachkommastellen. Bitte schreiben Sie zum Beispiel 1.234,56.",
        ),
        ("-5,00", "Der Betrag muss höher als 0,00 sein. Gutschriften ziehen Sie beim Beleg ab."),
        ("0", "Der Betrag muss höher als 0,00 sein. Gutschriften ziehen Sie beim Beleg ab."),
        ("1000000000000000", "Der Betrag ist zu groß. Bitte geben Sie weniger als 10 Billionen Euro an."),
        ("100000000", "Der Betrag ist höher als 99.999.999,99\N{NO-BREAK SPACE}€."),
        ("1'234.56", "Der Betrag ist nicht eindeutig. Bitte schreiben Sie ihn so: 1.234,56 oder 1234,56."),
        ("1,234.56", "Der Betrag ist nicht eindeutig. Bitte schreiben Sie ihn so: 1.234,56 oder 1234,56."),
        ("zwölf", "Der Betrag ist nicht eindeutig. Bitte schreiben Sie ihn so: 1.234,56 oder 1234,56."),
        ("=1+1", "Hier steht eine Formel. Bitte ersetzen Sie sie durch ihren Wert."),
        ("", "Hier fehlt eine Angabe."),
    ],
)
def test_unlesbare_betraege(antrag, betrag: str, satz: str) -> None:
    assert eine(antrag, Betrag=betrag) == [("Betrag", satz)]


@pytest.mark.parametrize(
    ("datum", "satz"),
    [
        ("31.02.2023", "Den Tag „31.02.2023“ gibt es nicht."),
        ("11.07.2023", "Der 11.07.2023 liegt in der Zukunft."),
        ("31.12.1999", "Der 31.12.1999 liegt zu weit zurück."),
        ("04/01/2023", "Das ist kein Datum. Schreiben Sie zum Beispiel 31.12.2023."),
        ("1.4.23", "Das ist kein Datum. Schreiben Sie zum Beispiel 31.12.2023."),
    ],
)
def test_unlesbare_tage(antrag, datum: str, satz: str) -> None:
    assert eine(antrag, Datum=datum) == [("Datum", satz)]


def test_unbekannter_einzelansatz_nennt_die_moeglichen(antrag) -> None:
    moeglich = "„Personal“, „Honorare“, „Sachkosten“, „Verwaltung“"
    satz = f"„Catering“ steht nicht im Finanzierungsplan. Möglich sind: {moeglich}."
    assert eine(antrag, Einzelansatz="Catering") == [("Einzelansatz", satz)]


def test_jede_zeile_sagt_alle_ihre_fehler(antrag) -> None:
    gelesen = lies(antrag, csv(ZEILE, ["", "", "", "x" * 301, "a", "b"], ["", "", "", "", "", ""], ZEILE))
    assert (gelesen.gelesen, gelesen.leer, len(gelesen.zeilen)) == (3, 1, 2)
    assert [(zeile, spalte) for zeile, spalte, _ in gelesen.fehler] == [
        (3, "Datum"),
        (3, "Empfänger"),
        (3, "Zweck"),
        (3, "Betrag"),
        (3, "Einzelansatz"),
    ]


def test_formel_in_xlsx_wird_je_zelle_abgelehnt(antrag) -> None:
    gelesen = lies(antrag, xlsx([*ZEILE[:4], "=SUM(A1:A9)", "Sachkosten"]))
    assert gelesen.fehler == [
        (2, "Betrag", "Hier steht eine Formel. Bitte ersetzen Sie sie durch ihren Wert.")
    ]


def test_zu_genaue_zahl_in_xlsx(antrag) -> None:
    gelesen = lies(antrag, xlsx([*ZEILE[:4], 1.005, "Sachkosten"]))
    assert [satz for _, _, satz in gelesen.fehler] == [
        "Ein Betrag hat höchstens zwei Nachkommastellen. Bitte schreiben Sie zum Beispiel 1.234,56."
    ]


def test_fehlende_und_doppelte_spalten(antrag) -> None:
    with pytest.raises(DateiFehler) as fehlt:
        lies(antrag, csv(["1"], kopf=["Nummer", "Preis"]))
    assert str(fehlt.value) == (
        "Es fehlen Spalten: „Datum“, „Empfänger“, „Zweck“, „Betrag“, „Einzelansatz“. In der ersten Zeile "
        "stehen: „Nummer“, „Preis“. Am einfachsten nutzen Sie unsere Vorlage."
    )
    with pytest.raises(DateiFehler, match="Die Spalte „Betrag“ kommt zweimal vor"):
        lies(antrag, csv(ZEILE, kopf=[*KOPF, "Summe"]))


def feindlich(name: str, inhalt: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, inhalt)


def _mit_dtd() -> bytes:
    alt, neu = zipfile.ZipFile(io.BytesIO(xlsx(ZEILE).read())), io.BytesIO()
    with zipfile.ZipFile(neu, "w", zipfile.ZIP_DEFLATED) as archiv:
        for teil in alt.namelist():
            inhalt = alt.read(teil)
            if teil == "xl/worksheets/sheet1.xml":
                inhalt = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>' + inhalt.split(b"?>", 1)[-1]
            archiv.writestr(teil, inhalt)
    return neu.getvalue()


@pytest.mark.parametrize(
    ("name", "inhalt"),
    [
        ("liste.pdf", b"%PDF-1.7"),
        ("liste.xlsm", b"PK\x03\x04"),
        ("liste.xlsx", b"keine Mappe"),
        ("liste.csv", b"%PDF-1.7 ..."),
        ("liste.csv", b"PK\x03\x04"),
        ("liste.csv", b"a;b\0c"),
        ("liste.csv", b"<html><script>alert(1)</script>"),
        ("liste.csv", b""),
        ("liste.csv", b"\n\n;;;\n"),
        ("../liste.csv", b"Datum"),
        ("liste.csv", b'Datum;"offen\n'),
    ],
)
def test_feindliche_dateien(antrag, name: str, inhalt: bytes) -> None:
    with pytest.raises(DateiFehler):
        lies(antrag, feindlich(name, inhalt))
    assert Belegimport.objects.count() == 0


def test_xml_bombe_wird_nicht_geoeffnet(antrag) -> None:
    with pytest.raises(DateiFehler, match="Die Tabelle lässt sich nicht lesen"):
        lies(antrag, feindlich("liste.xlsx", _mit_dtd()))


def test_eine_neue_liste_ersetzt_die_nicht_uebernommene(antrag) -> None:
    lies(antrag, csv(ZEILE))
    neu = lies(antrag, csv(ZEILE, ZEILE))
    assert list(Belegimport.objects.values_list("pk", "gelesen")) == [(neu.pk, 2)]
