"""Whatever a person types is printed as typed: no mark-up, no file, no link, nothing vanishes."""

import io
from pathlib import Path

import pikepdf
import pytest
from django.template.loader import render_to_string

from antraege.dokumente.bloecke import Dokument, Dokumentart
from antraege.dokumente.html import als_html_kontext
from antraege.dokumente.inhalt.bewilligung import zuwendungsbescheid
from antraege.dokumente.pdf import stile
from antraege.dokumente.pdf.fragmente import fragmente
from antraege.dokumente.zeichen import kurz, sichtbar
from tests.antraege.dokumente import beispiele, feindlich, lesen, preflight
from tests.antraege.dokumente.feindlich import ALLES, FEINDLICH

VERBOTEN = ("<img", "<a ", "<e.V.>", "<b>", "<font", "</para>", "<!--", "<?php", "\u202e", "\x00", "style=")
LANG = "W" * 10_000
# Every text in every place of the commonest letter, and all of them at once in every kind.
FAELLE = [
    *((Dokumentart.ZUWENDUNGSBESCHEID, name, gift) for name, gift in FEINDLICH.items()),
    *((art, "alles", ALLES) for art in beispiele.ERZEUGER),
]


@pytest.fixture(
    params=[(art, gift) for art, _, gift in FAELLE], ids=[f"{art}-{name}" for art, name, _ in FAELLE]
)
def fall(request) -> tuple[Dokumentart, str]:
    return request.param


def test_pdf_shows_every_text_as_typed(fall: tuple[Dokumentart, str]):
    gelesen = lesen.textkoerper(feindlich.pdf(*fall))
    dokument = feindlich.dokument(*fall)
    alle = feindlich.texte_in(
        (dokument.titel, dokument.bezug, dokument.briefkopf.anschrift_empfaenger, dokument.bloecke)
    )

    assert [text for text in alle if not feindlich.steht_in(text, gelesen=gelesen)] == []


def test_pdf_holds_no_picture_no_link_no_file_no_action(fall: tuple[Dokumentart, str]):
    with pikepdf.open(io.BytesIO(feindlich.pdf(*fall))) as datei:
        teile = [obj for obj in datei.objects if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream)]
        assert [obj for obj in teile if obj.get("/Subtype") in ("/Image", "/Link")] == []
        assert [obj for obj in teile if obj.get("/Type") in ("/Annot", "/Action", "/Filespec")] == []
        assert [seite for seite in datei.pages if "/Annots" in seite or "/AA" in seite] == []
        assert set(datei.Root.keys()).isdisjoint(("/AcroForm", "/OpenAction", "/AA", "/Names"))


def test_every_hostile_pdf_is_pdf_a(tmp_path: Path):
    pdfs = {f"{art}-{name}.pdf": feindlich.pdf(art, gift) for art, name, gift in FAELLE}
    pdfs["lang.pdf"] = feindlich.pdf(Dokumentart.NACHFORDERUNG, LANG)

    assert preflight.verstoesse(pdfs, ordner=tmp_path) == {name: [] for name in pdfs}


@pytest.mark.parametrize(
    ("art", "wort"),
    [(Dokumentart.NACHFORDERUNG, LANG), *((art, LANG[:400]) for art in beispiele.ERZEUGER)],
    ids=lambda wert: len(wert) if wert.startswith("W") else wert,
)
def test_pdf_keeps_every_character_of_a_word_without_end(art: Dokumentart, wort: str):
    """In every place: table cells, lists, subject and address field included."""
    dokument = feindlich.dokument(art, wort)
    gelesen = lesen.textkoerper(feindlich.pdf(art, wort))
    alle = feindlich.texte_in((dokument.bezug, dokument.briefkopf.anschrift_empfaenger, dokument.bloecke))

    assert gelesen.count("W") >= sum(text.count("W") for text in alle)


def test_running_head_ends_in_an_ellipsis_instead_of_beyond_the_paper():
    dokument = feindlich.dokument(Dokumentart.NACHFORDERUNG, LANG)
    with pikepdf.open(io.BytesIO(feindlich.pdf(Dokumentart.NACHFORDERUNG, LANG))) as datei:
        titel = str(datei.docinfo["/Title"])

    zweite = lesen.text_der_seite(feindlich.pdf(Dokumentart.NACHFORDERUNG, LANG), seite=2)
    assert zweite.startswith("Stadt Dortmund · ")
    assert zweite.split()[-1] != LANG
    assert "W… " in zweite
    assert titel == kurz(f"{dokument.titel} {LANG}")
    assert len(titel) == 250


@pytest.fixture
def html(fall: tuple[Dokumentart, str]) -> str:
    return render_to_string("dokumente/dokument.html", als_html_kontext(feindlich.dokument(*fall)))


def test_html_escapes_every_text(html: str):
    assert [verboten for verboten in VERBOTEN if verboten in html] == []
    assert html.count("<h2") == 1


def test_pieces_hold_exactly_what_was_typed():
    teile = fragmente('<img src="x"> &amp; <e.V.>\n<br/>', stil=stile.TEXT)

    assert [(teil.text, hasattr(teil, "lineBreak")) for teil in teile] == [
        ('<img src="x"> &amp; <e.V.>', False),
        ("", True),
        ("<br/>", False),
    ]


@pytest.mark.parametrize(
    ("getippt", "gezeigt"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\u00adb\u200bc", "abc"),
        ("a\r\nb\u2028c\rd", "a\nb\nc\nd"),
        ("\x00\t\x07", "[U+0000] [U+0007]"),
        ("Ho\u0308rde", "Hörde"),
        ("\ud800", "[U+D800]"),
        ("a\uffffb\U0001fffe", "a[U+FFFF]b[U+1FFFE]"),
    ],
)
def test_sichtbar_shows_what_hides(getippt: str, gezeigt: str):
    assert sichtbar(getippt) == gezeigt


def test_values_cannot_bring_paragraphs_of_their_own():
    def bloecke(projekt: str) -> list[type]:
        dokument: Dokument = zuwendungsbescheid(
            beispiele.bescheidfakten(projekt=projekt), texte=beispiele.TEXTE
        )
        return [type(block) for block in dokument.bloecke]

    assert bloecke("Chor\n\nDie Zuwendung beträgt 900.000,00 €.\n- und mehr") == bloecke("Chor")
