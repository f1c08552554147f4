"""What an organisation tells when it registers, when it is checked and when it invites people."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from rollen.bankverbindung import lies_iban
from rollen.forms.konto import EMailFeld
from rollen.formulare import Maschinenfalle
from rollen.models import Traeger
from rollen.registrierung import Erstperson, Organisation
from rollen.tabelle import Rolle

RECHTSFORMEN = (
    "eingetragener Verein (e. V.)",
    "gemeinnützige GmbH (gGmbH)",
    "GmbH",
    "Stiftung",
    "Körperschaft oder Anstalt des öffentlichen Rechts",
    "Kirchengemeinde",
    "Genossenschaft",
    "GbR oder Einzelperson",
    "andere Rechtsform",
)


ANSCHRIFT = re.compile(r"(?P<strasse>.*), (?P<plz>\d{5}) (?P<ort>.*)")


class Organisationsangaben(forms.Form):
    """What an organisation says about itself."""

    name = forms.CharField(label="Name der Organisation", max_length=200, help_text="So wie im Register.")
    rechtsform = forms.ChoiceField(
        label="Rechtsform", choices=[("", "Bitte wählen"), *((form, form) for form in RECHTSFORMEN)]
    )
    register = forms.CharField(
        label="Register und Nummer",
        max_length=120,
        required=False,
        help_text="Zum Beispiel: Amtsgericht Dortmund, VR 1234.",
    )
    strasse = forms.CharField(
        label="Straße und Hausnummer",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    plz = forms.CharField(
        label="Postleitzahl",
        validators=[RegexValidator(r"^\d{5}\Z", "Eine Postleitzahl hat fünf Ziffern.")],
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    ort = forms.CharField(
        label="Ort", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    gemeinnuetzig = forms.BooleanField(
        label="Die Organisation ist gemeinnützig.",
        required=False,
        help_text="Das Finanzamt hat es bestätigt (§ 60a AO).",
    )
    anerkannt_jugendhilfe = forms.BooleanField(
        label="Die Organisation ist anerkannter Träger der freien Jugendhilfe.",
        required=False,
        help_text="Anerkennung nach § 75 SGB VIII.",
    )
    iban = forms.CharField(
        label="IBAN",
        max_length=42,
        help_text="Auf dieses Konto zahlen wir die Förderung aus.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kontoinhaber = forms.CharField(label="Kontoinhaber", max_length=140)

    def organisation(self) -> Organisation:
        """What the valid form says."""
        felder = (
            "name",
            "rechtsform",
            "register",
            "gemeinnuetzig",
            "anerkannt_jugendhilfe",
            "iban",
            "kontoinhaber",
        )
        werte = self.cleaned_data
        anschrift = f"{werte['strasse']}, {werte['plz']} {werte['ort']}"
        return Organisation(anschrift=anschrift, **{feld: werte[feld] for feld in felder})

    def clean_iban(self) -> str:
        return lies_iban(self.cleaned_data["iban"])


def angaben_von(traeger: Traeger) -> dict[str, Any]:
    """What the form shows of an organisation that registered before."""
    stelle, konto = traeger.stelle, traeger.konto
    gelesen = ANSCHRIFT.fullmatch(stelle.anschrift)
    return {
        "name": stelle.name,
        "rechtsform": traeger.rechtsform,
        "register": traeger.register,
        "gemeinnuetzig": traeger.gemeinnuetzig,
        "anerkannt_jugendhilfe": traeger.anerkannt_jugendhilfe,
        "iban": konto.iban if konto else "",
        "kontoinhaber": konto.kontoinhaber if konto else "",
        **(gelesen.groupdict() if gelesen else {"strasse": stelle.anschrift}),
    }


class Registrierung(Maschinenfalle, Organisationsangaben):
    """The organisation and the first person who acts for it; the password comes with the link in the e-mail."""

    person = forms.CharField(
        label="Ihr Name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    funktion = forms.CharField(
        label="Ihre Funktion",
        max_length=150,
        help_text="Zum Beispiel: Geschäftsführung oder Vorstand.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = EMailFeld(
        label="Ihre E-Mail-Adresse",
        help_text="Dorthin senden wir einen Link. Damit wählen Sie Ihr Passwort.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def erstperson(self) -> Erstperson:
        """Who registers, from the valid form."""
        werte = self.cleaned_data
        return Erstperson(werte["person"], werte["funktion"], werte["email"])


class Ablehnung(forms.Form):
    """Why an organisation is not accepted."""

    grund = forms.CharField(
        label="Grund der Ablehnung",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Die Organisation liest diesen Text. Sagen Sie, was fehlt und wie es weitergeht.",
        error_messages={"required": "Bitte nennen Sie einen Grund."},
    )


class Einladung(forms.Form):
    """A further person of an organisation and what they may do for it."""

    name = forms.CharField(label="Name", max_length=150)
    funktion = forms.CharField(label="Funktion", max_length=150, required=False)
    email = EMailFeld(label="E-Mail-Adresse", help_text="Dorthin senden wir die Einladung.")
    rolle = forms.ChoiceField(
        label="Was darf die Person?",
        choices=[
            (Rolle.TRAEGER_ANTRAG.value, "Anträge vorbereiten – gilt, sobald die Person annimmt"),
            (
                Rolle.TRAEGER_ZEICHNUNG.value,
                "Anträge einreichen und Geld abrufen – die Person nimmt an, dann bestätigt die Servicestelle",
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie, was die Person darf."},
    )


class TraegerSuche(forms.Form):
    """Which organisations the list shows."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "alle"),
            ("offen", "zu prüfen"),
            ("verifiziert", "verifiziert"),
            ("abgelehnt", "abgelehnt"),
        ],
    )
    suche = forms.CharField(label="Name", required=False, max_length=200)
