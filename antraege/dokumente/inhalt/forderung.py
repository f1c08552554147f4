"""What the letters about an open claim share: their texts, the claim as a table, where to pay."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Tabelle
from antraege.dokumente.fakten import Forderungsfakten
from antraege.dokumente.inhalt.fall import Zeile, angaben, fallquelle
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import tag
from antraege.dokumente.textpflege.platzhalter import Wert


def forderungsquelle(
    fakten: Forderungsfakten, *, texte: Mapping[str, str], werte: Mapping[str, Wert]
) -> Textquelle:
    """The texts with the values of the claim and of this kind of document."""
    forderung: dict[str, Wert] = {
        "faellig_am": fakten.faellig_am,
        "festgesetzt_am": fakten.festgesetzt_am,
        "kassenzeichen": fakten.kassenzeichen,
        "offen": fakten.offen,
    }
    return fallquelle(fakten, texte=texte, werte={**forderung, **werte})


def bezug_forderung(fakten: Forderungsfakten) -> tuple[str, ...]:
    """The lines under the subject."""
    return (
        f"Projekt „{fakten.projekt}“",
        f"Rückforderung vom {tag(fakten.festgesetzt_am)}, Kassenzeichen {fakten.kassenzeichen}",
    )


def forderungstabelle(fakten: Forderungsfakten, *mehr: Zeile) -> Tabelle:
    """What is open today, and rows the document adds."""
    return angaben(
        "Offene Forderung",
        ("Hauptforderung", fakten.hauptforderung),
        ("Zinsen und Nebenforderungen", fakten.nebenforderung or None),
        ("Offen insgesamt", fakten.offen),
        *mehr,
        rechts=True,
    )
