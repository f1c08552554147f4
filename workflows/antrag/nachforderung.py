"""Nachreichen: the Träger answers item by item."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag import nachforderungen
from antraege.antrag import services as antragsdienst
from antraege.antrag.antworten import in_worten
from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.forms import DateiFeld
from antraege.antrag.fragen import feld_fuer
from antraege.antrag.models import Antrag, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.foerderung import services as foerderdienst
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular, Schritt


@dataclass(frozen=True)
class Punktantwort:
    """What was handed in to one item: words, for a question its new answer, for a paper its file."""

    punkt: Nachforderungspunkt
    antwort: str
    neu: Any
    datei: GepruefteDatei | None


@dataclass(frozen=True)
class Nachgereichtes:
    """The answer to each item."""

    antworten: list[Punktantwort]


class NachforderungFormular(Formular):
    """For each item what it needs: the new answer, a file, and words."""

    werte = Nachgereichtes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nachforderung = nachforderungen.offene(self.antrag)
        self.punkte = list(self.nachforderung.punkte.all()) if self.nachforderung else []
        self.fragen = {frage.schluessel: frage for frage in self.antrag.richtlinie.fragen.all()}
        for punkt in self.punkte:
            if punkt.bezug == Bezugsart.FRAGE:
                feld = feld_fuer(self.fragen[punkt.schluessel])
                feld.label = f"Neue Antwort: {punkt.was}"
                feld.initial, feld.required = punkt.vorher, True
                self.fields[f"neu_{punkt.pk}"] = feld
            elif punkt.bezug == Bezugsart.UNTERLAGE:
                self.fields[f"datei_{punkt.pk}"] = DateiFeld(label=f"Datei: {punkt.was}")
            self.fields[f"antwort_{punkt.pk}"] = forms.CharField(
                label=f"Ihre Erläuterung: {punkt.was}",
                widget=forms.Textarea,
                required=punkt.bezug == Bezugsart.PLAN,
                max_length=2000,
            )

    @property
    def punktzeilen(self) -> list[tuple[Nachforderungspunkt, list[BoundField], str]]:
        """Each item with its fields and the present answer in words, for the page."""
        return [(punkt, self._felder(punkt), self._bisher(punkt)) for punkt in self.punkte]

    def _felder(self, punkt: Nachforderungspunkt) -> list[BoundField]:
        namen = (f"{vorne}_{punkt.pk}" for vorne in ("neu", "datei", "antwort"))
        return [self[name] for name in namen if name in self.fields]

    def _bisher(self, punkt: Nachforderungspunkt) -> str:
        frage = self.fragen.get(punkt.schluessel) if punkt.bezug == Bezugsart.FRAGE else None
        return in_worten(frage, punkt.vorher) if frage else ""

    def weitere(self) -> dict[str, Any]:
        """The answers, item by item."""
        daten = self.cleaned_data
        return {
            "antworten": [
                Punktantwort(
                    p, daten[f"antwort_{p.pk}"], daten.get(f"neu_{p.pk}"), daten.get(f"datei_{p.pk}")
                )
                for p in self.punkte
            ]
        }


class Nachforderung(Schritt):
    """The Träger hands in what was asked for, until the deadline."""

    name = "nachforderung"
    titel = "Nachreichen"
    frage = "Was fehlt noch, und wie lautet Ihre Antwort?"
    knopf = "Antworten absenden"
    oeffentlich = "Sie sind dran: Bitte reichen Sie die fehlenden Angaben nach."
    danach = "Die Stelle prüft Ihren Antrag weiter."
    recht = Recht.ANTRAG_EINREICHEN
    taetigkeit = Taetigkeit.BEANTRAGEN
    zustaende = frozenset({Status.NACHFORDERUNG})
    uebergaenge = frozenset({"nachreichen"})
    formular = NachforderungFormular
    vorlage = "antrag/schritte/nachforderung.html"
    beim_traeger = True

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The deadline of the letter."""
        nachforderung = nachforderungen.offene(antrag)
        return nachforderung.frist if nachforderung else None

    def ausfuehren(self, handlung: Handlung, angaben: Nachgereichtes) -> None:
        """Take in answers and files, keep a new snapshot, go back to the check."""
        antrag, verlangt = handlung.antrag, nachforderungen.offene(handlung.antrag)
        assert verlangt is not None
        for eine in angaben.antworten:
            self._nimm(handlung, eine)
        nachforderungen.beantworte(
            verlangt, {a.punkt.pk: {"antwort": a.antwort, "nachher": a.neu} for a in angaben.antworten}
        )
        antrag.antworten = verlangt.antrag.antworten
        antragsdienst.nimm_auf(
            antrag, anlass="nachgereicht", inhalt=foerderdienst.inhalt_fuer_aufnahme(antrag)
        )
        handlung.bewege(Antrag.nachreichen)
        schreibe_amt(handlung, betreff="Nachforderung beantwortet", text="Der Träger hat nachgereicht.")

    def _nimm(self, handlung: Handlung, eine: Punktantwort) -> None:
        """Keep the file, and note the answer for the trail."""
        punkt, datei = eine.punkt, eine.datei
        genannt = {"antwort": eine.antwort, "neu": eine.neu, "datei": datei.name if datei else ""}
        handlung.vermerke(
            **{f"{was}_{punkt.pk}": wert for was, wert in genannt.items() if wert not in (None, "", [])}
        )
        if datei is not None:
            unterlage = handlung.antrag.richtlinie.unterlagen.get(schluessel=punkt.schluessel)
            antragsdienst.hinterlege(
                handlung.antrag, datei, akteur=handlung.person, unterlage=unterlage, zu_punkt=punkt
            )
