"""Cases above every Wertgrenze: a grant and an agreement on their way through the bodies."""

from datetime import date

from workflows.durchspielen.demofaelle import HOERDE, Demofall
from workflows.durchspielen.geschichten import geprueft
from workflows.durchspielen.geschichten_gremien import beim_rat, vom_rat_beschlossen
from workflows.durchspielen.geschichten_kooperation import WESTERFILDE
from workflows.durchspielen.kooperationsmuster import Kooperationsfall

GANZTAG = "kooperativer-ganztag"

GREMIENFAELLE: tuple[Demofall, ...] = (
    Demofall(
        GANZTAG,
        "dobeq",
        "Ganztag aus einer Hand",
        "280000.00",
        date(2026, 10, 1),
        10,
        vom_rat_beschlossen,
        HOERDE,
        ende=date(2027, 7, 31),
    ),
    Demofall(
        GANZTAG, "ekk", "Quartierslabor Westerfilde", "265000.00", date(2027, 1, 4), 11, geprueft, WESTERFILDE
    ),
)
GREMIENVEREINBARUNGEN: tuple[Kooperationsfall, ...] = (
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
        von=date(2027, 8, 1),
        bis=date(2029, 7, 31),
        angefragt_am=date(2026, 11, 4),
        geschichte=beim_rat,
        ganztag=True,
        wert="260.000,00",
    ),
)
