"""Two schools and the people around an Abruf, played through the door up to any state."""

from datetime import datetime
from typing import Any

from antraege.angebote.abrufe import Anfrage
from antraege.angebote.models import Abruf, Angebot, Einrichtung, Termin
from rollen import uhr
from rollen.models import Stelle, Stellenart
from rollen.tabelle import Rolle
from tests.angebotswelt import Angebotswelt, termin
from tests.fabriken import StelleFactory, person_mit
from workflows.abruf import tuer

GEGEBEN = {"kinder_erreicht": 18, "passung": "gut", "gelungen": "Alle haben gebaut.", "anders": ""}


class Abrufwelt(Angebotswelt):
    """An offer with one date of two groups; both schools may book."""

    def __init__(self) -> None:
        super().__init__()
        self.schule: Stelle = StelleFactory(
            name="Stiftschule", art=Stellenart.SCHULE, staedtisch=True, email="schule@kindercampus.example"
        )
        Einrichtung.objects.create(stelle=self.schule, standort=self.hoerde)
        self.schulleitung = person_mit(Rolle.EINRICHTUNG, self.schule, name="Schulleitung")
        self.andere: Stelle = StelleFactory(name="Westschule", art=Stellenart.SCHULE, staedtisch=True)
        self.andere_leitung = person_mit(Rolle.EINRICHTUNG, self.andere, name="Andere Schulleitung")
        self.angebot: Angebot = self.veroeffentlicht(gruppe_bis=30)
        self.termin: Termin = termin(self.angebot)

    def anfrage(self, **anders: Any) -> Anfrage:
        """Class 3b of the first school for the date."""
        werte: dict[str, Any] = {
            "einrichtung": self.schule,
            "termin": self.termin,
            "wunsch": "",
            "gruppe": "Klasse 3b",
            "kinder": 20,
            "ganztag": False,
            "kontakt": "Klassenleitung",
            "bedarf": "",
        }
        return Anfrage(**{**werte, **anders})

    def angefragt(self, **anders: Any) -> Abruf:
        """Sent by the head of the school whose Abruf it is."""
        anfrage = self.anfrage(**anders)
        leitung = self.schulleitung if anfrage.einrichtung == self.schule else self.andere_leitung
        return tuer.frage_an(self.angebot.pk, anfrage, akteur=leitung)

    def zugeordnet(self, **anders: Any) -> Abruf:
        """Given to the provider by the coordinating unit."""
        abruf = self.angefragt(**anders)
        return tuer.ordne_zu(abruf.pk, stand=abruf.stand, akteur=self.buero)

    def terminiert(self, **anders: Any) -> Abruf:
        """Promised with the date it was asked for."""
        abruf = self.zugeordnet(**anders)
        return tuer.sage_zu(abruf.pk, termin=abruf.termin, stand=abruf.stand, akteur=self.antrag)

    def durchgefuehrt(self, **anders: Any) -> Abruf:
        """On its day."""
        abruf = self.terminiert(**anders)
        with uhr.gestellt(datetime(2023, 2, 1, 12)):
            return tuer.fuehre_durch(abruf.pk, stand=abruf.stand, akteur=self.antrag)


def bild() -> list[dict[str, Any]]:
    """Every Abruf and every date as they are stored."""
    return [*Abruf.objects.order_by("pk").values(), *Termin.objects.order_by("pk").values()]
