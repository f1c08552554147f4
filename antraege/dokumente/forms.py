"""Forms of the texts: what to look for, what a text shall say."""

from typing import Any

from django import forms

from antraege.dokumente.bloecke import Dokumentart
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.textpflege.dienst import Fassung
from antraege.dokumente.textpflege.katalog import dokumentname
from antraege.dokumente.textpflege.liste import Stand, Textsuche
from antraege.dokumente.textpflege.pruefung import HOECHSTENS
from rollen.formulare import tag

DOKUMENTE = sorted(((art.value, dokumentname(art)) for art in Dokumentart), key=lambda paar: paar[1])


class Textfilter(forms.Form):
    """What fits is used, what does not fit is left out: an address never leads to an error."""

    suche = forms.CharField(
        label="Suchen",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    dokument = forms.ChoiceField(
        label="Schreiben", required=False, choices=[("", "Alle Schreiben"), *DOKUMENTE]
    )
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), *((s.name, s.value) for s in Stand if s is not Stand.FRUEHER)],
    )
    sort = forms.ChoiceField(
        label="Reihenfolge",
        required=False,
        choices=[("", "nach Schlüssel"), ("neu", "neuester Beginn zuerst")],
    )

    def gelesen(self) -> Textsuche:
        """The values that fit."""
        self.is_valid()
        return Textsuche(**self.cleaned_data)


class Uebernahme(forms.Form):
    """From when the delivered texts count as the city's own."""

    gueltig_von = tag(
        "Gilt ab",
        required=True,
        help_text="Frühestens der Tag nach der Freigabe. Bis dahin gelten sie weiter als mitgeliefert.",
    )


class Textformular(forms.Form):
    """The words, the day from which they count, and why."""

    text = forms.CharField(
        label="Text",
        max_length=HOECHSTENS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true", "lang": "de"}),
        help_text="Eine Leerzeile beginnt einen Absatz. „- “ oder „1. “ am Zeilenanfang macht eine Liste.",
    )
    gueltig_von = tag("Gilt ab", required=True, help_text="Frühestens der Tag nach der Freigabe.")
    gueltig_bis = tag(
        "Gilt bis",
        required=False,
        help_text="Nur für befristete Texte. Danach gilt wieder die Version davor.",
    )
    quelle = forms.CharField(
        label="Anlass",
        max_length=300,
        help_text="Warum ändert sich der Text? Zum Beispiel ein Beschluss oder eine Gesetzesänderung.",
    )

    def fassung(self) -> Fassung:
        """What was typed, once the form is valid."""
        return Fassung(**self.cleaned_data)

    @staticmethod
    def anfang(vorlage: Textbaustein, *, entwurf: bool) -> dict[str, Any]:
        """The draft as it stands, or the words of the version to be changed."""
        if not entwurf:
            return {"text": vorlage.text}
        felder = ("text", "gueltig_von", "gueltig_bis", "quelle")
        return {name: getattr(vorlage, name) for name in felder}
