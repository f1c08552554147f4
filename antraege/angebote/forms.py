"""The forms of offers: write one, decide on one, narrow the catalogue."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from antraege.angebote.models import OEFFENTLICHE_FELDER, Angebot, Angebotsort, Termin
from antraege.angebote.termine import FELDER, MEISTE
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import CENT
from antraege.kern.passung import AELTESTE
from antraege.kern.plaetze import Platzart
from rollen.forms.filter import Filterformular, auswahl
from rollen.formulare import tag
from rollen.models import Stelle

GROESSTE_GRUPPE = 500


def _zahl(label: str, *, von: int, bis: int, **wie: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "kern-form-input__input--kurz"})
    return forms.IntegerField(label=label, min_value=von, max_value=bis, widget=widget, **wie)


def _uhrzeit(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "class": "kern-form-input__input--kurz"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


class AngebotFormular(forms.ModelForm):
    """Everything an offer says."""

    alter_von = _zahl("Alter von (Jahre)", von=0, bis=AELTESTE)
    alter_bis = _zahl("Alter bis (Jahre)", von=0, bis=AELTESTE)
    gruppe_bis = _zahl("Höchstens so viele Kinder", von=1, bis=GROESSTE_GRUPPE)
    vereinbarung_ab = _zahl(
        "Vereinbarung nötig ab so vielen Terminen",
        von=1,
        bis=100,
        required=False,
        help_text="Leer lassen, wenn keine nötig ist. 1 heißt: immer. Gezählt wird je Einrichtung.",
    )
    kosten = EuroFormField(
        label="Pauschale in Euro",
        required=False,
        min_betrag=CENT,
        help_text="Was die Einrichtung zahlt. Leer lassen, wenn das Angebot nichts kostet.",
    )

    class Meta:
        model = Angebot
        fields = (*OEFFENTLICHE_FELDER, "standorte")
        widgets = {
            "beschreibung": forms.Textarea(attrs={"rows": 6}),
            "qualitaet": forms.Textarea(attrs={"rows": 3}),
            "ort": forms.RadioSelect,
            "standorte": forms.CheckboxSelectMultiple,
            "gueltig_von": forms.DateInput,
            "gueltig_bis": forms.DateInput,
        }
        labels = {"standorte": "An welchen Standorten?"}
        help_texts = {
            "beschreibung": "Was tun die Kinder? Schreiben Sie kurze Sätze. Nennen Sie keine Personen.",
            "zielgruppe": "Zum Beispiel: Kinder der Klassen 3 und 4.",
            "umfang": "Zum Beispiel: zwei Stunden in der Woche, ein Schuljahr lang.",
            "standorte": "Nur nötig, wenn das Angebot nicht überall stattfindet.",
            "kosten_worte": "Zum Beispiel: je Gruppe und Schuljahr, mit Material.",
            "qualitaet": "Zum Beispiel: Ausbildung der Kräfte, Schutzkonzept, Auswertungen.",
            "ganztag": "Im Ganztag arbeiten nur gemeinnützige Partner mit (BASS 12-63 Nr. 2).",
            "kontakt": "Eine Funktion, zum Beispiel: Projektleitung Ganztag. Kein Name.",
            "gueltig_bis": "Leer lassen, wenn kein Ende geplant ist.",
        }

    def __init__(self, *args: Any, anbietbare: QuerySet[Stelle] | None = None, **kwargs: Any) -> None:
        """With `anbietbare` the form asks in whose name."""
        super().__init__(*args, **kwargs)
        self.fields["themenfeld"].empty_label = "Bitte wählen"  # type: ignore[attr-defined]
        self.fields["ort"].choices = Angebotsort.choices  # type: ignore[attr-defined]
        for name in ("standorte", "kosten_worte"):
            self.fields[name].bedingt = True  # type: ignore[attr-defined]
        if anbietbare is not None:
            self._frage_nach_anbieter(anbietbare)

    def _frage_nach_anbieter(self, anbietbare: QuerySet[Stelle]) -> None:
        feld = forms.ModelChoiceField(
            anbietbare,
            label="Wer bietet an?",
            empty_label="Bitte wählen",
            error_messages={"required": "Bitte wählen Sie, wer anbietet."},
        )
        einzige = list(anbietbare[:2])
        if len(einzige) == 1:
            feld.initial, feld.empty_label = einzige[0], None
        self.fields = {"anbieter": feld, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Pairs that belong together."""
        daten = super().clean() or self.cleaned_data
        self._pruefe_reihenfolge(daten)
        ort, standorte = daten.get("ort"), daten.get("standorte")
        if ort == Angebotsort.STANDORTE and not standorte:
            self.add_error("standorte", "Bitte kreuzen Sie mindestens einen Standort an.")
        if ort and ort != Angebotsort.STANDORTE and standorte:
            text = "Sie haben Standorte angekreuzt. Bitte wählen Sie dazu „nur an diesen Standorten“."
            self.add_error("ort", text)
        if daten.get("kosten") and not daten.get("kosten_worte"):
            self.add_error("kosten_worte", "Bitte sagen Sie, wofür die Pauschale ist.")
        return daten

    def _pruefe_reihenfolge(self, daten: dict[str, Any]) -> None:
        von, bis = daten.get("alter_von"), daten.get("alter_bis")
        if von is not None and bis is not None and bis < von:
            self.add_error("alter_bis", "Das höchste Alter liegt unter dem niedrigsten.")
        ab, ende = daten.get("gueltig_von"), daten.get("gueltig_bis")
        if ab and ende and ende < ab:
            self.add_error("gueltig_bis", "Das Angebot endet vor seinem Beginn.")

    @property
    def inhalt(self) -> dict[str, Any]:
        """The cleaned words of the offer."""
        return {name: self.cleaned_data[name] for name in OEFFENTLICHE_FELDER}


class Terminformular(forms.Form):
    """A date of an offer; a new one may be repeated every week."""

    am = tag("Tag", required=True)
    von = _uhrzeit("Von")
    bis = _uhrzeit("Bis")
    ort = forms.CharField(label="Ort", max_length=160, help_text="Zum Beispiel: in der Einrichtung.")
    art = forms.ChoiceField(
        label="Was zählt als ein Platz?",
        choices=Termin._meta.get_field("art").choices or (),
        widget=forms.RadioSelect,
        initial=Platzart.GRUPPEN.value,
    )
    plaetze = _zahl("Wie viele Plätze?", von=1, bis=GROESSTE_GRUPPE)
    buchbar_bis = tag("Buchbar bis", required=True, help_text="Der letzte Tag für Anfragen.")
    wochen = _zahl(
        "So viele Wochen hintereinander", von=1, bis=MEISTE, initial=1, help_text="1 heißt: nur dieser Tag."
    )

    def __init__(self, *args: Any, termin: Termin | None = None, **kwargs: Any) -> None:
        """With `termin` the form changes that one date."""
        if termin is not None:
            kwargs["initial"] = {name: getattr(termin, name) for name in FELDER}
        super().__init__(*args, **kwargs)
        if termin is not None:
            del self.fields["wochen"]

    @property
    def inhalt(self) -> dict[str, Any]:
        """The cleaned values of the date."""
        return {name: self.cleaned_data[name] for name in FELDER}


class Entscheidung(forms.Form):
    """Publish, or send back with a reason."""

    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[
            ("veroeffentlichen", "Veröffentlichen"),
            ("zurueckgeben", "Zurückgeben"),
        ],
        widget=forms.RadioSelect,
    )
    grund = forms.CharField(
        label="Grund der Rückgabe",
        help_text="Nötig, wenn Sie zurückgeben. Der Anbieter liest ihn.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grund"].bedingt = True  # type: ignore[attr-defined]


class Katalogfilter(Filterformular):
    """Everything the catalogue is narrowed by."""

    themenfeld = auswahl("Thema", coerce=int)
    standort = auswahl("Standort", coerce=int)
    alter = forms.IntegerField(
        label="Alter der Kinder",
        min_value=0,
        max_value=AELTESTE,
        required=False,
        widget=forms.NumberInput(attrs={"class": "kern-form-input__input--kurz"}),
    )
    ganztag = forms.BooleanField(label="Nur für den Ganztag", required=False)
    kostenlos = forms.BooleanField(label="Nur kostenlose", required=False)
    termin = forms.BooleanField(label="Nur mit freien Terminen", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suche"].label = "Stichwort oder Anbieter"
