"""The benchmark: seeds 1,000 and N cases into databases of its own and prints what pages and steps cost."""

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from antraege.antrag.models import Antrag
from rollen import uhr
from workflows.durchspielen import demofaelle
from workflows.durchspielen.demofall import spiele
from workflows.durchspielen.kalender import Kalender
from workflows.durchspielen.vorbereitung import bereite_vor
from workflows.leistung import messung
from workflows.leistung.messung import Messwert
from workflows.leistung.saat import saeh

KLEIN = 1000


class Command(BaseCommand):
    """Runs itself once per size on a fresh database; never touches the data of the demo."""

    help = "Misst Seiten, Schritte und Briefe bei 1.000 und bei N Fällen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Size, engine, form of the output."""
        parser.add_argument("--anzahl", type=int, default=100_000)
        parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--innen", action="store_true", help="misst in der eingestellten Datenbank")

    def handle(self, *_args: Any, **o: Any) -> None:
        """Both sizes, side by side."""
        if o["innen"]:
            self.stdout.write(json.dumps([asdict(m) for m in self._miss(o["anzahl"])]))
            return
        klein, gross = (self._in_eigener_datenbank(n, o["db"]) for n in (KLEIN, o["anzahl"]))
        if o["json"]:
            self.stdout.write(
                json.dumps({str(KLEIN): klein, str(o["anzahl"]): gross}, ensure_ascii=False, indent=2)
            )
        else:
            self._tabelle(klein, gross, o["anzahl"])

    def _in_eigener_datenbank(self, anzahl: int, db: str) -> list[dict[str, Any]]:
        umgebung = {**os.environ, "DATABASE_URL": _frische_datenbank(db)}
        befehl = [sys.executable, sys.argv[0], "leistung_messen", "--innen", "--anzahl", str(anzahl)]
        lauf = subprocess.run(befehl, env=umgebung, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
        return list(json.loads(lauf.stdout.splitlines()[-1]))

    def _miss(self, anzahl: int) -> list[Messwert]:
        call_command("migrate", verbosity=0)
        bereite_vor()
        start = time.perf_counter()
        faelle = demofaelle.faelle(Kalender(uhr.heute()))
        for fall in faelle:
            spiele(fall)
        dauer = round((time.perf_counter() - start) * 1000, 1)
        demo = Messwert("Demo-Fälle nachgespielt", dauer, dauer, None, f"{len(faelle)} Fälle")
        saeh(anzahl, fortschritt=lambda n: self.stderr.write(f"\r{n:>8} von {anzahl} Fällen", ending=""))
        self.stderr.write("")
        with connection.cursor() as zeiger:
            zeiger.execute("ANALYZE")
        self.stderr.write(f"{Antrag.objects.count()} Fälle, messe …")
        teile = (messung.schritt, messung.ganzer_fall, messung.bescheid, messung.export)
        return [*messung.seiten(), *(teil() for teil in teile), demo]

    def _tabelle(self, klein: list[dict[str, Any]], gross: list[dict[str, Any]], anzahl: int) -> None:
        self.stdout.write(f"{'':34}{KLEIN:>9} Fälle{anzahl:>19} Fälle")
        self.stdout.write(
            f"{'':34}{'median':>8}{'p95':>9}{'median':>12}{'p95':>9}{'Faktor':>8}{'Abfragen':>10}"
        )
        for a, b in zip(klein, gross, strict=True):
            faktor = b["median_ms"] / a["median_ms"] if a["median_ms"] else 0
            abfragen = "" if b["abfragen"] is None else b["abfragen"]
            self.stdout.write(
                f"{a['name']:34}{a['median_ms']:8.1f}{a['p95_ms']:9.1f}{b['median_ms']:12.1f}{b['p95_ms']:9.1f}"
                f"{faktor:8.2f}{abfragen:>10}  {b['zusatz']}"
            )


def _frische_datenbank(db: str) -> str:
    """The address of an empty database of our own."""
    if db == "sqlite":
        for endung in ("", "-wal", "-shm"):
            (settings.VAR / f"leistung.sqlite3{endung}").unlink(missing_ok=True)
        return f"sqlite:///{settings.VAR / 'leistung.sqlite3'}"
    import psycopg  # noqa: PLC0415 - only here, and only with the extra

    url = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    server, _, _name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as verbindung:
        verbindung.execute("DROP DATABASE IF EXISTS kindercampus_leistung")
        verbindung.execute("CREATE DATABASE kindercampus_leistung")
    return f"{server}/kindercampus_leistung"
