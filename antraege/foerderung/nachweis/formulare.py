"""The forms of a proof: income, costs, a voucher, its file, a list to import, filters, answers."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from antraege.antrag.forms import Entwurfsformular
from antraege.antrag.fragen import DateiFeld, ZahlFeld
from antraege.foerderung.models import (
    Beleg,
    Deckungsart,
    Nachweisrueckfrage,
    Planposition,
    Seite,
    Verwendungsnachweis,
)
from antraege.foerderung.nachweis.belege import Belegwerte, betragsfehler, tagfehler
from antraege.foerderung.nachweis.bericht import EINNAHMEN
from antraege.foerderung.nachweis.rechnen import summe
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.programme.models import Finanzierungsart

_BETRAG = {"class": "kern-form-input__input--betrag", "autocomplete": "off"}
_HILFE = {
    "eigenmittel": "Geld Ihrer Organisation, auch Spenden ohne Bindung an dieses Vorhaben.",
    "drittmittel": "Geld anderer für dieses Vorhaben, zum Beispiel von Stiftungen oder vom Land.",
    "teilnahmebeitraege": "Was Familien oder andere für die Teilnahme bezahlt haben.",
}


class EinnahmenFormular(Entwurfsformular):
    """What really came in, kind by kind, beside what was planned; units where the grant counts them."""

    eigenmittel = EuroFormField(label="Eigenmittel in Euro")
    drittmittel = EuroFormField(label="Drittmittel in Euro")
    teilnahmebeitraege = EuroFormField(label="Teilnahmebeiträge in Euro")
    einheiten = ZahlFeld(label="Geleistete Einheiten", required=False)

    def __init__(self, *args: Any, nachweis: Verwendungsnachweis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        richtlinie = nachweis.antrag.richtlinie
        plan = list(nachweis.antrag.planpositionen.filter(seite=Seite.DECKUNG))
        for name in EINNAHMEN:
            geplant = summe(p.betrag for p in plan if p.art == Deckungsart(name))
            feld = self.fields[name]
            feld.help_text = f"{_HILFE[name]} Geplant waren {zeige(geplant)}. Wenn nichts: 0,00."
            feld.widget.attrs |= _BETRAG
            feld.initial = getattr(nachweis, name)
        if richtlinie.finanzierungsart == Finanzierungsart.EINHEITEN:
            einheit = richtlinie.einheit or "Einheiten"
            self.fields["einheiten"].label = f"Wie viele haben Sie geleistet? ({einheit})"
            self.fields["einheiten"].help_text = f"Bewilligt waren {nachweis.antrag.einheiten or 0}."
            self.fields["einheiten"].initial = nachweis.einheiten
        else:
            del self.fields["einheiten"]

    def spaeter(self) -> list[forms.Field]:
        """Everything may be filled in later."""
        return [self.fields[name] for name in EINNAHMEN]


class AusgabenFormular(Entwurfsformular):
    """The actual costs, line by line of the plan."""

    def __init__(self, *args: Any, nachweis: Verwendungsnachweis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bisher = {p.planposition_id: p.betrag for p in nachweis.positionen.all()} if nachweis.pk else {}
        self.ansaetze = list(nachweis.antrag.planpositionen.filter(seite=Seite.AUSGABE))
        for ansatz in self.ansaetze:
            self.fields[f"ist_{ansatz.pk}"] = EuroFormField(
                label=ansatz.bezeichnung,
                initial=bisher.get(ansatz.pk),
                widget=forms.TextInput(attrs={**_BETRAG, "data-seite": "ausgabe"}),
            )
        self.summe = summe(bisher.values())
        self.summe_plan = summe(a.betrag for a in self.ansaetze)

    @property
    def zeilen(self) -> list[tuple[Planposition, Any]]:
        """Each line of the plan with its field, for the page."""
        return [(ansatz, self[f"ist_{ansatz.pk}"]) for ansatz in self.ansaetze]

    def spaeter(self) -> list[forms.Field]:
        """Everything may be filled in later."""
        return list(self.fields.values())

    def ist(self) -> dict[int, Any]:
        """Euro or None by the id of the Planposition."""
        return {ansatz.pk: self.cleaned_data[f"ist_{ansatz.pk}"] for ansatz in self.ansaetze}


class BelegFormular(forms.Form):
    """One voucher."""

    use_required_attribute = False
    planposition = forms.ModelChoiceField(
        Planposition.objects.none(),
        label="Einzelansatz",
        empty_label="Bitte wählen",
        error_messages={"required": "Bitte wählen Sie den Einzelansatz."},
    )
    datum = forms.DateField(
        label="Tag der Zahlung", error_messages={"required": "Bitte geben Sie den Tag der Zahlung an."}
    )
    empfaenger = forms.CharField(
        label="Empfänger der Zahlung",
        max_length=160,
        error_messages={"required": "Bitte nennen Sie, wer das Geld bekommen hat."},
    )
    zweck = forms.CharField(
        label="Zweck",
        max_length=300,
        help_text="Wofür Sie gezahlt haben. Bitte keine Namen von Kindern.",
        error_messages={"required": "Bitte nennen Sie, wofür Sie gezahlt haben."},
    )
    betrag = EuroFormField(
        label="Betrag in Euro",
        min_betrag=None,
        error_messages={"required": "Bitte geben Sie den Betrag an."},
    )
    belegnummer = forms.CharField(label="Belegnummer", max_length=40, required=False)

    def __init__(self, *args: Any, ansaetze: Iterable[Planposition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wahl = list(ansaetze)
        feld = cast("forms.ModelChoiceField[Planposition]", self.fields["planposition"])
        feld.queryset = Planposition.objects.filter(pk__in=[p.pk for p in wahl])
        if len(wahl) == 1:
            feld.initial, feld.empty_label = wahl[0], None
        self.fields["betrag"].widget.attrs |= _BETRAG

    @staticmethod
    def anfang(beleg: Beleg) -> dict[str, Any]:
        """What is saved of a voucher."""
        namen = ("planposition", "datum", "empfaenger", "zweck", "betrag", "belegnummer")
        return {name: getattr(beleg, name) for name in namen}

    def clean_datum(self) -> Any:
        """Not in the future."""
        if satz := tagfehler(self.cleaned_data["datum"]):
            raise forms.ValidationError(satz)
        return self.cleaned_data["datum"]

    def clean_betrag(self) -> Any:
        """More than nothing."""
        betrag = self.cleaned_data["betrag"]
        if betrag is not None and (satz := betragsfehler(betrag)):
            raise forms.ValidationError(satz)
        return betrag

    def werte(self) -> Belegwerte:
        """The voucher of a valid form."""
        daten = dict(self.cleaned_data)
        return Belegwerte(planposition=daten.pop("planposition").pk, **daten)


class BelegdateiFormular(forms.Form):
    """The scan of a voucher."""

    datei = DateiFeld(label="Datei", help_text="PDF, JPEG, PNG, XLSX oder DOCX, höchstens 10 MB.")


class ImportFormular(forms.Form):
    """A list to read; what it is gets checked while it is opened."""

    datei = forms.FileField(
        label="Liste",
        help_text="XLSX oder CSV, höchstens 10 MB und 50.000 Zeilen.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )


class UebernahmeFormular(forms.Form):
    """What to do with the list that was read."""

    ersetzen = forms.BooleanField(
        label="Die bisherigen Belege vorher löschen",
        help_text="Sonst kommen die neuen Belege hinzu.",
        required=False,
    )


class BelegFilter(forms.Form):
    """Which vouchers the list shows."""

    einzelansatz = forms.ModelChoiceField(
        Planposition.objects.none(), label="Einzelansatz", required=False, empty_label="Alle"
    )
    suche = forms.CharField(label="Empfänger oder Zweck", required=False, max_length=60)
    sort = forms.ChoiceField(
        label="Reihenfolge",
        required=False,
        choices=[
            ("", "Neueste zuerst"),
            ("nr", "Nummer"),
            ("datum", "Datum"),
            ("-betrag", "Höchster Betrag zuerst"),
        ],
    )
    ausserhalb = forms.BooleanField(label="Nur außerhalb des Zeitraums", required=False)
    ohne_datei = forms.BooleanField(label="Nur ohne Datei", required=False)

    def __init__(self, *args: Any, ansaetze: Iterable[Planposition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast("forms.ModelChoiceField[Planposition]", self.fields["einzelansatz"])
        feld.queryset = Planposition.objects.filter(pk__in=[p.pk for p in ansaetze])


class AntwortenFormular(forms.Form):
    """An answer beside each question of the office."""

    use_required_attribute = False

    def __init__(self, *args: Any, fragen: Iterable[Nachweisrueckfrage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fragen = list(fragen)
        for frage in self.fragen:
            self.fields[f"antwort_{frage.pk}"] = forms.CharField(
                label="Ihre Antwort",
                required=False,
                max_length=2000,
                initial=frage.antwort,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def zeilen(self) -> list[tuple[Nachweisrueckfrage, Any]]:
        """Each question with its field, for the page."""
        return [(frage, self[f"antwort_{frage.pk}"]) for frage in self.fragen]

    def antworten(self) -> dict[int, str]:
        """The answers by the id of their question."""
        return {frage.pk: self.cleaned_data[f"antwort_{frage.pk}"] for frage in self.fragen}
