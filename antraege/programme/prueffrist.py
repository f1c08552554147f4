"""Until when the Servicestelle answers a registration: a Festwert, told to the room that keeps registrations."""

from datetime import timedelta
from typing import Any

from django.dispatch import receiver

from antraege.kern.maengel import MaengelFehler
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr
from rollen.models import Traeger
from rollen.registrierung import vorgelegt


@receiver(vorgelegt)
def setze(*, traeger: Traeger, **_: Any) -> None:
    """The last day; without a value that counts nothing is promised."""
    try:
        tage = festwerte.wert_am(Festwertart.TRAEGERPRUEFUNG_TAGE, uhr.heute())
    except MaengelFehler:
        return
    traeger.pruefung_bis = uhr.heute() + timedelta(days=int(tage))
