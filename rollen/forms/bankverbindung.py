"""What is entered and decided about a bank account."""

from typing import Any

from django import forms

from rollen.bankverbindung import lies_iban


class Erfassung(forms.Form):
    """Another account."""

    iban = forms.CharField(
        label="Neue IBAN",
        max_length=42,
        help_text="Auf dieses Konto zahlen wir, sobald es bestätigt ist.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kontoinhaber = forms.CharField(label="Kontoinhaber", max_length=140)

    def clean_iban(self) -> str:
        return lies_iban(self.cleaned_data["iban"])


class Entscheidung(forms.Form):
    """Confirm or refuse; reasons where somebody will ask for them."""

    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[("bestaetigen", "Bestätigen"), ("ablehnen", "Ablehnen")],
        widget=forms.RadioSelect,
    )
    begruendung = forms.CharField(
        label="Begründung",
        help_text="Nötig beim Ablehnen und bei einer doppelten IBAN.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class Klaerung(forms.Form):
    """Why two Stellen may have one account."""

    begruendung = forms.CharField(
        label="Warum ist die doppelte IBAN richtig?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class Suche(forms.Form):
    """Which accounts the list shows."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "wartet auf Bestätigung"),
            ("gilt", "gilt"),
            ("abgelehnt", "abgelehnt"),
            ("alle", "alle"),
        ],
    )
    suche = forms.CharField(label="Organisation", required=False, max_length=200)

    def werte(self) -> dict[str, Any]:
        """What was chosen; nothing for a made-up address."""
        return self.cleaned_data if self.is_valid() else {"stand": "", "suche": ""}
