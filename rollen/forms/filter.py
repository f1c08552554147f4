"""A filter row of a list, whose values stand in the address."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms


def auswahl(
    titel: str, werte: Iterable[tuple[Any, str]] = (), *, coerce: Any = str
) -> forms.TypedChoiceField:
    """One of several, or all."""
    return forms.TypedChoiceField(
        label=titel, choices=[("", "alle"), *werte], required=False, coerce=coerce, empty_value=None
    )


class Filterformular(forms.Form):
    """What fits is used, what does not fit is left out: an address never leads to an error."""

    suche = forms.CharField(
        required=False, max_length=80, strip=True, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(
        self, *args: Any, wahl: Mapping[str, list[tuple[int, str]]] | None = None, **kw: Any
    ) -> None:
        """`wahl` are the choices of fields whose values stand in the database."""
        super().__init__(*args, **kw)
        for name, werte in (wahl or {}).items():
            self.fields[name].choices = [("", "alle"), *werte]  # type: ignore[attr-defined]

    def gelesen(self) -> dict[str, Any]:
        """The values that fit, without the empty ones."""
        self.is_valid()
        leer = (None, "")
        return {n: w for n, w in self.cleaned_data.items() if w is not False and w not in leer}
