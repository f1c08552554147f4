"""What a played Träger prepares before it hands in its proof of use."""

from datetime import date
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Deckungsart, Planposition, Seite
from antraege.foerderung.nachweis import belege, bericht
from antraege.foerderung.nachweis.maengel import zeitraum
from antraege.programme.models import Frageart
from rollen.models import Benutzer
from workflows.durchspielen.ereignisse import NULL

TEXTE = {
    "durchfuehrung": "Einmal in der Woche haben Kinder und Eltern zusammen gelesen.",
    "zielerreichung": "Mehr Kinder lesen gern. Nicht alle Eltern konnten kommen.",
    "abweichungen": "Ein Termin fiel aus.",
}


def bereite_vor(antrag: Antrag, *, akteur: Benutzer, anteil: Decimal) -> None:
    """Fill every page; `anteil` is which part of each planned cost was spent. Own money closes the gap."""
    bericht.speichere_antworten(antrag, antworten(antrag), akteur=akteur)
    plan = list(antrag.planpositionen.all())
    ist = {p.pk: (p.betrag * anteil).quantize(NULL) for p in plan if p.seite == Seite.AUSGABE}
    if bericht.regulaer(antrag):
        trage_belege_ein(antrag, ist, akteur=akteur)
    else:
        bericht.speichere_ausgaben(antrag, dict(ist), akteur=akteur)
    dritt = _summe(plan, Deckungsart.DRITTMITTEL)
    beitraege = _summe(plan, Deckungsart.TEILNAHMEBEITRAEGE)
    luecke = sum(ist.values(), NULL) - dritt - beitraege - antrag.bewilligt
    eigen = max(_summe(plan, Deckungsart.EIGENMITTEL), luecke)
    einnahmen = {"eigenmittel": eigen, "drittmittel": dritt, "teilnahmebeitraege": beitraege}
    bericht.speichere_einnahmen(antrag, einnahmen, akteur=akteur, einheiten=antrag.einheiten)


def antworten(antrag: Antrag) -> dict[str, object]:
    """A sensible answer to every question of the report: words and counts, no names."""
    beispiele: dict[str, object] = {Frageart.ZAHL: 25, Frageart.JA_NEIN: True}  # partial: others are words
    return {
        frage.schluessel: frage.auswahl[0][0]
        if frage.art == Frageart.AUSWAHL
        else beispiele.get(frage.art, TEXTE.get(frage.schluessel, "Es lief wie geplant."))
        for frage in antrag.richtlinie.berichtsfragen.all()
    }


def trage_belege_ein(antrag: Antrag, ist: dict[int, Decimal], *, akteur: Benutzer) -> None:
    """One voucher per line, in the period of the grant."""
    tag = _tag(antrag)
    for ansatz in antrag.planpositionen.filter(pk__in=ist):
        if betrag := ist[ansatz.pk]:
            werte = belege.Belegwerte(ansatz.pk, tag, "Fachhandel", ansatz.bezeichnung, betrag)
            belege.lege_an(antrag, werte, akteur=akteur)


def _tag(antrag: Antrag) -> date:
    von, _ = zeitraum(antrag)
    assert von is not None
    return von


def _summe(plan: list[Planposition], art: Deckungsart) -> Decimal:
    return sum((p.betrag for p in plan if p.art == art), NULL)
