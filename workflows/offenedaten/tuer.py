"""The exceptions from the open data: set and lifted by one person with a reason; the trail of case or Stelle has it."""

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Veroeffentlichungssperre
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.offenedaten.auswahl import gesperrt
from workflows.tuer.handlung import geoeffnet, verlange_grund

WER: Wer[Stelle] = Wer(lambda _stelle, akteur: rechte.verlange_irgendwo(akteur, Recht.TRAEGER_VERIFIZIEREN))
SCHON = "Das hat inzwischen jemand geändert. Bitte laden Sie die Seite neu."


def wechsle_fall(antrag_id: int, *, sperren: bool, grund: str, akteur: Benutzer) -> Antrag:
    """Take one grant out of the open data, or let it in again. Raises Verweigert, MaengelFehler, Http404."""
    tat = Tat.VEROEFFENTLICHUNG_SPERREN if sperren else Tat.VEROEFFENTLICHUNG_ZULASSEN
    with geoeffnet(tat, antrag_id, akteur) as handlung:
        handlung.berechtigung = rechte.verlange(akteur, Recht.BEWILLIGEN, handlung.antrag.stelle)
        verlange_grund(grund)
        _wechsle(
            Veroeffentlichungssperre(antrag=handlung.antrag), sperren=sperren, grund=grund, akteur=akteur
        )
        handlung.vermerke(grund=grund)
    return handlung.antrag


def wechsle_organisation(stelle: Stelle, *, sperren: bool, grund: str, akteur: Benutzer) -> Stelle:
    """Take all grants of an organisation out, or let them in again. Raises Verweigert, MaengelFehler."""
    tat = Tat.VEROEFFENTLICHUNG_SPERREN if sperren else Tat.VEROEFFENTLICHUNG_ZULASSEN
    with akt(tat, stelle, WER, akteur=akteur) as handlung:
        verlange_grund(grund)
        neue = Veroeffentlichungssperre(organisation=handlung.objekt)
        _wechsle(neue, sperren=sperren, grund=grund, akteur=akteur)
        handlung.nenne(nachher={"grund": grund})
    return stelle


def _wechsle(neue: Veroeffentlichungssperre, *, sperren: bool, grund: str, akteur: Benutzer) -> None:
    """Under the lock of the case or the Stelle."""
    alte = gesperrt(antrag=neue.antrag, organisation=neue.organisation).first()
    if (alte is None) != sperren:
        raise MaengelFehler([Mangel(SCHON)])
    if alte is None:
        neue.grund, neue.gesetzt_von = grund, akteur
        neue.save()
    else:
        alte.aufgehoben_am, alte.aufgehoben_von = uhr.jetzt(), akteur
        alte.save()
