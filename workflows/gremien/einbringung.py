"""Einbringung: the Leitung signs the paper and lays it before the bodies, or gives it back."""

from django import forms

from antraege.gremien import dienst
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.gremien import schreiben
from workflows.gremien.schritt import Gremienschritt
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Antwort, Formular


class EinbringungFormular(Formular):
    """Yes, or back with a reason."""

    werte = Antwort
    bedingt = (Wenn("grund", "ergebnis", ("zurueckgeben",), "Bitte sagen Sie, was sich ändern soll."),)
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[
            ("einbringen", "Zeichnen und einbringen"),
            ("zurueckgeben", "Zur Überarbeitung zurückgeben"),
        ],
        widget=forms.RadioSelect,
    )
    grund = forms.CharField(
        label="Grund",
        help_text="Nötig bei Rückgabe.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )


class Einbringung(Gremienschritt):
    """The second person; never whoever has written the paper."""

    name = "einbringung"
    titel = "Gremienvorlage einbringen"
    frage = "Wird die Vorlage so eingebracht?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung zeichnet die Vorlage für Rat und Ausschüsse."
    danach = "Dann beraten die Gremien."
    recht = Recht.GREMIENVORLAGE_EINBRINGEN
    taetigkeit = Taetigkeit.EINBRINGEN
    formular = EinbringungFormular
    fakten = ("ergebnis", "grund")
    vorlage = "gremien/schritte/schritt.html"
    frist_feld = "tage_entscheidung"

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Issue the letter and go on to the bodies, or give it back."""
        vorlage = dienst.neueste(handlung.antrag)
        handlung.vermerke(drucksache=vorlage.drucksache)
        if angaben.ergebnis == "zurueckgeben":
            dienst.gib_zurueck(vorlage, grund=angaben.grund)
            schreibe_amt(handlung, betreff=f"{vorlage} zurückgegeben", text=angaben.grund)
            return
        vorlage.schriftstueck = erlasse(handlung, schreiben.gremienvorlage(handlung, vorlage))
        dienst.bringe_ein(vorlage, akteur=handlung.person)
        handlung.vermerke(
            beratungsfolge=[f"{b}: {b.geplant_am:%d.%m.%Y}" for b in dienst.beratungsfolge(vorlage)]
        )
