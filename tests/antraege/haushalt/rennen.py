"""What runs in other processes and on other connections: a budget line, and who grabs for it."""

import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import connections

from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Buchung, Haushaltsjahr, Haushaltsstelle
from rollen.models import Benutzer, Stelle
from tests.vorlage import schemadatei

D = Decimal
WURZEL = Path(__file__).parents[3]
ANSATZ = D("1000.00")


def anlegen() -> None:
    """One line with ANSATZ euro in a year that is in force."""
    stelle = Stelle.objects.create(kuerzel="amt", name="Amt", art="fachbereich", pfad="1.")
    akteur = Benutzer.objects.create_user("kaemmerei@kindercampus.example", name="Kämmerei")
    Haushaltsjahr.objects.create(jahr=2023, in_kraft_ab=date(2023, 1, 1))
    zeile = Haushaltsstelle.objects.create(
        stelle=stelle, jahr=2023, bereich=Bereich.SACH, sachkonto="529100", bezeichnung="Projekte"
    )
    services.setze_ansatz(zeile, ANSATZ, schluessel="ansatz", akteur=akteur, text="")


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


def pruefe(*, gelungen: int, betrag: str) -> None:
    """The line is full to the cent, and the ledger agrees."""
    zeile = Haushaltsstelle.objects.get()
    assert gelungen == ANSATZ // D(betrag) == Buchung.objects.filter(art="bindung").count()
    assert (zeile.gebunden, zeile.frei) == (ANSATZ, D("0.00"))
    assert services.abgleich() == []


def gleichzeitig(anzahl: int, tun: Callable[[int], int]) -> list[int]:
    """Run it in so many threads, each with its own connection."""

    def ruf(wer: int) -> int:
        try:
            return tun(wer)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(anzahl) as pool:
        return list(pool.map(ruf, range(anzahl)))


def in_prozessen(anzahl: int, tun: Callable[[int], int]) -> list[int]:
    """Run it in so many processes, which begin together, each with its own connection."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    with fork.Pool(anzahl, initializer=fork.Barrier(anzahl).wait) as pool:
        return pool.map(tun, range(anzahl), chunksize=1)


class Prozesse:
    """Runs code in processes of their own on one SQLite file with all tables."""

    def __init__(self, datei: Path) -> None:
        shutil.copy(schemadatei(), datei)
        self.umgebung = os.environ | {
            "DATABASE_URL": f"sqlite:///{datei}",
            "KINDERCAMPUS_PROFIL": "test",
            "DJANGO_SETTINGS_MODULE": "einstellungen.settings",
        }

    def ruf(self, code: str) -> str:
        """Run code with everything of this module; what it printed."""
        lauf = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); from {__name__} import *; {code}"],
            cwd=WURZEL,
            env=self.umgebung,
            text=True,
            check=False,
            capture_output=True,
        )
        assert lauf.returncode == 0, lauf.stderr
        return lauf.stdout
