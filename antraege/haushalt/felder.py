"""Money in the database: Decimal euro in Python, integer cents in the column."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

from antraege.kern.geld import GeldFehler, aus_cent, cent, euro, lies_betrag, zeige_zahl

KETTE = "haushalt"  # of the trail, for all that happens to the budget


class EuroFormField(forms.CharField):
    """Reads `1.234,56` and `1234.56`; gives a Decimal of euro with two places, or None when empty."""

    def __init__(self, *, min_betrag: Decimal | None = Decimal(0), **kwargs: Any) -> None:
        self.min_betrag = min_betrag
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount the German way; what a person typed stays as typed."""
        return zeige_zahl(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        """The amount in euro; refuses what is no amount, and amounts below `min_betrag`."""
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            betrag = lies_betrag(text)
        except GeldFehler as fehler:
            raise ValidationError(str(fehler), code="betrag") from fehler
        if self.min_betrag is not None and betrag < self.min_betrag:
            raise ValidationError(
                f"Der Betrag muss mindestens {zeige_zahl(self.min_betrag)} Euro sein.", code="zu_klein"
            )
        return betrag


class EuroField(models.BigIntegerField):
    """Decimal euro outside, integer cents inside; floats are refused."""

    description = "Betrag in Euro, gespeichert in Cent"
    _pyi_private_set_type: Decimal | Combinable  # type: ignore[assignment]  # read by django-stubs
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: int | Decimal | None, *_: Any) -> Decimal | None:
        """Cents from the database become euro; PostgreSQL gives the sum of a column as Decimal."""
        return None if value is None else aus_cent(int(value))

    def to_python(self, value: Any) -> Decimal | None:
        """Any exact amount becomes Decimal euro with two places."""
        return None if value is None else euro(value)

    def get_prep_value(self, value: Any) -> int | None:
        """Euro becomes cents; raises GeldFehler for floats and fractions of a cent."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return cent(euro(value))

    def value_to_string(self, obj: models.Model) -> str:
        """Fixtures carry euro as text."""
        wert = self.value_from_object(obj)
        return "" if wert is None else str(wert)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """A text field that reads German amounts."""
        kwargs.pop("min_value", None)
        worte = {"label": self.verbose_name or "", "help_text": self.help_text}
        return EuroFormField(required=not self.blank, **{**worte, **kwargs})

    @property
    def validators(self) -> list[Any]:
        """The range is checked by the database; integer validators would compare euro with cents."""
        return []
