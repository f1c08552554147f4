"""Stundungsbescheid: later or in instalments, at what interest, revocable (§ 27 Abs. 1 KomHVO NRW)."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste
from antraege.dokumente.fakten import Stundungsfakten
from antraege.dokumente.inhalt.fall import bankverbindung, tabelle
from antraege.dokumente.inhalt.forderung import bezug_forderung, forderungsquelle, forderungstabelle
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import prozent
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def stundungsbescheid(fakten: Stundungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The decision with its instalments, interest and reservation of revocation."""
    worte = _worte(fakten, texte=texte)
    return dokument(
        Dokumentart.STUNDUNGSBESCHEID,
        titel="Stundungsbescheid",
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


def _worte(fakten: Stundungsfakten, *, texte: Mapping[str, str]) -> Textquelle:
    werte: dict[str, Wert] = {
        "antrag_vom": fakten.antrag_vom,
        "frist": fakten.gestundet_bis,
        "konto": bankverbindung(fakten.konto),
        "zinsen": fakten.zinsen,
    }
    if fakten.zinssatz is not None:
        werte |= {"zinssatz": prozent(fakten.zinssatz), "grundlage": fakten.zinsgrundlage}
    return forderungsquelle(fakten, texte=texte, werte=werte)


def _abschnitte(fakten: Stundungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    keine = ".keine" if fakten.zinssatz is None else ""
    tenor = (
        worte.satz(f"stundung.tenor.{'raten' if fakten.raten else 'betrag'}"),
        worte.satz(f"stundung.tenor.zinsen{keine}"),
        worte.satz("stundung.tenor.widerruf"),
    )
    sicherheit = (*worte.bloecke("stundung.sicherheit"), *freitext(fakten.sicherheit))
    return (
        ("Entscheidung", (Liste(tenor, nummeriert=True),)),
        ("Forderung und Zahlung", _zahlung(fakten, worte=worte)),
        ("Zinsen", (*worte.bloecke(f"stundung.zinsen{keine}"), *freitext(fakten.zinsverzicht))),
        ("Sicherheit", sicherheit if fakten.sicherheit else ()),
        ("Widerrufsvorbehalt", worte.bloecke("stundung.widerruf")),
        ("Begründung", (*worte.bloecke("stundung.begruendung"), *freitext(fakten.gruende))),
        ("Rechtsgrundlagen", (Liste(worte.zeilen(f"stundung.recht.{fakten.rechtsregime}")),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def _zahlung(fakten: Stundungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    raten = tabelle(
        "Ratenplan",
        ("Rate", "Fällig am", "Betrag"),
        ((str(rate.nr), rate.faellig_am, rate.betrag) for rate in fakten.raten),
        summe=("Summe", "", fakten.offen + fakten.zinsen),
        rechts=(2,),
    )
    zu_zahlen = fakten.offen + fakten.zinsen
    mehr = (("Stundungszinsen", fakten.zinsen), ("Zu zahlen", zu_zahlen)) if fakten.zinsen else ()
    return (
        forderungstabelle(fakten, *mehr),
        *((raten,) if fakten.raten else ()),
        Kasten(worte.satz("forderung.zahlung")),
        *worte.bloecke("stundung.anrechnung"),
    )
