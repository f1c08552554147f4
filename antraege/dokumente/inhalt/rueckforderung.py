"""Taking money back: the hearing, then the Bescheid with repayment and interest."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste
from antraege.dokumente.fakten.grund import Rechtsregime
from antraege.dokumente.fakten.rueckforderung import (
    Anhoerungsfakten,
    Aufhebungsfakten,
    Aufhebungsgrund,
    Massnahme,
    Rueckforderungsfakten,
)
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    Brief,
    angaben,
    bankverbindung,
    bezug_bescheid,
    fallquelle,
    nummeriert,
    tabelle,
)
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern.prozent import zeige_prozent

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


def anhoerung(fakten: Anhoerungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """What the city intends, why, and how to answer (§ 28 VwVfG NRW, § 24 SGB X).

    It decides nothing and so carries no Rechtsbehelfsbelehrung.
    """
    regime, ab = fakten.rechtsregime, fakten.zinsen_ab
    werte: dict[str, Wert] = {
        "erstattung": fakten.erstattung,
        "frist": fakten.frist,
        "verbleibt": fakten.verbleibt,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte if ab is None else {**werte, "zinsen_ab": ab})
    nur_zinsen = fakten.massnahme is Massnahme.ZWISCHENZINSEN
    zinsen = "zwischenzinsen" if nur_zinsen else "zinsen"
    absicht = (
        Kasten(worte.satz(f"anhoerung.absicht.{fakten.massnahme}")),
        *(worte.bloecke("anhoerung.erstattung") if fakten.erstattung else ()),
    )
    antwort = (Kasten(worte.satz(f"anhoerung.frist.{regime}")), *worte.bloecke("anhoerung.wie"))
    abschnitte = (
        ("Was wir beabsichtigen", absicht),
        ("Sachverhalt", freitext(fakten.sachverhalt)),
        ("Gründe", freitext(fakten.erwaegungen)),
        ("Rechtsgrundlagen", rechtsnormen(fakten, worte=worte, zinsen=ab is not None)),
        ("Betrag", () if nur_zinsen else berechnung(fakten)),
        ("Zinsen", () if ab is None else worte.bloecke(f"anhoerung.{zinsen}.{regime}")),
        ("Ihre Gelegenheit zur Äußerung", antwort),
        ("Wie es weitergeht", worte.bloecke("anhoerung.danach")),
    )
    return worte.dokument(
        Dokumentart.ANHOERUNG,
        titel="Anhörung vor einer Entscheidung",
        bezug=bezug_bescheid(fakten),
        bloecke=(
            *worte.bloecke("anhoerung.einleitung"),
            *nummeriert(abschnitte),
            worte.unterschrift("schluss.maschinell"),
        ),
    )


def rueckforderungsbescheid(fakten: Rueckforderungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Widerruf, Rücknahme or Minderung by the law of the regime the grant was made under."""
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
    if zinsen := fakten.zinsen:
        werte |= {
            "aufschlag": f"{zinsen.aufschlag.normalize():f}".replace(".", ","),
            "methode": zinsen.methode,
            "zinsen": zinsen.summe,
            "zinsen_bis": zinsen.bis,
        }
        if zinsen.je_tag is not None:
            werte["je_tag"] = zinsen.je_tag
    worte = fallquelle(fakten, texte=texte, werte=werte)
    return worte.bescheid(
        Dokumentart.RUECKFORDERUNGSBESCHEID,
        titel=(TITEL if fakten.gesamt else TITEL_OHNE_ZAHLUNG)[fakten.massnahme],
        bezug=bezug_bescheid(fakten),
        abschnitte=(*entscheidung(fakten, worte=worte), *gruende(fakten, worte=worte)),
        regime=fakten.rechtsregime,
    )


def entscheidung(fakten: Rueckforderungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """What is decided, and how to pay."""
    laeuft_weiter = fakten.zinsen is not None and fakten.zinsen.je_tag is not None
    zinsweg = ".weiter" if laeuft_weiter else ""
    if fakten.zinsen is None:
        zinsweg = ".spaeter" if fakten.zinsen_spaeter else ".verzicht"
    tenor = (
        worte.satz(f"rueckforderung.tenor.{fakten.massnahme}"),
        *((worte.satz("rueckforderung.tenor.erstattung"),) if fakten.erstattung else ()),
        *((worte.satz(f"rueckforderung.tenor.zinsen{zinsweg}"),) if fakten.gesamt else ()),
        worte.satz("rueckforderung.tenor.kosten"),
    )
    weiter = worte.bloecke("rueckforderung.zahlung.weiter") if laeuft_weiter else ()
    return (
        ("Entscheidung", (Liste(tenor, nummeriert=True),)),
        ("Zahlung", (Kasten(worte.satz("rueckforderung.zahlung")), *weiter) if fakten.gesamt else ()),
    )


def gruende(fakten: Rueckforderungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """Why, by which law, how much, and what can be done against it."""
    regime, massnahme = fakten.rechtsregime, fakten.massnahme
    nur_zinsen = massnahme is Massnahme.ZWISCHENZINSEN
    gebunden = massnahme in (Massnahme.MINDERUNG, Massnahme.ZWISCHENZINSEN)
    verzinst = fakten.zinsen is not None or fakten.zinsen_spaeter
    ermessen = worte.bloecke(f"rueckforderung.ermessen{f'.{massnahme}' if gebunden else ''}")
    return (
        ("Sachverhalt", freitext(fakten.sachverhalt)),
        ("Anhörung", angehoert(fakten, worte=worte)),
        ("Begründung", freitext(fakten.begruendung)),
        ("Rechtsgrundlagen", rechtsnormen(fakten, worte=worte, zinsen=verzinst)),
        ("Berechnung", () if nur_zinsen else berechnung(fakten)),
        ("Ermessen", (*ermessen, *freitext(fakten.ermessen))),
        ("Vertrauensschutz", freitext(fakten.vertrauensschutz)),
        ("Jahresfrist", () if gebunden else worte.bloecke(f"rueckforderung.jahresfrist.{regime}")),
        ("Zinsen", verzinsung(fakten, worte=worte) if fakten.gesamt else ()),
        ("Hinweise", worte.bloecke("rueckforderung.hinweise") if fakten.gesamt else ()),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{regime}")),
    )


def angehoert(fakten: Rueckforderungsfakten, *, worte: Brief) -> tuple[Block, ...]:
    """Whether there was a hearing, what was said, what the city makes of it."""
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


def verzinsung(fakten: Rueckforderungsfakten, *, worte: Brief) -> tuple[Block, ...]:
    """Interest period by period, later, or not at all."""
    regime, zinsen = fakten.rechtsregime, fakten.zinsen
    if fakten.zinsen_spaeter:
        return worte.bloecke(f"rueckforderung.zinsen.spaeter.{regime}")
    if zinsen is None:
        verzicht = worte.bloecke(f"rueckforderung.zinsen.verzicht.{regime}")
        return (*verzicht, *freitext(fakten.zinsverzicht))
    perioden = tabelle(
        "Berechnung der Zinsen",
        ("Von", "Bis", "Tage", "Betrag", "Zinssatz", "Zinsen"),
        ((p.von, p.bis, str(p.tage), p.kapital, zeige_prozent(p.satz), p.zinsen) for p in zinsen.perioden),
        summe=("Summe", "", "", "", "", zinsen.summe),
        rechts=(2, 3, 4, 5),
    )
    nur_zinsen = fakten.massnahme is Massnahme.ZWISCHENZINSEN
    pflicht = () if nur_zinsen else worte.bloecke("rueckforderung.zinsen.pflicht")
    return (*worte.bloecke(f"rueckforderung.zinsen.{regime}"), perioden, *pflicht)


def rechtsnormen(fakten: Aufhebungsfakten, *, worte: Brief, zinsen: bool) -> tuple[Block, ...]:
    """The paragraphs that carry measure, repayment and interest under the regime of the case.

    SGB X repays what a condition has ended by a rule of its own (§ 50 Abs. 2).
    """
    regime = fakten.rechtsregime
    if fakten.massnahme is Massnahme.ZWISCHENZINSEN:
        return (Liste(worte.zeilen(f"zwischenzinsen.recht.{regime}")),)
    aufhebung = worte.zeilen(f"aufhebung.recht.{regime}.{fakten.grund}")
    if not fakten.erstattung:
        return (Liste(aufhebung),)
    eigene = regime is Rechtsregime.SGBX and fakten.grund is Aufhebungsgrund.BEDINGUNG
    erstattung = worte.zeilen(f"erstattung.recht.{regime}{'.bedingung' if eigene else ''}")
    return (Liste((*aufhebung, *erstattung, *(worte.zeilen(f"zinsen.recht.{regime}") if zinsen else ()))),)


def berechnung(fakten: Aufhebungsfakten) -> tuple[Block, ...]:
    """From the grant to the repayment; the steps of the settlement before it."""
    schritte = (Liste(fakten.rechenschritte, nummeriert=True),) if fakten.rechenschritte else ()
    betraege = angaben(
        "Berechnung des Erstattungsbetrages",
        ("Bewilligte Zuwendung", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Verbleibende Zuwendung", fakten.verbleibt),
        ("Zu erstatten", fakten.erstattung),
        rechts=True,
    )
    return (*schritte, betraege)
