"""What the guards have noticed as form fields: each must be cleared in words before the check can end."""

from typing import TYPE_CHECKING

from django import forms
from django.forms.boundfield import BoundField

from antraege.foerderung import waechter
from antraege.foerderung.models import Hinweisart
from antraege.foerderung.waechter import Fund

if TYPE_CHECKING:
    from workflows.tuer.schritt import Formular


def fuege_hinweise_ein(formular: "Formular") -> list[Fund]:
    """One field per open hint."""
    funde = waechter.offene(formular.antrag)
    for nr, fund in enumerate(funde, start=1):
        formular.fields[f"klaerung_{nr}"] = forms.CharField(
            label=f"Hinweis {nr}: {Hinweisart(fund.art).label}",
            help_text=f"{fund.text} Warum steht das der Förderung nicht entgegen?",
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=1000,
        )
    return funde


def hinweisfelder(formular: "Formular") -> list[BoundField]:
    """The fields of the hints, for the page."""
    return [formular[name] for name in formular.fields if name.startswith("klaerung_")]


def klaerungen(formular: "Formular", funde: list[Fund]) -> dict[Fund, str]:
    """What was written about each hint."""
    return {fund: formular.cleaned_data[f"klaerung_{nr}"] for nr, fund in enumerate(funde, start=1)}
