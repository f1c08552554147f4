"""Zeichnung of the control by the second person."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.zahlung import abrufe
from antraege.kern.geld import NULL, zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.nachweis import schreiben as schriftstuecke
from workflows.nachweis import sicht as nachweisakte
from workflows.rueckforderung import tuer as rueckforderung
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Antwort, Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class ZeichnungFormular(Formular):
    """Sign, or back with a reason."""

    werte = Antwort
    bedingt = (Wenn("grund", "ergebnis", ("zurueck",), "Bitte nennen Sie den Grund."),)
    ergebnis = forms.ChoiceField(
        label="Zeichnung",
        choices=[("zeichnen", "Zeichnen"), ("zurueck", "Zur Prüfung zurückgeben")],
        widget=forms.RadioSelect,
    )
    grund = forms.CharField(
        label="Grund der Rückgabe",
        help_text="Nötig beim Zurückgeben.",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )


class Nachweiszeichnung(Schritt):
    """The second of the two persons: the request is controlled, the unused rest is free again."""

    name = "nachweiszeichnung"
    titel = "Zeichnung der Nachweisprüfung"
    frage = "Ist die Prüfung des Nachweises richtig?"
    knopf = "Zeichnung abgeben"
    oeffentlich = "Eine zweite Person zeichnet die Prüfung Ihres Nachweises."
    danach = "Danach wird ein Rest gezahlt oder die Akte geschlossen."
    recht = Recht.NACHWEIS_ZEICHNEN
    taetigkeit = Taetigkeit.NACHWEIS_ZEICHNEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    uebergaenge = frozenset({"kontrollieren"})
    formular = ZeichnungFormular
    fakten = ("ergebnis", "grund")
    vorlage = "nachweis/schritte/nachweiszeichnung.html"
    frist_feld = "tage_entscheidung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The checked proof."""
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        return {
            "nachweis": nachweis,
            "geprueft_von": akte.person(nachweis.geprueft_von),
            **nachweisakte.kontext(nachweis),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Sign: pay the rest, begin a claim or be done; or give back."""
        antrag = handlung.antrag
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        if angaben.ergebnis == "zurueck":
            nachweise.gib_zurueck(nachweis, grund=angaben.grund)
            return
        erlasse(handlung, schriftstuecke.pruefvermerk(handlung, nachweis))
        nachweise.zeichne(nachweis, akteur=handlung.person)
        antrag.abgerechnet = nachweis.zuwendung
        rest, zurueck = nachweis.restzahlung or NULL, nachweis.rueckforderung or NULL
        frei = mittel.gib_rest_frei(antrag, akteur=handlung.person, bis_auf=rest)
        handlung.vermerke(zuwendung=antrag.abgerechnet, freigegeben=frei)
        _melde(handlung, rest=rest, zurueck=zurueck)
        if rest:
            abruf = abrufe.fordere_rest_an(antrag, rest)
            handlung.vermerke(restzahlung=rest, abruf=abruf.nr)
            return
        handlung.bewege(Antrag.kontrollieren)
        if zurueck:
            rueckforderung.eroeffne_aus_nachweis(handlung, betrag=zurueck)


def _melde(handlung: Handlung, *, rest: Decimal, zurueck: Decimal) -> None:
    """Tell the Träger the result; a claim comes with its own hearing."""
    saetze = [f"Die endgültige Zuwendung beträgt {zeige(handlung.antrag.abgerechnet or NULL)}."]
    if rest:
        saetze.append(f"Wir zahlen Ihnen noch {zeige(rest)}.")
    if zurueck:
        saetze.append(f"Ausgezahlt wurden {zeige(zurueck)} mehr. Wir melden uns dazu bei Ihnen.")
    schreibe_traeger(handlung, betreff="Ihr Verwendungsnachweis ist geprüft", text=" ".join(saetze))
