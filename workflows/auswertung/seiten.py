"""Pages of evaluations: each a filter by year, a picture, a table whose figures lead on, the same as a file."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse

from antraege.haushalt import uebersicht
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.forms.filter import Filterformular, auswahl
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte.liste import Listenseite
from workflows.auswertung import mittel
from workflows.postkorb import keyset

REITER = (("Mittel", "auswertungen"),)


class Jahresfilter(Filterformular):
    """By year; what does not fit is left out."""

    suche = None  # type: ignore[assignment]
    jahr = auswahl("Haushaltsjahr", coerce=int)

    def __init__(self, *args: Any, jahre: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jahr"].choices = [(jahr, str(jahr)) for jahr in jahre]  # type: ignore[attr-defined]


class Mittelfilter(Jahresfilter):
    """By year, by Auftrag or Sachkonto, or one Auftrag alone."""

    gruppe = auswahl("Zusammengefasst nach", mittel.GRUPPEN.items())
    auftrag = auswahl("Auftrag oder Kostenstelle")

    def __init__(self, *args: Any, auftraege: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].choices = list(mittel.GRUPPEN.items())  # type: ignore[attr-defined]
        self.fields["auftrag"].choices = [("", "alle"), *((a, a) for a in auftraege)]  # type: ignore[attr-defined]


class Auswertung(RechtMixin, Listenseite):
    """What the pages share: the tabs, who looks, the files."""

    recht = Recht.AUSWERTUNGEN_SEHEN
    reiter: ClassVar[str]

    @cached_property
    def ich(self) -> Benutzer:
        """Who looks."""
        return ich(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs and the addresses of the files."""
        reiter = [{"name": name, "url": reverse(ziel), "aktiv": ziel == self.reiter} for name, ziel in REITER]
        dateien = {form: keyset.adresse(self.request, format=form) for form in ("csv", "xlsx")}
        return super().get_context_data(reiter=reiter, **dateien, **kwargs)


class Mittel(Auswertung):
    """`/auswertungen/`: the budget of a year per Auftrag, down to the Buchung; at most twelve queries."""

    template_name = "auswertung/mittel.html"
    reiter = "auswertungen"
    dateiname = "mittelabfluss"
    kopf = mittel.KOPF

    @cached_property
    def jahre(self) -> list[int]:
        """The years with lines that the person can see, newest first."""
        return uebersicht.jahre(uebersicht.sichtbar(self.ich))

    @cached_property
    def auftraege(self) -> list[str]:
        """Every Auftrag and Kostenstelle the person can see."""
        alle = uebersicht.mit_konto(uebersicht.sichtbar(self.ich)).order_by("traegt")
        return [a for a in alle.values_list("traegt", flat=True).distinct() if a]

    @cached_property
    def wahl(self) -> dict[str, Any]:
        """Year, group and Auftrag; the present year, or the newest there is."""
        heute = uhr.heute().year
        jahr = heute if heute in self.jahre else max(self.jahre, default=heute)
        filter_ = Mittelfilter(self.request.GET, jahre=self.jahre, auftraege=self.auftraege)
        return {"jahr": jahr, "gruppe": "auftrag", "auftrag": "", **filter_.gelesen()}

    @cached_property
    def posten(self) -> list[mittel.Posten]:
        """The rows."""
        return mittel.posten(uebersicht.sichtbar(self.ich), **self.wahl)

    def alle(self) -> Iterable[Any]:
        return mittel.export(self.wahl["jahr"], self.posten)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jahr, auftrag = self.wahl["jahr"], self.wahl["auftrag"]
        gewaehlt = mittel.zeilen(uebersicht.sichtbar(self.ich), auftrag=auftrag)
        je_jahr = uebersicht.summen_je_jahr(gewaehlt)
        return super().get_context_data(
            filter=Mittelfilter(initial=self.wahl, jahre=self.jahre, auftraege=self.auftraege),
            wahl=self.wahl,
            gruppe="Haushaltsstelle" if auftrag else mittel.GRUPPEN[self.wahl["gruppe"]],
            posten=self.posten,
            summe=mittel.summe(self.posten, jahr=jahr, auftrag=auftrag),
            je_jahr=je_jahr,
            verlauf=uebersicht.verlauf(je_jahr),
            **kwargs,
        )
