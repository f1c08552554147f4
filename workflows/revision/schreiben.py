"""The Prüfbericht on a finding, from the rows of its exchange."""

from antraege.dokumente import fakten
from antraege.dokumente.inhalt.revision import pruefbericht
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.queries import texte_am
from antraege.revision.models import Feststellung
from rollen import uhr
from rollen.models import Benutzer
from workflows.revision.regeln import REGELN

AMT = "Rechnungsprüfungsamt"


def bericht(feststellung: Feststellung, *, zeichnet: Benutzer | None) -> bytes:
    """The report as tagged PDF; a draft until somebody closes the finding. Raises FaktenFehler."""
    return erzeuge_pdf(pruefbericht(_fakten(feststellung, zeichnet), texte=texte_am(uhr.heute())))


def _fakten(f: Feststellung, zeichnet: Benutzer | None) -> fakten.Pruefberichtfakten:
    return fakten.Pruefberichtfakten(
        rahmen=fakten.Rahmen(
            dokument_id=f.kennung,
            aktenzeichen=f.kennung,
            datum=uhr.heute(),
            absender=fakten.Absender(fachbereich=AMT, bearbeitung="Prüfungsfeststellung", kontakt=()),
            empfaenger=fakten.Empfaenger(name=f.stelle.name, anschrift=(), ist_stadt=True),
            zeichnung=fakten.Zeichnung(
                name=zeichnet.name if zeichnet else "", funktion=zeichnet.funktion if zeichnet else AMT
            ),
            entwurf=zeichnet is None,
        ),
        titel=f.titel,
        stelle=f.stelle.name,
        bezug=f.bezug,
        regel=REGELN[f.regel].titel if f.regel in REGELN else "",
        grundlage=f.grundlage,
        sachverhalt=f.sachverhalt,
        empfehlung=f.empfehlung,
        antwort_bis=f.antwort_bis,
        stand=f.get_status_display(),
        beitraege=tuple(
            fakten.Beitragsfakt(
                art=beitrag.get_art_display(),
                von=beitrag.von.funktion or beitrag.von.name,
                am=uhr.tag_von(beitrag.am),
                text=beitrag.text,
            )
            for beitrag in f.beitraege.select_related("von")
        ),
    )
