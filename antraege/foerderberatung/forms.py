"""The forms of advice: ask without an account, write a note, answer, give it to a case, draft from it."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from antraege.antrag.forms import DateiFeld, TitelFeld
from antraege.foerderberatung import queries
from antraege.foerderberatung.dienst import FELDER
from antraege.foerderberatung.models import Beratungsvermerk, Kanal
from antraege.kern.foerdersuche import Gruppe
from antraege.programme.models import Richtlinie
from rollen import uhr
from rollen.forms.filter import Filterformular, auswahl
from rollen.forms.konto import EMailFeld
from rollen.formulare import Maschinenfalle
from rollen.models import Benutzer, Stelle

BETEILIGTE = [gruppe.value for gruppe in Gruppe if gruppe != Gruppe.FAMILIE]
LANG = forms.Textarea(attrs={"rows": 5})


class Anfrage(Maschinenfalle):
    """What somebody without an account asks."""

    name = forms.CharField(
        label="Ihr Name",
        max_length=90,
        error_messages={"required": "Bitte nennen Sie Ihren Namen."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label="Ihre Organisation",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = EMailFeld(
        label="Ihre E-Mail-Adresse",
        help_text="Dorthin antworten wir.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    anliegen = forms.CharField(
        label="Was möchten Sie wissen?",
        max_length=4000,
        widget=LANG,
        help_text="Nennen Sie bitte keine Namen von Kindern.",
        error_messages={"required": "Bitte schreiben Sie, was Sie wissen möchten."},
    )

    def angaben(self) -> dict[str, str]:
        """What was said."""
        return {name: self.cleaned_data[name] for name in ("name", "organisation", "email", "anliegen")}


class Vermerkfilter(Filterformular):
    """What the list of notes is narrowed by."""

    stand = auswahl("Stand", [("offen", "offen"), ("faellig", "Wiedervorlage fällig")])
    kanal = auswahl("Weg", Kanal.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suche"].label = "Thema, Organisation oder Eingangscode"


class Vermerkformular(forms.ModelForm):
    """One contact; a paper application comes with its scan."""

    scan = DateiFeld(
        label="Scan des Antrags",
        required=False,
        help_text="Nur bei einem Antrag auf Papier. PDF, JPEG oder PNG, höchstens 10 MB.",
    )

    class Meta:
        model = Beratungsvermerk
        fields = ("stelle", "kanal", *FELDER)
        widgets = {
            "fragen": LANG,
            "empfehlung": LANG,
            "eingang_am": forms.DateInput,
            "wiedervorlage": forms.DateInput,
        }
        labels = {"mit_wem": "Mit wem haben Sie gesprochen?", "antwort_an": "E-Mail-Adresse für die Antwort"}
        help_texts = {
            "organisation": "Wenn sie hier bekannt ist.",
            "mit_wem": "Eine Funktion genügt, zum Beispiel: Vorstand eines Fördervereins.",
            "eingang_am": "Der Tag des Gesprächs. Bei Papier: der Tag auf dem Eingangsstempel.",
            "fragen": "Nennen Sie keine Namen von Kindern.",
            "wiedervorlage": "Wann fragen Sie nach?",
        }

    def __init__(self, *args: Any, benutzer: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        neu = self.instance.pk is None
        self._waehle(
            "organisation", Stelle.objects.filter(art__in=BETEILIGTE, aktiv=True), leer="nicht dabei"
        )
        if not neu:
            for name in ("stelle", "kanal", "scan"):
                del self.fields[name]
            return
        self.fields["kanal"].choices = [w for w in Kanal.choices if w[0] != Kanal.PORTAL]  # type: ignore[attr-defined]
        self.fields["scan"].bedingt = True  # type: ignore[attr-defined]
        self._waehle("stelle", queries.beratende(benutzer), leer="Bitte wählen")
        einzige = list(queries.beratende(benutzer)[:2])
        if len(einzige) == 1:
            self.fields["stelle"].initial = einzige[0]
            cast("forms.ModelChoiceField[Stelle]", self.fields["stelle"]).empty_label = None

    def _waehle(self, name: str, stellen: QuerySet[Stelle], *, leer: str) -> None:
        feld = cast("forms.ModelChoiceField[Stelle]", self.fields[name])
        feld.queryset, feld.empty_label = stellen.order_by("name"), leer

    def clean(self) -> dict[str, Any]:
        """Somebody was there, on a day that has come; paper has a scan, and nothing else has one."""
        daten = super().clean() or self.cleaned_data
        if not daten.get("organisation") and not daten.get("mit_wem") and "mit_wem" not in self.errors:
            self.add_error("mit_wem", "Bitte nennen Sie eine Organisation oder wer gefragt hat.")
        eingang = daten.get("eingang_am")
        if eingang and eingang > uhr.heute():
            self.add_error("eingang_am", "Der Eingang liegt nicht in der Zukunft.")
        papier = daten.get("kanal") == Kanal.PAPIER
        if papier and not daten.get("scan") and "scan" not in self.errors:
            self.add_error("scan", "Bitte laden Sie den Scan des Antrags hoch.")
        if daten.get("scan") and daten.get("kanal") and not papier:
            self.add_error("kanal", "Sie haben einen Scan hochgeladen. Bitte wählen Sie „Antrag auf Papier“.")
        return daten

    @property
    def inhalt(self) -> dict[str, Any]:
        """What the note says."""
        return {name: self.cleaned_data[name] for name in FELDER}


class Antwortformular(forms.Form):
    """The answer by e-mail."""

    antwort = forms.CharField(
        label="Ihre Antwort",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Bitte schreiben Sie eine Antwort."},
    )


class Zuordnung(forms.Form):
    """The case to which a note belongs."""

    aktenzeichen = forms.CharField(
        label="Aktenzeichen",
        max_length=40,
        strip=True,
        error_messages={"required": "Bitte geben Sie das Aktenzeichen ein."},
    )


class Entwurfsbeginn(forms.Form):
    """Under which programme a request is drafted on behalf of the organisation of the note."""

    richtlinie = forms.ModelChoiceField(
        Richtlinie.objects.none(),
        label="Programm",
        empty_label="Bitte wählen",
        error_messages={"required": "Bitte wählen Sie ein Programm."},
    )
    titel = TitelFeld()

    def __init__(self, *args: Any, richtlinien: list[Richtlinie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast("forms.ModelChoiceField[Richtlinie]", self.fields["richtlinie"])
        feld.queryset = Richtlinie.objects.filter(pk__in=[r.pk for r in richtlinien]).select_related(
            "programm"
        )
        feld.label_from_instance = lambda obj: obj.programm.name  # type: ignore[method-assign]
