"""Zeichnung of the control by the second person."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel, nachweise
from antraege.kern.geld import zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows import akte
from workflows.benachrichtigungen import schreibe_traeger
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class ZeichnungFormular(Formular):
    """Sign, or back with a reason."""

    bedingt = frozenset({"grund"})
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

    def clean(self) -> dict[str, Any]:
        """Giving back needs a reason."""
        daten = super().clean() or self.cleaned_data
        if daten.get("ergebnis") == "zurueck" and not daten.get("grund"):
            self.add_error("grund", "Bitte nennen Sie den Grund.")
        return daten


class Nachweiszeichnung(Schritt):
    """The second of the two persons: the request is controlled, the unused rest is free again."""

    name = "nachweiszeichnung"
    titel = "Zeichnung der Nachweisprüfung"
    frage = "Ist die Prüfung des Nachweises richtig?"
    knopf = "Zeichnung abgeben"
    oeffentlich = "Eine zweite Person zeichnet die Prüfung Ihres Nachweises."
    danach = "Die Stelle schließt die Akte."
    recht = Recht.NACHWEIS_ZEICHNEN
    taetigkeit = Taetigkeit.NACHWEIS_ZEICHNEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    uebergaenge = frozenset({"kontrollieren"})
    formular = ZeichnungFormular
    vorlage = "workflows/schritte/nachweiszeichnung.html"
    frist_feld = "tage_entscheidung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The checked proof."""
        nachweis = antrag.nachweis
        return {
            "nachweis": nachweis,
            "geprueft_von": akte.person(nachweis.geprueft_von),
            **akte.plan_und_ist(nachweis),
        }

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Sign and release the rest, or give back."""
        antrag = handlung.antrag
        nachweis = antrag.nachweis
        if daten["ergebnis"] == "zurueck":
            nachweise.gib_zurueck(nachweis, grund=daten["grund"])
            return
        nachweise.zeichne(nachweis, akteur=handlung.person)
        antrag.abgerechnet = nachweis.zuwendung
        rest = mittel.gib_rest_frei(antrag, akteur=handlung.person)
        handlung.bewege("kontrollieren", zuwendung=antrag.abgerechnet, freigegeben=rest)
        erstattung = (
            f" Zu erstatten sind {zeige(nachweis.rueckforderung)}." if nachweis.rueckforderung else ""
        )
        schreibe_traeger(
            handlung,
            betreff="Ihr Verwendungsnachweis ist geprüft",
            text=f"Die endgültige Zuwendung beträgt {zeige(antrag.abgerechnet or Decimal(0))}.{erstattung}",
        )
