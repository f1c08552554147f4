"""The letter that confirms a call, a visit or an application on paper, with its code."""

from antraege.dokumente import fakten
from antraege.dokumente.bloecke import Dokument
from antraege.dokumente.inhalt.antrag import beratungsbestaetigung
from antraege.dokumente.queries import texte_fuer
from antraege.foerderberatung.models import Beratungsvermerk
from rollen import uhr
from rollen.models import Benutzer


def bestaetigung(vermerk: Beratungsvermerk, *, von: Benutzer) -> Dokument:
    """As of today, signed by who sends it. Raises FaktenFehler."""
    stelle, organisation = vermerk.stelle, vermerk.organisation
    anschrift = organisation.anschrift if organisation else ""
    brief = fakten.Beratungsfakten(
        rahmen=fakten.Rahmen(
            dokument_id=f"BERATUNG-{vermerk.code}",
            aktenzeichen=vermerk.code,
            datum=uhr.heute(),
            absender=fakten.Absender(
                fachbereich=stelle.name,
                bearbeitung=von.funktion or "Beratung",
                kontakt=tuple(filter(None, [stelle.email])),
            ),
            empfaenger=fakten.Empfaenger(
                name=organisation.name if organisation else vermerk.mit_wem,
                anschrift=tuple(filter(None, anschrift.split(", "))),
                ist_stadt=organisation.staedtisch if organisation else False,
            ),
            zeichnung=fakten.Zeichnung(name=von.name, funktion=von.funktion),
            entwurf=False,
        ),
        code=vermerk.code,
        thema=vermerk.thema,
        weg=vermerk.get_kanal_display(),
        eingang_am=vermerk.eingang_am,
        auf_papier=vermerk.auf_papier,
        unterlagen=(vermerk.scan_name,) if vermerk.scan_name else (),
    )
    return beratungsbestaetigung(brief, texte=texte_fuer(brief, tag=uhr.heute()))
