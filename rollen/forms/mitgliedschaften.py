"""What is typed to give a person a role at a Stelle, to take it away again, and to let somebody stand in."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from rollen import uhr
from rollen.forms.konto import EMailFeld
from rollen.mitgliedschaften import EBENENROLLEN
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.models.mitgliedschaft import Ebene
from rollen.models.stelle import EINRICHTUNGEN
from rollen.tabelle import TRAEGERROLLEN, Rolle


def rollen_an(stelle: Stelle) -> list[Rolle]:
    """The roles people can hold at this kind of Stelle."""
    if stelle.art == Stellenart.TRAEGER:
        return sorted(TRAEGERROLLEN)
    if stelle.art in EINRICHTUNGEN:
        return [Rolle.EINRICHTUNG]
    ohne = TRAEGERROLLEN if stelle.art == Stellenart.EIGENBETRIEB else {*TRAEGERROLLEN, Rolle.EINRICHTUNG}
    return [rolle for rolle in Rolle if rolle not in ohne]


class Mitgliedschaftsantrag(forms.Form):
    """One administrator asks for a role for a person; a second one confirms."""

    email = EMailFeld(label="E-Mail-Adresse der Person")
    name = forms.CharField(
        label="Name",
        max_length=150,
        required=False,
        help_text="Nur nötig ohne Konto. Die Person bekommt dann einen Link für ihr Passwort.",
    )
    funktion = forms.CharField(label="Funktion", max_length=150, required=False)
    rolle = forms.ChoiceField(label="Rolle")
    ebene = forms.ChoiceField(
        label="Ebene",
        required=False,
        choices=[("", "ohne"), *Ebene.choices],
        help_text="Nur für Leitung und Anordnung: bis zu welcher Wertgrenze.",
    )
    von = forms.DateField(label="Gilt ab", initial=uhr.heute)
    bis = forms.DateField(label="Gilt bis", required=False, help_text="Leer heißt: ohne Ende.")

    def __init__(self, *args: Any, stelle: Stelle, akteur: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.akteur = akteur
        wahl = [(rolle.value, rolle.bezeichnung) for rolle in rollen_an(stelle)]
        self.fields["rolle"].choices = [("", "Bitte wählen"), *wahl]  # type: ignore[attr-defined]

    def clean_von(self) -> Any:
        if (von := self.cleaned_data["von"]) < uhr.heute():
            raise forms.ValidationError("Der Beginn liegt in der Vergangenheit.")
        return von

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        email, konten = werte.get("email"), Benutzer.objects.filter(adresse_belegt_am__isnull=False)
        if email == self.akteur.email:
            self.add_error("email", "Ihre eigenen Rollen ändert eine andere Person.")
        elif email and not werte.get("name") and not konten.filter(email=email).exists():
            self.add_error("name", "Diese Person hat noch kein Konto. Bitte nennen Sie ihren Namen.")
        if werte.get("bis") and werte.get("von") and werte["bis"] < werte["von"]:
            self.add_error("bis", "Das Ende liegt vor dem Beginn.")
        braucht = werte.get("rolle") in EBENENROLLEN
        if braucht and not werte.get("ebene"):
            self.add_error("ebene", "Diese Rolle braucht eine Ebene.")
        if werte.get("rolle") and werte.get("ebene") and not braucht:
            self.add_error("ebene", "Eine Ebene haben nur Leitung und Anordnung.")
        return werte


class Ende(forms.Form):
    """The last day of a membership or deputyship."""

    bis = forms.DateField(label="Letzter Tag", required=False, help_text="Leer heißt: ab sofort nicht mehr.")


class Stellensuche(forms.Form):
    """Which Stellen the administration looks for."""

    suche = forms.CharField(label="Stelle suchen", required=False, max_length=200)


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
