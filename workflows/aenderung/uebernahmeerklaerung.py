"""Übernahmeerklärung: the organisation that shall take over a grant says whether it does."""

from dataclasses import dataclass

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.aenderung.schritt import Aenderungsschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Formular


@dataclass(frozen=True)
class Erklaerung:
    """Yes with all duties, or no with a word why."""

    erklaerung: str
    pflichten: bool
    grund: str


class UebernahmeFormular(Formular):
    """Yes with all it means, or no with a word why."""

    werte = Erklaerung
    bedingt = (
        Wenn(
            "pflichten", "erklaerung", ("uebernehmen",), "Bitte bestätigen Sie die Übernahme der Pflichten."
        ),
        Wenn("grund", "erklaerung", ("absagen",), "Bitte nennen Sie den Grund."),
    )
    erklaerung = forms.ChoiceField(
        label="Ihre Erklärung",
        choices=[("uebernehmen", "Wir übernehmen die Förderung"), ("absagen", "Wir übernehmen nicht")],
        widget=forms.RadioSelect,
    )
    pflichten = forms.BooleanField(
        label="Wir übernehmen alle Rechte und Pflichten aus dem Bescheid.",
        help_text="Das gilt ab dem Tag der Entscheidung. Den Nachweis führen Sie dann für die ganze Förderung.",
        required=False,
    )
    grund = forms.CharField(label="Grund der Absage", widget=forms.Textarea, required=False, max_length=2000)


class Uebernahmeerklaerung(Aenderungsschritt):
    """The new Träger decides for itself; a no ends the change."""

    name = "uebernahmeerklaerung"
    titel = "Übernahmeerklärung"
    frage = "Übernehmen Sie diese Förderung mit allen Rechten und Pflichten?"
    knopf = "Erklärung abgeben"
    oeffentlich = "Sie sind dran: Bitte erklären Sie, ob Sie die Förderung übernehmen."
    danach = "Die Stelle prüft den Trägerwechsel. Dann entscheidet die Leitung."
    recht = Recht.ANTRAG_EINREICHEN
    taetigkeit = Taetigkeit.AENDERUNG_BEANTRAGEN
    formular = UebernahmeFormular
    fakten = ("erklaerung", "pflichten", "grund")
    vorlage = "aenderung/schritte/uebernahmeerklaerung.html"
    frist_feld = "tage_mitzeichnung"
    beim_traeger = True

    def stelle(self, antrag: Antrag) -> Stelle:
        """At the organisation that shall take over."""
        neu = aenderungen.laufende(antrag).neuer_traeger
        assert neu is not None
        return neu

    def ausfuehren(self, handlung: Handlung, angaben: Erklaerung) -> None:
        """Take over, or end the change."""
        antrag = handlung.antrag
        aenderung = aenderungen.laufende(antrag)
        neuer = aenderung.neuer_traeger.name if aenderung.neuer_traeger else ""
        handlung.vermerke(aenderung=aenderung.nr)
        if angaben.erklaerung == "uebernehmen":
            aenderungen.uebernimm(aenderung, akteur=handlung.person)
            schreibe_amt(handlung, betreff="Übernahme erklärt", text=f"{neuer} übernimmt die Förderung.")
            return
        aenderungen.ziehe_zurueck(aenderung, antrag, grund=angaben.grund, akteur=handlung.person)
        for schreibe in (schreibe_amt, schreibe_traeger):
            schreibe(
                handlung,
                betreff="Trägerwechsel abgesagt",
                text=f"{neuer} übernimmt die Förderung nicht: {angaben.grund}",
            )
