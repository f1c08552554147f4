"""The breadcrumbs of a task."""

from django.urls import reverse

from rollen.ansicht import weg
from rollen.models import Benutzer
from workflows.models import Aufgabe
from workflows.tuer.verzeichnis import SCHRITTE


def brotkrumen(benutzer: Benutzer, aufgabe: Aufgabe, *, amt: bool) -> list[dict[str, str]]:
    """Where a task stands: below the case in the Postkorb, or below the own request."""
    assert aufgabe.antrag is not None
    schritt, antrag = SCHRITTE[aufgabe.schritt], aufgabe.antrag
    zeichen = antrag.aktenzeichen or "Entwurf"
    if schritt.beim_traeger and not amt:
        eigener = aufgabe.stelle_id == antrag.traeger_id
        return [
            {"name": "Meine Anträge", "url": reverse("meine_antraege")},
            {"name": zeichen, "url": reverse("antrag_status", args=[antrag.pk]) if eigener else ""},
            {"name": schritt.titel, "url": ""},
        ]
    return [
        {"name": "Postkorb", "url": weg(benutzer, "postkorb")},
        {"name": zeichen, "url": reverse("fall", args=[antrag.pk]) if amt else ""},
        {"name": schritt.titel, "url": reverse("aufgabe", args=[aufgabe.pk])},
    ]
