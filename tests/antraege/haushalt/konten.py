"""The columns of a budget line, as they are and as they should be; people who look at them."""

from decimal import Decimal

from django.test import Client

from antraege.haushalt.models import Haushaltsstelle
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Rolle
from tests.fabriken import person_mit

D = Decimal
AZ, FREMD = "40/5-FK-2023-00001", "40/5-FK-2023-00002"


def stand(zeile: Haushaltsstelle) -> dict[str, Decimal]:
    zeile.refresh_from_db()
    return {
        s: getattr(zeile, s)
        for s in ("ansatz", "deckung", "vorgemerkt", "gebunden", "ausgezahlt", "erstattet", "frei")
    }


def erwartet(**anders: str) -> dict[str, Decimal]:
    grund = {
        "ansatz": "1000",
        "deckung": "0",
        "vorgemerkt": "0",
        "gebunden": "0",
        "ausgezahlt": "0",
        "erstattet": "0",
        "frei": "1000",
    }
    return {spalte: D(wert) for spalte, wert in (grund | anders).items()}


def angemeldet(client: Client, rolle: Rolle, kuerzel: str) -> Benutzer:
    """A new person with this role at the Stelle, logged in."""
    person = person_mit(rolle, Stelle.objects.get(kuerzel=kuerzel))
    client.force_login(person)
    return person
