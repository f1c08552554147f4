"""Form fields made from the questions of a Richtlinie; what they give back is what is stored."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from antraege.antrag.antworten import GROESSTE_ZAHL
from antraege.programme.models import Frageart, Fragebasis

MEISTE_PUNKTE = 6
_ZAHL = re.compile(r"\d+|[1-9]\d{0,2}(?:[. ]\d{3})+")


class ZahlFeld(forms.CharField):
    """A whole number from 0; reads `1200` and `1.200`, gives an int or None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "kern-form-input__input--kurz"})

    def clean(self, value: Any) -> int | None:
        """Refuses signs, fractions and what is no number."""
        text = super().clean(value)
        if not text:
            return None
        if not _ZAHL.fullmatch(text) or int(re.sub(r"\D", "", text)) > GROESSTE_ZAHL:
            raise ValidationError("Bitte geben Sie eine ganze Zahl ab 0 ein, zum Beispiel 24.", code="zahl")
        return int(re.sub(r"\D", "", text))


class LangtextFeld(forms.CharField):
    """Several lines; a line end counts as one character, and nothing is cut off while typing."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Browsers send line ends as two characters."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: it would silently cut what is pasted."""
        return {}


class JaNeinFeld(forms.TypedChoiceField):
    """Yes or no; gives True, False or None."""

    def __init__(self, **kwargs: Any) -> None:
        wahl = [("ja", "Ja"), ("nein", "Nein")]
        werte = {"coerce": lambda wert: wert == "ja", "empty_value": None, "widget": forms.RadioSelect}
        super().__init__(choices=wahl, **{**werte, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Stored answers are True or False."""
        return {True: "ja", False: "nein"}.get(value, value) if isinstance(value, bool) else value


class ErklaerungFeld(forms.BooleanField):
    """A declaration; gives True when it is made and None when it is not."""

    def clean(self, value: Any) -> bool | None:
        """What is not declared is no answer."""
        return super().clean(value) or None


class WahlFeld(forms.TypedChoiceField):
    """One of several; gives the key or None."""

    def __init__(self, *, auswahl: list[tuple[str, str]], **kwargs: Any) -> None:
        wenige = len(auswahl) <= MEISTE_PUNKTE
        wahl = auswahl if wenige else [("", "Bitte wählen"), *auswahl]
        widget = forms.RadioSelect if wenige else forms.Select
        super().__init__(choices=wahl, widget=widget, empty_value=None, **kwargs)


def feld_fuer(frage: Fragebasis) -> forms.Field:
    """The form field that takes the answer to one question; `help_text` says why it is asked.

    Not required by itself: the form that uses it says when an answer is demanded.
    """
    gemeinsam: dict[str, Any] = {"label": frage.text, "help_text": frage.warum, "required": False}
    match frage.art:  # partial: TEXT is the plain field
        case Frageart.ZAHL:
            return ZahlFeld(**gemeinsam)
        case Frageart.JA_NEIN:
            return JaNeinFeld(**gemeinsam)
        case Frageart.ERKLAERUNG:
            return ErklaerungFeld(**gemeinsam)
        case Frageart.AUSWAHL:
            return WahlFeld(auswahl=[(k, t) for k, t in frage.auswahl], **gemeinsam)
        case Frageart.LANGTEXT:
            hilfe = f"{frage.warum} Höchstens {frage.max_zeichen} Zeichen.".strip()
            return LangtextFeld(
                max_length=frage.max_zeichen, empty_value=None, **{**gemeinsam, "help_text": hilfe}
            )
    return forms.CharField(max_length=frage.max_zeichen, empty_value=None, **gemeinsam)
