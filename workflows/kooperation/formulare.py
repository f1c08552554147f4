"""Forms of the door for agreements."""

from dataclasses import fields
from typing import Any

from django import forms

from antraege.kooperation.forms import langtext
from antraege.kooperation.models import Partei, Vereinbarung
from antraege.kooperation.zeichnen import Unterschrift
from rollen import uhr
from rollen.formulare import tag


class Grundformular(forms.Form):
    """Why, and a moment to think."""

    grund = langtext("Grund", required=True, help_text="Alle Parteien lesen ihn.", zeilen=4, hoechstens=500)


class Ueberarbeitung(Grundformular):
    """Takes a text back that is being signed."""

    sicher = forms.BooleanField(
        label="Ja, alle Zeichnungen unter dieser Fassung werden ungültig.",
        error_messages={"required": "Bitte bestätigen Sie das."},
    )


class Papierformular(forms.Form):
    """Who signed on paper, when and where; the hash stands on the paper, the clerk compares it."""

    name = forms.CharField(label="Wer hat unterschrieben?", max_length=160)
    funktion = forms.CharField(label="In welcher Funktion?", max_length=160, required=False)
    unterschrieben_am = tag("Unterschrieben am", required=True)
    ort = forms.CharField(label="Ort", max_length=80, initial="Dortmund")
    kennung = forms.CharField(
        label="Dokument-ID auf dem Papier",
        max_length=60,
        help_text="Sie steht in der Fußzeile. So ist sicher, dass diese Fassung unterschrieben ist.",
    )

    def __init__(self, *args: Any, vereinbarung: Vereinbarung, partei: Partei, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vereinbarung = vereinbarung
        self.initial.setdefault("funktion", partei.vertreten_durch)

    def angaben(self) -> Unterschrift:
        """Who has signed, where and when."""
        return Unterschrift(**{feld.name: self.cleaned_data[feld.name] for feld in fields(Unterschrift)})

    def clean_unterschrieben_am(self) -> Any:
        """Not in the future, and not before the text was made."""
        am = self.cleaned_data["unterschrieben_am"]
        fassung = self.vereinbarung.fassung
        if am > uhr.heute():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        if fassung and am < uhr.tag_von(fassung.erstellt_am):
            raise forms.ValidationError("An diesem Tag gab es die Fassung noch nicht.")
        return am

    def clean_kennung(self) -> str:
        """The paper carries the text that is signed now."""
        kennung = str(self.cleaned_data["kennung"]).strip()
        fassung = self.vereinbarung.fassung
        if fassung is None or kennung != fassung.kennung:
            raise forms.ValidationError("Das ist nicht die Dokument-ID der Fassung, die gezeichnet wird.")
        return kennung
