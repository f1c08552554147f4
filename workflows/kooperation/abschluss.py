"""What happens when the last signature is in: the text counts, its file is made, everybody is told."""

from antraege.antrag.models import Antrag
from antraege.kooperation import dienst, nachtraege
from antraege.kooperation.models import Nachtragsstatus, Vereinbarungsstatus
from workflows.kooperation import schreiben as texte
from workflows.kooperation.post import schreibe_parteien
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger


def schliesse_zeichnung_ab(handlung: Handlung) -> None:
    """Inside the act of whoever came last."""
    vereinbarung = handlung.antrag.vereinbarung
    dienst.schliesse_ab(vereinbarung)
    handlung.bewege(Antrag.bewilligen)
    assert vereinbarung.geltende is not None
    erlasse(handlung, texte.gezeichnete_datei(handlung, vereinbarung.geltende))
    handlung.vermerke(vereinbarung=vereinbarung.get_status_display())
    aktiv = vereinbarung.status == Vereinbarungsstatus.AKTIV
    ab = (
        "Die Vereinbarung gilt."
        if aktiv
        else f"Die Vereinbarung gilt ab dem {vereinbarung.laufzeit_von:%d.%m.%Y}."
    )
    melde_allen(
        handlung, betreff="Die Vereinbarung ist geschlossen", text=f"Alle Parteien haben gezeichnet. {ab}"
    )


def schliesse_nachtrag_ab(handlung: Handlung) -> None:
    """The same for a Nachtrag."""
    vereinbarung = handlung.antrag.vereinbarung
    nachtrag = nachtraege.neuester(vereinbarung)
    nachtraege.schliesse_ab(vereinbarung, nachtrag)
    assert nachtrag.fassung is not None
    erlasse(handlung, texte.gezeichnete_datei(handlung, nachtrag.fassung))
    handlung.vermerke(nachtrag=nachtrag.nr, stand=nachtrag.get_status_display())
    setze_auswertung_neu(handlung)
    wirksam = nachtrag.status == Nachtragsstatus.WIRKSAM
    ab = "Er gilt." if wirksam else f"Er gilt ab dem {nachtrag.wirksam_ab:%d.%m.%Y}."
    melde_allen(
        handlung, betreff=f"{nachtrag} geschlossen", text=f"Alle Parteien haben den Nachtrag gezeichnet. {ab}"
    )


def melde_allen(handlung: Handlung, *, betreff: str, text: str) -> None:
    """Tell the parties, who has asked, and the office."""
    schreibe_parteien(handlung, betreff=betreff, text=text)
    schreibe_traeger(handlung, betreff=betreff, text=text)
    schreibe_amt(handlung, betreff=betreff, text=text)


def setze_auswertung_neu(handlung: Handlung) -> None:
    """The end of the term has moved: so has the day of the evaluation."""
    for aufgabe in Aufgabe.objects.filter(OFFEN, antrag=handlung.antrag, schritt="evaluation"):
        aufgabe.faellig_am = aufgabe.flow_task.schritt.faellig_am(handlung.antrag)
        aufgabe.erinnert_am = None
        aufgabe.save(update_fields=["faellig_am", "erinnert_am"])
