"""What people enter to ask for a change, and the steps that follow."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Aenderung, Planposition
from fixtures.vorfuehrung.aenderungsmuster import eingaben
from tests.gedaechtnis import gemerkt
from tests.welt import Welt
from tests.workflows.wege import BEWILLIGEN as ENTSCHEIDEN
from tests.workflows.wege import FACHLICH, FORMAL
from workflows.aenderung import tuer as aenderung
from workflows.antrag import tuer as antragstuer

PRUEFEN = {"empfehlung": "bewilligen", "vermerk": "Notwendig und finanziert."}
BEWILLIGEN = {"entscheidung": "bewilligen", "begruendung": "Der Zweck bleibt erhalten."}
ABLEHNEN = {
    "entscheidung": "ablehnen",
    "begruendung": "Die Mittel sind verbraucht.",
    "ermessen": "Andere Vorhaben gehen vor.",
}


def beantrage(welt: Welt, antrag: Antrag, *arten: str, wer: str = "zeichnung", **angaben: Any) -> Aenderung:
    """Ask for a change through the door, as the browser sends it."""
    daten = eingaben(antrag, *arten, **angaben)
    return gemerkt(aenderung.beantrage, antrag.pk, akteur=welt.neu(wer), eingaben=daten)


def entscheide(welt: Welt, antrag: Antrag, daten: Mapping[str, str] = BEWILLIGEN) -> Antrag:
    """Check and decide the running change."""
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    return welt.tu(antrag, "aenderungsentscheidung", "leitung", **daten)


def bewilligt(welt: Welt, *, betrag: str = "6.000,00", begruendung: str = "") -> Antrag:
    """A case of 6,000 € with two lines of costs, approved with `betrag`; the Träger may call money."""
    entwurf = welt.antrag(betrag="6000.00")
    honorare = entwurf.planpositionen.get(seite="ausgabe")
    honorare.betrag = Decimal("4000.00")
    honorare.save()
    Planposition.objects.create(
        antrag=entwurf,
        nr=2,
        seite="ausgabe",
        art="ausgabe",
        bezeichnung="Material",
        betrag=Decimal("2000.00"),
    )
    antrag = gemerkt(antragstuer.einreichen, entwurf.pk, akteur=welt.personen["zeichnung"])
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    welt.tu(antrag, "fachliche_pruefung", "sb", **{**FACHLICH, "vorschlag": betrag})
    for stelle in ("fb51", "fabido"):
        welt.tu(antrag, "mitzeichnung", stelle, stelle, votum="einverstanden")
    entscheidung = {**ENTSCHEIDEN, "betrag": betrag, "begruendung": begruendung}
    return welt.tu(antrag, "entscheidung", "leitung", **entscheidung)
