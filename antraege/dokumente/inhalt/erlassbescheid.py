"""Erlassbescheid: the city gives up a claim, all or part of it (§ 27 Abs. 3 KomHVO NRW)."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste
from antraege.dokumente.fakten import Erlassfakten
from antraege.dokumente.inhalt.forderung import bezug_forderung, forderungsquelle, forderungstabelle
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def erlassbescheid(fakten: Erlassfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The decision; what is not waived stays due."""
    antrag: dict[str, Wert] = {} if fakten.antrag_vom is None else {"antrag_vom": fakten.antrag_vom}
    werte: dict[str, Wert] = {
        "betrag": fakten.erlassen,
        "verbleibt": fakten.offen - fakten.erlassen,
        **antrag,
    }
    worte = forderungsquelle(fakten, texte=texte, werte=werte)
    return dokument(
        Dokumentart.ERLASSBESCHEID,
        titel="Erlassbescheid",
        bezug=bezug_forderung(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(_abschnitte(fakten, worte=worte)),
            unterschrift(
                fakten.rahmen, texte=worte, hinweis=f"schluss.namenswiedergabe.{fakten.rechtsregime}"
            ),
        ),
        version=VERSION,
    )


def _abschnitte(fakten: Erlassfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    umfang = "ganz" if fakten.erlassen == fakten.offen else "teil"
    anlass = "antrag" if fakten.antrag_vom else "amt"
    gruende: tuple[Block, ...] = (
        *worte.bloecke(f"erlass.begruendung.{anlass}"),
        *freitext(fakten.gruende),
    )
    return (
        ("Entscheidung", (Kasten(worte.satz(f"erlass.tenor.{umfang}")),)),
        ("Forderung", (forderungstabelle(fakten),)),
        ("Begründung", gruende),
        ("Rechtsgrundlagen", (Liste(worte.zeilen(f"erlass.recht.{fakten.rechtsregime}")),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )
