"""Kündigung of a Kooperationsvereinbarung by one party: ordinary, or for cause."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Unterschrift
from antraege.dokumente.fakten import Kuendigungsfakten
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, quelle
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import tag
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def kuendigung(fakten: Kuendigungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The notice to all other parties; a linked grant is never ended by it."""
    werte: dict[str, Wert] = {
        "partei": fakten.kuendigende,
        "titel": fakten.titel,
        "vereinbarung": fakten.vereinbarung_kennung,
    }
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    zeichnung = fakten.rahmen.zeichnung
    return dokument(
        Dokumentart.KUENDIGUNG,
        titel="Kündigung einer Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Vereinbarung vom {tag(fakten.vereinbarung_vom)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(_abschnitte(fakten, worte=worte)),
            Unterschrift(
                f"Für: {fakten.kuendigende}",
                zeichnung.name,
                zeichnung.funktion,
                worte.satz("schluss.intern"),
            ),
        ),
        version=VERSION,
    )


def _abschnitte(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    art = "ausserordentlich" if fakten.ausserordentlich else "ordentlich"
    erklaerung = worte.satz(f"kuendigung.{art}", von=fakten.vereinbarung_vom, bis=fakten.wirksam_zum)
    zuwendung = worte.bloecke("kuendigung.zuwendung", bescheid=fakten.bescheid) if fakten.bescheid else ()
    return (
        ("Kündigung", (Kasten(erklaerung), *_frist(fakten, worte=worte))),
        ("Gründe", _gruende(fakten, worte=worte)),
        ("Empfängerinnen und Empfänger", (Liste(fakten.empfangende),)),
        ("Zugang", _zugang(fakten, worte=worte)),
        ("Folgen", (Liste(fakten.folgen),)),
        ("Verbundene Zuwendung", zuwendung),
    )


def _frist(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return worte.bloecke("kuendigung.frist", zeitspanne=fakten.frist) if fakten.frist else ()


def _gruende(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.ausserordentlich:
        return freitext(fakten.gruende)
    recht = () if fakten.intern else worte.bloecke("kuendigung.recht")
    return (*worte.bloecke("kuendigung.grund"), *freitext(fakten.gruende), *recht)


def _zugang(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if fakten.zugegangen_am is None:
        return worte.bloecke("kuendigung.zugang.offen", von=fakten.erklaert_am)
    return worte.bloecke("kuendigung.zugang", von=fakten.erklaert_am, bis=fakten.zugegangen_am)
