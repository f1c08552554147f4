"""What the door answers when it does not open, beside a refusal (403)."""

from typing import Any

from django import forms

from antraege.kern.maengel import MaengelFehler, Mangel
from rollen.fehler import Ueberholt


class Veraltet(Ueberholt):
    """The request has changed since the page was opened; the task itself is still there to be done."""


class Eingabefehler(Exception):
    """The form has errors (422); it comes along bound, so that nothing typed is lost."""

    def __init__(self, formular: forms.Form) -> None:
        super().__init__("Bitte prüfen Sie Ihre Eingaben.")
        self.formular = formular


class Fehlversuch(MaengelFehler):
    """Somebody could not prove who they are (422); unlike a slip of the pen it stands in the trail."""

    def __init__(self, grund: str, *, feld: str) -> None:
        super().__init__([Mangel(grund, feld=feld)])
        self.gruende = (grund,)


def lies(formular: Any) -> Any:
    """The values of a form, read under the lock; raises Eingabefehler with the form."""
    if not formular.is_valid():
        raise Eingabefehler(formular)
    return formular.angaben()
