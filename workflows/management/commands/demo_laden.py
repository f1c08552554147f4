"""Loads the demo: the data of the council paper, one login per role, about forty played cases."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from antraege.antrag.models import Antrag
from rollen import uhr
from rollen.protokoll import siegle
from workflows.durchspielen.demofaelle import FAELLE, spiele
from workflows.durchspielen.demofaelle_geld import GELDFAELLE
from workflows.durchspielen.vorbereitung import bereite_vor


class Command(BaseCommand):
    """Fills an empty database; a filled one is left alone."""

    help = "Lädt die Demo-Daten und spielt die Demo-Fälle, wenn noch keine da sind."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Everything or nothing, with a progress line."""
        if Antrag.objects.exists():
            self.stdout.write("Die Demo ist schon geladen.")
            return
        start, alle = time.perf_counter(), (*FAELLE, *GELDFAELLE)
        with transaction.atomic():
            bereite_vor()
            for nr, fall in enumerate(alle, start=1):
                spiele(fall)
                self.stdout.write(f"\r{nr}/{len(alle)} Fälle gespielt", ending="")
            siegle(uhr.heute())
        self.stdout.write(f"\n{len(alle)} Fälle in {time.perf_counter() - start:.1f} s")
