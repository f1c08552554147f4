"""What is written to a finding."""

from typing import Any

from django import forms

from antraege.kooperation.forms import langtext
from antraege.revision.feststellungen import Angaben
from antraege.revision.models import Feststellungsstatus
from rollen.forms.filter import Filterformular, auswahl
from rollen.formulare import tag
from rollen.models import Stelle
from rollen.tabelle import Rolle


class Feststellungsformular(forms.Form):
    """A new finding; the Stelle is one that has a Leitung to answer."""

    stelle = forms.ModelChoiceField(
        label="Geprüfte Stelle",
        queryset=Stelle.objects.none(),
        empty_label="Bitte wählen",
        help_text="Ihre Leitung antwortet.",
    )
    titel = forms.CharField(label="Titel", max_length=160)
    sachverhalt = langtext(
        "Sachverhalt", required=True, zeilen=8, help_text="Was ist, nicht was sein sollte."
    )
    grundlage = forms.CharField(
        label="Verletzte Vorschrift", max_length=300, help_text="Zum Beispiel: § 31 KomHVO NRW."
    )
    empfehlung = langtext("Empfehlung")
    antwort_bis = tag("Antwort bis", required=True)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        mit_leitung = Stelle.objects.filter(rollengruppen__rolle=Rolle.LEITUNG).distinct()
        self.fields["stelle"].queryset = mit_leitung  # type: ignore[attr-defined]

    def angaben(self) -> Angaben:
        """What was written, as values."""
        return Angaben(**{name: self.cleaned_data[name] for name in self.base_fields})


class Antwortformular(forms.Form):
    """What the Stelle says."""

    text = langtext(
        "Antwort",
        required=True,
        zeilen=8,
        help_text="Was trifft zu, woran lag es, was tun Sie bis wann? Keine Namen von Kindern.",
    )


class Nachfrageformular(forms.Form):
    """What is still missing, and until when."""

    text = langtext("Nachfrage", required=True, zeilen=5)
    antwort_bis = tag("Antwort bis", required=True)


class Nachverfolgungsformular(forms.Form):
    """What the Stelle has promised, and when the Rechnungsprüfung looks."""

    text = langtext("Was setzt die Stelle um?", required=True, zeilen=5)
    umsetzung_bis = tag("Umgesetzt bis", required=True)


class Abschlussformular(forms.Form):
    """How it ends."""

    text = langtext(
        "Ergebnis",
        required=True,
        zeilen=5,
        help_text="Zum Beispiel: ausgeräumt, umgesetzt, fallen gelassen, und warum. Danach ändert sich nichts mehr.",
    )


class Filter(Filterformular):
    """Which findings are shown."""

    suche = None  # type: ignore[assignment]  # by their state only
    status = auswahl("Stand", Feststellungsstatus.choices)
