"""A case of the small city whose proof with vouchers is handed in and waits for its check."""

from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Deckungsart, Planposition, Verwendungsnachweis
from antraege.foerderung.nachweis import belege, bericht
from antraege.programme.models import Richtlinie
from rollen import uhr
from tests.datenbank import ohne_trigger
from tests.gedaechtnis import gemerkt
from tests.welt import Welt
from tests.workflows.wege import NACH_DEM_ENDE, TATEN, gehe
from workflows.antrag import tuer as antragstuer
from workflows.models import Aufgabe
from workflows.nachweis import tuer as nachweispruefung


def mit_belegen(welt: Welt, **regeln: Any) -> None:
    """The Richtlinie of the city wants a list of vouchers, and what else is said."""
    felder = {"nachweisform": "regulaer", "finanzierungsart": "anteil", **regeln}
    with ohne_trigger():
        Richtlinie.objects.filter(pk=welt.richtlinie.pk).update(**felder)
    welt.richtlinie.refresh_from_db()


def bis_zum_nachweis(welt: Welt, *, abgerufen: str = "10.000,00", beenden: bool = False) -> Antrag:
    """A granted case with one instalment paid; Ausgaben 12.500, own money 2.500, grant 10.000."""
    antrag = welt.antrag()
    antrag.planpositionen.filter(seite="ausgabe").update(betrag=Decimal("12500.00"))
    Planposition.objects.create(
        antrag=antrag,
        nr=2,
        seite="deckung",
        art=Deckungsart.EIGENMITTEL,
        bezeichnung="Eigenmittel",
        betrag=Decimal("2500.00"),
    )
    antrag = gemerkt(antragstuer.einreichen, antrag.pk, akteur=welt.personen["zeichnung"])
    gehe(welt, antrag, bis="mittelabruf")
    welt.tu(antrag, "mittelabruf", "zeichnung", **{**TATEN["mittelabruf"][1], "betrag": abgerufen})
    if abgerufen != "10.000,00":
        gehe(welt, antrag, bis="mittelabruf")
        if beenden:
            welt.tu(antrag, "mittelabruf", "zeichnung", vorhaben="beenden", sicher="on")
    return gehe(welt, antrag, bis="verwendungsnachweis") if beenden or abgerufen == "10.000,00" else antrag


def reiche_ein(welt: Welt, antrag: Antrag, *betraege: str) -> Verwendungsnachweis:
    """One voucher per amount, own money as planned."""
    wer, zeile = welt.neu("antrag"), antrag.planpositionen.get(seite="ausgabe")
    with uhr.gestellt(NACH_DEM_ENDE):
        bericht.speichere_antworten(antrag, {"bericht": "Gelesen."}, akteur=wer)
        einnahmen = {"eigenmittel": "2500.00", "drittmittel": "0.00", "teilnahmebeitraege": "0.00"}
        bericht.speichere_einnahmen(antrag, {k: Decimal(v) for k, v in einnahmen.items()}, akteur=wer)
        for nr, betrag in enumerate(betraege, start=1):
            werte = belege.Belegwerte(zeile.pk, date(2023, 4, nr), f"Laden {nr}", "Bücher", Decimal(betrag))
            belege.lege_an(antrag, werte, akteur=wer)
        welt.tu(antrag, "verwendungsnachweis", "zeichnung", bestaetigung="on")
    return Verwendungsnachweis.objects.get(antrag=antrag)


def offene_pruefung(antrag: Antrag) -> Aufgabe:
    """The open task of the first check."""
    return Aufgabe.objects.get(antrag=antrag, schritt="nachweispruefung", finished__isnull=True)


def sieh_an(welt: Welt, antrag: Antrag, *, person: str = "sb") -> None:
    """Draw the sample and recognise every voucher in it."""
    aufgabe = offene_pruefung(antrag)
    with uhr.gestellt(NACH_DEM_ENDE):
        nachweispruefung.ziehe_stichprobe(aufgabe.pk, akteur=welt.neu(person))
        for beleg in antrag.nachweis.belege.filter(in_stichprobe=True):
            nachweispruefung.pruefe_beleg(
                aufgabe.pk, beleg.pk, akteur=welt.neu(person), gekuerzt=Decimal("0.00")
            )


def pruefe_und_zeichne(welt: Welt, antrag: Antrag) -> Antrag:
    """Both people of the control."""
    with uhr.gestellt(NACH_DEM_ENDE):
        for schritt in ("nachweispruefung", "nachweiszeichnung"):
            person, eingaben = TATEN[schritt]
            antrag = welt.tu(antrag, schritt, person, **eingaben)
    return antrag
