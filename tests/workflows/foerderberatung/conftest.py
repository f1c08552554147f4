"""A Servicestelle in the small city, and a place for scans."""

from pathlib import Path
from typing import Any

import pytest

from rollen.models import Benutzer, Stellenart
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit
from tests.welt import Welt


@pytest.fixture(autouse=True)
def _ablage(settings: Any, tmp_path: Path) -> None:
    """Scans in a directory of the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def servicestelle(welt: Welt) -> Benutzer:
    stelle = StelleFactory(
        kuerzel="servicestelle",
        name="Servicestelle",
        art=Stellenart.SERVICESTELLE,
        eltern=welt.stellen["fb40"],
        email="servicestelle@stadt.example",
    )
    welt.stellen["servicestelle"] = stelle
    welt.personen["sv"] = person_mit(Rolle.SERVICESTELLE, stelle, name="Beratung", funktion="Förderberatung")
    return welt.personen["sv"]
