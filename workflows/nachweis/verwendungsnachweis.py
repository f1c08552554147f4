"""Verwendungsnachweis: the Träger signs and hands in what was prepared on its own pages."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.nachweis.hinweise import namen
from antraege.kern.geld import NULL
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.nachweis import schreiben as schriftstuecke
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Bestaetigungen:
    """What the person who signs has confirmed."""

    bestaetigung: bool
    ohne_ausgaben: bool | None = None


class NachweisFormular(Formular):
    """The confirmations of the person who signs."""

    werte = Bestaetigungen
    bestaetigung = forms.BooleanField(
        label="Die Ausgaben waren notwendig, wirtschaftlich und stimmen mit den Büchern überein."
    )
    ohne_ausgaben = forms.BooleanField(label="Es sind keine Ausgaben entstanden.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nachweis = nachweise.nachweis_von(self.antrag)
        leer = nachweise.regulaer(self.antrag) and not (nachweis and nachweis.belege.exists())
        if leer:
            self.fields["ohne_ausgaben"].help_text = "Ihre Belegliste ist leer."
        else:
            del self.fields["ohne_ausgaben"]


class Verwendungsnachweis(Schritt):
    """The proof of use, signed by the Träger."""

    name = "verwendungsnachweis"
    titel = "Verwendungsnachweis"
    frage = "Ist der Nachweis vollständig und richtig?"
    knopf = "Nachweis einreichen"
    oeffentlich = "Sie sind dran: Bitte weisen Sie die Verwendung nach."
    danach = "Zwei Personen der Stelle prüfen Ihren Nachweis."
    recht = Recht.NACHWEIS_EINREICHEN
    taetigkeit = Taetigkeit.NACHWEISEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = NachweisFormular
    fakten = ("bestaetigung", "ohne_ausgaben")
    vorlage = "nachweis/schritte/verwendungsnachweis.html"
    beim_traeger = True

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The day the Bescheid names, or the one until which the office wants its answers."""
        nachweis = nachweise.nachweis_von(antrag)
        frist = nachweis.rueckfrage_frist if nachweis else None
        return frist or antrag.nachweis_faellig_am

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """What is missing, all at once; a change that runs is decided first."""
        return [*aenderungen.laufende_aenderung(antrag), *nachweise.maengel(antrag)]

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What was prepared, and what the office has asked about an earlier try."""
        nachweis = nachweise.nachweis_von(antrag)
        if nachweis is None:
            return {"nachweis": None}
        nachweis.antrag = antrag
        staende = nachweise.ansaetze(nachweis)
        return {
            "nachweis": nachweis,
            "ansaetze": staende,
            "summe_plan": sum((s.plan for s in staende), NULL),
            "summe_ist": sum((s.ist for s in staende), NULL),
            "namen": namen(wert for wert in nachweis.antworten.values() if isinstance(wert, str)),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Bestaetigungen) -> None:
        """Hand in, write the document, tell the office."""
        nachweis = nachweise.reiche_ein(handlung.antrag, akteur=handlung.person)
        erlasse(handlung, schriftstuecke.verwendungsnachweis(handlung, nachweis))
        staende = nachweise.ansaetze(nachweis)
        handlung.vermerke(
            nachweis=nachweis.pk,
            ausgaben=sum((s.ist for s in staende), NULL),
            belege=sum(s.belege for s in staende),
        )
        schreibe_amt(
            handlung, betreff="Verwendungsnachweis eingereicht", text="Der Nachweis kann geprüft werden."
        )
