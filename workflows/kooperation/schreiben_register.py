"""The lists of agreements as PDF: made for the reader, not kept, no letter of a case."""

from collections.abc import Sequence
from typing import Any

from antraege.dokumente import fakten
from antraege.dokumente.inhalt.register import jugendhilfeliste as schreibe_jugendhilfeliste
from antraege.dokumente.inhalt.register import vereinbarungsregister
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.queries import texte_am
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from workflows.kooperation.register import REGISTERRECHTE


def register(leser: Benutzer, zeilen: Sequence[tuple[Any, ...]]) -> bytes:
    """The rows of `workflows.register.export` as a tagged PDF."""
    eintraege = tuple(
        fakten.Registerzeile(
            aktenzeichen=nummer or "",
            titel=titel,
            thema=thema,
            standort=ort,
            parteien=parteien,
            von=von,
            bis=bis,
            stand=stand,
        )
        for nummer, titel, thema, ort, parteien, _, von, bis, stand in zeilen
    )
    brief = fakten.Registerfakten(rahmen=_rahmen(leser, "REGISTER"), zeilen=eintraege)
    return erzeuge_pdf(vereinbarungsregister(brief, texte=texte_am(uhr.heute())))


def jugendhilfeliste(leser: Benutzer, zeilen: Sequence[tuple[Any, ...]]) -> bytes:
    """The rows of `workflows.jugendhilfeliste.export` as a tagged PDF."""
    eintraege = tuple(
        fakten.Jugendhilfezeile(
            schule=schule, traeger=traeger, aktenzeichen=nummer or "", stand=stand, von=von, bis=bis
        )
        for schule, traeger, nummer, stand, von, bis in zeilen
    )
    brief = fakten.Jugendhilfefakten(rahmen=_rahmen(leser, "JUGENDHILFE"), zeilen=eintraege)
    return erzeuge_pdf(schreibe_jugendhilfeliste(brief, texte=texte_am(uhr.heute())))


def _rahmen(leser: Benutzer, was: str) -> fakten.Rahmen:
    """The letterhead names the Stelle for which the person reads."""
    stelle = next(b.stelle_id for b in rechte.berechtigungen(leser) if b.recht in REGISTERRECHTE)
    eigene = Stelle.objects.get(pk=stelle)
    return fakten.Rahmen(
        dokument_id=f"{was}-{uhr.heute():%Y%m%d}",
        aktenzeichen="Register",
        datum=uhr.heute(),
        absender=fakten.Absender(
            fachbereich=eigene.name,
            bearbeitung=leser.funktion or "Auszug aus dem Register",
            kontakt=tuple(filter(None, [eigene.email])),
        ),
        empfaenger=fakten.Empfaenger(
            name=eigene.name,
            anschrift=tuple(filter(None, eigene.anschrift.split(", "))),
            ist_stadt=eigene.staedtisch,
        ),
        zeichnung=fakten.Zeichnung(name="", funktion=eigene.name),
        entwurf=False,
    )
