"""Text nobody should type, put in every place where somebody could."""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

from antraege.dokumente.bloecke import Dokument, Dokumentart
from antraege.dokumente.pdf import erzeuge_pdf
from antraege.dokumente.pdf.schrift import ersatzvorrat, vorrat
from antraege.dokumente.zeichen import benannt, sichtbar
from tests.antraege.dokumente import beispiele, lesen

FEINDLICH = {
    "bild": '<img src="/etc/passwd" width="9"/>',
    "verein": "Freunde <e.V.> & Söhne",
    "verweis": '<a href="https://example.org">hier</a> <link destination="x">y</link>',
    "entitaet": "A &amp; B &lt; &#60; &nbsp;",
    "formatierung": "<b>fett</b> <font size=90>x</font> </para> <para>",
    "sprache": "{projekt} {{ settings.SECRET_KEY }} {% load x %} %(a)s",
    "bildzeichen": "Spaß \U0001f600\U0001f680 ☺ ✓ Ende",
    "richtung": "ab\u202ecd\u200fef\u2066gh\u2069",
    "steuerzeichen": "a\x00b\x07c\x1bd\x7fe",
    "ersatz": "x\ud800y",
    "niemals_vergeben": "x\ufffey\uffffz\ufdd0",
    "kombiniert": "Ho\u0308rde a\u0334\u0301\u0316",
    "namen": "Şükrü Iğdır, Łukasz Żółć, Ґанна Їжак, Željko, Nguyễn, Привет, Ελλάδα",
    "andere_schriften": "საქართველო Հայաստան",
    "fehlende_schrift": "名前 ไทย",
    "index": "<!-- weg --> <?php weg ?> <![CDATA[weg]]> ]]>",
    "satzzeichen": "\\ ( ) [ ] << >> /Name % BT ET EMC",
}
ALLES = " | ".join(FEINDLICH.values())
# Words the program itself reads; nobody types them.
KENNUNGEN = frozenset(("seite", "iban", "kuerzel", "partei"))


def vergiftet(fakten: Any, *, gift: str) -> Any:
    """The same facts with the text in every place where a person could have typed it."""
    if is_dataclass(fakten) and not isinstance(fakten, type):
        namen = [feld.name for feld in fields(fakten) if feld.name not in KENNUNGEN]
        return replace(fakten, **{name: vergiftet(getattr(fakten, name), gift=gift) for name in namen})
    if isinstance(fakten, tuple):
        return tuple(vergiftet(teil, gift=gift) for teil in fakten)
    return gift if isinstance(fakten, str) and fakten and not isinstance(fakten, Enum) else fakten


@cache
def dokument(art: Dokumentart, gift: str) -> Dokument:
    """The document of this kind whose facts all say the text."""
    schreibe, fakten = beispiele.ERZEUGER[art]
    return schreibe(vergiftet(fakten(), gift=gift), texte=beispiele.TEXTE)


@cache
def pdf(art: Dokumentart, gift: str) -> bytes:
    """Its PDF."""
    return erzeuge_pdf(dokument(art, gift))


def texte_in(wert: Any) -> Iterator[str]:
    """Every text of a block or of anything that holds blocks."""
    if isinstance(wert, str):
        yield wert
    elif isinstance(wert, tuple):
        for teil in wert:
            yield from texte_in(teil)
    elif is_dataclass(wert):
        for feld in fields(wert):
            yield from texte_in(getattr(wert, feld.name)) if feld.name != "ausrichtung" else ()


def gedruckt(text: str) -> str:
    """What a reader must find for the typed text, without white space."""
    bekannt = vorrat() | ersatzvorrat()
    return lesen.ohne_leerraum(
        "".join(zeichen if zeichen in bekannt else benannt(zeichen) for zeichen in sichtbar(text))
    )


def steht_in(text: str, *, gelesen: str) -> bool:
    """Whether the text was read as one, or as two parts because a page ended within a table cell."""
    wort = gedruckt(text)
    passt = bisect(range(1, len(wort) + 1), 0, key=lambda laenge: int(wort[:laenge] not in gelesen))
    return wort[passt:] in gelesen
