"""The Prüfbericht on one finding: what was found, which rule, what the Stelle says, how it ends."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Ueberschrift
from antraege.dokumente.fakten.revision import Pruefberichtfakten
from antraege.dokumente.inhalt.gemeinsam import angaben, nummeriert, quelle
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.schreibweise import tag


def pruefbericht(fakten: Pruefberichtfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Finding and exchange in the order in which things were said, signed by who has closed it."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={})
    gespraech: list[Block] = []
    for beitrag in fakten.beitraege:
        gespraech.append(Ueberschrift(f"{beitrag.art} vom {tag(beitrag.am)}, {beitrag.von}", ebene=2))
        gespraech += freitext(beitrag.text)
    zeilen = (
        ("Geprüfte Stelle", fakten.stelle),
        ("Gegenstand", fakten.bezug),
        *((("Prüfregel", fakten.regel),) if fakten.regel else ()),
        ("Vorschrift", fakten.grundlage),
        ("Antwort bis", tag(fakten.antwort_bis)),
        ("Stand", fakten.stand),
    )
    return worte.dokument(
        Dokumentart.PRUEFBERICHT,
        titel=f"Prüfungsfeststellung: {fakten.titel}",
        bezug=(f"Geprüfte Stelle: {fakten.stelle}",),
        bloecke=(
            *worte.bloecke("pruefbericht.einleitung"),
            *nummeriert(
                (
                    ("Angaben", (angaben("Angaben zur Feststellung", *zeilen),)),
                    ("Sachverhalt", freitext(fakten.sachverhalt)),
                    ("Empfehlung", freitext(fakten.empfehlung)),
                    ("Antworten und Ergebnis", tuple(gespraech)),
                )
            ),
            worte.unterschrift("schluss.intern"),
        ),
    )
