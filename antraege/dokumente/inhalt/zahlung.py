"""Auszahlungsanordnung: the internal order to the Kasse, with its certificates (§ 31 KomHVO NRW)."""

from collections.abc import Mapping

from antraege.dokumente.bloecke import Block, Dokument, Dokumentart, Kasten
from antraege.dokumente.fakten.zahlung import Anordnungsfakten
from antraege.dokumente.inhalt.gemeinsam import (
    Abschnitt,
    Brief,
    angaben,
    fallquelle,
    nummeriert,
    tabelle,
    vermerke,
)
from antraege.dokumente.schreibweise import iban
from antraege.dokumente.textpflege.platzhalter import Wert


def auszahlungsanordnung(fakten: Anordnungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The order with payment, account assignment, certificates and booking."""
    werte: dict[str, Wert] = {
        "betrag": fakten.betrag,
        "faellig_am": fakten.faellig_am,
        "kreditor": fakten.kreditor,
    }
    worte = fallquelle(fakten, texte=texte, werte=werte)
    abschnitte = (*zahlung(fakten, worte=worte), *vermerkt(fakten, worte=worte))
    return worte.dokument(
        Dokumentart.AUSZAHLUNGSANORDNUNG,
        titel="Auszahlungsanordnung",
        bezug=(f"Projekt „{fakten.projekt}“", fakten.gegenstand),
        bloecke=(
            Kasten(worte.satz("anordnung.auftrag")),
            *nummeriert(abschnitte),
            worte.unterschrift("schluss.intern"),
        ),
    )


def zahlung(fakten: Anordnungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """To whom, from which lines of the budget, and what was paid before."""
    konto = fakten.konto
    empfang = angaben(
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
    kontierung = tabelle(
        "Kontierung nach Haushaltsjahren",
        ("Jahr", "Produkt", "Auftrag", "KST", "Sachkonto", "Bezeichnung", "Betrag"),
        (
            (str(k.jahr), k.produkt, k.auftrag, k.kostenstelle, k.sachkonto, k.bezeichnung, k.betrag)
            for k in fakten.kontierungen
        ),
        summe=("Summe", "", "", "", "", "", fakten.betrag),
        rechts=(6,),
    )
    stand = angaben(
        "Stand der Auszahlung",
        ("Bewilligte Zuwendung", fakten.bewilligt),
        ("Bisher ausgezahlt", fakten.bisher),
        ("Diese Anordnung", fakten.betrag),
        ("Ausgezahlt einschließlich dieser Anordnung", fakten.bisher + fakten.betrag),
        ("Danach noch nicht ausgezahlt", fakten.rest),
        rechts=True,
    )
    return (
        ("Zahlung", (empfang,)),
        ("Kontierung", (kontierung,)),
        ("Bewilligung und Stand der Auszahlung", (*worte.bloecke("anordnung.stand"), stand)),
    )


def vermerkt(fakten: Anordnungsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """Who found it right, who ordered it within which limit, and when the Kasse booked it."""
    festgestellt = (("sachlich richtig", fakten.sachlich), ("rechnerisch richtig", fakten.rechnerisch))
    befugnis: tuple[Block, ...] = ()
    if anordnung := fakten.anordnung:
        grenze = anordnung.grenze
        befugnis = (
            worte.bloecke("anordnung.befugnis.unbegrenzt")
            if grenze is None
            else worte.bloecke("anordnung.befugnis", grenze=grenze)
        )
    buchung = worte.bloecke(f"anordnung.buchung.{'gebucht' if fakten.gebucht_am else 'offen'}")
    gebucht = angaben("Buchung", ("Buchungsnummer", fakten.buchungsnummer), ("Gebucht am", fakten.gebucht_am))
    return (
        (
            "Feststellungsvermerke",
            (*worte.bloecke("anordnung.feststellung"), vermerke("Feststellungsvermerke", festgestellt)),
        ),
        (
            "Anordnung",
            (
                *worte.bloecke("anordnung.anordnung"),
                vermerke("Anordnung", (("angeordnet", fakten.anordnung),)),
                *befugnis,
            ),
        ),
        ("Buchung", (*buchung, gebucht) if fakten.gebucht_am else buchung),
    )
