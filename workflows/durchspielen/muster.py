"""What every played request contains: sensible answers and a paper."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from antraege.antrag.models import Antrag


def papier() -> ContentFile:
    inhalt = (settings.BASE_DIR / "fixtures" / "projektbeschreibung.pdf").read_bytes()
    return ContentFile(inhalt, name="Projektbeschreibung.pdf")


def antworten(antrag: Antrag) -> dict[str, Any]:
    """A sensible answer to every question of the Richtlinie."""
    beispiele: dict[str, Any] = {
        "text": "Kinder und Eltern im Quartier",
        "langtext": "Kinder lesen gern und gut. Eltern lernen die Schule kennen.",
        "zahl": 25,
        "ja_nein": False,
        "erklaerung": True,
    }
    return {
        frage.schluessel: frage.auswahl[0][0] if frage.art == "auswahl" else beispiele[frage.art]
        for frage in antrag.richtlinie.fragen.all()
    }
