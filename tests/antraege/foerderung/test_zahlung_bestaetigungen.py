"""Reading the CSV of the finance system: separators, BOM, German numbers and days, nonsense."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.foerderung.zahlung.bestaetigungen import DateiUnlesbar, Gelesen, lies

KOPF = "Referenz;Betrag;Wertstellung;Belegnummer"
ZEILE = Gelesen(2, "KC-1;1.234,56;17.01.2023;B-1", "KC-1", Decimal("1234.56"), date(2023, 1, 17), "B-1")


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ende", ["\n", "\r\n"])
def test_semikolon_mit_und_ohne_bom(bom: bytes, ende: str) -> None:
    assert lies(bom + ende.join([KOPF, "KC-1;1.234,56;17.01.2023;B-1", ""]).encode()) == [ZEILE]


@pytest.mark.parametrize(
    "text",
    [
        'Referenz,Betrag,Wertstellung,Belegnummer\nKC-1,"1.234,56",17.01.2023,B-1',
        "Referenz\tBetrag\tWertstellung\tBelegnummer\nKC-1\t1234.56\t2023-01-17\tB-1",
        "Beleg-Nr.;Valuta;Betrag;EndToEnd-ID\nB-1;17.01.23;1234,56 €;KC-1",
        "Konto;Referenz;Betrag;Wertstellung;Belegnummer\n9;KC-1;1 234,56;17.01.2023;B-1",
    ],
)
def test_andere_trenner_spalten_und_schreibweisen(text: str) -> None:
    (zeile,) = lies(text.encode())
    assert (zeile.referenz, zeile.betrag, zeile.wertstellung, zeile.belegnummer) == (
        ZEILE.referenz,
        ZEILE.betrag,
        ZEILE.wertstellung,
        ZEILE.belegnummer,
    )


def test_windows_zeichen() -> None:
    (zeile,) = lies(f"{KOPF}\nKC-1;10,00;17.01.2023;Prüf-1".encode("cp1252"))
    assert zeile.belegnummer == "Prüf-1"


@pytest.mark.parametrize(
    ("felder", "leer"),
    [
        ("KC-1;1000000000000000;17.01.2023;B-1", "betrag"),
        ("KC-1;1.23;4;B-1", "wertstellung"),
        ("KC-1;zehn;17.01.2023;B-1", "betrag"),
        ("KC-1;10,00;31.02.2023;B-1", "wertstellung"),
        (f"KC-1;10,00;17.01.2023;{'B' * 41}", "belegnummer"),
        ("KC-1;10,00", "wertstellung"),
    ],
)
def test_was_nicht_lesbar_ist_bleibt_leer(felder: str, leer: str) -> None:
    (zeile,) = lies(f"{KOPF}\n{felder}".encode())
    assert not getattr(zeile, leer)


@pytest.mark.parametrize(
    "inhalt",
    [
        b"",
        b"   \n",
        KOPF.encode(),
        b"Name;Ort\nA;B",
        b"PK\x03\x04\0\0\0\0",
        f'{KOPF}\n"KC-1;10,00'.encode(),
        b"x" * 2_000_001,
        (KOPF + "\nKC;1;2;3" * 5001).encode(),
    ],
)
def test_unlesbare_dateien(inhalt: bytes) -> None:
    with pytest.raises(DateiUnlesbar):
        lies(inhalt)
