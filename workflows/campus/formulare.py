"""Forms of a site: an entry of each kind, an indicator, a value, what became of a deadline."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from antraege.campus.models import Aufgabenfeld, Eintragsart, Erkenntnisart, Indikator, Ziel
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import tag

KEINE_NAMEN = "Nennen Sie keine Kinder und keine Personen, nur Funktionen."
VERGANGEN = frozenset({Eintragsart.TAETIGKEIT, Eintragsart.ERKENNTNIS})


class Eintragsformular(forms.Form):
    """What was done or is planned; what else is asked depends on the kind."""

    aufgabe = forms.ModelChoiceField(
        Aufgabenfeld.objects.all(), label="Zu welcher Aufgabe?", empty_label="Bitte wählen"
    )
    ziel = forms.ModelChoiceField(Ziel.objects.all(), label="Zu welchem Ziel?", empty_label="Bitte wählen")
    erkenntnisart = forms.ChoiceField(label="Was für eine Erkenntnis ist das?", choices=Erkenntnisart)
    bis = tag("Soll abgeschlossen sein bis", help_text="Dann erinnern wir Sie, solange sie offen ist.")
    abgeschlossen_am = tag("Abgeschlossen am", help_text="Leer heißt: Die Maßnahme läuft noch.")
    tag = tag("Tag", required=True)  # the last of them: in this class the name means the field from here on
    titel = forms.CharField(label="Titel", max_length=120)
    text = langtext("Text", required=True, zeilen=6, help_text=KEINE_NAMEN, hoechstens=4000)
    fuer_wen = forms.CharField(
        label="Wer kann es nutzen?",
        max_length=200,
        help_text="Zum Beispiel: alle Grundschulen im Ganztag, andere Standorte, die Servicestelle.",
    )
    intern = forms.BooleanField(
        label="Nur intern",
        required=False,
        help_text="Dann lesen das nur der Standort und die Stadtverwaltung. Sonst steht es offen auf der Seite.",
    )

    field_order = (
        *("aufgabe", "ziel", "erkenntnisart", "tag", "titel", "text"),
        *("bis", "abgeschlossen_am", "fuer_wen", "intern"),
    )

    def __init__(self, *args: Any, art: Eintragsart, neu: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.art = art
        if not neu or art != Eintragsart.TAETIGKEIT:
            del self.fields["aufgabe"]
        if not neu or art != Eintragsart.MASSNAHME:
            del self.fields["ziel"]
        if art != Eintragsart.MASSNAHME:
            del self.fields["bis"], self.fields["abgeschlossen_am"]
        if art != Eintragsart.ERKENNTNIS:
            del self.fields["erkenntnisart"], self.fields["fuer_wen"]

    def clean_tag(self) -> date:
        """What was done or learned lies behind us."""
        am: date = self.cleaned_data["tag"]
        if self.art in VERGANGEN and am > uhr.heute():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return am

    def clean(self) -> dict[str, Any]:
        """A Maßnahme ends after it has begun, and has not ended tomorrow."""
        daten = super().clean() or self.cleaned_data
        beginn, bis, ende = (daten.get(name) for name in ("tag", "bis", "abgeschlossen_am"))
        if beginn and bis and bis < beginn:
            self.add_error("bis", f"Das ist vor dem Tag der Maßnahme ({beginn:%d.%m.%Y}).")
        if beginn and ende and ende < beginn:
            self.add_error("abgeschlossen_am", f"Das ist vor dem Tag der Maßnahme ({beginn:%d.%m.%Y}).")
        elif ende and ende > uhr.heute():
            self.add_error("abgeschlossen_am", "Dieser Tag liegt in der Zukunft.")
        return daten


class Indikatorformular(forms.Form):
    """What is counted for a goal, and where it shall be when."""

    ziel = forms.ModelChoiceField(Ziel.objects.all(), label="Zu welchem Ziel?", empty_label="Bitte wählen")
    name = forms.CharField(
        label="Was wird gezählt?", max_length=120, help_text="Zum Beispiel: Elterncafés im Schuljahr."
    )
    einheit = forms.CharField(
        label="Einheit", max_length=40, help_text="Zum Beispiel: Termine, Kinder, Prozent."
    )
    zielwert = forms.DecimalField(
        label="Zielwert", max_digits=10, decimal_places=2, min_value=Decimal("0.01"), localize=True
    )
    zieltag = tag("Zu erreichen bis", required=True)


class Messwertformular(forms.Form):
    """The number of a day."""

    tag = tag(
        "Tag", required=True, help_text="Gibt es für diesen Tag schon einen Wert, ersetzt ihn der neue."
    )
    wert = forms.DecimalField(
        label="Wert", max_digits=10, decimal_places=2, min_value=Decimal(0), localize=True
    )
    bemerkung = forms.CharField(label="Bemerkung", max_length=200, required=False)

    def __init__(self, *args: Any, indikator: Indikator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wert"].label = f"Wert ({indikator.einheit})"

    def clean_tag(self) -> date:
        """Nobody has counted tomorrow."""
        am: date = self.cleaned_data["tag"]
        if am > uhr.heute():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return am


class Fristformular(forms.Form):
    """What was decided."""

    ergebnis = langtext(
        "Was ist entschieden oder vorgelegt worden?",
        required=True,
        help_text="Mit Drucksache und Tag, wenn ein Gremium entschieden hat.",
        hoechstens=2000,
    )
