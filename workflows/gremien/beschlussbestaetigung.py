"""Beschlussbestätigung: a Beschluss taken on a paper from elsewhere counts once a second person confirms it."""

from typing import Any

from django import forms

from antraege.gremien import beschluesse, dienst
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from workflows.gremien.schritt import Gremienbueroschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular


class BeschlussbestaetigungFormular(Formular):
    """The minutes say the same, or they do not."""

    bedingt = (Wenn("grund"),)
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

    def clean(self) -> dict[str, Any]:
        """A no needs a reason."""
        daten = super().clean() or self.cleaned_data
        if daten.get("ergebnis") == "verwerfen" and not daten.get("grund"):
            self.add_error("grund", "Bitte sagen Sie, was nicht stimmt.")
        return daten


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
    vorlage = "gremien/schritte/schritt.html"
    frist_feld = "tage_entscheidung"

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Let it count, or end it."""
        vorlage = dienst.neueste(handlung.antrag)
        if daten["ergebnis"] == "verwerfen":
            dienst.ziehe_zurueck(vorlage, grund=daten["grund"])
            handlung.vermerke(drucksache=vorlage.drucksache)
            schreibe_amt(handlung, betreff=f"{vorlage}: nicht bestätigt", text=daten["grund"])
            return
        dienst.bestaetige(vorlage, akteur=handlung.person)
        satz = beschluesse.in_worten(vorlage)
        handlung.vermerke(beschluss=satz, betrag=vorlage.betrag)
        schreibe_amt(
            handlung, betreff=f"{vorlage}: bestätigt", text=f"{satz}. Er trägt jetzt die Entscheidung."
        )
