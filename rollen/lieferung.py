"""Reads the units, lines, rules and values that are delivered as files (`settings.DATEN`)."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings


class LieferFehler(ValueError):
    """A file is missing or says something that cannot be; the German sentence says which and how to mend it."""


def lies(name: str) -> Any:
    """The content of one file, freshly read. Raises LieferFehler."""
    datei = Path(settings.DATEN) / f"{name}.json"
    try:
        return json.loads(datei.read_text(encoding="utf-8"))
    except FileNotFoundError as fehler:
        raise LieferFehler(
            f"Die Datei {datei} fehlt. Kopieren Sie sie aus dem Ordner fixtures des Programms."
        ) from fehler
    except ValueError as fehler:
        raise LieferFehler(f"Die Datei {datei} ist kein gültiges JSON: {fehler}") from fehler


def eigene(name: str) -> list[dict[str, Any]]:
    """The rows of a file that are not only for the demo."""
    return [zeile for zeile in lies(name) if not zeile.pop("vorfuehrung", False)]
