"""Many at once on one budget line: never above the Ansatz, and exactly full at the end (R1)."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, connections

from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Buchung, Haushaltsjahr, Haushaltsstelle
from rollen.models import Benutzer, Stelle

D = Decimal
WURZEL = Path(__file__).parents[3]
ANSATZ = D("1000.00")


def greifen(wer: int, *, mal: int, betrag: str) -> int:
    """Try to bind the amount `mal` times; how often it went well. After each try no cent is over."""
    zeile, akteur, gelungen = Haushaltsstelle.objects.get(), Benutzer.objects.get(), 0
    for nr in range(mal):
        try:
            services.binden(zeile, D(betrag), aktenzeichen=f"a{wer}", schluessel=f"{wer}/{nr}", akteur=akteur)
            gelungen += 1
        except services.MittelReichenNicht:
            pass
        zeile.refresh_from_db()
        assert D("0.00") <= zeile.gebunden <= ANSATZ
    return gelungen


def anlegen() -> None:
    stelle = Stelle.objects.create(kuerzel="amt", name="Amt", art="fachbereich", pfad="1.")
    akteur = Benutzer.objects.create_user("kaemmerei@kindercampus.example", name="Kämmerei")
    Haushaltsjahr.objects.create(jahr=2023, in_kraft_ab=date(2023, 1, 1))
    zeile = Haushaltsstelle.objects.create(
        stelle=stelle, jahr=2023, bereich=Bereich.SACH, sachkonto="529100", bezeichnung="Projekte"
    )
    services.setze_ansatz(zeile, ANSATZ, schluessel="ansatz", akteur=akteur, text="")


def pruefe(*, gelungen: int, betrag: str) -> None:
    zeile = Haushaltsstelle.objects.get()
    assert gelungen == ANSATZ // D(betrag) == Buchung.objects.filter(art="bindung").count()
    assert (zeile.gebunden, zeile.frei) == (ANSATZ, D("0.00"))
    assert services.abgleich() == []


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


def gleichzeitig(anzahl: int, tun: Callable[[int], int]) -> list[int]:
    """Run it in so many threads, each with its own connection."""

    def ruf(wer: int) -> int:
        try:
            return tun(wer)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(anzahl) as pool:
        return list(pool.map(ruf, range(anzahl)))


@pytest.mark.postgres
def test_postgres_16_threads_with_40_grabs_each(zweitdatenbank):
    anlegen()
    gelungen = gleichzeitig(16, lambda wer: greifen(wer, mal=40, betrag="4.00"))
    pruefe(gelungen=sum(gelungen), betrag="4.00")


@pytest.mark.postgres
def test_postgres_the_same_key_from_16_threads_books_once(zweitdatenbank):
    anlegen()
    zeile, akteur = Haushaltsstelle.objects.get(), Benutzer.objects.get()

    def immer_dasselbe(_: int) -> int:
        return services.binden(zeile, D("10"), aktenzeichen="a", schluessel="einmal", akteur=akteur).pk

    assert len(set(gleichzeitig(16, immer_dasselbe))) == 1
    zeile.refresh_from_db()
    assert zeile.gebunden == D("10.00")


@pytest.mark.postgres
def test_postgres_two_lines_covering_each_other_never_deadlock(zweitdatenbank):
    anlegen()
    erste, akteur = Haushaltsstelle.objects.get(), Benutzer.objects.get()
    zweite = Haushaltsstelle.objects.create(
        stelle=erste.stelle, jahr=2023, bereich=Bereich.SACH, sachkonto="529900", bezeichnung="Evaluation"
    )
    services.setze_ansatz(zweite, ANSATZ, schluessel="ansatz2", akteur=akteur, text="")

    def hin_und_her(wer: int) -> int:
        von, zu = (erste, zweite) if wer % 2 else (zweite, erste)
        for nr in range(10):
            services.decken(von, zu, D("1"), schluessel=f"{wer}/{nr}", akteur=akteur, text="")
        return wer

    assert gleichzeitig(8, hin_und_her) == list(range(8))
    assert [z.frei for z in Haushaltsstelle.objects.all()] == [ANSATZ, ANSATZ]
    assert services.abgleich() == []


def test_sqlite_6_processes_with_20_grabs_each(tmp_path):
    umgebung = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'rennen.sqlite3'}",
        "KINDERCAMPUS_PROFIL": "test",
        "DJANGO_SETTINGS_MODULE": "einstellungen.settings",
    }

    def prozess(code: str) -> str:
        start = f"import django; django.setup(); from {__name__} import *; "
        befehl = [sys.executable, "-c", start + code]
        return subprocess.run(
            befehl, cwd=WURZEL, env=umgebung, text=True, check=True, capture_output=True
        ).stdout

    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=WURZEL, env=umgebung, check=True)
    prozess("anlegen()")
    with ThreadPoolExecutor(6) as pool:
        laeufe = pool.map(prozess, [f"print(greifen({wer}, mal=20, betrag='25'))" for wer in range(6)])
        gelungen = sum(map(int, laeufe))
    prozess(f"pruefe(gelungen={gelungen}, betrag='25')")
