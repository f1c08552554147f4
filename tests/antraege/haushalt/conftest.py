"""A unit, a person and one budget line with 1,000 euro."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection

from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Buchung, Haushaltsjahr, Haushaltsstelle
from rollen import uhr
from rollen.models import Benutzer, Stelle
from tests.antraege.haushalt.konten import AZ, D, stand
from tests.gedaechtnis import gemerkt


@pytest.fixture
def stelle(db) -> Stelle:
    for jahr in (2023, 2024):
        Haushaltsjahr.objects.get_or_create(jahr=jahr, defaults={"in_kraft_ab": date(jahr, 1, 1)})
    return Stelle.objects.create(kuerzel="amt", name="Amt", art="fachbereich", pfad="1.")


@pytest.fixture
def akteur(db) -> Benutzer:
    return Benutzer.objects.create_user("kaemmerei@kindercampus.example", name="Kämmerei")


@pytest.fixture
def geladen(db) -> None:
    gemerkt(call_command, "daten_laden", verbosity=0)


@pytest.fixture
def im_jahr_2023():
    with uhr.gestellt(datetime(2023, 3, 1, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def projekte(geladen) -> Haushaltsstelle:
    return services.finde(auftrag="400303020400", sachkonto="529100", bezeichnung="Projekte", jahr=2023)


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


@pytest.fixture
def buche(zeile, akteur):
    """Call a service on the line for this case; each call has its own key unless one is given."""
    zaehler = iter(range(1000))

    def ruf(tun, betrag, *, aktenzeichen=AZ, schluessel=None):
        return tun(
            zeile,
            D(betrag),
            aktenzeichen=aktenzeichen,
            schluessel=schluessel or f"k{next(zaehler)}",
            akteur=akteur,
        )

    return ruf


@pytest.fixture
def nichts_geschieht(zeile):
    """Run something that must raise; give back the error after checking that nothing changed."""

    def pruefe(fehlerart, tun, /, *args, **kwargs):
        vorher, anzahl = stand(zeile), Buchung.objects.count()
        with pytest.raises(fehlerart) as info:
            tun(*args, **kwargs)
        assert (stand(zeile), Buchung.objects.count()) == (vorher, anzahl)
        return str(info.value)

    return pruefe


@pytest.fixture
def zweitdatenbank(django_db_setup, django_db_blocker):
    """A copy of the empty test database, for what is committed to the ledger can never be deleted again."""
    eigener = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{eigener}_rennen"')
            cursor.execute(f'CREATE DATABASE "{eigener}_rennen" TEMPLATE "{eigener}"')
        connection.settings_dict["NAME"] = f"{eigener}_rennen"
        yield
        connection.close()
        connection.settings_dict["NAME"] = eigener
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{eigener}_rennen" WITH (FORCE)')
