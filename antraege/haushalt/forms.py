"""The filter of the budget list."""

from typing import Any, cast

from django import forms

from antraege.haushalt.models import Bereich

ALLE = "alle"


class Haushaltsfilter(forms.Form):
    """Year and table; the years are those the person can see."""

    jahr = forms.ChoiceField(label="Haushaltsjahr")
    bereich = forms.ChoiceField(
        label="Bereich", required=False, choices=[("", "Alle Bereiche"), *Bereich.choices]
    )

    def __init__(self, *args: Any, jahre: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jahr = cast("forms.ChoiceField", self.fields["jahr"])
        jahr.choices = [*((str(zahl), str(zahl)) for zahl in jahre), (ALLE, "Alle Jahre")]
