"""The form with which a Festwert is proposed."""

from decimal import Decimal

from django import forms

from antraege.programme.models import Festwert
from antraege.programme.models.festwert import EINSTELLUNGEN, MEISTE_EINHEITEN, WERTGRENZEN

DATUM = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HALBJAHRE = ((1, 1), (1, 7))


class FestwertFormular(forms.ModelForm):
    """What counts, how much, from when, and where that is written."""

    wert = forms.DecimalField(
        label="Höhe",
        localize=True,
        max_digits=14,
        decimal_places=2,
        help_text="Zum Beispiel 1,27. Prozent, Prozentpunkte, Euro, Tage oder Monate, je nach Wert.",
    )

    class Meta:
        model = Festwert
        fields = ("schluessel", "wert", "gueltig_ab", "quelle")
        widgets = {"gueltig_ab": DATUM}
        help_texts = {
            "gueltig_ab": "Der Basiszinssatz beginnt am 1. Januar oder am 1. Juli.",
            "quelle": "Zum Beispiel: Bundesanzeiger vom 30.12.2025.",
        }

    def clean(self) -> dict[str, object]:
        """A Basiszins begins with a half-year, everything else is not negative."""
        daten = super().clean() or self.cleaned_data
        ab, wert = daten.get("gueltig_ab"), daten.get("wert")
        if daten.get("schluessel") == "basiszins":
            if ab and (ab.day, ab.month) not in HALBJAHRE:
                self.add_error("gueltig_ab", "Der Basiszinssatz gilt je Halbjahr: 1. Januar oder 1. Juli.")
        elif isinstance(wert, Decimal) and wert < 0:
            self.add_error("wert", "Dieser Wert darf nicht negativ sein.")
        elif daten.get("schluessel") in EINSTELLUNGEN and isinstance(wert, Decimal) and not _ganz(wert):
            self.add_error("wert", f"Bitte nennen Sie eine ganze Zahl von 1 bis {MEISTE_EINHEITEN}.")
        elif daten.get("schluessel") in WERTGRENZEN.values() and wert == 0:
            self.add_error("wert", "Bitte nennen Sie einen Betrag über 0 Euro.")
        return daten


def _ganz(wert: Decimal) -> bool:
    return wert == int(wert) and 1 <= wert <= MEISTE_EINHEITEN
