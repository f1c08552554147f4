"""Niederschlagungsvermerk: an internal note, for a time or for good (§ 27 Abs. 2 KomHVO NRW)."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste
from antraege.dokumente.fakten import Niederschlagungsfakten
from antraege.dokumente.inhalt.forderung import bezug_forderung, forderungsquelle, forderungstabelle
from antraege.dokumente.inhalt.gemeinsam import dokument, nummeriert, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def niederschlagungsvermerk(fakten: Niederschlagungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The note; the claim lives on and the debtor hears nothing of it."""
    frist: dict[str, Wert] = {} if fakten.befristet_bis is None else {"frist": fakten.befristet_bis}
    worte = forderungsquelle(fakten, texte=texte, werte=frist)
    dauer = "befristet" if frist else "unbefristet"
    abschnitte = (
        ("Entscheidung", (Kasten(worte.satz(f"niederschlagung.{dauer}")),)),
        ("Forderung", (forderungstabelle(fakten),)),
        ("Gründe", freitext(fakten.gruende)),
        ("Bisherige Schritte", _schritte(fakten, worte=worte)),
        ("Wirkung", worte.bloecke("niederschlagung.wirkung")),
    )
    return dokument(
        Dokumentart.NIEDERSCHLAGUNGSVERMERK,
        titel="Vermerk über eine Niederschlagung",
        bezug=bezug_forderung(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *nummeriert(abschnitte),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.intern"),
        ),
        version=VERSION,
    )


def _schritte(fakten: Niederschlagungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.bisherige_schritte:
        return worte.bloecke("niederschlagung.schritte.keine")
    return (Liste(fakten.bisherige_schritte),)
