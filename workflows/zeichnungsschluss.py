"""What happens when the last signature is in: the agreement counts, its file is made, everybody is told."""

from antraege.kooperation import dienst
from antraege.kooperation.models import Vereinbarungsstatus
from workflows.benachrichtigungen import schreibe_amt, schreibe_traeger
from workflows.handlung import Handlung
from workflows.kooperationspost import schreibe_parteien
from workflows.schriftstuecke import kooperation as texte


def schliesse_zeichnung_ab(handlung: Handlung) -> None:
    """Inside the act of whoever came last."""
    vereinbarung = handlung.antrag.vereinbarung
    dienst.schliesse_ab(vereinbarung)
    handlung.bewege("bewilligen")
    assert vereinbarung.geltende is not None
    texte.gezeichnete_datei(handlung, vereinbarung.geltende)
    handlung.vermerke(vereinbarung=vereinbarung.get_status_display())
    beginn = f"{vereinbarung.laufzeit_von:%d.%m.%Y}"
    aktiv = vereinbarung.status == Vereinbarungsstatus.AKTIV
    text = "Alle Parteien haben gezeichnet. " + (
        "Die Vereinbarung gilt." if aktiv else f"Die Vereinbarung gilt ab dem {beginn}."
    )
    for schreibe in (schreibe_parteien, schreibe_traeger, schreibe_amt):
        schreibe(handlung, betreff="Die Vereinbarung ist geschlossen", text=text)
