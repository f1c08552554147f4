"""What people type to prove that they hold their second factor."""

from typing import Any

from django import forms
from django.conf import settings

from rollen import vorfuehrung
from rollen.models import Benutzer
from rollen.zweitfaktor import ZIFFERN_APP, ZIFFERN_ERSATZCODE

CODE_HINWEIS = f"{ZIFFERN_APP} Ziffern aus Ihrer App oder einer Ihrer Ersatzcodes."
UNVOLLSTAENDIG = f"Ein Code hat {ZIFFERN_APP} Ziffern, ein Ersatzcode {ZIFFERN_ERSATZCODE}."
FRAGE_BEI_ANMELDUNG = "Auch beim Anmelden nach dem Code fragen"


class Codefeld(forms.CharField):
    """A code, cleaned to its digits. `person` is whose code; in the demo it stands below the field."""

    person: Benutzer | None = None

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "kern-form-input__input--kurz",
            }
        )
        werte = {"label": "Code Ihres zweiten Faktors", "help_text": CODE_HINWEIS, "max_length": 32}
        super().__init__(**{**werte, "widget": widget, "template_name": "formular/code.html", **kwargs})

    def clean(self, value: Any) -> str:
        """Blanks and hyphens do not count."""
        code = "".join(str(super().clean(value)).replace("-", "").split())
        ganz = code.isascii() and code.isdecimal() and len(code) in (ZIFFERN_APP, ZIFFERN_ERSATZCODE)
        if code and not ganz:
            raise forms.ValidationError(UNVOLLSTAENDIG)
        return code

    @property
    def vorfuehrcode(self) -> str:
        """The code of this moment, in the demo only."""
        if self.person is None or settings.PROFIL != "demo":
            return ""
        return vorfuehrung.app_code(self.person)


class Codeformular(forms.Form):
    """One code of `person`."""

    code = Codefeld()

    def __init__(self, *args: Any, person: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].person = person  # type: ignore[attr-defined]


class Anmeldungsfrage(Codeformular):
    """Whether the code is asked for at the login too."""

    field_order = ["bei_anmeldung", "code"]
    bei_anmeldung = forms.BooleanField(label=FRAGE_BEI_ANMELDUNG, required=False)


class Appbestaetigung(Codeformular):
    """The first code of a new app."""

    code = Codefeld(
        label="Code aus der App", help_text=f"{ZIFFERN_APP} Ziffern. Jeder Code gilt 30 Sekunden."
    )
    bei_anmeldung = forms.BooleanField(
        label=FRAGE_BEI_ANMELDUNG,
        required=False,
        initial=True,
        help_text="Das schützt Ihr Konto auch dann, wenn jemand Ihr Passwort kennt.",
    )


class Passwortformular(forms.Form):
    """The password once more: whoever finds an open browser must not bring their own phone."""

    passwort = forms.CharField(
        label="Ihr Passwort",
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Sie geben es noch einmal ein. So ist sicher, dass Sie selbst das einrichten.",
    )

    def __init__(self, *args: Any, person: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_passwort(self) -> str:
        """It is the person's own."""
        passwort = str(self.cleaned_data["passwort"])
        if not self.person.check_password(passwort):
            raise forms.ValidationError("Das Passwort stimmt nicht.")
        return passwort
