"""Signed papers a payment waits for, recorded by the office: waiver of legal remedies, agreement."""

from datetime import date

from antraege.antrag.anlagen import lege_bei
from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Zahlungsunterlage, Zahlungsunterlagenart
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import uhr
from rollen.models import Benutzer


def erfasse(
    antrag: Antrag, datei: GepruefteDatei, *, art: str, vom: date, akteur: Benutzer
) -> Zahlungsunterlage:
    """Keep the checked file and the day of its signature; an earlier paper of its kind no longer counts.

    Raises MaengelFehler for a day that cannot be, and for a waiver nobody needs.
    """
    if vom > uhr.heute():
        raise MaengelFehler([Mangel("Der Tag der Unterschrift liegt in der Zukunft.", feld="vom")])
    if art == Zahlungsunterlagenart.VERZICHT:
        text = "Gegen eine interne Mittelzuweisung gibt es keinen Rechtsbehelf."
        if antrag.intern:
            raise MaengelFehler([Mangel(text, feld="art")])
        text = "Auf Rechtsbehelfe kann der Träger erst nach dem Bescheid verzichten."
        if vom < uhr.tag_von(antrag.bescheid.erlassen_am):
            raise MaengelFehler([Mangel(text, feld="vom")])
    anlage = lege_bei(antrag, datei, akteur=akteur)
    antrag.zahlungsunterlagen.filter(art=art, ersetzt_am=None).update(ersetzt_am=uhr.jetzt())
    if art == Zahlungsunterlagenart.VERZICHT:
        antrag.bescheid.verzicht_am = vom
        antrag.bescheid.save(update_fields=["verzicht_am"])
    return Zahlungsunterlage.objects.create(
        antrag=antrag, art=art, anlage=anlage, vom=vom, erfasst_von=akteur
    )
