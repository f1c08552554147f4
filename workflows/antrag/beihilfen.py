"""The door for De-minimis aids that an applicant has declared."""

from datetime import date
from decimal import Decimal

from antraege.foerderung.models import Beihilfe
from antraege.foerderung.waechter import beihilfen
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte, uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.tuer import hindernisse
from workflows.tuer.handlung import geoeffnet


def erklaere(antrag_id: int, *, datum: date, betrag: Decimal, geber: str, akteur: Benutzer) -> Beihilfe:
    """Record an aid of another grantor in euro, as the applicant has declared it.

    Raises Verweigert, and MaengelFehler for a programme that is no De-minimis aid or a day to come.
    """
    with geoeffnet(Tat.BEIHILFE_ERKLAEREN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.FALL_PRUEFEN, antrag.stelle)
        hindernisse.verlange_ohne(hindernisse.eigener_antrag(akteur, Taetigkeit.PRUEFEN, antrag))
        if not antrag.richtlinie.deminimis:
            keine_oder([Mangel("Dieses Programm wird nicht als De-minimis-Beihilfe geprüft.")])
        if datum > uhr.heute():
            keine_oder([Mangel("Eine Beihilfe wurde höchstens heute bewilligt.", feld="datum")])
        beihilfe = beihilfen.erklaere(antrag, datum=datum, betrag=betrag, geber=geber, akteur=akteur)
        handlung.vermerke(datum=datum, betrag=betrag, geber=geber)
    return beihilfe
