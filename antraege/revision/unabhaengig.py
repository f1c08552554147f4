"""Nobody audits what they did themselves: asked of every act of the Rechnungsprüfung."""

from antraege.antrag.models import Antrag
from rollen import rechte
from rollen.models import Benutzer, Eintrag, Stelle
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht

SELBST = "Sie haben in diesem Fall selbst gehandelt. Prüfen muss ihn eine andere Person der Rechnungsprüfung."
EIGENE = "Sie gehören zu dieser Organisation. Prüfen muss sie eine andere Person der Rechnungsprüfung."


def hinderung(person: Benutzer, antrag: Antrag | None, organisation: Stelle | None) -> str:
    """Why this person may not audit this; empty when they may (§ 101 Abs. 2 GO NRW, §§ 20, 21 VwVfG NRW).

    What somebody did stands in the trail of the case, in whichever role it was.
    """
    if antrag is not None:
        taten = Eintrag.objects.filter(kette=antrag.kette, akteur=person, verweigert=False)
        if taten.exists():
            return SELBST
    beteiligte = {stelle for stelle in (organisation, antrag and antrag.traeger) if stelle}
    return EIGENE if any(rechte.gehoert_zu(person, stelle.pk) for stelle in beteiligte) else ""


def verlange(person: Benutzer, antrag: Antrag | None, organisation: Stelle | None) -> Berechtigung:
    """The right to audit this in the whole city. Raises Verweigert."""
    berechtigung = rechte.verlange_irgendwo(person, Recht.REVISION)
    if not rechte.ueberall(person, Recht.REVISION):
        raise Verweigert("Fallübergreifend prüft nur, wer dieses Recht für die ganze Stadt hat.")
    if grund := hinderung(person, antrag, organisation):
        raise Verweigert(grund)
    return berechtigung
