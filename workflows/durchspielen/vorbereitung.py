"""What a played case needs before its first step: Stellen, budget, programmes, texts, people, offers."""

import io
from datetime import datetime

from django.core.management import call_command

from rollen import uhr
from rollen.models import Benutzer
from workflows.durchspielen import angebote, annahmen, personen
from workflows.durchspielen.kalender import Kalender

EINRICHTUNG = datetime(2022, 6, 1, 8)


def bereite_vor() -> None:
    """Load the data of the council paper and the people of the demo; does nothing twice and says nothing."""
    if Benutzer.objects.filter(email=f"leitung-40-5@{personen.DOMAENE}").exists():
        return
    kalender = Kalender(uhr.heute())
    with uhr.gestellt(EINRICHTUNG):
        call_command("loaddata", "textbausteine", verbosity=0)
        call_command("daten_laden", verbosity=0, stdout=io.StringIO())
        personen.lade()
        angebote.lade()
        annahmen.lade(kalender)
