"""Refusal of a change; towards a part of the city itself an internal decision."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Dokument, Dokumentart, Kasten, Liste
from antraege.dokumente.fakten.aenderungsablehnung import Aenderungsablehnungsfakten
from antraege.dokumente.inhalt.fall import bezug_bescheid, fallquelle
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext

VERSION = 1


def aenderungsablehnung(fakten: Aenderungsablehnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The refusal; only a Bescheid carries law and Rechtsbehelfsbelehrung."""
    intern = fakten.rahmen.empfaenger.ist_stadt
    worte = fallquelle(fakten, texte=texte, werte={"antrag_vom": fakten.antrag_vom})
    return dokument(
        Dokumentart.AENDERUNGSABLEHNUNG,
        titel="Ablehnung der Änderung",
        bezug=bezug_bescheid(fakten, wort="Mittelzuweisung" if intern else "Zuwendungsbescheid"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *(() if intern else worte.bloecke("bescheid.anrede")),
            *nummeriert(_abschnitte(fakten, worte=worte, intern=intern)),
            unterschrift(
                fakten.rahmen,
                texte=worte,
                hinweis="schluss.intern" if intern else f"schluss.namenswiedergabe.{fakten.rechtsregime}",
            ),
        ),
        version=VERSION,
    )


def _abschnitte(
    fakten: Aenderungsablehnungsfakten, *, worte: Textquelle, intern: bool
) -> tuple[Abschnitt, ...]:
    art = ".intern" if intern else ""
    kosten = () if intern else worte.bloecke("ablehnung.kosten")
    ermessen = (*worte.bloecke("aenderungsablehnung.ermessen"), *freitext(fakten.ermessen))
    sachverhalt = (*worte.bloecke(f"aenderungsablehnung.sachverhalt{art}"), Liste(fakten.gewuenscht))
    return (
        ("Entscheidung", (Kasten(worte.satz(f"aenderungsablehnung.tenor{art}")), *kosten)),
        ("Sachverhalt", sachverhalt),
        ("Begründung", (*worte.bloecke("ablehnung.gruende"), *freitext(fakten.gruende), *ermessen)),
        *(() if intern else _recht(fakten, worte=worte)),
    )


def _recht(fakten: Aenderungsablehnungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    normen = (*worte.zeilen(f"aenderung.recht.{fakten.rechtsregime}"), *fakten.rechtsgrundlagen)
    return (
        ("Rechtsgrundlagen", (Liste(normen),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )
