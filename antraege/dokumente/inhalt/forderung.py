"""Letters about an open claim (§ 27 KomHVO NRW), and the end of the case."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Dokument, Dokumentart, Kasten, Liste, Tabelle, Ueberschrift
from antraege.dokumente.fakten.forderung import (
    Erlassfakten,
    Forderungsfakten,
    Mahnungsfakten,
    Niederschlagungsfakten,
    Schlussfakten,
    Stundungsfakten,
)
from antraege.dokumente.inhalt.gemeinsam import (
    Brief,
    Zeile,
    angaben,
    bankverbindung,
    bezug_bescheid,
    fallquelle,
    nummeriert,
    tabelle,
)
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.schreibweise import prozent, tag
from antraege.dokumente.textpflege.platzhalter import Wert


def mahnung(fakten: Mahnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """What is open, since when, until when to pay, and what happens otherwise; it decides nothing."""
    werte: dict[str, Wert] = {
        "frist": fakten.frist,
        "gesamt": fakten.gesamt,
        "konto": bankverbindung(fakten.konto),
    }
    if fakten.zinsen_bis:
        werte["zinsen_bis"] = fakten.zinsen_bis
    worte = forderungsquelle(fakten, texte=texte, werte=werte)
    offen = angaben(
        "Offene Forderung",
        ("Hauptforderung", fakten.hauptforderung),
        (
            f"Zinsen und Nebenforderungen{f' bis {tag(fakten.zinsen_bis)}' if fakten.zinsen_bis else ''}",
            fakten.nebenforderung or None,
        ),
        ("Mahngebühr", fakten.mahngebuehr or None),
        ("Zu zahlen", fakten.gesamt),
        rechts=True,
    )
    return worte.dokument(
        Dokumentart.MAHNUNG,
        titel="Mahnung" if fakten.stufe == 1 else f"{fakten.stufe}. Mahnung",
        bezug=bezug_forderung(fakten),
        bloecke=(
            *worte.bloecke("mahnung.einleitung"),
            offen,
            *(worte.bloecke("mahnung.zinsen") if fakten.zinsen_bis else ()),
            Kasten(worte.satz("mahnung.aufforderung")),
            Ueberschrift("Was geschieht, wenn nichts eingeht"),
            *worte.bloecke("mahnung.folge"),
            Ueberschrift("Wenn Sie nicht zahlen können"),
            *worte.bloecke("mahnung.hilfe"),
            worte.unterschrift("schluss.maschinell"),
        ),
    )


def stundungsbescheid(fakten: Stundungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Later or in instalments, at what interest, revocable (§ 27 Abs. 1 KomHVO NRW)."""
    werte: dict[str, Wert] = {
        "antrag_vom": fakten.antrag_vom,
        "frist": fakten.gestundet_bis,
        "konto": bankverbindung(fakten.konto),
        "zinsen": fakten.zinsen,
    }
    if fakten.zinssatz is not None:
        werte |= {"zinssatz": prozent(fakten.zinssatz), "grundlage": fakten.zinsgrundlage}
    worte = forderungsquelle(fakten, texte=texte, werte=werte)
    keine = ".keine" if fakten.zinssatz is None else ""
    tenor = (
        worte.satz(f"stundung.tenor.{'raten' if fakten.raten else 'betrag'}"),
        worte.satz(f"stundung.tenor.zinsen{keine}"),
        worte.satz("stundung.tenor.widerruf"),
    )
    zu_zahlen = fakten.offen + fakten.zinsen
    mehr = (("Stundungszinsen", fakten.zinsen), ("Zu zahlen", zu_zahlen)) if fakten.zinsen else ()
    raten = tabelle(
        "Ratenplan",
        ("Rate", "Fällig am", "Betrag"),
        ((str(rate.nr), rate.faellig_am, rate.betrag) for rate in fakten.raten),
        summe=("Summe", "", zu_zahlen),
        rechts=(2,),
    )
    zahlung = (
        forderungstabelle(fakten, *mehr),
        *((raten,) if fakten.raten else ()),
        Kasten(worte.satz("forderung.zahlung")),
        *worte.bloecke("stundung.anrechnung"),
    )
    sicherheit = (*worte.bloecke("stundung.sicherheit"), *freitext(fakten.sicherheit))
    abschnitte = (
        ("Entscheidung", (Liste(tenor, nummeriert=True),)),
        ("Forderung und Zahlung", zahlung),
        ("Zinsen", (*worte.bloecke(f"stundung.zinsen{keine}"), *freitext(fakten.zinsverzicht))),
        ("Sicherheit", sicherheit if fakten.sicherheit else ()),
        ("Widerrufsvorbehalt", worte.bloecke("stundung.widerruf")),
        ("Begründung", (*worte.bloecke("stundung.begruendung"), *freitext(fakten.gruende))),
        ("Rechtsgrundlagen", (Liste(worte.zeilen(f"stundung.recht.{fakten.rechtsregime}")),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )
    return worte.bescheid(
        Dokumentart.STUNDUNGSBESCHEID,
        titel="Stundungsbescheid",
        bezug=bezug_forderung(fakten),
        abschnitte=abschnitte,
        regime=fakten.rechtsregime,
    )


def erlassbescheid(fakten: Erlassfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The city gives up a claim, all or part of it (§ 27 Abs. 3 KomHVO NRW); the rest stays due."""
    werte: dict[str, Wert] = {"betrag": fakten.erlassen, "verbleibt": fakten.offen - fakten.erlassen}
    if fakten.antrag_vom:
        werte["antrag_vom"] = fakten.antrag_vom
    worte = forderungsquelle(fakten, texte=texte, werte=werte)
    umfang = "ganz" if fakten.erlassen == fakten.offen else "teil"
    anlass = "antrag" if fakten.antrag_vom else "amt"
    abschnitte = (
        ("Entscheidung", (Kasten(worte.satz(f"erlass.tenor.{umfang}")),)),
        ("Forderung", (forderungstabelle(fakten),)),
        ("Begründung", (*worte.bloecke(f"erlass.begruendung.{anlass}"), *freitext(fakten.gruende))),
        ("Rechtsgrundlagen", (Liste(worte.zeilen(f"erlass.recht.{fakten.rechtsregime}")),)),
        ("Rechtsbehelfsbelehrung", worte.bloecke(f"rbb.{fakten.rechtsregime}")),
    )
    return worte.bescheid(
        Dokumentart.ERLASSBESCHEID,
        titel="Erlassbescheid",
        bezug=bezug_forderung(fakten),
        abschnitte=abschnitte,
        regime=fakten.rechtsregime,
    )


def niederschlagungsvermerk(fakten: Niederschlagungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """An internal note, for a time or for good (§ 27 Abs. 2 KomHVO NRW).

    The claim lives on and the debtor hears nothing of it.
    """
    frist: dict[str, Wert] = {} if fakten.befristet_bis is None else {"frist": fakten.befristet_bis}
    worte = forderungsquelle(fakten, texte=texte, werte=frist)
    dauer = "befristet" if frist else "unbefristet"
    bisher = fakten.bisherige_schritte
    schritte = (Liste(bisher),) if bisher else worte.bloecke("niederschlagung.schritte.keine")
    abschnitte = (
        ("Entscheidung", (Kasten(worte.satz(f"niederschlagung.{dauer}")),)),
        ("Forderung", (forderungstabelle(fakten),)),
        ("Gründe", freitext(fakten.gruende)),
        ("Bisherige Schritte", schritte),
        ("Wirkung", worte.bloecke("niederschlagung.wirkung")),
    )
    return worte.dokument(
        Dokumentart.NIEDERSCHLAGUNGSVERMERK,
        titel="Vermerk über eine Niederschlagung",
        bezug=bezug_forderung(fakten),
        bloecke=(*nummeriert(abschnitte), worte.unterschrift("schluss.intern")),
    )


def schlussmitteilung(fakten: Schlussfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter that ends the case: result of the check, final account, what to keep and until when."""
    werte: dict[str, Wert] = {
        "bis": fakten.aufbewahrung_bis,
        "endgueltig": fakten.endgueltig,
        "nachweis_vom": fakten.nachweis_vom,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte)
    voll = ".voll" if fakten.endgueltig == fakten.bewilligt else ""
    abrechnung = angaben(
        "Abrechnung der Zuwendung",
        ("Bewilligt", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Erstattet", fakten.erstattet or None),
        ("Nicht mehr gefordert", fakten.verzichtet or None),
        ("Gezahlte Zinsen", fakten.zinsen_gezahlt or None),
        ("Endgültige Zuwendung", fakten.endgueltig),
        rechts=True,
    )
    bindung = (
        Ueberschrift("Zweckbindung"),
        *worte.bloecke("schluss.zweckbindung"),
        Liste(fakten.zweckbindung),
    )
    return worte.dokument(
        Dokumentart.SCHLUSSMITTEILUNG,
        titel="Abschluss Ihrer Förderung",
        bezug=bezug_bescheid(fakten),
        bloecke=(
            *worte.bloecke("schluss.einleitung"),
            Kasten(worte.satz(f"schluss.ergebnis{voll}")),
            *freitext(fakten.feststellungen),
            Ueberschrift("Abrechnung"),
            abrechnung,
            *worte.bloecke("schluss.ausgeglichen"),
            Ueberschrift("Aufbewahrung"),
            *worte.bloecke("schluss.aufbewahrung"),
            *worte.bloecke(f"schluss.belege.{'zurueck' if fakten.belege_zurueck else 'keine'}"),
            *(bindung if fakten.zweckbindung else ()),
            *worte.bloecke("schluss.vorbehalt"),
            *worte.bloecke("schluss.dank"),
            worte.unterschrift("schluss.maschinell"),
        ),
    )


def forderungsquelle(
    fakten: Forderungsfakten, *, texte: Mapping[str, str], werte: Mapping[str, Wert]
) -> Brief:
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
