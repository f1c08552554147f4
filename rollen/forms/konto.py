"""What people type to log in and to choose a password."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms

from rollen.models import Benutzer

PASSWORT_HINWEIS = "Mindestens 12 Zeichen. Gut sind drei oder vier Wörter, die nicht zusammengehören."
EMAIL_FALSCH = "Bitte schreiben Sie die E-Mail-Adresse so: name@beispiel.de."


class EMailFeld(forms.EmailField):
    """An e-mail address in small letters, for addresses are compared without regard to case."""

    default_error_messages = {"invalid": EMAIL_FALSCH, "required": "Bitte nennen Sie eine E-Mail-Adresse."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 254, **kwargs})

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class Anmeldeformular(auth_forms.AuthenticationForm):
    """E-mail address and password."""

    username = EMailFeld(label="E-Mail-Adresse", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    error_messages = {
        "invalid_login": (
            "E-Mail-Adresse oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal. "
            "Passwort vergessen? Dann setzen Sie ein neues."
        ),
        "inactive": "Dieses Konto ist gesperrt.",
    }


class PasswortVergessen(auth_forms.PasswordResetForm):
    """The address to which the link goes."""

    email = EMailFeld(label="E-Mail-Adresse", widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def get_users(self, email: str) -> Iterator[Benutzer]:
        """Everybody active, also those invited who never chose a password."""
        return Benutzer.objects.filter(email=email.lower(), is_active=True).iterator()


class PasswortNeu(auth_forms.SetPasswordForm):
    """A new password, twice."""

    def __init__(self, user: Benutzer | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].help_text = PASSWORT_HINWEIS
        self.fields["new_password2"].label = "Neues Passwort noch einmal"
        self.fields["new_password2"].help_text = ""


class Erstzugang(PasswortNeu):
    """The first password of an account, and who its owner is: what others entered for the address is a proposal."""

    field_order = ("name", "funktion", "new_password1", "new_password2")
    name = forms.CharField(
        label="Ihr Name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Bitte nennen Sie Ihren Namen."},
    )
    funktion = forms.CharField(
        label="Ihre Funktion",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, user: Benutzer, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": user.name, "funktion": user.funktion, **kwargs.get("initial", {})}
        super().__init__(user, *args, **kwargs)


class PasswortAendern(PasswortNeu, auth_forms.PasswordChangeForm):
    """The old password and a new one, twice."""

    def __init__(self, user: Benutzer | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        del self.fields["old_password"].widget.attrs["autofocus"]  # the error summary takes the focus
