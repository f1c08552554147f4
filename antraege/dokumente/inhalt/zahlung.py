"""Auszahlungsanordnung: the internal order to the Kasse, with its certificates (§ 31 KomHVO NRW)."""

from collections.abc import Mapping
from decimal import Decimal

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten, Tabelle
from antraege.dokumente.fakten.zahlung import Anordnungsfakten
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    angaben,
    dokument,
    fallquelle,
    nummeriert,
    tabelle,
    unterschrift,
    vermerke,
)
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import iban, tag
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def auszahlungsanordnung(fakten: Anordnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The order with payment, account assignment, certificates and booking."""
    werte: dict[str, Wert] = {
        "betrag": fakten.betrag,
        "faellig_am": fakten.faellig_am,
        "kreditor": fakten.kreditor,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte)
    return dokument(
        Dokumentart.AUSZAHLUNGSANORDNUNG,
        titel="Auszahlungsanordnung",
        bezug=(f"Projekt „{fakten.projekt}“", fakten.gegenstand),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            Kasten(worte.satz("anordnung.auftrag")),
            *nummeriert(_abschnitte(fakten, worte=worte)),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.intern"),
        ),
        version=VERSION,
    )


def _abschnitte(fakten: Anordnungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    stand = (*worte.bloecke("anordnung.stand"), _stand(fakten))
    return (
        ("Zahlung", (_zahlung(fakten),)),
        ("Kontierung", (_kontierung(fakten),)),
        ("Bewilligung und Stand der Auszahlung", stand),
        ("Feststellungsvermerke", _feststellungen(fakten, worte=worte)),
        ("Anordnung", _anordnung(fakten, worte=worte)),
        ("Buchung", _buchung(fakten, worte=worte)),
    )


def _zahlung(fakten: Anordnungsfakten) -> Tabelle:
    konto = fakten.konto
    return angaben(
        "Zahlung",
        ("Aktenzeichen", fakten.rahmen.aktenzeichen),
        ("Gegenstand", fakten.gegenstand),
        ("Empfängerin oder Empfänger", fakten.kreditor),
        ("Kreditorennummer", fakten.kreditor_nr),
        ("Kontoinhaberin oder Kontoinhaber", konto.inhaber if konto.inhaber != fakten.kreditor else ""),
        ("IBAN", iban(konto.iban)),
        ("BIC", konto.bic),
        ("Bank", konto.bank),
        ("Betrag", fakten.betrag),
        ("Fällig am", fakten.faellig_am),
        ("Verwendungszweck", fakten.verwendungszweck),
    )


def _kontierung(fakten: Anordnungsfakten) -> Tabelle:
    return tabelle(
        "Kontierung nach Haushaltsjahren",
        ("Jahr", "Produkt", "Auftrag", "KST", "Sachkonto", "Bezeichnung", "Betrag"),
        (
            (str(k.jahr), k.produkt, k.auftrag, k.kostenstelle, k.sachkonto, k.bezeichnung, k.betrag)
            for k in fakten.kontierungen
        ),
        summe=("Summe", "", "", "", "", "", fakten.betrag),
        rechts=(6,),
    )


def _stand(fakten: Anordnungsfakten) -> Tabelle:
    return angaben(
        "Stand der Auszahlung",
        ("Bewilligte Zuwendung", fakten.bewilligt),
        ("Bisher ausgezahlt", fakten.bisher),
        ("Diese Anordnung", fakten.betrag),
        ("Ausgezahlt einschließlich dieser Anordnung", fakten.bisher + fakten.betrag),
        ("Danach noch nicht ausgezahlt", fakten.rest),
        rechts=True,
    )


def _feststellungen(fakten: Anordnungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    zeilen = (("sachlich richtig", fakten.sachlich), ("rechnerisch richtig", fakten.rechnerisch))
    return (*worte.bloecke("anordnung.feststellung"), vermerke("Feststellungsvermerke", zeilen))


def _anordnung(fakten: Anordnungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    zeichen = fakten.anordnung
    return (
        *worte.bloecke("anordnung.anordnung"),
        vermerke("Anordnung", (("angeordnet", zeichen),)),
        *(_befugnis(zeichen.grenze, worte=worte) if zeichen else ()),
    )


def _befugnis(grenze: Decimal | None, *, worte: Textquelle) -> tuple[Block, ...]:
    if grenze is None:
        return worte.bloecke("anordnung.befugnis.unbegrenzt")
    return worte.bloecke("anordnung.befugnis", grenze=grenze)


def _buchung(fakten: Anordnungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if fakten.gebucht_am is None:
        return worte.bloecke("anordnung.buchung.offen")
    zeilen = (("Buchungsnummer", fakten.buchungsnummer), ("Gebucht am", tag(fakten.gebucht_am)))
    return (*worte.bloecke("anordnung.buchung.gebucht"), angaben("Buchung", *zeilen))
