"""The forms of the budget: filters, bookings without a case, the end of a year."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from antraege.haushalt.felder import EuroFormField
from antraege.haushalt.jahr.jahreswechsel import Wahl
from antraege.haushalt.jahr.reste import Posten
from antraege.haushalt.models import (
    Bereich,
    Bewegungsart,
    Bewegungsstatus,
    Buchungsart,
    Entscheidung,
    Haushaltsstelle,
    Rest,
)
from antraege.haushalt.models.konto import SUMMEN
from antraege.kern.geld import CENT, zeige

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
    auftrag = forms.CharField(label="Auftrag oder Kostenstelle", required=False, max_length=40)
    sachkonto = forms.CharField(label="Sachkonto", required=False, max_length=20)
    zeile = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class Bewegungsfilter(forms.Form):
    """Which requested bookings."""

    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Alle"), *Bewegungsstatus.choices]
    )
    art = forms.ChoiceField(label="Art", required=False, choices=[("", "Alle Arten"), *Bewegungsart.choices])


class _Zeilenwahl(forms.ModelChoiceField):
    """A line as people find it: year first."""

    mit_frei = False

    def label_from_instance(self, obj: Any) -> str:
        frei = f" – frei {zeige(obj.frei)}" if self.mit_frei else ""
        return f"{obj.jahr}: {obj.konto} {obj.bezeichnung}{frei}"


class _EigeneZeile(_Zeilenwahl):
    mit_frei = True


class Bewegungsform(forms.Form):
    """From which line to which, how much, why; a new Ansatz has no line to come from."""

    von = _EigeneZeile(None, label="Von Haushaltsstelle", empty_label="Bitte wählen")
    zu = _Zeilenwahl(None, label="Zu Haushaltsstelle", empty_label="Bitte wählen")
    betrag = EuroFormField(label="Betrag in Euro")
    grund = forms.CharField(
        label="Begründung", max_length=160, help_text="Sie steht in den Buchungen und im Protokoll."
    )

    def __init__(
        self,
        *args: Any,
        art: Bewegungsart,
        von: QuerySet[Haushaltsstelle],
        zu: QuerySet[Haushaltsstelle],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField", self.fields["zu"]).queryset = zu
        if art == Bewegungsart.ANSATZ:
            del self.fields["von"]
            self.fields["zu"].label = "Haushaltsstelle"
            self.fields["betrag"].label = "Neuer Ansatz in Euro"
        else:
            cast("forms.ModelChoiceField", self.fields["von"]).queryset = von
            cast("EuroFormField", self.fields["betrag"]).min_betrag = CENT


class Ablehnung(forms.Form):
    """Why not."""

    grund = forms.CharField(label="Grund der Ablehnung", max_length=300)


class Rueckgabe(forms.Form):
    """What shall be decided anew."""

    grund = forms.CharField(label="Grund der Rückgabe", max_length=300)


class NeuesJahr(forms.Form):
    """A year that shall be planned."""

    jahr = forms.IntegerField(label="Haushaltsjahr", min_value=2000, max_value=2999)


class Inkrafttreten(forms.Form):
    """From which day the Satzung is in force."""

    tag = forms.DateField(
        label="Haushaltssatzung in Kraft ab", help_text="Der Tag nach der öffentlichen Bekanntmachung."
    )


class Wechselform(forms.Form):
    """A decision and a reason for every row that is left over at the end of a year."""

    def __init__(self, *args: Any, posten: Iterable[Posten], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posten = list(posten)
        for p in self.posten:
            leer = [] if p.schluessel.rest == Rest.FREI else [("", "Bitte wählen")]
            self.fields[p.feld] = forms.ChoiceField(
                label=f"{p.name}: Entscheidung",
                choices=[*leer, *sorted(Entscheidung.choices, reverse=not leer)],
            )
            self.fields[p.grundfeld] = forms.CharField(
                label=f"{p.name}: Begründung", max_length=160, required=p.schluessel.rest != Rest.FREI
            )
            for feld in (p.feld, p.grundfeld):
                self.fields[feld].widget.attrs["aria-label"] = self.fields[feld].label

    @property
    def zeilen(self) -> list[tuple[Posten, Any, Any]]:
        """Each row with its two controls."""
        return [(p, self[p.feld], self[p.grundfeld]) for p in self.posten]

    def wahl(self) -> Wahl:
        """What was decided, by row; the form is valid."""
        daten = self.cleaned_data
        return {p.schluessel: (daten[p.feld], daten[p.grundfeld]) for p in self.posten}
