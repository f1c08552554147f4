"""Beschlussbestätigung: a Beschluss taken on a paper from elsewhere counts once a second person confirms it."""

from django import forms

from antraege.gremien import beschluesse, dienst
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from workflows.gremien.schritt import Gremienbueroschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Antwort, Formular


class BeschlussbestaetigungFormular(Formular):
    """The minutes say the same, or they do not."""

    werte = Antwort
    bedingt = (Wenn("grund", "ergebnis", ("verwerfen",), "Bitte sagen Sie, was nicht stimmt."),)
    ergebnis = forms.ChoiceField(
        label="Was sagt die Niederschrift?",
        choices=[("bestaetigen", "Der Beschluss ist so gefasst"), ("verwerfen", "Das stimmt nicht")],
        widget=forms.RadioSelect,
    )
    grund = forms.CharField(
        label="Grund",
        help_text="Nötig, wenn etwas nicht stimmt.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class Beschlussbestaetigung(Gremienbueroschritt):
    """The second pair of eyes; never whoever has recorded the Beschluss."""

    name = "beschlussbestaetigung"
    titel = "Beschluss bestätigen"
    frage = "Ist der Beschluss so gefasst?"
    knopf = "Antwort festhalten"
    oeffentlich = "Die Stadt prüft den Beschluss von Rat oder Ausschuss."
    danach = "Dann entscheidet die Leitung."
    taetigkeit = Taetigkeit.BERATUNG_ERFASSEN
    formular = BeschlussbestaetigungFormular
    fakten = ("ergebnis", "grund")
    vorlage = "gremien/schritte/schritt.html"
    frist_feld = "tage_entscheidung"

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Let it count, or end it."""
        vorlage = dienst.neueste(handlung.antrag)
        if angaben.ergebnis == "verwerfen":
            dienst.ziehe_zurueck(vorlage, grund=angaben.grund)
            handlung.vermerke(drucksache=vorlage.drucksache)
            schreibe_amt(handlung, betreff=f"{vorlage}: nicht bestätigt", text=angaben.grund)
            return
        dienst.bestaetige(vorlage, akteur=handlung.person)
        satz = beschluesse.in_worten(vorlage)
        handlung.vermerke(beschluss=satz, betrag=vorlage.betrag)
        schreibe_amt(
            handlung, betreff=f"{vorlage}: bestätigt", text=f"{satz}. Er trägt jetzt die Entscheidung."
        )
