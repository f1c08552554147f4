"""Prüfung des Verwendungsnachweises by the first person."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag, Pruefung
from antraege.foerderung import nachweise
from antraege.haushalt.felder import EuroFormField
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Pruefart
from rollen.tabelle import Recht
from workflows import akte
from workflows.benachrichtigungen import schreibe_traeger
from workflows.handlung import Handlung
from workflows.schritte.basis import Schritt
from workflows.schritte.pruefliste import PrueflisteFormular

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class NachweispruefungFormular(PrueflisteFormular):
    """The check list of the proof, the cut, the result."""

    pruefart = Pruefart.NACHWEIS
    bedingt = frozenset({"vermerk", "rueckfrage"})
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[("in_ordnung", "Geprüft – zur Zeichnung geben"), ("rueckfrage", "Rückfrage an den Träger")],
        widget=forms.RadioSelect,
    )
    nicht_zuwendungsfaehig = EuroFormField(
        label="Nicht zuwendungsfähige Ausgaben in Euro", initial=Decimal("0.00"), required=False
    )
    vermerk = forms.CharField(
        label="Prüfvermerk",
        help_text="Nötig, wenn Sie den Nachweis zur Zeichnung geben.",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    rueckfrage = forms.CharField(
        label="Rückfrage",
        help_text="Nötig bei einer Rückfrage. Der Träger liest sie.",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        """A question needs words, a result needs a note."""
        daten = super().clean()
        noetig = {"in_ordnung": "vermerk", "rueckfrage": "rueckfrage"}.get(daten.get("ergebnis", ""))
        if noetig and not daten.get(noetig):
            self.add_error(noetig, "Bitte füllen Sie dieses Feld aus.")
        ausgaben = sum((p.betrag for p in self.antrag.nachweis.positionen.all()), Decimal("0.00"))
        if (daten.get("nicht_zuwendungsfaehig") or 0) > ausgaben:
            self.add_error("nicht_zuwendungsfaehig", "Das ist mehr als alle nachgewiesenen Ausgaben.")
        return daten


class Nachweispruefung(Schritt):
    """The first of the two persons of the control; reckons the final grant."""

    name = "nachweispruefung"
    titel = "Prüfung des Verwendungsnachweises"
    frage = "Wurde das Geld zweckentsprechend verwendet?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft Ihren Verwendungsnachweis."
    danach = "Eine zweite Person zeichnet die Prüfung."
    recht = Recht.NACHWEIS_PRUEFEN
    taetigkeit = Taetigkeit.NACHWEIS_PRUEFEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = NachweispruefungFormular
    vorlage = "workflows/schritte/nachweispruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The proof with plan and actual side by side, and the reckoning without cuts."""
        nachweis = antrag.nachweis
        return {
            "nachweis": nachweis,
            **akte.plan_und_ist(nachweis),
            "abrechnung": nachweise.rechne_ab(nachweis, nicht_zuwendungsfaehig=Decimal("0.00")),
        }

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Accept with the final grant, or ask the Träger."""
        antrag = handlung.antrag
        if daten["ergebnis"] == "rueckfrage":
            nachweise.frage_zurueck(antrag.nachweis, frage=daten["rueckfrage"])
            schreibe_traeger(handlung, betreff="Rückfrage zum Verwendungsnachweis", text=daten["rueckfrage"])
            return
        Pruefung.objects.create(
            antrag=antrag,
            art=Pruefart.NACHWEIS,
            ergebnisse=daten["formular"].ergebnisse(),
            vermerk=daten["vermerk"],
            geprueft_von=handlung.person,
        )
        ergebnis = nachweise.pruefe(
            antrag.nachweis,
            nicht_zuwendungsfaehig=daten["nicht_zuwendungsfaehig"] or Decimal("0.00"),
            vermerk=daten["vermerk"],
            akteur=handlung.person,
        )
        handlung.vermerke(rechenweg=list(ergebnis.schritte))
