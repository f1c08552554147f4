"""What is entered for an incoming grant, for its payments and for the city's proof."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.foerderung.models import Geberzahlungsart, Speisung, Weiterleitung
from antraege.foerderung.weiterleitung.dienst import Angaben, Zeile
from antraege.foerderung.weiterleitung.stand import Unterfall
from antraege.haushalt.felder import EuroFormField
from antraege.haushalt.models import Haushaltsstelle
from antraege.kooperation.forms import langtext
from rollen.formulare import tag
from rollen.models import Benutzer, Stelle
from rollen.rechte import stellen_mit
from rollen.tabelle import Recht

MEISTE_ZEILEN = 8


class Bescheidformular(forms.Form):
    """The Bescheid of Land or Bund, and the lines it feeds with their euro; one row per line and year."""

    stelle = forms.ModelChoiceField(
        label="Zuständige Stelle", queryset=Stelle.objects.none(), empty_label="Bitte wählen"
    )
    name = forms.CharField(label="Bezeichnung", max_length=160)
    geber = forms.CharField(
        label="Zuwendungsgeber", max_length=160, help_text="Wer der Stadt das Geld bewilligt hat."
    )
    zeichen = forms.CharField(label="Aktenzeichen des Bescheids", max_length=80)
    bescheid_vom = tag("Bescheid vom", required=True)
    zweck = langtext("Zweck", required=True, hoechstens=1000)
    nachweis_bis = tag("Nachweis der Stadt bis", required=True)
    nebenbestimmungen = forms.CharField(
        label="Nebenbestimmungen, die weitergegeben werden",
        max_length=160,
        help_text="Zum Beispiel: ANBest-P. Sie stehen in jedem Bescheid aus diesem Geld.",
    )
    monate_verwendung = forms.IntegerField(
        label="Monate, in denen erhaltenes Geld zu verwenden ist", min_value=1, max_value=24, initial=2
    )

    def __init__(
        self, *args: Any, person: Benutzer, weiterleitung: Weiterleitung | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        eigene = stellen_mit(person, Recht.HAUSHALT_BEWIRTSCHAFTEN)
        self.fields["stelle"].queryset = eigene.filter(haushaltsstellen__isnull=False).distinct()  # type: ignore[attr-defined]
        belegte = Speisung.objects.exclude(weiterleitung=weiterleitung)
        zeilen = Haushaltsstelle.objects.filter(stelle__in=eigene, bereich="sach").exclude(
            pk__in=belegte.values("haushaltsstelle")
        )
        self.zeilen = {
            str(zeile.pk): zeile for zeile in zeilen.select_related("stelle").order_by("-jahr", "bezeichnung")
        }
        bisher = list(weiterleitung.speisungen.all()) if weiterleitung else []
        for nr in range(1, MEISTE_ZEILEN + 1):
            alt = bisher[nr - 1] if nr <= len(bisher) else None
            self.fields[f"zeile_{nr}"] = forms.ChoiceField(
                label=f"{nr}. Haushaltsstelle",
                choices=[("", "Keine"), *((pk, str(zeile)) for pk, zeile in self.zeilen.items())],
                required=False,
                initial=str(alt.haushaltsstelle_id) if alt else "",
            )
            self.fields[f"betrag_{nr}"] = EuroFormField(
                label=f"{nr}. Betrag in Euro", required=False, initial=alt.betrag if alt else None
            )

    @property
    def kopffelder(self) -> list[BoundField]:
        """Everything but the lines."""
        return [self[name] for name in self.base_fields]

    @property
    def zeilenfelder(self) -> list[tuple[BoundField, BoundField]]:
        """Line and amount of each row."""
        return [(self[f"zeile_{nr}"], self[f"betrag_{nr}"]) for nr in range(1, MEISTE_ZEILEN + 1)]

    def clean(self) -> dict[str, Any]:
        """A line has an amount, an amount its line."""
        daten = super().clean() or self.cleaned_data
        self.gelesen: list[Zeile] = []
        for nr in range(1, MEISTE_ZEILEN + 1):
            zeile, betrag = daten.get(f"zeile_{nr}"), daten.get(f"betrag_{nr}")
            if zeile and betrag and betrag > 0:
                self.gelesen.append(Zeile(nr, self.zeilen[zeile], betrag))
            elif zeile and f"betrag_{nr}" not in self.errors:
                self.add_error(f"betrag_{nr}", "Bitte geben Sie den Betrag an.")
            elif betrag and f"zeile_{nr}" not in self.errors:
                self.add_error(f"zeile_{nr}", "Bitte wählen Sie die Haushaltsstelle.")
        return daten

    def angaben(self) -> Angaben:
        """What was entered, as values."""
        werte = {name: self.cleaned_data[name] for name in self.base_fields}
        return Angaben(**werte, zeilen=tuple(self.gelesen))


class Zahlungsformular(forms.Form):
    """Money from the Land, or back to it."""

    art = forms.ChoiceField(label="Richtung", choices=Geberzahlungsart.choices, widget=forms.RadioSelect)
    betrag = EuroFormField(label="Betrag in Euro")
    tag = tag("Tag der Wertstellung", required=True)
    belegnummer = forms.CharField(label="Belegnummer der Kasse", max_length=40)

    def clean_betrag(self) -> Any:
        """Above zero."""
        betrag = self.cleaned_data["betrag"]
        if betrag is not None and betrag <= 0:
            raise forms.ValidationError("Der Betrag muss größer als null sein.")
        return betrag


class Nachweisformular(forms.Form):
    """The report, and why a proof of a sub-grant is still open."""

    sachbericht = langtext(
        "Sachbericht",
        required=True,
        help_text="Was wurde mit dem Geld erreicht? Nennen Sie keine Namen von Kindern.",
        zeilen=12,
        hoechstens=8000,
    )

    def __init__(self, *args: Any, offene: Iterable[Unterfall], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for u in offene:
            self.fields[f"grund_{u.antrag.pk}"] = langtext(
                f"Warum ist der Nachweis zu {u.antrag.aktenzeichen} noch offen?",
                required=True,
                help_text=f"{u.antrag.traeger.name}: {u.antrag.titel}. Stand: {u.stand}.",
                hoechstens=300,
            )

    def gruende(self) -> dict[int, str]:
        """Reasons by the id of the case."""
        return {
            int(name.removeprefix("grund_")): wert
            for name, wert in self.cleaned_data.items()
            if name.startswith("grund_")
        }


class Grundformular(forms.Form):
    """Why it is given back."""

    grund = langtext("Grund", required=True, hoechstens=500)
