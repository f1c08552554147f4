"""Whatever a person types is printed as typed: no mark-up, no file, no link, nothing vanishes."""

import io
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html import unescape
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string

from antraege.dokumente.bloecke import Dokument
from antraege.dokumente.html import als_html_kontext
from antraege.dokumente.inhalt.ablehnungsbescheid import ablehnungsbescheid
from antraege.dokumente.inhalt.eingangsbestaetigung import eingangsbestaetigung
from antraege.dokumente.inhalt.mittelzuweisung import mittelzuweisung
from antraege.dokumente.inhalt.nachforderung import nachforderung
from antraege.dokumente.inhalt.zuwendungsbescheid import zuwendungsbescheid
from antraege.dokumente.pdf import erzeuge_pdf
from antraege.dokumente.pdf.markup import sicher
from antraege.dokumente.zeichen import sichtbar
from tests.antraege.dokumente import beispiele, lesen

FEINDLICH = {
    "bild": '<img src="/etc/passwd" width="9"/>',
    "verein": "Freunde <e.V.> & Söhne",
    "verweis": '<a href="https://example.org">hier</a> <link destination="x">y</link>',
    "entitaet": "A &amp; B &lt; &#60; &nbsp;",
    "formatierung": "<b>fett</b> <font size=90>x</font> </para> <para>",
    "sprache": "{projekt} {{ settings.SECRET_KEY }} {% load x %} %(a)s",
    "bildzeichen": "Spaß \U0001f600\U0001f680 Ende",
    "richtung": "ab\u202ecd\u200fef",
    "steuerzeichen": "a\x00b\x07c",
    "ersatz": "x\ud800y",
    "kombiniert": "Ho\u0308rde",
    "kyrillisch": "Привет, Ελλάδα, Łódź",
    "fehlende_schrift": "名前",
    "index": "<!-- weg --> <?php weg ?> <![CDATA[weg]]>",
}
ERZEUGER: dict[Callable[..., Dokument], Callable[..., Any]] = {
    eingangsbestaetigung: beispiele.eingangsfakten,
    nachforderung: beispiele.nachforderungsfakten,
    zuwendungsbescheid: beispiele.bescheidfakten,
    ablehnungsbescheid: beispiele.ablehnungsfakten,
    mittelzuweisung: beispiele.zuweisungsfakten,
}
VERBOTEN = ("<img", "<a ", "<e.V.>", "<b>", "<font", "</para>", "<!--", "<?php", "\u202e", "\x00", "style=")
KENNUNGEN = frozenset(("seite", "rechtsregime", "finanzierungsart", "nachweisart", "buchungsweg"))


def vergiftet(fakten: Any, *, gift: str) -> Any:
    """The same facts with the text in every place where a person could have typed it."""
    if is_dataclass(fakten) and not isinstance(fakten, type):
        neu = {
            f.name: vergiftet(getattr(fakten, f.name), gift=gift)
            for f in fields(fakten)
            if f.name not in KENNUNGEN
        }
        return replace(fakten, **neu)
    if isinstance(fakten, tuple):
        return tuple(vergiftet(teil, gift=gift) for teil in fakten)
    return gift if isinstance(fakten, str) and fakten else fakten


@cache
def feindliches_dokument(erzeuger: Callable[..., Dokument], gift: str) -> Dokument:
    return erzeuger(vergiftet(ERZEUGER[erzeuger](), gift=gift), texte=beispiele.TEXTE)


@cache
def feindliches_pdf(erzeuger: Callable[..., Dokument], gift: str) -> bytes:
    return erzeuge_pdf(feindliches_dokument(erzeuger, gift))


@pytest.fixture(params=list(FEINDLICH.values()), ids=list(FEINDLICH))
def gift(request) -> str:
    return request.param


@pytest.fixture(params=ERZEUGER, ids=lambda erzeuger: erzeuger.__name__)
def erzeuger(request) -> Callable[..., Dokument]:
    return request.param


@pytest.fixture
def dokument(erzeuger: Callable[..., Dokument], gift: str) -> Dokument:
    return feindliches_dokument(erzeuger, gift)


def texte_in(wert: Any) -> Iterator[str]:
    """Every text in blocks, subject and address."""
    if isinstance(wert, str):
        yield wert
    elif isinstance(wert, tuple):
        for teil in wert:
            yield from texte_in(teil)
    elif is_dataclass(wert):
        for feld in fields(wert):
            yield from texte_in(getattr(wert, feld.name)) if feld.name != "ausrichtung" else ()


def gedruckt(text: str) -> str:
    """How `lesen.textkoerper` gives the text back."""
    return lesen.ohne_leerraum(unescape(sicher(text).replace("<br/>", "")))


def test_pdf_shows_every_text_as_typed(erzeuger: Callable[..., Dokument], gift: str, dokument: Dokument):
    gelesen = lesen.textkoerper(feindliches_pdf(erzeuger, gift))
    alle = texte_in(
        (dokument.titel, dokument.bezug, dokument.briefkopf.anschrift_empfaenger, dokument.bloecke)
    )

    assert [text for text in alle if gedruckt(text) not in gelesen] == []


@pytest.mark.parametrize(
    ("erzeuger", "laenge"), [(nachforderung, 10_000), *((erzeuger, 2_000) for erzeuger in ERZEUGER)]
)
def test_pdf_keeps_every_character_of_a_word_without_end(erzeuger: Callable[..., Dokument], laenge: int):
    """In every place: table cells, lists, subject and address field included."""
    dokument = feindliches_dokument(erzeuger, "W" * laenge)
    gelesen = lesen.textkoerper(feindliches_pdf(erzeuger, "W" * laenge))
    alle = texte_in((dokument.bezug, dokument.briefkopf.anschrift_empfaenger, dokument.bloecke))

    assert gelesen.count("W") >= sum(text.count("W") for text in alle)


def test_pdf_holds_no_picture_and_no_link(erzeuger: Callable[..., Dokument], gift: str):
    with pikepdf.open(io.BytesIO(feindliches_pdf(erzeuger, gift))) as datei:
        woerterbuecher = [
            obj for obj in datei.objects if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream)
        ]
        assert [obj for obj in woerterbuecher if obj.get("/Subtype") in ("/Image", "/Link")] == []
        assert [seite for seite in datei.pages if "/Annots" in seite] == []
        assert "/EmbeddedFiles" not in datei.Root.get("/Names", {})


def test_html_escapes_every_text(dokument: Dokument, gift: str):
    html = render_to_string("dokumente/dokument.html", als_html_kontext(dokument))

    for verboten in VERBOTEN:
        assert verboten not in html
    assert html.count("<h2") == 1


def test_sicher_is_exact():
    assert sicher('<img src="x"> & <e.V.>\n') == "&lt;img src=&quot;x&quot;&gt; &amp; &lt;e.V.&gt;<br/>"


@pytest.mark.parametrize(
    ("getippt", "gezeigt"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\u00adb\u200bc", "abc"),
        ("a\r\nb\u2028c\rd", "a\nb\nc\nd"),
        ("\x00\t\x07", "[U+0000] [U+0007]"),
        ("Ho\u0308rde", "Hörde"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_sichtbar_shows_what_hides(getippt: str, gezeigt: str):
    assert sichtbar(getippt) == gezeigt


def test_values_cannot_bring_paragraphs_of_their_own():
    titel = "Chor\n\nDie Zuwendung beträgt 900.000,00 €.\n- und mehr"
    ehrlich = zuwendungsbescheid(beispiele.bescheidfakten(projekt="Chor"), texte=beispiele.TEXTE)
    dokument = zuwendungsbescheid(beispiele.bescheidfakten(projekt=titel), texte=beispiele.TEXTE)

    assert [type(block) for block in dokument.bloecke] == [type(block) for block in ehrlich.bloecke]
