"""The forms of a draft: begin, project, answers, papers."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from antraege.antrag.antworten import bedingung_in_worten
from antraege.antrag.fragen import DATEIARTEN, DateiFeld, feld_fuer
from antraege.antrag.models import Antrag
from antraege.antrag.queries import fuer_alle_im_auftrag, waehlbare_traeger
from antraege.antrag.services import TITEL_ZEICHEN
from antraege.programme.models import Fragebasis, Richtlinie
from rollen import rechte
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.tabelle import Recht


def _standorte() -> Any:
    return Stelle.objects.filter(art=Stellenart.STANDORT, aktiv=True)


class TitelFeld(forms.CharField):
    """What the project is called."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Titel des Vorhabens",
            max_length=TITEL_ZEICHEN,
            help_text="Ein kurzer Name. So finden Sie und wir den Antrag wieder.",
            error_messages={"required": "Bitte geben Sie einen Titel ein."},
            **kwargs,
        )


class Beginn(forms.Form):
    """In whose name, what, where: enough to begin a draft."""

    traeger = forms.ModelChoiceField(
        Stelle.objects.none(),
        label="Für welche Organisation stellen Sie den Antrag?",
        help_text="Zur Auswahl stehen Organisationen, die dieses Programm nutzen dürfen.",
        empty_label="Bitte wählen",
        error_messages={"required": "Bitte wählen Sie eine Organisation."},
    )
    titel = TitelFeld()
    standort = forms.ModelChoiceField(
        Stelle.objects.none(),
        label="An welchem Standort?",
        required=False,
        help_text="Nur wenn das Vorhaben an einem Standort des Kindercampus stattfindet.",
        empty_label="Kein Standort",
    )

    def __init__(self, *args: Any, benutzer: Benutzer, richtlinie: Richtlinie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        traeger = cast("forms.ModelChoiceField[Stelle]", self.fields["traeger"])
        traeger.queryset = waehlbare_traeger(benutzer, richtlinie)
        einzige = list(traeger.queryset[:2])
        if len(einzige) == 1:
            traeger.initial, traeger.empty_label = einzige[0], None
        standort = cast("forms.ModelChoiceField[Stelle]", self.fields["standort"])
        standort.queryset = _standorte()
        rechte_hier = {b.recht for b in rechte.berechtigungen(benutzer)}
        # The Campus-Management drafts for its own Standorte only.
        if Recht.ANTRAG_BEARBEITEN not in rechte_hier and not fuer_alle_im_auftrag(benutzer):
            eigene = rechte.stellen_mit(benutzer, Recht.IM_AUFTRAG_BEARBEITEN)
            standort.queryset = _standorte().filter(pk__in=eigene)
            standort.required, standort.empty_label = True, "Bitte wählen"


class Entwurfsformular(forms.Form):
    """What is `spaeter` is shown as required, but demanded only when the draft is submitted."""

    use_required_attribute = False

    def spaeter(self) -> list[forms.Field]:
        """The required fields that a draft may leave empty."""
        return [feld for feld in self.fields.values() if feld.required]

    def full_clean(self) -> None:
        """Save at any point: the list of defects says what is missing."""
        felder = self.spaeter()
        for feld in felder:
            feld.required = False
        super().full_clean()
        for feld in felder:
            feld.required = True


class VorhabenFormular(Entwurfsformular):
    """What the project is and when."""

    titel = TitelFeld()
    beginn = forms.DateField(
        label="Beginn des Vorhabens",
        widget=forms.DateInput,
        help_text="Wer vor dem Antrag beginnt, bekommt keine Förderung (VV Nr. 1.3 zu § 44 LHO).",
    )
    ende = forms.DateField(
        label="Ende des Vorhabens",
        widget=forms.DateInput,
        help_text="Nur Ausgaben bis zu diesem Tag können wir fördern.",
    )
    standort = forms.ModelChoiceField(
        Stelle.objects.none(),
        label="Standort",
        required=False,
        help_text="Nur wenn das Vorhaben an einem Standort des Kindercampus stattfindet.",
        empty_label="Kein Standort",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Stelle]", self.fields["standort"]).queryset = _standorte()

    def spaeter(self) -> list[forms.Field]:
        """The days; without a title nobody finds the draft again."""
        return [self.fields["beginn"], self.fields["ende"]]

    @staticmethod
    def anfang(antrag: Antrag) -> dict[str, Any]:
        """What is saved so far."""
        return {
            "titel": antrag.titel,
            "beginn": antrag.beginn,
            "ende": antrag.ende,
            "standort": antrag.standort_id,
        }


class AngabenFormular(Entwurfsformular):
    """One page of questions; subclasses carry the fields."""

    prefix = "frage"


def angaben_formular(fragen: Sequence[Fragebasis]) -> type[AngabenFormular]:
    """The form of one page of questions: a field per question, named by its key."""
    felder = {
        frage.schluessel: feld_fuer(frage, bedingung=bedingung_in_worten(frage, fragen)) for frage in fragen
    }
    for frage in fragen:
        felder[frage.schluessel].required = frage.pflicht
    return type("Angaben", (AngabenFormular,), felder)


class AnlageFormular(forms.Form):
    """One file for one paper."""

    datei = DateiFeld(label="Datei", help_text=DATEIARTEN)
