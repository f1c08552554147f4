"""Whether everything is there, and asking for what is missing."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag import nachforderungen
from antraege.antrag import services as antragsdienst
from antraege.antrag.anlagen import als_antwort, lege_bei
from antraege.antrag.antworten import in_worten
from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.fragen import DateiFeld, feld_fuer
from antraege.antrag.models import Antrag, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.nachforderungen import Verlangtes
from antraege.foerderung import services as foerderdienst
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from antraege.programme.models import Pruefart
from rollen import uhr
from rollen.formulare import Wenn, tag
from rollen.tabelle import Recht
from workflows.antrag import schreiben
from workflows.graph.pruefliste import PrueflisteFormular, fuer_protokoll, halte_pruefung
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Formular, Schritt


@dataclass(frozen=True)
class Formalurteil:
    """Complete, or what is asked for and until when; with the answered list."""

    ergebnis: str
    vermerk: str
    frist: date | None
    verlangtes: list[Verlangtes]
    ergebnisse: list[dict[str, str]]


class FormalePruefungFormular(PrueflisteFormular):
    """The formal check list; what is missing is named item by item."""

    werte = Formalurteil
    pruefart = Pruefart.FORMAL
    weiter = frozenset({"vollstaendig"})
    bedingt = (Wenn("frist", "ergebnis", ("nachfordern",), "Bitte setzen Sie eine Frist."),)
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[
            ("vollstaendig", "Vollständig – weiter zur Fachprüfung"),
            ("nachfordern", "Es fehlt etwas – nachfordern"),
        ],
        widget=forms.RadioSelect,
    )
    vermerk = langtext("Vermerk", zeilen=10)
    frist = tag("Frist der Nachforderung", help_text="Nur nötig, wenn etwas fehlt.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frist"].initial = uhr.heute() + timedelta(days=self.antrag.richtlinie.tage_nachforderung)
        self.verlangbar = nachforderungen.verlangbar(self.antrag)
        for ziel in self.verlangbar:
            self.fields[f"fehlt_{ziel.name}"] = forms.CharField(
                label=ziel.was, required=False, max_length=300, help_text="Was fehlt und warum?"
            )

    @property
    def fehltfelder(self) -> list[BoundField]:
        """What may be asked for again, for the page."""
        return [self[f"fehlt_{ziel.name}"] for ziel in self.verlangbar]

    @property
    def fehlt_offen(self) -> bool:
        """True when the part for missing items is in use."""
        return self.is_bound and self.data.get("ergebnis") != "vollstaendig"

    def weitere(self) -> dict[str, Any]:
        """What is asked for."""
        return {**super().weitere(), "verlangtes": self.verlangtes()}

    def verlangtes(self) -> list[Verlangtes]:
        """The items the clerk has filled in."""
        texte = ((ziel, self.cleaned_data.get(f"fehlt_{ziel.name}")) for ziel in self.verlangbar)
        return [Verlangtes(ziel, warum) for ziel, warum in texte if warum]

    def clean_frist(self) -> date | None:
        """A deadline lies in the future."""
        frist = self.cleaned_data["frist"]
        if frist is not None and frist <= uhr.heute():
            raise forms.ValidationError("Die Frist muss in der Zukunft liegen.")
        return frist

    def clean(self) -> dict[str, Any]:
        """Asking for more needs items; complete means that nothing is asked."""
        daten = super().clean()
        if daten.get("ergebnis") == "nachfordern":
            if not self.verlangtes():
                self.add_error(
                    "ergebnis", "Bitte tragen Sie unten bei mindestens einem Punkt ein, was fehlt."
                )
        elif daten.get("ergebnis") == "vollstaendig" and self.verlangtes():
            self.add_error("ergebnis", "Sie haben Fehlendes eingetragen. Bitte wählen Sie „nachfordern“.")
        return daten


class FormalePruefung(Schritt):
    """The first look of the office; the person becomes the case worker."""

    name = "formale_pruefung"
    titel = "Formale Prüfung"
    frage = "Ist der Antrag vollständig und sind wir zuständig?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft, ob Ihr Antrag vollständig ist."
    danach = "Ist alles da, prüft die Stelle Ihr Vorhaben fachlich. Fehlt etwas, schreiben wir Ihnen."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.PRUEFEN
    zustaende = frozenset({Status.EINGEREICHT})
    uebergaenge = frozenset({"nachfordern"})
    formular = FormalePruefungFormular
    fakten = ("ergebnis", "vermerk", "frist")
    vorlage = "antrag/schritte/formale_pruefung.html"
    frist_feld = "tage_pruefung"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Formalurteil) -> None:
        """Store the check; on missing items write the Nachforderung."""
        antrag = handlung.antrag
        antrag.sachbearbeitung = handlung.person
        halte_pruefung(handlung, Pruefart.FORMAL, angaben)
        handlung.vermerke(
            **fuer_protokoll(angaben.ergebnisse),
            **{f"fehlt_{eines.ziel.name}": eines.warum for eines in angaben.verlangtes},
        )
        if angaben.ergebnis == "nachfordern" and angaben.frist:
            nachforderung = nachforderungen.stelle(
                handlung.antrag, angaben.verlangtes, frist=angaben.frist, akteur=handlung.person
            )
            punkte = [punkt.was for punkt in nachforderung.punkte.all()]
            handlung.bewege(Antrag.nachfordern, frist=nachforderung.frist, punkte=punkte)
            erlasse(handlung, schreiben.nachforderung(handlung, nachforderung))
            schreibe_traeger(
                handlung,
                betreff="Zu Ihrem Antrag fehlt noch etwas",
                text=f"Bitte reichen Sie bis {nachforderung.frist:%d.%m.%Y} nach:\n- " + "\n- ".join(punkte),
            )


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
            self.fields[f"antwort_{punkt.pk}"] = langtext(
                f"Ihre Erläuterung: {punkt.was}",
                required=punkt.bezug == Bezugsart.PLAN,
                zeilen=10,
                hoechstens=2000,
            )

    @property
    def punktzeilen(self) -> list[tuple[Nachforderungspunkt, list[BoundField], str]]:
        """Each item with its fields and the present answer in words, for the page."""
        zeilen = []
        for punkt in self.punkte:
            namen = (f"{vorne}_{punkt.pk}" for vorne in ("neu", "datei", "antwort"))
            felder = [self[name] for name in namen if name in self.fields]
            frage = self.fragen.get(punkt.schluessel) if punkt.bezug == Bezugsart.FRAGE else None
            zeilen.append((punkt, felder, in_worten(frage, punkt.vorher) if frage else ""))
        return zeilen

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
        antworten = []
        for eine in angaben.antworten:
            punkt, neu, datei = eine.punkt, eine.neu, eine.datei
            if isinstance(neu, GepruefteDatei):  # a file that answers a question becomes its answer
                neu = als_antwort(lege_bei(antrag, neu, akteur=handlung.person, zu_punkt=punkt))
            antworten.append(replace(eine, neu=neu))
            genannt = {"antwort": eine.antwort, "neu": neu, "datei": datei.name if datei else ""}
            handlung.vermerke(
                **{f"{was}_{punkt.pk}": wert for was, wert in genannt.items() if wert not in (None, "", [])}
            )
            if datei is not None:
                unterlage = handlung.antrag.richtlinie.unterlagen.get(schluessel=punkt.schluessel)
                antragsdienst.hinterlege(
                    handlung.antrag, datei, akteur=handlung.person, unterlage=unterlage, zu_punkt=punkt
                )
        nachforderungen.beantworte(
            verlangt, {a.punkt.pk: {"antwort": a.antwort, "nachher": a.neu} for a in antworten}
        )
        antrag.antworten = verlangt.antrag.antworten
        antragsdienst.nimm_auf(
            antrag, anlass="nachgereicht", inhalt=foerderdienst.inhalt_fuer_aufnahme(antrag)
        )
        handlung.bewege(Antrag.nachreichen)
        schreibe_amt(handlung, betreff="Nachforderung beantwortet", text="Der Träger hat nachgereicht.")
