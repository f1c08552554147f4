"""The forms of the finder: four questions, a filter, and what is kept of other funders' programmes."""

from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.db.models import Q

from antraege.haushalt.felder import EuroFormField
from antraege.kern.foerdersuche import Anliegen, Wer, Zweck
from antraege.kern.status import als_choices
from antraege.programme.finder import Suche
from antraege.programme.models import ExternesProgramm, Foerderprogramm, Programmzwecke
from antraege.programme.models.finder import EXTERNE_FELDER, GRUPPEN, ZWECKE
from rollen.formulare import tag

NUR_HTTPS = "Bitte geben Sie eine Adresse an, die mit https:// beginnt."


def _wahl(titel: str, art: type[Wer] | type[Zweck], *, leer: str = "Noch offen") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=titel,
        choices=[("", leer), *als_choices(art)],
        coerce=art,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Bitte wählen Sie eine der Antworten aus der Liste."},
    )


class _Anliegenfelder(forms.Form):
    """Reads what fits of an address; what does not fit stays in its field, with a sentence."""

    def anliegen(self) -> Anliegen:
        """The answers that could be read; all others are open."""
        self.is_valid()
        return Anliegen(**{n: self.cleaned_data.get(n) for n in ("wer", "zweck", "beginn", "betrag")})


class Finderformular(_Anliegenfelder):
    """Four questions; every one may stay open."""

    wer = _wahl("Wer sind Sie?", Wer)
    zweck = _wahl("Was haben Sie vor?", Zweck)
    beginn = tag("Wann soll es losgehen?", help_text="Ein ungefährer Tag genügt.")
    betrag = EuroFormField(
        label="Wie viel Geld brauchen Sie ungefähr?",
        required=False,
        help_text="In Euro, zum Beispiel 5.000. Ohne Ihr eigenes Geld.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld in self.fields.values():
            feld.bedingt = True  # type: ignore[attr-defined]

    def offene_fragen(self) -> list[str]:
        """The questions without an answer that could be read."""
        beantwortet = vars(self.anliegen())
        return [str(feld.label) for name, feld in self.fields.items() if beantwortet[name] is None]


class Listenfilter(_Anliegenfelder):
    """What the public list is narrowed by."""

    suche = forms.CharField(
        label="Stichwort", required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    wer = _wahl("Wer stellt den Antrag?", Wer, leer="alle")
    zweck = _wahl("Thema und Zweck", Zweck, leer="alle")
    betrag = EuroFormField(label="Betrag in Euro", required=False)
    nur_offen = forms.BooleanField(label="Nur was heute offen ist", required=False)

    def gesucht(self) -> Suche:
        """The search that could be read."""
        anliegen = self.anliegen()
        gelesen = self.cleaned_data
        return Suche(anliegen, gelesen.get("suche", ""), nur_offen=gelesen.get("nur_offen", False))


class Auswahlliste(forms.MultipleChoiceField):
    """Several of a few, as boxes; stored as a list."""

    widget = forms.CheckboxSelectMultiple


class ExternFormular(forms.ModelForm):
    """What is told of another funder's programme, each fact as its source says it."""

    gruppen = Auswahlliste(
        label="Für wen?",
        choices=GRUPPEN,
        error_messages={"required": "Bitte kreuzen Sie an, für wen es gedacht ist."},
    )
    zwecke = Auswahlliste(
        label="Wofür?",
        choices=ZWECKE,
        error_messages={"required": "Bitte kreuzen Sie mindestens einen Zweck an."},
    )
    link = forms.URLField(
        label="Link zum Geber",
        max_length=300,
        assume_scheme="https",
        help_text="Die Seite, auf der alles steht. Nur verschlüsselte Adressen: https://…",
        error_messages={"invalid": NUR_HTTPS, "required": NUR_HTTPS},
        validators=[URLValidator(schemes=["https"], message=NUR_HTTPS)],
    )
    eigenanteil_min = forms.DecimalField(
        label="Mindester Eigenanteil in %",
        required=False,
        localize=True,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )

    class Meta:
        model = ExternesProgramm
        fields = EXTERNE_FELDER
        widgets = {
            "beschreibung": forms.Textarea(attrs={"rows": 4}),
            **dict.fromkeys(("antrag_von", "antrag_bis", "gueltig_von", "gueltig_bis"), forms.DateInput),
        }
        help_texts = {
            "hoehe": "So wie es in der Quelle steht.",
            "antrag_bis": "Leer lassen, wenn keine Frist genannt ist.",
            "gueltig_bis": "Danach steht das Programm in keiner Liste mehr.",
            "unterlagen": "Leer lassen, wenn der Geber es nicht sagt.",
            "quelle": "Zum Beispiel: BASS 11-02 Nr. 19, Stand 26.01.2026.",
            "annahme": "Was nicht in der Quelle steht, sondern angenommen ist.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programm = cast("forms.ModelChoiceField[Foerderprogramm]", self.fields["programm"])
        freigegebene = Q(richtlinien__freigegeben_von__isnull=False) | Q(pk=self.instance.programm_id)
        programm.queryset = Foerderprogramm.objects.filter(freigegebene, kooperation=False).distinct()
        programm.empty_label = "Keines"

    def clean(self) -> dict[str, Any]:
        """Pairs that belong together."""
        daten = super().clean() or self.cleaned_data
        paare = (
            ("antrag_von", "antrag_bis", "Die Antragszeit endet vor ihrem Beginn."),
            ("gueltig_von", "gueltig_bis", "Der Förderzeitraum endet vor seinem Beginn."),
            ("mindestbetrag", "hoechstbetrag", "Der Höchstbetrag liegt unter dem Mindestbetrag."),
        )
        for von, bis, satz in paare:
            if daten.get(von) is not None and daten.get(bis) is not None and daten[bis] < daten[von]:
                self.add_error(bis, satz)
        return daten

    @property
    def inhalt(self) -> dict[str, Any]:
        """The cleaned facts."""
        return {name: self.cleaned_data[name] for name in EXTERNE_FELDER}


class Zweckeformular(forms.ModelForm):
    """What a programme of the city is for."""

    zwecke = Auswahlliste(
        label="Wofür ist das Programm?",
        choices=ZWECKE,
        help_text="Danach suchen Menschen, die nicht wissen, wie das Programm heißt.",
        error_messages={"required": "Bitte kreuzen Sie mindestens einen Zweck an."},
    )

    class Meta:
        model = Programmzwecke
        fields = ("zwecke",)
