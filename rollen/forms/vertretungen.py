"""What a Leitung types to let one person stand in for another."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from rollen import uhr
from rollen.models import Benutzer


class PersonenWahl(forms.ModelChoiceField):
    """People with their function, so that two of the same name can be told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.funktion}" if obj.funktion else str(obj.name)


class NeueVertretung(forms.Form):
    """Who stands in for whom, from when until when; the service checks the days and the people."""

    vertretener = PersonenWahl(
        Benutzer.objects.none(), label="Wer wird vertreten?", empty_label="Bitte wählen"
    )
    vertreter = PersonenWahl(Benutzer.objects.none(), label="Wer vertritt?", empty_label="Bitte wählen")
    von = forms.DateField(label="Erster Tag", initial=uhr.heute)
    bis = forms.DateField(label="Letzter Tag")

    def __init__(self, *args: Any, personen: QuerySet[Benutzer], akteur: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.akteur = akteur
        auswahl = personen.filter(is_active=True).order_by("name", "pk")
        for feld in ("vertretener", "vertreter"):
            self.fields[feld].queryset = auswahl  # type: ignore[attr-defined]

    def clean_vertreter(self) -> Benutzer:
        vertreter: Benutzer = self.cleaned_data["vertreter"]
        if vertreter == self.akteur:
            raise forms.ValidationError("Sich selbst können Sie nicht einsetzen. Das macht Ihre Leitung.")
        return vertreter
