"""Who writes and reads in a case: the applicant's organisation, and who checks or decides for the office."""

from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Nachricht, Richtung
from workflows.tuer.handlung import geoeffnet
from workflows.tuer.post import schreibe_amt, schreibe_traeger


def schreibrecht(antrag: Antrag, akteur: Benutzer) -> Berechtigung:
    """The right by which a person writes; to see a case is not enough. Raises Verweigert."""
    traeger = rechte.berechtigung_fuer(akteur, Recht.ANTRAG_SEHEN, antrag.traeger)
    leitung = rechte.berechtigung_fuer(akteur, Recht.BEWILLIGEN, antrag.stelle)
    return traeger or leitung or rechte.verlange(akteur, Recht.FALL_PRUEFEN, antrag.stelle)


def nur_lesen(antrag: Antrag, akteur: Benutzer) -> tuple[str, ...]:
    """Why this person may read but not write, in German sentences; empty when they may."""
    try:
        schreibrecht(antrag, akteur)
    except rechte.Verweigert as verweigert:
        return verweigert.gruende
    return ()


def fuer_antragsseite(antrag: Antrag) -> QuerySet[Nachricht]:
    """What the applicant's side reads: everything but the notices that the office gets from the system."""
    hinweis_ans_amt = Q(richtung=Richtung.AN_AMT, verfasst_von__isnull=True)
    return antrag.nachrichten.exclude(hinweis_ans_amt)


def schreibe_nachricht(antrag_id: int, *, akteur: Benutzer, betreff: str, text: str) -> Nachricht:
    """A message in the case: from the office to the Träger, or from the Träger to the office."""
    with geoeffnet(Tat.NACHRICHT_SCHREIBEN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = schreibrecht(antrag, akteur)
        if not antrag.aktenzeichen:
            raise MaengelFehler(
                [Mangel("Nachrichten sind erst nach dem Einreichen möglich.", behebt="Träger")]
            )
        beim_traeger = handlung.berechtigung.recht == Recht.ANTRAG_SEHEN
        schreibe = schreibe_amt if beim_traeger else schreibe_traeger
        nachricht = schreibe(handlung, betreff=betreff, text=text, von=akteur)
        handlung.vermerke(betreff=betreff, richtung=nachricht.richtung)
    return nachricht
