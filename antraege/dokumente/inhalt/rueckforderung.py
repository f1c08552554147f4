"""Taking money back: the hearing, then the Bescheid with repayment and interest."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Tabelle
from antraege.dokumente.fakten.grund import Rechtsregime
from antraege.dokumente.fakten.rueckforderung import (
    Anhoerungsfakten,
    Aufhebungsfakten,
    Aufhebungsgrund,
    Massnahme,
    Rueckforderungsfakten,
    Zinsfakten,
)
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    angaben,
    bankverbindung,
    bezug_bescheid,
    dokument,
    fallquelle,
    nummeriert,
    tabelle,
    unterschrift,
)
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.prozent import zeige_prozent


def rechtsnormen(fakten: Aufhebungsfakten, *, worte: Textquelle, zinsen: bool) -> tuple[Block, ...]:
    """The paragraphs that carry measure, repayment and interest under the regime of the case."""
    regime = fakten.rechtsregime
    if fakten.massnahme is Massnahme.ZWISCHENZINSEN:
        return (Liste(worte.zeilen(f"zwischenzinsen.recht.{regime}")),)
    aufhebung = worte.zeilen(f"aufhebung.recht.{regime}.{fakten.grund}")
    if not fakten.erstattung:
        return (Liste(aufhebung),)
    zinsnorm = worte.zeilen(f"zinsen.recht.{regime}") if zinsen else ()
    return (Liste((*aufhebung, *worte.zeilen(f"erstattung.recht.{_erstattung(fakten)}"), *zinsnorm)),)


def _erstattung(fakten: Aufhebungsfakten) -> str:
    """SGB X repays what a condition has ended by a rule of its own (§ 50 Abs. 2)."""
    eigene = fakten.rechtsregime is Rechtsregime.SGBX and fakten.grund is Aufhebungsgrund.BEDINGUNG
    return f"{fakten.rechtsregime}.bedingung" if eigene else fakten.rechtsregime.value


def berechnung(fakten: Aufhebungsfakten) -> tuple[Block, ...]:
    """From the grant to the repayment; the steps of the settlement before it."""
    schritte = (Liste(fakten.rechenschritte, nummeriert=True),) if fakten.rechenschritte else ()
    return (*schritte, _betraege(fakten))


def _betraege(fakten: Aufhebungsfakten) -> Tabelle:
    return angaben(
        "Berechnung des Erstattungsbetrages",
        ("Bewilligte Zuwendung", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Verbleibende Zuwendung", fakten.verbleibt),
        ("Zu erstatten", fakten.erstattung),
        rechts=True,
    )


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
    worte = _worte_bescheid(fakten, texte=texte)
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


def _worte_bescheid(fakten: Rueckforderungsfakten, *, texte: Mapping[str, str]) -> Textquelle:
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
        ("Zinsen", _zinsen_bescheid(fakten, worte=worte) if fakten.gesamt else ()),
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


def _zinsen_bescheid(fakten: Rueckforderungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
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
