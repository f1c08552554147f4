"""The claims of a case as the pages of both sides show them."""

from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Forderungsstatus, Rueckforderung
from antraege.foerderung.rueckforderungen import fristen, konto, rechtsbehelfe, zinsen
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from rollen import bankverbindung, rechte, uhr
from rollen.models import Benutzer
from rollen.stellen import kasse
from rollen.tabelle import Recht
from rollen.templatetags.anzeige import iban_lesbar

MOEGLICH = (Status.BEWILLIGT, Status.AUSGEZAHLT, Status.KONTROLLIERT)


def zeilen(antrag: Antrag) -> list[dict[str, Any]]:
    """The claims with what is open today; None where nothing is fixed or a rate is missing."""
    alle = list(antrag.rueckforderungen.order_by("-nr"))
    for forderung in alle:
        forderung.antrag = antrag
    return [_zeile(forderung) for forderung in alle]


def fuer_traeger(antrag: Antrag) -> list[dict[str, Any]]:
    """What the Träger sees: from the hearing on, with what to pay, until when and where."""
    gezeigt = [z for z in zeilen(antrag) if z["forderung"].status != "eingeleitet"]
    for zeile in gezeigt:
        forderung = zeile["forderung"]
        zeile["zahlbar_bis"] = fristen.zahlbar_bis(forderung)
        innen = forderung.status in (Forderungsstatus.AUSGESETZT, Forderungsstatus.NIEDERGESCHLAGEN)
        wort = Forderungsstatus.FESTGESETZT.label if innen else forderung.get_status_display()
        zeile["stand"] = wort  # a Niederschlagung is the office's own affair: the debt stays
        if not forderung.offen:
            continue
        zeile["rechtsbehelf"] = rechtsbehelfe.laufender(forderung)
        zeile["konto"] = bankverbindung.geltende(kasse())
        zeile["iban"] = iban_lesbar(zeile["konto"].iban) if zeile["konto"] else ""
    return gezeigt


def darf_beginnen(antrag: Antrag, benutzer: Benutzer) -> bool:
    """True when a claim may be begun here by this person; the page itself says every reason against it."""
    moeglich = antrag.zustand in MOEGLICH and not (antrag.intern or antrag.kooperation)
    return moeglich and rechte.darf(benutzer, Recht.FALL_PRUEFEN, antrag.stelle)


def _zeile(forderung: Rueckforderung) -> dict[str, Any]:
    zeile: dict[str, Any] = {"forderung": forderung, "offen": None}
    if forderung.bekannt_am is None:
        return zeile
    try:
        auszug = konto.auszug(forderung, am=uhr.heute())
        zeile["je_tag"] = zinsen.je_tag(forderung, uhr.heute()) if forderung.offen else None
    except MaengelFehler:
        return zeile
    nichts = Decimal("0.00")
    zeile["auszug"] = auszug
    zeile["nebenforderung"] = auszug.stand.zinsen + auszug.stand.kosten
    zeile["offen"] = auszug.offen if forderung.offen else nichts
    return zeile
