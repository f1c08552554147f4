"""Rules of the templates: lines one can read, and no part written by hand that a block writes."""

import re

from tests.test_architektur_code import WURZEL

VORLAGEN = WURZEL / "templates"
HOECHSTENS_ZEICHEN = 140
TABELLEN = ("teile/tabelle.html", "dokumente/tabelle.html")  # the block itself, and the columns of a letter
VON_HAND = re.compile(r"<(?:table|th|td)\b|data-label=")
# Where line breaks count (`white-space: pre-line`), one after the tag would be shown.
UMBRUCH_ZAEHLT = re.compile(r'<[^>]*class="[^"]*\b(?:app-wortlaut|app-trail__text)\b[^"]*"[^>]*>\s*\n')


def _vorlagen() -> dict[str, str]:
    return {
        datei.relative_to(VORLAGEN).as_posix(): datei.read_text(encoding="utf-8")
        for datei in sorted(VORLAGEN.rglob("*"))
        if datei.is_file()
    }


def test_keine_zeile_einer_vorlage_ist_laenger_als_man_lesen_kann() -> None:
    zulang = [
        f"{pfad}:{nr} ({len(zeile)})"
        for pfad, text in _vorlagen().items()
        for nr, zeile in enumerate(text.splitlines(), start=1)
        if len(zeile) > HOECHSTENS_ZEICHEN
    ]
    assert zulang == []


def test_tabellen_und_die_namen_ihrer_spalten_schreibt_der_baustein() -> None:
    von_hand = [
        f"{pfad}:{nr}"
        for pfad, text in _vorlagen().items()
        if pfad not in TABELLEN
        for nr, zeile in enumerate(text.splitlines(), start=1)
        if VON_HAND.search(zeile)
    ]
    assert von_hand == []


def test_wo_umbrueche_zaehlen_beginnt_der_text_im_tag() -> None:
    assert [pfad for pfad, text in _vorlagen().items() if UMBRUCH_ZAEHLT.search(text)] == []
