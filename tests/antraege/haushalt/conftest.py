"""A unit, a person and one budget line with 1,000 euro."""

from decimal import Decimal

import pytest

from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Haushaltsstelle
from rollen.models import Benutzer, Stelle


@pytest.fixture
def stelle(db) -> Stelle:
    return Stelle.objects.create(kuerzel="amt", name="Amt", art="fachbereich", pfad="1.")


@pytest.fixture
def akteur(db) -> Benutzer:
    return Benutzer.objects.create_user("kaemmerei@kindercampus.example", name="Kämmerei")


@pytest.fixture
def neue_zeile(stelle, akteur):
    def neu(ansatz: str = "1000.00", *, bezeichnung: str = "Projekte", jahr: int = 2023) -> Haushaltsstelle:
        zeile = Haushaltsstelle.objects.create(
            stelle=stelle,
            jahr=jahr,
            bereich=Bereich.SACH,
            auftrag="4711",
            sachkonto="529100",
            bezeichnung=bezeichnung,
        )
        services.setze_ansatz(
            zeile, Decimal(ansatz), schluessel=f"ansatz/{bezeichnung}/{jahr}", akteur=akteur, text="Plan"
        )
        zeile.refresh_from_db()
        return zeile

    return neu


@pytest.fixture
def zeile(neue_zeile) -> Haushaltsstelle:
    return neue_zeile()
