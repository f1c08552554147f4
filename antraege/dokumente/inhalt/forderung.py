"""Letters about an open claim (§ 27 KomHVO NRW), and the end of the case."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Liste, Tabelle, Ueberschrift
from antraege.dokumente.fakten.forderung import (
    Erlassfakten,
    Forderungsfakten,
    Mahnungsfakten,
    Niederschlagungsfakten,
    Schlussfakten,
    Stundungsfakten,
)
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    Zeile,
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
from antraege.dokumente.schreibweise import prozent, tag
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


VERSION = 1


def mahnung(fakten: Mahnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The reminder; it decides nothing and so carries no Rechtsbehelfsbelehrung."""
    werte: dict[str, Wert] = {
        "frist": fakten.frist,
        "gesamt": fakten.gesamt,
        "konto": bankverbindung(fakten.konto),
    }
    if fakten.zinsen_bis:
        werte["zinsen_bis"] = fakten.zinsen_bis
    worte = forderungsquelle(fakten, texte=texte, werte=werte)
    return dokument(
        Dokumentart.MAHNUNG,
        titel="Mahnung" if fakten.stufe == 1 else f"{fakten.stufe}. Mahnung",
        bezug=bezug_forderung(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=_bloecke(fakten, worte=worte),
        version=VERSION,
    )


def _bloecke(fakten: Mahnungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return (
        *worte.bloecke("mahnung.einleitung"),
        _offen(fakten),
        *(worte.bloecke("mahnung.zinsen") if fakten.zinsen_bis else ()),
        Kasten(worte.satz("mahnung.aufforderung")),
        Ueberschrift("Was geschieht, wenn nichts eingeht"),
        *worte.bloecke("mahnung.folge"),
        Ueberschrift("Wenn Sie nicht zahlen können"),
        *worte.bloecke("mahnung.hilfe"),
        unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
    )


def _offen(fakten: Mahnungsfakten) -> Tabelle:
    bis = f" bis {tag(fakten.zinsen_bis)}" if fakten.zinsen_bis else ""
    return angaben(
        "Offene Forderung",
        ("Hauptforderung", fakten.hauptforderung),
        (f"Zinsen und Nebenforderungen{bis}", fakten.nebenforderung or None),
        ("Mahngebühr", fakten.mahngebuehr or None),
        ("Zu zahlen", fakten.gesamt),
        rechts=True,
    )


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
            *nummeriert(_abschnitte_erlass(fakten, worte=worte)),
            unterschrift(
                fakten.rahmen, texte=worte, hinweis=f"schluss.namenswiedergabe.{fakten.rechtsregime}"
            ),
        ),
        version=VERSION,
    )


def _abschnitte_erlass(fakten: Erlassfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
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


def schlussmitteilung(fakten: Schlussfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The letter that ends the case."""
    werte: dict[str, Wert] = {
        "bis": fakten.aufbewahrung_bis,
        "endgueltig": fakten.endgueltig,
        "nachweis_vom": fakten.nachweis_vom,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte)
    return dokument(
        Dokumentart.SCHLUSSMITTEILUNG,
        titel="Abschluss Ihrer Förderung",
        bezug=bezug_bescheid(fakten),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *_ergebnis(fakten, worte=worte),
            *_pflichten(fakten, worte=worte),
            *worte.bloecke("schluss.dank"),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.maschinell"),
        ),
        version=VERSION,
    )


def _ergebnis(fakten: Schlussfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    voll = ".voll" if fakten.endgueltig == fakten.bewilligt else ""
    return (
        *worte.bloecke("schluss.einleitung"),
        Kasten(worte.satz(f"schluss.ergebnis{voll}")),
        *freitext(fakten.feststellungen),
        Ueberschrift("Abrechnung"),
        _abrechnung(fakten),
        *worte.bloecke("schluss.ausgeglichen"),
    )


def _abrechnung(fakten: Schlussfakten) -> Tabelle:
    return angaben(
        "Abrechnung der Zuwendung",
        ("Bewilligt", fakten.bewilligt),
        ("Ausgezahlt", fakten.ausgezahlt),
        ("Erstattet", fakten.erstattet or None),
        ("Nicht mehr gefordert", fakten.verzichtet or None),
        ("Gezahlte Zinsen", fakten.zinsen_gezahlt or None),
        ("Endgültige Zuwendung", fakten.endgueltig),
        rechts=True,
    )


def _pflichten(fakten: Schlussfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    bindung = (
        Ueberschrift("Zweckbindung"),
        *worte.bloecke("schluss.zweckbindung"),
        Liste(fakten.zweckbindung),
    )
    return (
        Ueberschrift("Aufbewahrung"),
        *worte.bloecke("schluss.aufbewahrung"),
        *worte.bloecke(f"schluss.belege.{'zurueck' if fakten.belege_zurueck else 'keine'}"),
        *(bindung if fakten.zweckbindung else ()),
        *worte.bloecke("schluss.vorbehalt"),
    )
