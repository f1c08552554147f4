"""Makes text from people visible: no character hides, reorders or erases others."""

import re
import unicodedata

# Soft hyphen, zero-width spaces and joiners, byte order mark, variation selectors have no form of their own.
OHNE_FORM = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F))
ZEILENENDE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
HARMLOS = dict.fromkeys((0x0A, 0xA0))
UNSICHTBAR = frozenset(("Cc", "Cf", "Cs"))


def sichtbar(text: str) -> str:
    """The text in composed form (NFC); control, direction and surrogate characters become `[U+202E]`.

    Line feeds stay, every other line end becomes one, a tabulator becomes a space. Characters without any
    form of their own (soft hyphen, zero-width space) are dropped: no reader could miss them.
    """
    text = ZEILENENDE.sub("\n", text.translate(OHNE_FORM)).replace("\t", " ")
    text = unicodedata.normalize("NFC", text)
    if text.translate(HARMLOS).isprintable():
        return text
    return "".join(_gezeigt(zeichen) for zeichen in text)


def einzeilig(text: str) -> str:
    """The visible text on one line, single spaces."""
    return " ".join(sichtbar(text).split())


def _gezeigt(zeichen: str) -> str:
    if zeichen != "\n" and unicodedata.category(zeichen) in UNSICHTBAR:
        return benannt(zeichen)
    return zeichen


def benannt(zeichen: str) -> str:
    """`[U+202E]` for a character that cannot be shown itself."""
    return f"[U+{ord(zeichen):04X}]"
