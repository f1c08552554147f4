"""The filters of the budget lists."""

from typing import Any, cast

from django import forms

from antraege.haushalt.models import Bereich, Bewegungsart, Bewegungsstatus, Buchungsart
from antraege.haushalt.models.konto import SUMMEN

ALLE = "alle"
SPALTENNAMEN = {
    "ansatz": "Ansatz",
    "deckung": "Deckung",
    "vorgemerkt": "vorgemerkt",
    "gebunden": "gebunden",
    "ausgezahlt": "ausgezahlt",
    "erstattet": "erstattet",
}


class _MitJahr(forms.Form):
    """A filter by one of the years the person can see, or all of them."""

    jahr = forms.ChoiceField(label="Haushaltsjahr")

    def __init__(self, *args: Any, jahre: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jahr = cast("forms.ChoiceField", self.fields["jahr"])
        jahr.choices = [*((str(zahl), str(zahl)) for zahl in jahre), (ALLE, "Alle Jahre")]


class Haushaltsfilter(_MitJahr):
    """Year and table."""

    bereich = forms.ChoiceField(
        label="Bereich", required=False, choices=[("", "Alle Bereiche"), *Bereich.choices]
    )


class Buchungsfilter(Haushaltsfilter):
    """Which Buchungen: those that make one figure, one kind, one case, one line."""

    spalte = forms.ChoiceField(
        label="Wirkung auf",
        required=False,
        choices=[("", "Alle Summen"), *((s, SPALTENNAMEN[s]) for s in SUMMEN)],
    )
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "Alle Arten"), *Buchungsart.choices])
    aktenzeichen = forms.CharField(label="Aktenzeichen", required=False, max_length=40)
    zeile = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class Bewegungsfilter(forms.Form):
    """Which requested bookings."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Alle"), *Bewegungsstatus.choices]
    )
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "Alle Arten"), *Bewegungsart.choices])
