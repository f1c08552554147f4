"""Values of law for the recalculation: released ones from the database, else those shipped in fixtures/."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import Error

from antraege.programme import festwerte

Reihe = list[tuple[date, Decimal]]
DATEI = Path(settings.BASE_DIR) / "fixtures" / "festwerte.json"


def reihe(schluessel: str) -> Reihe:
    """The values with the day they begin; the shipped file counts when the database holds none at all."""
    try:
        gueltige = festwerte.reihe(schluessel)
    except Error:  # no database or no such table: a copy can be checked without one
        gueltige = []
    return gueltige or aus_datei(schluessel)


def aus_datei(schluessel: str) -> Reihe:
    """The values of fixtures/festwerte.json."""
    zeilen = json.loads(DATEI.read_text(encoding="utf-8"))
    return [
        (date.fromisoformat(zeile["gueltig_ab"]), Decimal(zeile["wert"]))
        for zeile in zeilen
        if zeile["schluessel"] == schluessel
    ]
