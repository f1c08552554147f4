"""Nachtrag to a Kooperationsvereinbarung: old and new side by side."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Dokument, Dokumentart, Kasten
from antraege.dokumente.fakten import Nachtragsfakten
from antraege.dokumente.inhalt.fall import tabelle
from antraege.dokumente.inhalt.gemeinsam import dokument, nummeriert, quelle
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.inhalt.zeichnungen import parteientabelle, unterschriften
from antraege.dokumente.schreibweise import tag
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def nachtrag(fakten: Nachtragsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The change with its page of signatures."""
    werte: dict[str, Wert] = {
        "bis": fakten.wirksam_ab,
        "titel": fakten.titel,
        "vereinbarung": fakten.vereinbarung_kennung,
        "von": fakten.vereinbarung_vom,
    }
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    gegenueber = tabelle(
        "Änderungen",
        ("Was sich ändert", "Bisher", "Neu"),
        ((eine.was, eine.bisher, eine.neu) for eine in fakten.aenderungen),
    )
    abschnitte = (
        (
            "Parteien",
            (
                *worte.bloecke("koop.parteien.intern" if fakten.intern else "koop.parteien"),
                parteientabelle(fakten.parteien),
            ),
        ),
        ("Gegenstand", (Kasten(worte.satz("nachtrag.gegenstand")),)),
        ("Anlass", freitext(fakten.anlass)),
        ("Änderungen", (*worte.bloecke("nachtrag.aenderungen"), gegenueber)),
        ("Was unverändert bleibt", worte.bloecke("nachtrag.rest")),
        ("Unterschriften", tuple(unterschriften(fakten, worte=worte))),
    )
    return dokument(
        Dokumentart.NACHTRAG,
        titel=f"{fakten.nr}. Nachtrag zur Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Vereinbarung vom {tag(fakten.vereinbarung_vom)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=nummeriert(abschnitte),
        version=VERSION,
    )
