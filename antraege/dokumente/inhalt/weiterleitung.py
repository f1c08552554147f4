"""The city's proof of use to Land or Bund: report, figures per sub-grant, what is open, what goes back."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Liste
from antraege.dokumente.fakten.weiterleitung import Geberfakt, Weiterleitungsfakten
from antraege.dokumente.inhalt.gemeinsam import Brief, angaben, nummeriert, quelle, tabelle
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.schreibweise import tag
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.geld import zeige


def weiterleitungsnachweis(fakten: Weiterleitungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Sachbericht and zahlenmäßiger Nachweis with its sums, signed by the second person."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={**geberwerte(fakten.geber), "zweck": fakten.zweck})
    return worte.dokument(
        Dokumentart.WEITERLEITUNGSNACHWEIS,
        titel="Verwendungsnachweis der Stadt über weitergeleitete Mittel",
        bezug=(f"Ihr Bescheid vom {tag(fakten.geber.vom)}, Aktenzeichen {fakten.geber.zeichen}",),
        bloecke=(
            *nummeriert(
                (
                    ("Gegenstand", worte.bloecke("weiterleitung.einleitung")),
                    ("Sachbericht", freitext(fakten.sachbericht)),
                    ("Einnahmen", (einnahmen(fakten),)),
                    ("Weitergeleitete Zuwendungen", (letztempfaenger(fakten),)),
                    ("Noch offene Nachweise", offene(fakten, worte=worte)),
                    ("Nicht verwendete Mittel", rest(fakten, worte=worte)),
                    ("Erklärung", worte.bloecke("weiterleitung.erklaerung")),
                )
            ),
            worte.unterschrift("schluss.intern"),
        ),
    )


def geberwerte(geber: Geberfakt) -> dict[str, Wert]:
    """What the texts say of the Bescheid of Land or Bund."""
    return {
        "geber": geber.geber,
        "geber_zeichen": geber.zeichen,
        "geber_vom": geber.vom,
        "geber_bestimmungen": geber.bestimmungen,
    }


def weitergeleitet(geber: tuple[Geberfakt, ...], *, worte: Brief) -> tuple[Block, ...]:
    """In a Bescheid: whose money is passed on, under which conditions, and who may check (VV Nr. 12 zu § 44 LHO)."""
    return tuple(
        block for einer in geber for block in worte.bloecke("bescheid.weiterleitung", **geberwerte(einer))
    )


def einnahmen(fakten: Weiterleitungsfakten) -> Block:
    """What was granted to the city for each year, what came, and what became of it: both sides are the same."""
    jahre = ((f"Bewilligt für {jahr}", betrag) for jahr, betrag in fakten.jahre)
    return angaben(
        "Mittel des Gebers",
        *jahre,
        ("Erhalten", fakten.erhalten),
        ("Eigene Mittel der Stadt", fakten.eigen),
        ("Weitergegeben (ausgezahlt weniger erstattet)", fakten.weitergegeben),
        ("Zurückgezahlt", fakten.zurueckgezahlt),
        ("Noch nicht verwendet", fakten.nicht_verwendet),
        rechts=True,
    )


def letztempfaenger(fakten: Weiterleitungsfakten) -> Block:
    """Row by row, with the sums of the columns."""
    spalten = ("beantragt", "bewilligt", "ausgezahlt", "anerkannt", "erstattet")
    return tabelle(
        "Zahlenmäßiger Nachweis je Zuwendung",
        ("Empfänger", "Beantragt", "Bewilligt", "Ausgezahlt", "Anerkannt", "Erstattet"),
        (
            (
                f"{z.empfaenger}\n{z.aktenzeichen}",
                *(getattr(z, s) if getattr(z, s) is not None else "offen" for s in spalten),
            )
            for z in fakten.zeilen
        ),
        summe=("Summe", *(fakten.summe(spalte) for spalte in spalten)),
        rechts=(1, 2, 3, 4, 5),
    )


def offene(fakten: Weiterleitungsfakten, *, worte: Brief) -> tuple[Block, ...]:
    """Sub-grants whose proof is not checked, each with its reason."""
    zeilen = tuple(f"{z.aktenzeichen}, {z.empfaenger}: {z.offen}" for z in fakten.zeilen if z.offen)
    return (*worte.bloecke("weiterleitung.offene"), Liste(zeilen)) if zeilen else ()


def rest(fakten: Weiterleitungsfakten, *, worte: Brief) -> tuple[Block, ...]:
    """What was not used in time, and until when it goes back."""
    zeilen = tuple(f"{zeige(betrag)} bis zum {tag(bis)}" for betrag, bis in fakten.uebrig)
    return (
        (*worte.bloecke("weiterleitung.rest"), Liste(zeilen))
        if zeilen
        else worte.bloecke("weiterleitung.ohne_rest")
    )
