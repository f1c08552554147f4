"""Prüfung des Verwendungsberichts by the first person: what was used, what flows back."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import mittelzuweisung
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL, summe
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Berichtsurteil:
    """What was not used as meant, in euro, and the result: a note, or a question."""

    ergebnis: str
    vermerk: str
    rueckfrage: str
    nicht_anerkannt: Decimal


class BerichtspruefungFormular(Formular):
    """The cut and the result."""

    werte = Berichtsurteil
    bedingt = (
        Wenn("vermerk", "ergebnis", ("in_ordnung",)),
        Wenn("rueckfrage", "ergebnis", ("rueckfrage",)),
    )
    nicht_anerkannt = EuroFormField(
        label="Nicht zum Zweck verwendet, in Euro",
        help_text="Dieser Betrag fließt mit den nicht verwendeten Mitteln zurück.",
        initial=NULL,
        required=False,
    )
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[
            ("in_ordnung", "Geprüft – zur Zeichnung geben"),
            ("rueckfrage", "Rückfrage an die Einrichtung"),
        ],
        widget=forms.RadioSelect,
    )
    vermerk = forms.CharField(
        label="Prüfvermerk",
        help_text="Nötig, wenn Sie den Bericht zur Zeichnung geben.",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    rueckfrage = forms.CharField(
        label="Rückfrage",
        help_text="Nötig bei einer Rückfrage. Die Einrichtung liest sie.",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )

    def clean_nicht_anerkannt(self) -> Decimal:
        """Nothing is cut that was not spent."""
        betrag: Decimal = self.cleaned_data["nicht_anerkannt"] or NULL
        if betrag > summe(p.betrag for p in self.antrag.nachweis.positionen.all()):
            raise forms.ValidationError("Das ist mehr als alle Ausgaben des Berichts.")
        return betrag


def bericht_kontext(antrag: Antrag) -> dict[str, Any]:
    """The report with plan and actual side by side."""
    bericht = antrag.nachweis
    return {
        "nachweis": bericht,
        "kurzbericht": bericht.antworten.get(mittelzuweisung.KURZBERICHT, ""),
        "anzahl": bericht.antworten.get(mittelzuweisung.ANZAHL),
        "umbuchungen": mittelzuweisung.umbuchungen(antrag),
        **akte.plan_und_ist(bericht),
    }


class Berichtspruefung(Schritt):
    """The first of the two persons of the control."""

    name = "berichtspruefung"
    titel = "Prüfung des Verwendungsberichts"
    frage = "Wurden die Mittel für den Zweck verwendet?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft Ihren Verwendungsbericht."
    danach = "Eine zweite Person zeichnet die Prüfung."
    recht = Recht.NACHWEIS_PRUEFEN
    taetigkeit = Taetigkeit.NACHWEIS_PRUEFEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = BerichtspruefungFormular
    fakten = ("ergebnis", "vermerk", "rueckfrage", "nicht_anerkannt")
    vorlage = "nachweis/schritte/berichtspruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The report and what would flow back without cuts."""
        _, schritte = mittelzuweisung.verwendet(antrag.nachweis, nicht_anerkannt=NULL)
        return {**bericht_kontext(antrag), "rechenweg": schritte}

    def ausfuehren(self, handlung: Handlung, angaben: Berichtsurteil) -> None:
        """Accept with what was used, or ask."""
        bericht = handlung.antrag.nachweis
        if angaben.ergebnis == "rueckfrage":
            mittelzuweisung.frage_zurueck(bericht, frage=angaben.rueckfrage)
            schreibe_traeger(handlung, betreff="Rückfrage zum Verwendungsbericht", text=angaben.rueckfrage)
            return
        schritte = mittelzuweisung.pruefe(
            bericht,
            nicht_anerkannt=angaben.nicht_anerkannt,
            vermerk=angaben.vermerk,
            akteur=handlung.person,
        )
        handlung.vermerke(rechenweg=schritte)
