"""What a case of the demo is: who asks for what, from when, and its story."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.kern.finanzierung import Position
from antraege.kern.fristen import werktage_frueher
from workflows.durchspielen import besetzungen
from workflows.durchspielen.geschichten import Geschichte
from workflows.durchspielen.kalender import Kalender, letzter_tag
from workflows.durchspielen.spieler import Spieler

KC, AP = "kindercampus-projekte", "aktionsplan-teilhabe"
HOERDE, WESTERFILDE = "hoerde-clarenberg", "westerfilde-bodelschwingh"
VORLAUF = 40  # working days from the first draft to the first day of the project


@dataclass(frozen=True)
class Demofall:
    """One case: who asks for what, from when, and its story."""

    programm: str
    traeger: str
    titel: str
    betrag: str
    beginn: date
    monate: int
    geschichte: Geschichte
    standort: str | None = None
    im_auftrag: str = ""
    einheiten: int | None = None
    vorlauf: int = VORLAUF

    @property
    def entworfen_am(self) -> date:
        """The day of the first draft."""
        return werktage_frueher(self.beginn, self.vorlauf)

    @property
    def ende(self) -> date:
        """The last day of the project."""
        return letzter_tag(self.beginn, self.monate)


def spiele(fall: Demofall) -> Spieler:
    """Play one case from the first draft on."""
    besetzung = besetzungen.fuer(fall.programm, fall.traeger, im_auftrag=fall.im_auftrag)
    spieler = Spieler(besetzung, beginn=fall.entworfen_am)
    spieler.entwerfe(
        programm=fall.programm,
        traeger=fall.traeger,
        titel=fall.titel,
        positionen=_plan(fall),
        beginn=fall.beginn,
        ende=fall.ende,
        einheiten=fall.einheiten,
        standort=fall.standort,
    )
    fall.geschichte(spieler)
    return spieler


def _plan(fall: Demofall) -> list[Position]:
    """Costs in two lines; the Aktionsplan wants a fifth of own and third-party money."""
    zuwendung = Decimal(fall.betrag)
    eigen = Decimal("0.00") if fall.programm == KC else (zuwendung / 4).quantize(Decimal("0.01"))
    honorare = ((zuwendung + eigen) * 7 / 10).quantize(Decimal("0.01"))
    zeilen = [
        Position("ausgabe", "ausgabe", "Honorare", honorare),
        Position("ausgabe", "ausgabe", "Material", zuwendung + eigen - honorare),
        Position("deckung", "zuwendung", "Beantragte Zuwendung", zuwendung),
    ]
    return [*zeilen, Position("deckung", "eigenmittel", "Eigenmittel", eigen)] if eigen else zeilen


def entworfen(k: Kalender, werktage: int) -> date:
    """The first day of a project whose request was drafted so many working days ago."""
    return k.tag(werktage=VORLAUF - werktage)
