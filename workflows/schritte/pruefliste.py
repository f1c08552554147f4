"""A check list as form fields: yes, no or not applicable, and a remark for every no."""

from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from antraege.programme.models import Pruefart, Pruefpunkt
from workflows.schritte.basis import Formular

ANTWORTEN = [("ja", "Ja"), ("nein", "Nein"), ("entfaellt", "Entfällt")]


class PrueflisteFormular(Formular):
    """The points of one check list of the case's own Richtlinie version."""

    pruefart: ClassVar[Pruefart]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.punkte: list[Pruefpunkt] = list(self.antrag.richtlinie.pruefpunkte.filter(art=self.pruefart))
        for punkt in reversed(self.punkte):
            self._fuege_ein(punkt)

    def _fuege_ein(self, punkt: Pruefpunkt) -> None:
        frage = forms.ChoiceField(
            label=punkt.text, help_text=punkt.grundlage, choices=ANTWORTEN, widget=forms.RadioSelect
        )
        anmerkung = forms.CharField(label=f"Anmerkung: {punkt.text}", required=False, max_length=500)
        neu = {f"punkt_{punkt.schluessel}": frage, f"anmerkung_{punkt.schluessel}": anmerkung}
        self.fields = {**neu, **self.fields}

    @property
    def punktfelder(self) -> list[tuple[BoundField, BoundField]]:
        """Question and remark of each point, for the page."""
        return [(self[f"punkt_{p.schluessel}"], self[f"anmerkung_{p.schluessel}"]) for p in self.punkte]

    def clean(self) -> dict[str, Any]:
        """Every no needs a reason."""
        daten = super().clean() or self.cleaned_data
        for punkt in self.punkte:
            if daten.get(f"punkt_{punkt.schluessel}") == "nein" and not daten.get(
                f"anmerkung_{punkt.schluessel}"
            ):
                self.add_error(f"anmerkung_{punkt.schluessel}", "Bitte begründen Sie das Nein.")
        return daten

    def ergebnisse(self) -> list[dict[str, str]]:
        """The answered list, as it is stored with the check."""
        return [
            {
                "schluessel": punkt.schluessel,
                "text": punkt.text,
                "antwort": self.cleaned_data[f"punkt_{punkt.schluessel}"],
                "anmerkung": self.cleaned_data[f"anmerkung_{punkt.schluessel}"],
            }
            for punkt in self.punkte
        ]
