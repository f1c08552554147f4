"""Sachlich richtig: the facts of the instalment are right."""

from typing import Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import abrufe
from antraege.foerderung.models import Abrufart
from antraege.kern.maengel import Mangel
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.benachrichtigungen import schreibe_traeger
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular
from workflows.schritte.zahlung import Zahlungsschritt


class FeststellungFormular(Formular):
    """Right, or back with a reason; nobody has asked for an instalment of the Bescheid, so it goes to nobody."""

    bedingt = frozenset({"grund"})
    ergebnis = forms.ChoiceField(
        label="Feststellung",
        choices=[("richtig", "Sachlich richtig"), ("zurueck", "Zurückweisen")],
        widget=forms.RadioSelect,
    )
    grund = forms.CharField(
        label="Grund der Zurückweisung",
        help_text="Nötig beim Zurückweisen. Der Träger liest den Grund.",
        widget=forms.Textarea,
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if abrufe.laufender(self.antrag).art != Abrufart.ABRUF:
            self.fields["ergebnis"].choices = [("richtig", "Sachlich richtig")]  # type: ignore[attr-defined]
            del self.fields["grund"]

    def clean(self) -> dict[str, Any]:
        """Sending back needs a reason."""
        daten = super().clean() or self.cleaned_data
        if daten.get("ergebnis") == "zurueck" and not daten.get("grund"):
            self.add_error("grund", "Bitte nennen Sie den Grund. Der Träger liest ihn.")
        return daten


class SachlicheFeststellung(Zahlungsschritt):
    """The first certificate of a payment."""

    name = "sachliche_feststellung"
    titel = "Sachlich richtig"
    frage = "Stimmt der Mittelabruf in der Sache?"
    knopf = "Feststellung abgeben"
    recht = Recht.SACHLICH_FESTSTELLEN
    taetigkeit = Taetigkeit.SACHLICH
    formular = FeststellungFormular
    bei_fallbetreuung = True

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """Sending back is always possible; what stands against paying stops the order, not this look."""
        return []

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Certify, or send back to the Träger."""
        abruf = abrufe.laufender(handlung.antrag)
        if daten["ergebnis"] == "richtig":
            abrufe.stelle_sachlich_fest(abruf, akteur=handlung.person)
            return
        abrufe.weise_zurueck(abruf, grund=daten["grund"])
        schreibe_traeger(
            handlung, betreff=f"Ihr {abruf.nr}. Mittelabruf wurde zurückgewiesen", text=daten["grund"]
        )
