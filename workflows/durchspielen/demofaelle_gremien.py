"""Cases above every Wertgrenze: a grant and an agreement on their way through the bodies."""

from workflows.durchspielen.demofall import HOERDE, Demofall
from workflows.durchspielen.geschichten import geprueft
from workflows.durchspielen.geschichten_gremien import beim_rat, vom_rat_beschlossen
from workflows.durchspielen.geschichten_kooperation import WESTERFILDE
from workflows.durchspielen.kalender import Kalender, letzter_tag
from workflows.durchspielen.kooperationsmuster import Kooperationsfall

GANZTAG = "kooperativer-ganztag"


def gremienfaelle(k: Kalender) -> tuple[Demofall, ...]:
    """Two grants: one that the Rat has decided on, one that nobody has laid before it yet."""
    return (
        Demofall(
            GANZTAG,
            "dobeq",
            "Ganztag aus einer Hand",
            "280000.00",
            k.tag(werktage=-20),
            10,
            vom_rat_beschlossen,
            HOERDE,
            vorlauf=55,
        ),
        Demofall(
            GANZTAG,
            "ekk",
            "Quartierslabor Westerfilde",
            "265000.00",
            k.tag(werktage=41),
            11,
            geprueft,
            WESTERFILDE,
            vorlauf=60,
        ),
    )


def gremienvereinbarungen(k: Kalender) -> tuple[Kooperationsfall, ...]:
    """An agreement that waits for the Rat."""
    von = k.schulhalbjahr(nur_august=True)
    return (
        Kooperationsfall(
            titel="Trägerschaft des Offenen Ganztags",
            anfragende="westhausen-grundschule",
            parteien=("fb-40", "westhausen-grundschule", "ekk"),
            standort=WESTERFILDE,
            themenfeld="sozialkompetenz",
            gegenstand="Der Träger gestaltet den Offenen Ganztag der Schule. Die Stadt zahlt eine Pauschale.",
            ziele=("Jedes Kind hat einen verlässlichen Nachmittag.",),
            zielgruppe="Alle Kinder im Ganztag",
            ort="Westhausen-Grundschule",
            von=von,
            bis=letzter_tag(von, 24),
            angefragt_am=k.tag(werktage=-26),
            geschichte=beim_rat,
            ganztag=True,
            wert="260.000,00",
        ),
    )
