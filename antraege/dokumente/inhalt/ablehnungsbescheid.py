"""Ablehnungsbescheid; towards a part of the city itself it is an internal decision and no Verwaltungsakt."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste
from antraege.dokumente.fakten import Ablehnungsfakten, FaktenFehler
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    bezug_antrag,
    dokument,
    entscheidungsquelle,
    nummeriert,
    rechtsgrundlagen,
    unterschrift,
)
from antraege.dokumente.inhalt.pruefung import pruefe_zeichnung
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext

VERSION = 1


def ablehnungsbescheid(fakten: Ablehnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The refusal; raises FaktenFehler without reasons, without discretion or without a signing person."""
    if not fakten.gruende or not fakten.ermessen.strip():
        raise FaktenFehler("Eine Ablehnung nennt ihre Gründe und die Erwägungen zum Ermessen.")
    pruefe_zeichnung(fakten.rahmen)
    worte = entscheidungsquelle(fakten, texte=texte)
    intern = fakten.rahmen.empfaenger.ist_stadt
    abschnitte = _intern(fakten, worte=worte) if intern else _bescheid(fakten, worte=worte)
    hinweis = "schluss.intern" if intern else f"schluss.namenswiedergabe.{fakten.rechtsregime}"
    return dokument(
        Dokumentart.ABLEHNUNGSBESCHEID,
        titel="Ablehnung eines internen Bedarfs" if intern else "Ablehnungsbescheid",
        bezug=bezug_antrag(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(abschnitte),
            unterschrift(fakten.rahmen, texte=worte, hinweis=hinweis),
        ),
        version=VERSION,
    )


def _bescheid(fakten: Ablehnungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    return (
        ("Entscheidung", (Kasten(worte.satz("ablehnung.tenor")), *worte.bloecke("ablehnung.kosten"))),
        ("Sachverhalt", worte.bloecke("ablehnung.sachverhalt")),
        ("Begründung", _gruende(fakten, worte=worte)),
        ("Rechtsgrundlagen", rechtsgrundlagen(fakten, texte=worte)),
        ("Beratung", worte.bloecke("ablehnung.beratung")),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def _intern(fakten: Ablehnungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    gruende = (*worte.bloecke("ablehnung.gruende"), Liste(fakten.gruende), *freitext(fakten.ermessen))
    return (
        ("Entscheidung", (Kasten(worte.satz("ablehnung.intern.tenor")),)),
        ("Sachverhalt", worte.bloecke("ablehnung.intern.sachverhalt")),
        ("Begründung", gruende),
        ("Hinweis", worte.bloecke("ablehnung.intern.hinweis")),
    )


def _gruende(fakten: Ablehnungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    ermessen = (*worte.bloecke("ablehnung.ermessen"), *freitext(fakten.ermessen))
    return (*worte.bloecke("ablehnung.gruende"), Liste(fakten.gruende), *ermessen)
