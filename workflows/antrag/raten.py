"""The instalments a Bescheid promises as form fields; what they leave over is paid after the proof of use."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.forms.boundfield import BoundField

from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import summe, zeige
from antraege.programme.models import Auszahlungsart
from rollen.formulare import tag
from workflows.tuer.schritt import Formular

MEISTE_RATEN = 6
Raten = Sequence[tuple[date, Decimal]]


class MitRaten(Formular):
    """Day and amount per instalment, when the Richtlinie pays by instalments and the recipient is not the city."""

    def fuege_raten_ein(self) -> None:
        """Room for six."""
        if self.antrag.richtlinie.auszahlungsart != Auszahlungsart.RATEN or self.antrag.intern:
            return
        for nr in range(1, MEISTE_RATEN + 1):
            self.fields[f"rate_{nr}_am"] = tag(f"{nr}. Rate am")
            self.fields[f"rate_{nr}_betrag"] = EuroFormField(
                label=f"{nr}. Rate in Euro", required=False, min_betrag=Decimal("0.01")
            )

    @property
    def ratenfelder(self) -> list[tuple[BoundField, BoundField]]:
        """Day and amount of each instalment, for the page."""
        nummern = range(1, MEISTE_RATEN + 1) if "rate_1_am" in self.fields else range(0)
        return [(self[f"rate_{nr}_am"], self[f"rate_{nr}_betrag"]) for nr in nummern]

    def lies_raten(self, betrag: Decimal, anteile: Mapping[int, Decimal]) -> Raten:
        """The instalments in order; every defect becomes an error of its field.

        Together at most `betrag` euro; until the end of each year at most what the years until then hold.
        """
        if "rate_1_am" not in self.fields:
            return ()
        raten: list[tuple[date, Decimal]] = []
        for nr in range(1, MEISTE_RATEN + 1):
            am, wert = self.cleaned_data.get(f"rate_{nr}_am"), self.cleaned_data.get(f"rate_{nr}_betrag")
            if (am is None) != (wert is None):
                fehlt, was = ("am", "den Tag") if am is None else ("betrag", "den Betrag")
                self.add_error(f"rate_{nr}_{fehlt}", f"Bitte geben Sie auch {was} der {nr}. Rate an.")
            elif am and wert:
                if raten and am <= raten[-1][0]:
                    self.add_error(f"rate_{nr}_am", "Die Raten müssen nach dem Tag geordnet sein.")
                raten.append((am, wert))
        if not raten and not self.errors:
            self.add_error("rate_1_am", "Bitte geben Sie mindestens eine Rate an.")
        for satz in _widersprueche(raten, betrag, anteile):
            self.add_error("rate_1_betrag", satz)
        return tuple(raten)


def _widersprueche(raten: Raten, betrag: Decimal, anteile: Mapping[int, Decimal]) -> list[str]:
    zusammen = summe(wert for _, wert in raten)
    if zusammen > betrag:
        return [f"Die Raten ergeben {zeige(zusammen)}. Bewilligt werden {zeige(betrag)}."]
    saetze = []
    for jahr in anteile:
        faellig = summe(wert for am, wert in raten if am.year <= jahr)
        da = summe(teil for j, teil in anteile.items() if j <= jahr)
        if faellig > da:
            saetze.append(
                f"Bis Ende {jahr} werden {zeige(faellig)} fällig. Die Haushaltsjahre bis {jahr} "
                f"geben nur {zeige(da)} her."
            )
    return saetze
