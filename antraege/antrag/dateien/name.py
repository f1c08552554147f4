"""The name of an uploaded file: shown to people, so it must show what it is."""

import unicodedata

from antraege.antrag.fehler import DateiFehler

LAENGSTER_NAME = 160
_UMBENENNEN = "Bitte benennen Sie die Datei um."


def pruefe_name(name: str) -> str:
    """Return the name in one Unicode form. Raises DateiFehler for paths, invisible marks and bad lengths."""
    if any(unicodedata.category(zeichen) in ("Cc", "Cf", "Cs", "Zl", "Zp") for zeichen in name):
        raise DateiFehler(f"Der Dateiname enthält unsichtbare Zeichen. {_UMBENENNEN}")
    name = unicodedata.normalize("NFC", name).strip()
    if "/" in name or "\\" in name or name.startswith("."):
        raise DateiFehler(f"Der Dateiname enthält einen Pfad. {_UMBENENNEN}")
    if not name:
        raise DateiFehler(f"Die Datei hat keinen Namen. {_UMBENENNEN}")
    if len(name) > LAENGSTER_NAME:
        raise DateiFehler(f"Der Dateiname ist länger als {LAENGSTER_NAME} Zeichen. {_UMBENENNEN}")
    return name
