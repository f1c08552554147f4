"""Anhörung: what the city intends, why, and how to answer (§ 28 VwVfG NRW, § 24 SGB X)."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten
from antraege.dokumente.fakten import Anhoerungsfakten, Massnahme
from antraege.dokumente.inhalt.aufhebung import berechnung, rechtsnormen
from antraege.dokumente.inhalt.fall import bezug_bescheid, fallquelle
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def anhoerung(fakten: Anhoerungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter; it decides nothing and so carries no Rechtsbehelfsbelehrung."""
    worte = _worte(fakten, texte=texte)
    return dokument(
        Dokumentart.ANHOERUNG,
        titel="Anhörung vor einer Entscheidung",
        bezug=bezug_bescheid(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("anhoerung.einleitung"),
            *nummeriert(_abschnitte(fakten, worte=worte)),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
        ),
        version=VERSION,
    )


def _worte(fakten: Anhoerungsfakten, *, texte: Mapping[str, str]) -> Textquelle:
    ab: dict[str, Wert] = {} if fakten.zinsen_ab is None else {"zinsen_ab": fakten.zinsen_ab}
    werte: dict[str, Wert] = {
        "erstattung": fakten.erstattung,
        "frist": fakten.frist,
        "verbleibt": fakten.verbleibt,
    }
    return fallquelle(fakten, texte=texte, werte={**werte, **ab})


def _abschnitte(fakten: Anhoerungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    nur_zinsen = fakten.massnahme is Massnahme.ZWISCHENZINSEN
    return (
        ("Was wir beabsichtigen", _absicht(fakten, worte=worte)),
        ("Sachverhalt", freitext(fakten.sachverhalt)),
        ("Gründe", freitext(fakten.erwaegungen)),
        ("Rechtsgrundlagen", rechtsnormen(fakten, worte=worte, zinsen=fakten.zinsen_ab is not None)),
        ("Betrag", () if nur_zinsen else berechnung(fakten)),
        ("Zinsen", _zinsen(fakten, worte=worte)),
        (
            "Ihre Gelegenheit zur Äußerung",
            (
                Kasten(worte.satz(f"anhoerung.frist.{fakten.rechtsregime}")),
                *worte.bloecke("anhoerung.wie"),
            ),
        ),
        ("Wie es weitergeht", worte.bloecke("anhoerung.danach")),
    )


def _absicht(fakten: Anhoerungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    erstattung = worte.bloecke("anhoerung.erstattung") if fakten.erstattung else ()
    return (Kasten(worte.satz(f"anhoerung.absicht.{fakten.massnahme}")), *erstattung)


def _zinsen(fakten: Anhoerungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if fakten.zinsen_ab is None:
        return ()
    art = "zwischenzinsen" if fakten.massnahme is Massnahme.ZWISCHENZINSEN else "zinsen"
    return worte.bloecke(f"anhoerung.{art}.{fakten.rechtsregime}")
