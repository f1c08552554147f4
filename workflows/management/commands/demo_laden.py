"""Loads the demo: the data of the council paper, one login per role, about seventy-five played cases."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from antraege.antrag.models import Antrag
from rollen import uhr
from rollen.protokoll import siegle
from workflows.durchspielen.demofaelle import FAELLE, spiele
from workflows.durchspielen.demofaelle_geld import GELDFAELLE
from workflows.durchspielen.demofaelle_gremien import GREMIENFAELLE, GREMIENVEREINBARUNGEN
from workflows.durchspielen.geschichten_kooperation import KOOPERATIONEN
from workflows.durchspielen.geschichten_kooperation import spiele as spiele_vereinbarung
from workflows.durchspielen.personen import gib_zeichnenden_eine_app
from workflows.durchspielen.vorbereitung import bereite_vor


class Command(BaseCommand):
    """Fills an empty database; a filled one is left alone."""

    help = "Lädt die Demo-Daten und spielt die Demo-Fälle, wenn noch keine da sind."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Everything or nothing, with a progress line."""
        if Antrag.objects.exists():
            gib_zeichnenden_eine_app()
            self.stdout.write("Die Demo ist schon geladen.")
            return
        start = time.perf_counter()
        alle: list[Callable[[], object]] = [
            *(partial(spiele, fall) for fall in (*FAELLE, *GELDFAELLE, *GREMIENFAELLE)),
            *(partial(spiele_vereinbarung, fall) for fall in (*KOOPERATIONEN, *GREMIENVEREINBARUNGEN)),
        ]
        with transaction.atomic():
            bereite_vor()
            for nr, spiele_eins in enumerate(alle, start=1):
                spiele_eins()
                self.stdout.write(f"\r{nr}/{len(alle)} Fälle gespielt", ending="")
            siegle(uhr.heute())
        self.stdout.write(f"\n{len(alle)} Fälle in {time.perf_counter() - start:.1f} s")
