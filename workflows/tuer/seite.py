"""What the pages of cases and tasks share: the state a page has shown, what was typed, what was wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.generic import TemplateView

from antraege.kern.maengel import Mangel

NICHT_GETIPPT = {"csrfmiddlewaretoken", "stand", "code"}


class Formularseite(TemplateView):
    """A page with one form that goes through the door as it was typed; what is wrong comes back with everything."""

    def zeige(self, form: forms.Form, *, status: int = 200, **mehr: Any) -> HttpResponse:
        """The page with this form."""
        return self.render_to_response(self.get_context_data(form=form, **mehr), status=status)


def getipptes(formular: forms.Form, daten: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value of everything that was typed, choices in words."""
    zeilen = []
    for name, feld in formular.fields.items():
        wert = daten.get(formular.add_prefix(name), "")
        if wert and name not in NICHT_GETIPPT and not isinstance(feld.widget, forms.PasswordInput):
            wahl = dict(list(feld.choices)) if isinstance(feld, forms.ChoiceField) else {}  # type: ignore[arg-type]
            zeilen.append((str(feld.label or name), str(wahl.get(wert, wert))))
    return zeilen


def trage_ein(formular: forms.Form, maengel: Iterable[Mangel], *, feld: str = "") -> forms.Form:
    """Put defects on a form, each with who can mend it: on `feld`, or on the field it names itself."""
    for mangel in maengel:
        text = f"{mangel.text} Das kann ändern: {mangel.behebt}." if mangel.behebt else mangel.text
        ziel = feld or mangel.feld
        formular.add_error(ziel if ziel in formular.fields else None, text)
    return formular
