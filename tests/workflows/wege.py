"""Walks a case through the house, step by step, as the people of `tests.welt`."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung import waechter
from antraege.foerderung.nachweis.bericht import (
    EINNAHMEN,
    speichere_antworten,
    speichere_ausgaben,
    speichere_einnahmen,
)
from rollen import uhr
from tests.welt import Welt
from workflows.antrag.antragsverfahren import Antragsverfahren
from workflows.models import Aufgabe
from workflows.tuer.verzeichnis import SCHRITTE

FORMAL = {"punkt_eins": "ja", "ergebnis": "vollstaendig"}
FACHLICH = {"punkt_eins": "ja", "vorschlag": "10.000,00", "vermerk": "Förderwürdig."}
NACHFORDERN = {
    "punkt_eins": "ja",
    "ergebnis": "nachfordern",
    "frist": "2023-01-30",
    "fehlt_frage_ziel": "Bitte beschreiben Sie das Ziel genauer.",
}
BEWILLIGEN = {
    "entscheidung": "bewilligen",
    "betrag": "10.000,00",
    "zeitraum_von": "2023-03-01",
    "zeitraum_bis": "2023-08-31",
}
ABLEHNEN = {"entscheidung": "ablehnen", "begruendung": "Keine Mittel.", "ermessen": "Andere gingen vor."}
ABRUFEN = {"betrag": "10.000,00", "zweck": "Honorare", "verzicht": "on"}
NACHWEISEN = {"bestaetigung": "on"}
# Who does each step, and with what.
TATEN: dict[str, tuple[str, dict[str, Any]]] = {
    "formale_pruefung": ("sb", FORMAL),
    "fachliche_pruefung": ("sb", FACHLICH),
    "entscheidung": ("leitung", BEWILLIGEN),
    "mittelabruf": ("zeichnung", ABRUFEN),
    "sachliche_feststellung": ("sb", {"ergebnis": "richtig"}),
    "rechnerische_feststellung": ("fi", {"ergebnis": "richtig"}),
    "anordnung": ("anordnung", {"ergebnis": "anordnen"}),
    "buchung": ("kasse", {"belegnummer": "B-1"}),
    "verwendungsnachweis": ("zeichnung", NACHWEISEN),
    "nachweispruefung": (
        "sb",
        {"punkt_eins": "ja", "ergebnis": "in_ordnung", "zweck": "Erreicht.", "vermerk": "In Ordnung."},
    ),
    "nachweiszeichnung": ("gruppenleitung", {"ergebnis": "zeichnen"}),
    "abschluss": ("sb", {"schliessen": "on"}),
}
MITZEICHNENDE = {"fb-51": "fb51", "fabido": "fabido"}
REIHENFOLGE = tuple(TATEN)
# The steps of the main procedure; those of changes, claims, pots and internal money have tests of their own.
HAUPTSCHRITTE = tuple(
    name
    for name in SCHRITTE
    if name in {knoten.name for knoten in Antragsverfahren.instance.nodes()} and name != "einvernehmen"
)


def offene(antrag: Antrag) -> list[str]:
    """The steps that somebody has to do, in alphabetical order."""
    zeilen = Aufgabe.objects.filter(antrag=antrag, stelle__isnull=False, finished__isnull=True)
    return sorted(zeilen.values_list("schritt", flat=True))


def gehe(welt: Welt, antrag: Antrag, *, bis: str | None = None) -> Antrag:
    """Do what is open until the step `bis` is open (alone or among others), or to the end of the case."""
    while (was := offene(antrag)) and bis not in was:
        _tu_eins(welt, antrag, was[0])
    return Antrag.objects.get(pk=antrag.pk)


def _tu_eins(welt: Welt, antrag: Antrag, schritt: str) -> None:
    if schritt == "mitzeichnung":
        kuerzel = Aufgabe.objects.filter(antrag=antrag, schritt=schritt, finished__isnull=True).values_list(
            "stelle__kuerzel", flat=True
        )
        stelle = MITZEICHNENDE[kuerzel[0]]
        welt.tu(antrag, schritt, stelle, stelle, votum="einverstanden")
    elif schritt == "nachforderung":
        beantworte(welt, antrag)
    else:
        person, eingaben = TATEN[schritt]
        if schritt == "fachliche_pruefung":
            eingaben = eingaben | klaerungen(antrag)
        if schritt == "verwendungsnachweis":
            with uhr.gestellt(max(uhr.jetzt(), NACH_DEM_ENDE)):
                bereite_nachweis_vor(welt, antrag)
                welt.tu(antrag, schritt, person, **eingaben)
        else:
            welt.tu(antrag, schritt, person, **eingaben)


NACH_DEM_ENDE = datetime.fromisoformat("2023-07-10T10:00+02:00")


def bereite_nachweis_vor(
    welt: Welt, antrag: Antrag, *, ist: str = "10000.00", bericht: str = "Gelesen."
) -> None:
    """The Träger fills in every page of a simple proof: one line of costs, nothing but the grant to pay it."""
    wer = welt.neu("antrag")
    speichere_antworten(antrag, {"bericht": bericht}, akteur=wer)
    ausgabe = antrag.planpositionen.get(seite="ausgabe")
    speichere_ausgaben(antrag, {ausgabe.pk: Decimal(ist)}, akteur=wer)
    speichere_einnahmen(antrag, dict.fromkeys(EINNAHMEN, Decimal("0.00")), akteur=wer)


def beantworte(welt: Welt, antrag: Antrag, text: str = "Lesen macht stärker.") -> Antrag:
    """The Träger answers the open Nachforderung."""
    punkt = antrag.nachforderungen.latest("id").punkte.get()
    return welt.tu(
        antrag, "nachforderung", "zeichnung", **{f"neu_{punkt.pk}": text, f"antwort_{punkt.pk}": ""}
    )


def klaerungen(antrag: Antrag) -> dict[str, str]:
    """A word on everything the guards have noticed."""
    anzahl = len(waechter.offene(Antrag.objects.get(pk=antrag.pk)))
    return {f"klaerung_{nr}": "Mit dem Träger geklärt." for nr in range(1, anzahl + 1)}
