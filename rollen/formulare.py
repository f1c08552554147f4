"""What forms of all rooms share: a day, a long text, and fields that only some answers demand."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

LEER = "Bitte füllen Sie dieses Feld aus."


def tag(label: str, *, required: bool = False, help_text: str = "") -> forms.DateField:
    """A day as the browser's own field."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


@dataclass(frozen=True)
class Wenn:
    """A field that is needed when the choice `wahl` has one of these answers; `satz` says so on the field.

    An empty answer is "". Without a choice the form itself knows when.
    """

    feld: str
    wahl: str = ""
    antworten: tuple[str, ...] = ()
    satz: str = LEER


class Maschinenfalle(forms.Form):
    """A form that anybody may send; its page shows `webseite` to machines only."""

    webseite = forms.CharField(
        label="Bitte leer lassen",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def maschine(self) -> bool:
        """True when the field was filled in that people do not see."""
        return bool(self.data.get("webseite"))


class BedingtesFormular(forms.Form):
    """Pages do not call the fields in `bedingt` optional."""

    bedingt: ClassVar[tuple[Wenn, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wenn in self.bedingt:
            self.fields[wenn.feld].bedingt = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What an answer demands is there."""
        daten = super().clean() or self.cleaned_data
        for wenn in self.bedingt:
            if (daten.get(wenn.wahl) or "") in wenn.antworten:
                self.verlange(wenn.feld, wenn.satz)
        return daten

    def verlange(self, feld: str, satz: str = LEER) -> None:
        """Say on a field that it is missing; nothing where there is no such field or an error stands already."""
        if feld in self.fields and feld not in self.errors and not self.cleaned_data.get(feld):
            self.add_error(feld, satz)
