"""What the steps of a claim share."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import Rueckforderung
from antraege.foerderung.rueckforderungen import fristen
from antraege.foerderung.rueckforderungen.verfahren import maengel_des_verbleibs
from antraege.kern.status import Status
from workflows.models.vorgang import OFFEN
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe

FALLZUSTAENDE = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT, Status.KONTROLLIERT})
OFFENE_FALLZUSTAENDE = FALLZUSTAENDE | {Status.WIDERRUFEN}


def pruefe_verbleib(forderung: Rueckforderung, verbleibt: Decimal) -> None:
    """Raise ValidationError when so much cannot remain of the grant."""
    maengel = maengel_des_verbleibs(forderung.antrag, forderung.grund, verbleibt)
    if maengel:
        raise forms.ValidationError([mangel.text for mangel in maengel])


class Forderungsschritt(Schritt):
    """What the steps of a claim share: they run beside the request, whatever it does meanwhile."""

    nebenverfahren = True
    zustaende = FALLZUSTAENDE
    vorlage = "rueckforderung/schritte/forderung.html"

    def betrag(self, antrag: Antrag) -> Decimal:
        """What is to be paid back."""
        return rueckforderungen.verlangte(antrag).betrag

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The claim so far, and the year for Widerruf."""
        forderung = rueckforderungen.verlangte(antrag)
        return {
            "forderung": forderung,
            "jahresfrist": fristen.jahresfrist(forderung),
            "jahresfrist_vorbei": fristen.jahresfrist_vorbei(forderung),
        }


def erwarte_keine_zahlung_mehr(handlung: Handlung) -> None:
    """The claim has ended without a payment: the Kasse waits no longer, its flow goes to the end."""
    if rueckforderungen.ist_verlangt(handlung.antrag):
        return
    for aufgabe in handlung.antrag.aufgaben.filter(OFFEN, schritt="zahlungseingang"):
        handlung.schliesse(aufgabe, von=None)
