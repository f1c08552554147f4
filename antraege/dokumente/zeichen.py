"""Makes text from people visible: no character hides, reorders or erases others."""

import re
import unicodedata

# Soft hyphen, zero-width spaces and joiners, byte order mark, variation selectors have no form of their own.
OHNE_FORM = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F))
ZEILENENDE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
HARMLOS = dict.fromkeys((0x0A, 0xA0))
UNSICHTBAR = frozenset(("Cc", "Cf", "Cs"))
# Noncharacters: XML and with it the metadata of a PDF must not hold them.
NIE_VERGEBEN = frozenset(range(0xFDD0, 0xFDF0)) | {
    ebene | ende for ebene in range(0, 0x110000, 0x10000) for ende in (0xFFFE, 0xFFFF)
}


def sichtbar(text: str) -> str:
    """The text in composed form (NFC); control and direction characters and noncharacters become `[U+202E]`.

    Line feeds stay, every other line end becomes one, a tabulator becomes a space. Characters without any
    form of their own (soft hyphen, zero-width space) are dropped: no reader could miss them.
    """
    text = ZEILENENDE.sub("\n", text.translate(OHNE_FORM)).replace("\t", " ")
    text = unicodedata.normalize("NFC", text)
    if text.translate(HARMLOS).isprintable():
        return text
    return "".join(
        benannt(zeichen)
        if zeichen != "\n" and (unicodedata.category(zeichen) in UNSICHTBAR or ord(zeichen) in NIE_VERGEBEN)
        else zeichen
        for zeichen in text
    )


def einzeilig(text: str) -> str:
    """The visible text on one line, single spaces."""
    return " ".join(sichtbar(text).split())


def kurz(text: str, laenge: int = 250) -> str:
    """The text on one line for a list of titles; a longer one ends in an ellipsis."""
    zeile = einzeilig(text)
    return zeile if len(zeile) <= laenge else f"{zeile[: laenge - 1]}…"


def benannt(zeichen: str) -> str:
    """`[U+202E]` for a character that cannot be shown itself."""
    return f"[U+{ord(zeichen):04X}]"
