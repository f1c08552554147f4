"""Names in any writing: another embedded font, joined letters, right to left, and read back as typed."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from antraege.dokumente.bloecke import Absatz, Dokument, Dokumentart, Liste, Tabelle, Ueberschrift
from antraege.dokumente.pdf import erzeuge_pdf
from antraege.dokumente.pdf.schrift import ERSATZ, FETT, NORMAL, anzeigefolge, stuecke
from tests.antraege.dokumente import beispiele, lesen, preflight

BESCHEID = beispiele.alle_dokumente()[Dokumentart.ZUWENDUNGSBESCHEID]
NAMEN = {
    "arabisch": "جمعية الأطفال",
    "persisch": "گروه کودکان پژوهش",
    "hebraeisch": "עמותת ילדים שלום",
    "georgisch": "საქართველო",
    "armenisch": "Հայաստան",
    "zeichen": "\U0001f600 ☺ ✓ ♥",
}
RICHTUNGSZEICHEN = dict.fromkeys((0x202A, 0x202B, 0x202C, 0x202D))


def brief(name: str) -> Dokument:
    """A German letter that names the name in every kind of block."""
    satz = f"Der Verein der Eltern und Kinder mit dem Namen {name} hat den Antrag gestellt."
    return replace(
        BESCHEID,
        titel=f"Zuwendungsbescheid für {name}",
        bloecke=(
            Ueberschrift(f"Wer gefördert wird: {name}"),
            Absatz(satz),
            Liste(punkte=(satz,), nummeriert=True),
            Tabelle(
                kopf=("Verein", f"Name {name}"),
                zeilen=(("Träger", f"Gruppe {name} Hörde"),),
                ausrichtung=beispiele.ZWEI_LINKS,
                beschriftung=f"Vereine wie {name} und andere Vereine",
            ),
        ),
    )


@pytest.fixture(params=list(NAMEN.values()), ids=list(NAMEN))
def name(request) -> str:
    return request.param


def test_pdftotext_reads_the_name_as_typed(name: str):
    """White space aside: poppler counts the blank behind a right-to-left word as part of it."""
    gelesen = lesen.ohne_leerraum(lesen.text(erzeuge_pdf(brief(name))).translate(RICHTUNGSZEICHEN))
    gesucht = lesen.ohne_leerraum(name)

    assert gelesen.count(gesucht) == 7
    assert gelesen.count(f"mitdemNamen{gesucht}hat") == 2
    assert f"wie{gesucht}undandere" in gelesen
    assert f"Gruppe{gesucht}Hörde" in gelesen


def test_every_font_is_embedded_and_pdf_a_stays_valid(tmp_path: Path):
    pdfs = {f"{art}.pdf": erzeuge_pdf(brief(name)) for art, name in NAMEN.items()}

    for pdf in pdfs.values():
        schriften = {(zeile[0].split("+")[1], zeile[-5]) for zeile in lesen.schriften(pdf)}
        assert schriften == {(schnitt, "yes") for schnitt in (NORMAL, FETT, *ERSATZ.values())}
    assert preflight.verstoesse(pdfs, ordner=tmp_path) == {name: [] for name in pdfs}


def test_a_screen_reader_hears_reading_order():
    with pikepdf.open(io.BytesIO(erzeuge_pdf(brief(NAMEN["arabisch"])))) as datei:
        woertlich = {
            str(obj.S): str(obj.ActualText)
            for obj in datei.objects
            if isinstance(obj, pikepdf.Dictionary) and "/ActualText" in obj
        }

    assert set(woertlich) == {"/H1", "/H2", "/P", "/LBody", "/Caption", "/TH", "/TD"}
    assert woertlich["/H2"] == f"Wer gefördert wird: {NAMEN['arabisch']}"


def test_no_character_map_holds_an_empty_or_overlong_entry():
    with pikepdf.open(io.BytesIO(erzeuge_pdf(brief(NAMEN["zeichen"])))) as datei:
        karten = [
            schrift.ToUnicode.read_bytes().decode() for schrift in datei.pages[0].Resources.Font.values()
        ]

    tabellen = [
        tabelle.split("endbfchar")[0] for karte in karten for tabelle in karte.split("beginbfchar")[1:]
    ]
    eintraege = [zeile.split()[1] for tabelle in tabellen for zeile in tabelle.strip().splitlines()]
    assert "<D83DDE00>" in eintraege
    assert {len(eintrag) for eintrag in eintraege} == {6, 10}
    assert "<0000>" not in eintraege


def test_latin_text_needs_no_other_font():
    assert stuecke("Žółć § 7", schnitt=FETT) == [(FETT, "Žółć § 7")]


def test_mark_stays_with_its_letter_and_missing_characters_are_named():
    assert stuecke("xa\u0334y 名") == [(NORMAL, "x"), (ERSATZ[NORMAL], "a\u0334"), (NORMAL, "y [U+540D]")]


def test_a_line_is_drawn_from_its_end_with_mirrored_brackets():
    assert anzeigefolge(" אב (24) גד ") == " דג (24) בא "
    assert anzeigefolge("ab (cd)") == "ab (cd)"


def test_letters_join():
    assert stuecke("سلام") == [(ERSATZ[NORMAL], "\ufeb3\ufefc\ufee1")]
