"""Loads the demo: the data of the council paper, one login per role, about eighty cases played up to yesterday."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from antraege.antrag.models import Antrag
from rollen import uhr
from rollen.protokoll import siegle
from workflows.durchspielen import demofaelle
from workflows.durchspielen import geschichten_kooperation as kooperation
from workflows.durchspielen.demofaelle_geld import geldfaelle
from workflows.durchspielen.demofaelle_gremien import gremienfaelle, gremienvereinbarungen
from workflows.durchspielen.demofall import spiele
from workflows.durchspielen.kalender import Kalender
from workflows.durchspielen.personen import beantrage_rolle, gib_zeichnenden_eine_app
from workflows.durchspielen.spieler import Spieler
from workflows.durchspielen.vorbereitung import bereite_vor

ZEILE_ALLE = 20  # cases between two lines where no terminal is attached


class Command(BaseCommand):
    """Fills an empty database; a filled one is left alone."""

    help = "Lädt die Demo-Daten und spielt die Demo-Fälle bis gestern, wenn noch keine da sind."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Everything or nothing; says how far it is."""
        if Antrag.objects.exists():
            gib_zeichnenden_eine_app()
            self.stdout.write("Die Demo ist schon geladen.")
            return
        start = perf_counter()
        kalender = Kalender(uhr.heute())
        alle = _in_der_reihenfolge_der_tage(kalender)
        with transaction.atomic():
            self.stdout.write("Lade Stellen, Haushalt, Programme, Texte und Personen …")
            self.stdout.flush()
            bereite_vor()
            for nr, geschichte in enumerate(alle, start=1):
                _pruefe_vergangen(geschichte(), kalender)
                self._melde(nr, len(alle))
            with uhr.gestellt(datetime.combine(kalender.zuletzt, time(10))):
                beantrage_rolle()
            siegle(uhr.heute())
        self.stdout.write(f"{len(alle)} Fälle in {perf_counter() - start:.1f} s")

    def _melde(self, nr: int, von: int) -> None:
        """One line that counts on a terminal; a new line now and then elsewhere."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{nr}/{von} Fälle gespielt", ending="\n" if nr == von else "")
        elif nr % ZEILE_ALLE == 0 or nr == von:
            self.stdout.write(f"{nr}/{von} Fälle gespielt")
        self.stdout.flush()


def _in_der_reihenfolge_der_tage(k: Kalender) -> list[Callable[[], Spieler]]:
    """Who began first is played first: no check can come upon a case that nobody knew then."""
    faelle = (*demofaelle.faelle(k), *geldfaelle(k), *gremienfaelle(k))
    vereinbarungen = (*kooperation.kooperationen(k), *gremienvereinbarungen(k))
    nach_tag: list[tuple[date, Callable[[], Spieler]]] = [
        *((fall.entworfen_am, partial(spiele, fall)) for fall in faelle),
        *((fall.angefragt_am, partial(kooperation.spiele, fall)) for fall in vereinbarungen),
    ]
    return [geschichte for _tag, geschichte in sorted(nach_tag, key=lambda paar: paar[0])]


def _pruefe_vergangen(spieler: Spieler, k: Kalender) -> None:
    """A story that has become too long is a fault of the demo, not a case of the future."""
    if spieler.zeit.date() > k.zuletzt:
        raise AssertionError(
            f"{spieler.antrag.titel} plays until {spieler.zeit:%d.%m.%Y}: tell it from earlier on."
        )
