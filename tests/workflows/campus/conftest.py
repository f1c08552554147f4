"""A city that has loaded what comes with the product, with the people around one site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from antraege.angebote.models import Standort
from rollen import uhr
from rollen.models import Benutzer, Stelle
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.gedaechtnis import gemerkt

MORGENS = datetime(2026, 2, 2, 9, tzinfo=UTC)  # the posts end in seven months


@dataclass
class Campus:
    """Both sites, and who works there."""

    hoerde: Standort
    westerfilde: Standort
    management: Benutzer
    nachbar: Benutzer
    leitung: Benutzer
    finanzen: Benutzer


def _standort(kuerzel: str) -> Standort:
    return Standort.objects.select_related("stelle").get(stelle__kuerzel=kuerzel)


@pytest.fixture
def campus(db: None) -> Iterator[Campus]:
    """On a working day within the lead time of the deadlines."""
    with uhr.gestellt(MORGENS):
        gemerkt(call_command, "daten_laden", verbosity=0)
        hoerde, westerfilde = _standort("hoerde-clarenberg"), _standort("westerfilde-bodelschwingh")
        fb40 = Stelle.objects.get(kuerzel="fb-40")
        yield Campus(
            hoerde,
            westerfilde,
            person_mit(Rolle.CAMPUS_MANAGEMENT, hoerde.stelle, name="Campus-Management Hörde"),
            person_mit(Rolle.CAMPUS_MANAGEMENT, westerfilde.stelle, name="Campus-Management Westerfilde"),
            person_mit(Rolle.LEITUNG, fb40, Ebene.FACHBEREICHSLEITUNG, name="Leitung FB 40"),
            person_mit(Rolle.FINANZEN, fb40, name="Finanzen FB 40"),
        )
