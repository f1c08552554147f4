"""What a reader copies from the PDF: every glyph leads back to the characters a person typed."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pikepdf import Pdf

EINTRAG = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
TABELLE = re.compile(rb"\d+ beginbfchar.*endbfchar", re.DOTALL)
ARABISCHE_FORMEN = range(0xFB50, 0xFEFD)
HOECHSTENS = 100  # entries in one table of a CMap (Adobe Technical Note 5411)


def berichtige_zeichenkarten(datei: Pdf) -> None:
    """Write every ToUnicode map of the fonts anew: UTF-16, plain letters for joined forms, no empty entry."""
    for schrift in {ref.objgen: ref for ref in _schriften(datei)}.values():
        schrift.ToUnicode.write(TABELLE.sub(_tabellen, schrift.ToUnicode.read_bytes()))


def _schriften(datei: Pdf) -> Iterator[Any]:
    for seite in datei.pages:
        for schrift in seite.Resources.Font.values():
            if "/ToUnicode" in schrift:
                yield schrift


def _tabellen(alte: re.Match[bytes]) -> bytes:
    eintraege = iter(
        f"<{code.decode()}> <{_getippt(int(punkt, 16)).encode('utf-16-be').hex().upper()}>"
        for code, punkt in EINTRAG.findall(alte[0])
        if int(punkt, 16)
    )
    tabellen = []
    while tabelle := list(islice(eintraege, HOECHSTENS)):
        tabellen.append("\n".join([f"{len(tabelle)} beginbfchar", *tabelle, "endbfchar"]))
    return "\n".join(tabellen).encode()


def _getippt(punkt: int) -> str:
    """What was typed for the glyph; two joined letters backwards, like everything in a right-to-left line."""
    zeichen = chr(punkt)
    return unicodedata.normalize("NFKC", zeichen)[::-1] if punkt in ARABISCHE_FORMEN else zeichen
