"""The main job from the terminal: one request through every phase, with all the people it needs."""

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from antraege.kern.finanzierung import Position
from antraege.kern.geld import GeldFehler, lies_betrag, zeige
from antraege.kern.maengel import MaengelFehler
from rollen.protokoll import pruefe_kette
from workflows.durchspielen import besetzungen
from workflows.durchspielen.ereignisse import Ereignis, Haushaltsstand
from workflows.durchspielen.raten import mitte
from workflows.durchspielen.spieler import Spieler
from workflows.durchspielen.vorbereitung import bereite_vor

TITEL = "Projekte, Standort Hörde-Clarenberg"


class Command(BaseCommand):
    """Kindercampus request against 400303020400 / 529100 / 2023, from the draft to the verified trail."""

    help = "Spielt einen Antrag durch alle Phasen und zeigt jeden Schritt, wie er geschieht."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Amount, year, form of the output, where the Bescheid goes."""
        parser.add_argument(
            "--betrag", default="10.000,00", help="beantragter Betrag in Euro (Vorgabe 10.000,00)"
        )
        parser.add_argument("--jahr", type=int, default=2023, help="Haushaltsjahr (Vorgabe 2023)")
        parser.add_argument("--json", action="store_true", help="dasselbe als Daten")
        parser.add_argument(
            "--bescheid", default=str(settings.VAR / "bescheid.pdf"), help="Datei für den Bescheid"
        )
        parser.add_argument("--probe", action="store_true", help="am Ende nichts speichern")

    def handle(self, *_args: Any, **o: Any) -> None:
        """Play; everything is saved or, when a step is refused, nothing. Only the result goes to stdout."""
        if not settings.LOKAL:
            raise CommandError(
                "Durchgespielt wird nur in der Vorführung: Setzen Sie KINDERCAMPUS_PROFIL=demo."
            )
        if not os.access(Path(o["bescheid"]).parent, os.W_OK):
            raise CommandError(f"In den Ordner von {o['bescheid']} lässt sich nichts schreiben.")
        self._bereite_datenbank_vor()
        try:
            betrag = lies_betrag(o["betrag"])
        except GeldFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        ereignisse: list[Ereignis] = []
        melde = ereignisse.append if o["json"] else lambda e: self.stdout.write(_zeile(e))
        try:
            with transaction.atomic():
                bereite_vor()
                spieler = _spiele(betrag, o["jahr"], melde)
                ergebnis = _ergebnis(spieler, Path(o["bescheid"]))
                transaction.set_rollback(o["probe"])
        except MaengelFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        if o["json"]:
            daten = {"schritte": [asdict(e) for e in ereignisse], **ergebnis}
            self.stdout.write(json.dumps(daten, default=str, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_schluss(ergebnis))
        if not ergebnis["protokoll_unversehrt"]:
            raise CommandError("Die Kette des Protokolls ist nicht unversehrt.")

    def _bereite_datenbank_vor(self) -> None:
        """A fresh clone has no tables yet."""
        plan = MigrationExecutor(connection)
        if plan.migration_plan(plan.loader.graph.leaf_nodes()):
            self.stderr.write("Lege die Tabellen der Vorführung an …")
            call_command("migrate", verbosity=0, interactive=False)


def _spiele(betrag: Decimal, jahr: int, melde: Any) -> Spieler:
    spieler = Spieler(besetzungen.KINDERCAMPUS, beginn=date(jahr, 1, 16), melde=melde)
    spieler.entwerfe(
        programm="kindercampus-projekte",
        traeger="dobeq",
        titel=TITEL,
        positionen=[
            Position("ausgabe", "ausgabe", "Projekte mit Kindern und Eltern", betrag),
            Position("deckung", "zuwendung", "Beantragte Zuwendung", betrag),
        ],
        beginn=date(jahr, 3, 1),
        ende=date(jahr, 10, 31),
        standort="hoerde-clarenberg",
    )
    spieler.reiche_ein()
    spieler.pruefe_formal()
    spieler.pruefe_fachlich()
    spieler.zeichne_mit()
    spieler.bewillige(auflagen="Bitte nennen Sie die Stadt Dortmund auf Ihren Plakaten.")
    spieler.zahle_aus((betrag * 6 / 10).quantize(Decimal("0.01")))
    spieler.warte_bis(mitte(spieler.antrag))
    spieler.zahle_aus(spieler.antrag.offen)
    spieler.weise_nach()
    spieler.pruefe_nachweis()
    spieler.zeichne_nachweis()
    spieler.schliesse()
    return spieler


def _ergebnis(spieler: Spieler, datei: Path) -> dict[str, Any]:
    antrag = spieler.antrag
    stueck = antrag.bescheid.schriftstueck
    with stueck.datei.open("rb") as quelle:
        datei.write_bytes(quelle.read())
    befund = pruefe_kette(antrag.kette)
    return {
        "aktenzeichen": antrag.aktenzeichen,
        "status": antrag.status,
        "bewilligt": str(antrag.bewilligt),
        "ausgezahlt": str(antrag.ausgezahlt),
        "bescheid": {"datei": str(datei), "kennung": stueck.kennung, "sha256": stueck.sha256},
        "protokoll_eintraege": befund.eintraege,
        "protokoll_unversehrt": befund.heil,
    }


def _zeile(e: Ereignis) -> str:
    return (
        f"{e.zeit:%d.%m.%Y %H:%M}  {e.wer:<28} {e.was:<44} → {e.status:<14} {_haushalt(e.vorher, e.nachher)}"
    )


def _haushalt(vorher: Haushaltsstand, nachher: Haushaltsstand) -> str:
    """What the step changed in the budget line, or nothing."""
    namen = ("frei", "vorgemerkt", "gebunden", "ausgezahlt")
    teile = [
        f"{name} {zeige(getattr(vorher, name))} → {zeige(getattr(nachher, name))}"
        for name in namen
        if getattr(vorher, name) != getattr(nachher, name)
    ]
    return "; ".join(teile)


def _schluss(e: dict[str, Any]) -> str:
    urteil = "unversehrt" if e["protokoll_unversehrt"] else "NICHT unversehrt"
    return (
        f"\n{e['aktenzeichen']}: {e['status']}. Bewilligt {zeige(Decimal(e['bewilligt']))}, "
        f"ausgezahlt {zeige(Decimal(e['ausgezahlt']))}.\n"
        f"Bescheid: {e['bescheid']['datei']} (SHA-256 {e['bescheid']['sha256']})\n"
        f"Protokoll: {e['protokoll_eintraege']} Einträge, Kette {urteil}."
    )
