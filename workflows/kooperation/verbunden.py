"""An agreement and a grant that belong together: what ends here is told there, and nothing there is changed."""

from django.db import transaction

from antraege.antrag.models import Antrag
from rollen.taten import Tat
from workflows.akte.folgen import offene_folgen
from workflows.kooperation.verbundverfahren import Verbundverfahren
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.post import schreibe_amt
from workflows.tuer.verzeichnis import SCHRITTE


def frage_nach_folgen(handlung: Handlung) -> None:
    """Open the task to think about what follows; one at a time, and none in a case still undecided or closed.

    While a grant is undecided, who decides sees the linked case on the page of the decision.
    """
    schritt = SCHRITTE["vereinbarungsfolgen" if handlung.antrag.kooperation else "zuwendungsfolgen"]
    if handlung.antrag.zustand in schritt.zustaende and not offene_folgen(handlung.antrag):
        Verbundverfahren.eingang.run(handlung=handlung)


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
    """A message and a task to the office of a case, with an entry in its trail."""
    with geoeffnet(Tat.VERBUNDENER_FALL, antrag_id, None) as handlung:
        satz = f"{text} Bitte prüfen Sie, ob sich hier etwas ändert. Von selbst ändert sich nichts."
        schreibe_amt(handlung, betreff=betreff, text=satz)
        frage_nach_folgen(handlung)
        handlung.vermerke(verbunden=von, betreff=betreff)
    return handlung.antrag
