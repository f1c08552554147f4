"""The instalments a Bescheid promises as form fields; what they leave over is paid after the proof of use."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.forms.boundfield import BoundField

from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.programme.models import Auszahlungsart

if TYPE_CHECKING:
    from workflows.tuer.schritt import Formular

MEISTE_RATEN = 6
NULL = Decimal("0.00")
Raten = list[tuple[date, Decimal]]


def fuege_raten_ein(formular: "Formular") -> None:
    """Day and amount per instalment, when the Richtlinie pays by instalments and the recipient is not the city."""
    if formular.antrag.richtlinie.auszahlungsart != Auszahlungsart.RATEN or formular.antrag.intern:
        return
    for nr in range(1, MEISTE_RATEN + 1):
        formular.fields[f"rate_{nr}_am"] = forms.DateField(
            label=f"{nr}. Rate am",
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        formular.fields[f"rate_{nr}_betrag"] = EuroFormField(
            label=f"{nr}. Rate in Euro", required=False, min_betrag=Decimal("0.01")
        )


def ratenfelder(formular: "Formular") -> list[tuple[BoundField, BoundField]]:
    """Day and amount of each instalment, for the page."""
    nummern = range(1, MEISTE_RATEN + 1) if "rate_1_am" in formular.fields else range(0)
    return [(formular[f"rate_{nr}_am"], formular[f"rate_{nr}_betrag"]) for nr in nummern]


def plan(formular: "Formular", betrag: Decimal, anteile: Mapping[int, Decimal]) -> Raten:
    """The instalments in order; every defect becomes an error of its field.

    Together at most `betrag` euro; until the end of each year at most what the years until then hold.
    """
    if "rate_1_am" not in formular.fields:
        return []
    raten: Raten = []
    for nr in range(1, MEISTE_RATEN + 1):
        am, wert = formular.cleaned_data.get(f"rate_{nr}_am"), formular.cleaned_data.get(f"rate_{nr}_betrag")
        if (am is None) != (wert is None):
            fehlt, was = ("am", "den Tag") if am is None else ("betrag", "den Betrag")
            formular.add_error(f"rate_{nr}_{fehlt}", f"Bitte geben Sie auch {was} der {nr}. Rate an.")
        elif am and wert:
            if raten and am <= raten[-1][0]:
                formular.add_error(f"rate_{nr}_am", "Die Raten müssen nach dem Tag geordnet sein.")
            raten.append((am, wert))
    if not raten and not formular.errors:
        formular.add_error("rate_1_am", "Bitte geben Sie mindestens eine Rate an.")
    _pruefe_summen(formular, raten, betrag, anteile)
    return raten


def _pruefe_summen(
    formular: "Formular", raten: Raten, betrag: Decimal, anteile: Mapping[int, Decimal]
) -> None:
    summe = sum((wert for _, wert in raten), NULL)
    if summe > betrag:
        formular.add_error(
            "rate_1_betrag", f"Die Raten ergeben {zeige(summe)}. Bewilligt werden {zeige(betrag)}."
        )
    for jahr in anteile:
        gezahlt = sum((wert for am, wert in raten if am.year <= jahr), NULL)
        da = sum((teil for j, teil in anteile.items() if j <= jahr), NULL)
        if gezahlt > da and summe <= betrag:
            formular.add_error(
                "rate_1_betrag",
                f"Bis Ende {jahr} werden {zeige(gezahlt)} fällig. Die Haushaltsjahre bis {jahr} "
                f"geben nur {zeige(da)} her.",
            )
