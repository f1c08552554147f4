"""What the tests of this room's pages share: who is logged in, and what the tables say."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from rollen import stellen
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Traeger, Vertretung
from tests.fabriken import StelleFactory, TraegerFactory


def als(benutzer: Benutzer) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(benutzer)
    return client


def stand() -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables that the pages of this room change; the trail is not among them."""
    tabellen = (Benutzer, Mitgliedschaft, Stelle, Traeger, Vertretung)
    return {tabelle.__name__: list(tabelle.objects.order_by("pk").values()) for tabelle in tabellen}


def organisation(**felder: Any) -> Traeger:
    """An organisation outside the city's tree, as registration makes it."""
    stelle = StelleFactory(art=Stellenart.TRAEGER, eltern=None, name=felder.pop("name", "Lesewelt e. V."))
    return TraegerFactory(stelle=stellen.speichere(stelle), **felder)


def fehler(antwort: Any) -> dict[str, list[str]]:
    """The messages of the form on the page, by field."""
    return {feld: list(meldungen) for feld, meldungen in antwort.context["form"].errors.items()}


def oeffne(adresse: str, passwort: str, **felder: str) -> Client:
    """Open a link from an e-mail and choose a password behind it; the browser is logged in by nobody."""
    client = Client()
    seite = client.get(adresse, follow=True)
    werte = {"new_password1": passwort, "new_password2": passwort, **felder}
    antwort = client.post(seite.request["PATH_INFO"], werte)
    assert (antwort.status_code, antwort.headers.get("Location")) == (302, reverse("anmelden")), fehler(
        antwort
    )
    return client


def link(text: str) -> str:
    """The path of the first link for a password in an e-mail."""
    return re.findall(r"http://127\.0\.0\.1:8000(/passwort/neu/\S+)", text)[0]
