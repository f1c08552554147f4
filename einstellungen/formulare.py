"""The form renderer: every Django form on every page comes out as KERN mark-up."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

HAKEN = "kern-form-check__checkbox"
PUNKT = "kern-form-check__radio"
AUSWAHL = "kern-form-input__select"
EINGABE = "kern-form-input__input"


def kern_klasse(widget: forms.Widget) -> str:
    """KERN's class of the control itself; empty for hidden controls."""
    if widget.is_hidden:
        return ""
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return HAKEN
    if isinstance(widget, forms.RadioSelect):
        return PUNKT
    return AUSWAHL if isinstance(widget, forms.Select) else EINGABE


def stelle_datum_um(widget: forms.Widget) -> None:
    """Use the browser's own date controls, which speak ISO only."""
    if not isinstance(widget, forms.DateInput | forms.DateTimeInput) or widget.input_type != "text":
        return
    mit_zeit = isinstance(widget, forms.DateTimeInput)
    widget.input_type = "datetime-local" if mit_zeit else "date"
    widget.format = "%Y-%m-%dT%H:%M" if mit_zeit else "%Y-%m-%d"


class KernFeld(BoundField):
    """A field that knows its KERN classes, its kind of mark-up and where an error link must lead."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        stelle_datum_um(field.widget)

    @property
    def use_fieldset(self) -> bool:
        return bool(super().use_fieldset) and not isinstance(self.field.widget, forms.FileInput)

    @property
    def art(self) -> str:
        """Which template draws it: gruppe, haken, auswahl or eingabe."""
        if self.use_fieldset:
            return "gruppe"
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "haken"
        return "auswahl" if isinstance(self.field.widget, forms.Select) else "eingabe"

    @property
    def sprungziel(self) -> str:
        """The id of the first control a person can use."""
        gruppe = isinstance(self.field.widget, forms.RadioSelect)
        return f"{self.auto_id}_0" if gruppe else self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        klasse = kern_klasse(widget)
        if not klasse:
            return attrs
        fehler = f"{klasse}--error" if self.errors else ""
        attrs["class"] = " ".join(filter(None, (klasse, fehler, widget.attrs.get("class"))))
        if klasse == PUNKT:
            attrs.pop("aria-invalid", None)
        return attrs


class KernRenderer(TemplatesSetting):
    """Set as FORM_RENDERER: `{{ form }}` and `{{ field.as_field_group }}` use templates/formular."""

    form_template_name = "formular/formular.html"
    field_template_name = "formular/feld.html"
    bound_field_class = KernFeld
