"""An agreement and a grant that belong together: what ends here is told there, and nothing there is changed."""

from django.db import transaction

from antraege.antrag.models import Antrag
from workflows.benachrichtigungen import schreibe_amt
from workflows.handlung import Handlung
from workflows.tuer import geoeffnet


def melde_der_zuwendung(handlung: Handlung, *, betreff: str, text: str) -> None:
    """Tell the office of the linked grant, in an act of its own once this one is safe.

    Two cases are never locked at once: two acts that meet could not block each other for ever.
    """
    zuwendung = handlung.antrag.vereinbarung.zuwendung
    if zuwendung is None:
        return
    zeichen = handlung.antrag.aktenzeichen or ""
    transaction.on_commit(
        lambda: melde_am_fall(zuwendung.pk, betreff=betreff, text=text, von=zeichen), robust=True
    )


def melde_am_fall(antrag_id: int, *, betreff: str, text: str, von: str) -> Antrag:
    """A message to the office of a case, with an entry in its trail."""
    with geoeffnet(antrag_id, None) as handlung:
        satz = f"{text} Bitte prüfen Sie, ob sich hier etwas ändert. Von selbst ändert sich nichts."
        schreibe_amt(handlung, betreff=betreff, text=satz)
        handlung.vermerke(verbunden=von, betreff=betreff)
        handlung.protokolliere("verbundener fall")
        handlung.antrag.save()
    return handlung.antrag
