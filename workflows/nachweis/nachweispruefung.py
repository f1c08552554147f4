"""Prüfung des Verwendungsnachweises by the first person."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag, Pruefung
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.nachweis.hinweise import spaete_verwendung
from antraege.foerderung.nachweis.pruefung import maengel_der_pruefung
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Pruefart, Pruefpunkt
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.graph.pruefliste import PrueflisteFormular, fuer_protokoll
from workflows.nachweis import sicht as nachweisakte
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe

FRAGEN = "Wir haben Fragen zu Ihrem Verwendungsnachweis. Sie finden sie im Nachweis unter „Rückfragen“."


@dataclass(frozen=True)
class Nachweisurteil:
    """The answered list with the findings, or what the Träger is asked."""

    ergebnis: str
    vermerk: str
    zweck: str
    zinsen: str
    rueckfrage: str
    ergebnisse: list[dict[str, str]]


class NachweispruefungFormular(PrueflisteFormular):
    """The check list, one point for each Auflage of the decision, the findings, the result."""

    werte = Nachweisurteil
    pruefart = Pruefart.NACHWEIS
    weiter = frozenset({"in_ordnung"})
    bedingt = (
        Wenn("zweck", "ergebnis", ("in_ordnung",)),
        Wenn("vermerk", "ergebnis", ("in_ordnung",)),
        Wenn("rueckfrage"),
    )
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[("in_ordnung", "Geprüft – zur Zeichnung geben"), ("rueckfrage", "Rückfrage an den Träger")],
        widget=forms.RadioSelect,
    )
    zweck = forms.CharField(
        label="Ist der Zweck erreicht?",
        help_text="Ihre Feststellung zum Sachbericht. Nötig, wenn Sie zur Zeichnung geben.",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    zinsen = forms.CharField(
        label="Verspätete Verwendung",
        help_text="Ihre Feststellung, wenn Geld zu spät verwendet wurde (§ 49a Abs. 4 VwVfG NRW).",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )
    vermerk = forms.CharField(
        label="Prüfvermerk",
        help_text="Nötig, wenn Sie den Nachweis zur Zeichnung geben.",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    rueckfrage = forms.CharField(
        label="Anschreiben zur Rückfrage",
        help_text="Der Träger liest es mit Ihren Fragen. Nötig, wenn Sie keine einzelnen Fragen notiert haben.",
        widget=forms.Textarea,
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        auflagen = (zeile.strip() for zeile in self.antrag.bescheid.auflagen.splitlines())
        for nr, text in enumerate((a for a in auflagen if a), start=1):
            punkt = Pruefpunkt(
                schluessel=f"auflage-{nr}",
                text=f"Auflage erfüllt: {text}",
                grundlage="Nebenbestimmung des Bescheids",
            )
            self.punkte.append(punkt)
            self._fuege_ein(punkt)

    def clean(self) -> dict[str, Any]:
        """A question needs words, here or noted before; a result needs a finished check."""
        daten = super().clean()
        if daten.get("ergebnis") == "in_ordnung":
            for mangel in maengel_der_pruefung(self.antrag.nachweis):
                self.add_error("ergebnis", mangel.text)
        notiert = self.antrag.nachweis.rueckfragen.filter(gestellt_am=None)
        if daten.get("ergebnis") == "rueckfrage" and not notiert.exists():
            self.verlange("rueckfrage", "Bitte schreiben Sie, was Sie wissen möchten.")
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
    fakten = ("ergebnis", "vermerk", "zweck", "zinsen", "rueckfrage")
    vorlage = "nachweis/schritte/nachweispruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The proof with plan, actual and cuts side by side, and the reckoning as it stands."""
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        return {
            "nachweis": nachweis,
            **nachweisakte.kontext(nachweis),
            "abrechnung": nachweise.rechne_ab(nachweis),
            "offen_pruefung": maengel_der_pruefung(nachweis),
            "spaet": spaete_verwendung(nachweis) if nachweise.regulaer(antrag) else [],
        }

    def ausfuehren(self, handlung: Handlung, angaben: Nachweisurteil) -> None:
        """Accept with the final grant, or ask the Träger."""
        antrag = handlung.antrag
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        handlung.vermerke(**fuer_protokoll(angaben.ergebnisse))
        if angaben.ergebnis == "rueckfrage":
            text = angaben.rueckfrage or FRAGEN
            fragen = list(nachweis.rueckfragen.filter(gestellt_am=None).values_list("worum", flat=True))
            nachweise.frage_zurueck(nachweis, frage=text)
            handlung.vermerke(fragen=fragen)
            schreibe_traeger(handlung, betreff="Rückfrage zum Verwendungsnachweis", text=text)
            return
        Pruefung.objects.create(
            antrag=antrag,
            art=Pruefart.NACHWEIS,
            ergebnisse=angaben.ergebnisse,
            vermerk=angaben.vermerk,
            geprueft_von=handlung.person,
        )
        nachweis.zweck, nachweis.zinsen = angaben.zweck, angaben.zinsen
        nachweise.pruefe(nachweis, vermerk=angaben.vermerk, akteur=handlung.person)
        handlung.vermerke(rechenweg=list(nachweis.rechenweg))
