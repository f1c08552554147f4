"""The form of a call: two of them never share a day."""

from typing import Any, ClassVar

from django import forms

from antraege.kern.aufrufe import Antragszeit, ueberschneidungen
from antraege.kern.geld import zeige
from antraege.programme.models import Aufruf
from antraege.programme.redaktion.formulare import Zeilenformular


class Aufrufformular(Zeilenformular):
    """A call: its days, what is special in it, how much money there is."""

    @staticmethod
    def neben(zeile: Any, /) -> str:
        """Its days, and the money."""
        geld = f" · {zeige(zeile.budget)}" if zeile.budget is not None else ""
        return f"{zeile.als_zeit().zeitraum}{geld}"

    class Meta:
        model = Aufruf
        fields = ("titel", "von", "bis", "worte", "budget")
        widgets: ClassVar[dict[str, Any]] = {"worte": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar[dict[str, str]] = {
            "titel": "Zum Beispiel: Schuljahr 2027/28.",
            "bis": "Leer lassen, wenn noch kein Ende feststeht.",
            "worte": "Ein, zwei Sätze, zum Beispiel ein Schwerpunkt. Sie stehen beim Programm.",
            "budget": "Nur zur Information. Wie viel bewilligt werden kann, bestimmt der Haushalt.",
        }

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning; two calls share no day."""
        daten = super().clean()
        von, bis = daten.get("von"), daten.get("bis")
        if von and bis and bis < von:
            self.add_error("bis", "Der Aufruf endet, bevor er beginnt.")
        elif von:
            zeit = Antragszeit(von, bis, daten.get("titel", ""))
            for andere in self.geschwister():
                if ueberschneidungen([zeit, andere.als_zeit()]):
                    laeuft = f"Der Aufruf „{andere}“ läuft {andere.als_zeit().zeitraum}."
                    self.add_error("von", f"{laeuft} Wählen Sie Tage davor oder danach.")
        return daten
