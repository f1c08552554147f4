"""Rückforderungsbescheid: Widerruf, Rücknahme or Minderung, repayment, interest, and why."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Tabelle
from antraege.dokumente.fakten import Massnahme, Rueckforderungsfakten, Zinsfakten
from antraege.dokumente.inhalt.aufhebung import berechnung, rechtsnormen
from antraege.dokumente.inhalt.fall import bankverbindung, bezug_bescheid, fallquelle, tabelle
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, dokument, nummeriert, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.prozent import zeige_prozent

VERSION = 1
TITEL = {
    Massnahme.WIDERRUF: "Widerrufs- und Rückforderungsbescheid",
    Massnahme.TEILWIDERRUF: "Teilwiderrufs- und Rückforderungsbescheid",
    Massnahme.RUECKNAHME: "Rücknahme- und Rückforderungsbescheid",
    Massnahme.TEILRUECKNAHME: "Teilrücknahme- und Rückforderungsbescheid",
    Massnahme.MINDERUNG: "Rückforderungsbescheid",
    Massnahme.ZWISCHENZINSEN: "Zinsbescheid",
}
TITEL_OHNE_ZAHLUNG = {
    Massnahme.WIDERRUF: "Widerrufsbescheid",
    Massnahme.TEILWIDERRUF: "Teilwiderrufsbescheid",
    Massnahme.RUECKNAHME: "Rücknahmebescheid",
    Massnahme.TEILRUECKNAHME: "Teilrücknahmebescheid",
    Massnahme.MINDERUNG: "Feststellungsbescheid",
    Massnahme.ZWISCHENZINSEN: "Zinsbescheid",
}


def rueckforderungsbescheid(fakten: Rueckforderungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The decision by the law of the regime the grant was made under."""
    worte = _worte(fakten, texte=texte)
    return dokument(
        Dokumentart.RUECKFORDERUNGSBESCHEID,
        titel=(TITEL if fakten.gesamt else TITEL_OHNE_ZAHLUNG)[fakten.massnahme],
        bezug=bezug_bescheid(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert((*_entscheidung(fakten, worte=worte), *_gruende(fakten, worte=worte))),
            unterschrift(
                fakten.rahmen, texte=worte, hinweis=f"schluss.namenswiedergabe.{fakten.rechtsregime}"
            ),
        ),
        version=VERSION,
    )


def _worte(fakten: Rueckforderungsfakten, *, texte: Mapping[str, str]) -> Textquelle:
    werte: dict[str, Wert] = {
        "erstattung": fakten.erstattung,
        "faellig_am": fakten.faellig_am,
        "gesamt": fakten.gesamt,
        "kassenzeichen": fakten.kassenzeichen,
        "kenntnis_am": fakten.kenntnis_am,
        "konto": bankverbindung(fakten.konto),
        "verbleibt": fakten.verbleibt,
    }
    if fakten.anhoerung_vom:
        werte["anhoerung_vom"] = fakten.anhoerung_vom
    return fallquelle(fakten, texte=texte, werte=werte | _zinswerte(fakten.zinsen))


def _zinswerte(zinsen: Zinsfakten | None) -> dict[str, Wert]:
    if zinsen is None:
        return {}
    weiter: dict[str, Wert] = {} if zinsen.je_tag is None else {"je_tag": zinsen.je_tag}
    return weiter | {
        "aufschlag": f"{zinsen.aufschlag.normalize():f}".replace(".", ","),
        "methode": zinsen.methode,
        "zinsen": zinsen.summe,
        "zinsen_bis": zinsen.bis,
    }


def _entscheidung(fakten: Rueckforderungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    erstattung = (worte.satz("rueckforderung.tenor.erstattung"),) if fakten.erstattung else ()
    zinsen = (worte.satz(f"rueckforderung.tenor.zinsen{_zinsweg(fakten)}"),) if fakten.gesamt else ()
    tenor = (
        worte.satz(f"rueckforderung.tenor.{fakten.massnahme}"),
        *erstattung,
        *zinsen,
        worte.satz("rueckforderung.tenor.kosten"),
    )
    weiter = worte.bloecke("rueckforderung.zahlung.weiter") if _laeuft_weiter(fakten) else ()
    return (
        ("Entscheidung", (Liste(tenor, nummeriert=True),)),
        ("Zahlung", (Kasten(worte.satz("rueckforderung.zahlung")), *weiter) if fakten.gesamt else ()),
    )


def _zinsweg(fakten: Rueckforderungsfakten) -> str:
    if fakten.zinsen is None:
        return ".spaeter" if fakten.zinsen_spaeter else ".verzicht"
    return ".weiter" if _laeuft_weiter(fakten) else ""


def _laeuft_weiter(fakten: Rueckforderungsfakten) -> bool:
    return fakten.zinsen is not None and fakten.zinsen.je_tag is not None


def _gruende(fakten: Rueckforderungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    nur_zinsen = fakten.massnahme is Massnahme.ZWISCHENZINSEN
    verzinst = fakten.zinsen is not None or fakten.zinsen_spaeter
    jahresfrist = worte.bloecke(f"rueckforderung.jahresfrist.{fakten.rechtsregime}")
    gebunden = nur_zinsen or fakten.massnahme is Massnahme.MINDERUNG
    return (
        ("Sachverhalt", freitext(fakten.sachverhalt)),
        ("Anhörung", _anhoerung(fakten, worte=worte)),
        ("Begründung", freitext(fakten.begruendung)),
        ("Rechtsgrundlagen", rechtsnormen(fakten, worte=worte, zinsen=verzinst)),
        ("Berechnung", () if nur_zinsen else berechnung(fakten)),
        ("Ermessen", _ermessen(fakten, worte=worte)),
        ("Vertrauensschutz", freitext(fakten.vertrauensschutz)),
        ("Jahresfrist", () if gebunden else jahresfrist),
        ("Zinsen", _zinsen(fakten, worte=worte) if fakten.gesamt else ()),
        ("Hinweise", worte.bloecke("rueckforderung.hinweise") if fakten.gesamt else ()),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )


def _anhoerung(fakten: Rueckforderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if fakten.anhoerung_vom is None:
        grund = worte.bloecke(f"rueckforderung.anhoerung.entbehrlich.{fakten.rechtsregime}")
        return (*grund, *freitext(fakten.anhoerung_entbehrlich))
    if not fakten.aeusserung:
        return worte.bloecke("rueckforderung.anhoerung.ohne_antwort")
    return (
        *worte.bloecke("rueckforderung.anhoerung.antwort"),
        *freitext(fakten.aeusserung),
        *worte.bloecke("rueckforderung.anhoerung.wuerdigung"),
        *freitext(fakten.wuerdigung),
    )


def _ermessen(fakten: Rueckforderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    eigene = (Massnahme.MINDERUNG, Massnahme.ZWISCHENZINSEN)
    schluessel = f".{fakten.massnahme}" if fakten.massnahme in eigene else ""
    return (*worte.bloecke(f"rueckforderung.ermessen{schluessel}"), *freitext(fakten.ermessen))


def _zinsen(fakten: Rueckforderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    regime = fakten.rechtsregime
    if fakten.zinsen_spaeter:
        return worte.bloecke(f"rueckforderung.zinsen.spaeter.{regime}")
    if fakten.zinsen is None:
        verzicht = worte.bloecke(f"rueckforderung.zinsen.verzicht.{regime}")
        return (*verzicht, *freitext(fakten.zinsverzicht))
    pflicht = (
        () if fakten.massnahme is Massnahme.ZWISCHENZINSEN else worte.bloecke("rueckforderung.zinsen.pflicht")
    )
    return (*worte.bloecke(f"rueckforderung.zinsen.{regime}"), _zinstabelle(fakten.zinsen), *pflicht)


def _zinstabelle(zinsen: Zinsfakten) -> Tabelle:
    return tabelle(
        "Berechnung der Zinsen",
        ("Von", "Bis", "Tage", "Betrag", "Zinssatz", "Zinsen"),
        ((p.von, p.bis, str(p.tage), p.kapital, zeige_prozent(p.satz), p.zinsen) for p in zinsen.perioden),
        summe=("Summe", "", "", "", "", zinsen.summe),
        rechts=(2, 3, 4, 5),
    )
