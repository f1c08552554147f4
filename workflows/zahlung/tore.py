"""The conditions of a payment with the real agreement in place of the recorded paper, where the two are linked."""

from collections.abc import Callable
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Mittelabruf
from antraege.foerderung.zahlung import gates
from antraege.foerderung.zahlung.gates import Gate
from antraege.kern.maengel import Mangel
from antraege.kooperation.models import GEENDETE, GELTENDE, Vereinbarung

NICHT_MEHR_AUFZUHALTEN = (Abrufstatus.UEBERGEBEN, Abrufstatus.GEBUCHT, Abrufstatus.ZURUECKGEWIESEN)


def zahlungshindernisse(antrag: Antrag, **angaben: Any) -> list[Gate]:
    """As `gates.zahlungshindernisse`; an agreement in force that names this grant meets its condition."""
    return [_mit_vereinbarung(antrag, tor) for tor in gates.zahlungshindernisse(antrag, **angaben)]


def maengel(antrag: Antrag, **angaben: Any) -> list[Mangel]:
    """What stops the order and the payment."""
    return [tor.mangel for tor in zahlungshindernisse(antrag, **angaben) if not tor.erfuellt]


def feststellungsmaengel(antrag: Antrag, *, abruf: Mittelabruf) -> list[Mangel]:
    """What stops a certificate: the same, but an instalment may be certified before its day has come."""
    tore = zahlungshindernisse(antrag, abruf=abruf)
    return [tor.mangel for tor in tore if not (tor.erfuellt or tor.faelligkeit)]


def fuer_traeger(antrag: Antrag, **angaben: Any) -> list[Mangel]:
    """What stands against paying, in words for the Träger."""
    return [tor.mangel_fuer_traeger for tor in zahlungshindernisse(antrag, **angaben) if not tor.erfuellt]


def zahlungsmaengel(antrag: Antrag) -> list[Mangel]:
    """What stands against paying the instalment that is on its way; empty when there is none."""
    letzter = antrag.mittelabrufe.order_by("nr").last()
    if letzter is None or letzter.status in NICHT_MEHR_AUFZUHALTEN:
        return []
    return fuer_traeger(antrag, abruf=letzter)


def _mit_vereinbarung(antrag: Antrag, tor: Gate) -> Gate:
    if tor.schluessel != "vereinbarung" or not antrag.richtlinie.vereinbarung_noetig:
        return tor
    verbundene = list(Vereinbarung.objects.filter(zuwendung=antrag).select_related("antrag").order_by("-id"))
    for eine in verbundene:
        if eine.status in GELTENDE:
            zeichen = eine.antrag.aktenzeichen
            return Gate(
                tor.schluessel, f"Die Vereinbarung {zeichen} ist von allen gezeichnet.", erfuellt=True
            )
    if verbundene and verbundene[0].status in GEENDETE:
        text = f"Die verbundene Vereinbarung ist {verbundene[0].get_status_display()}."
        return Gate(
            tor.schluessel, text, erfuellt=False, wer="Servicestelle", wie="neue Vereinbarung schließen"
        )
    return tor


def abruf_ist(status: Abrufstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest instalment; there may be none."""
    return lambda a: getattr(a.process.antrag.mittelabrufe.order_by("nr").last(), "status", "") == status
