"""What the budget pages share: the tabs, the years a person can see, an export by address."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.haushalt import uebersicht
from antraege.haushalt.export import schreiber
from antraege.haushalt.forms import ALLE
from antraege.haushalt.hauptbuch.fehler import HaushaltFehler
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import ich, versuche

BLOCK = 2000
_REITER = (
    ("Übersicht", "haushalt"),
    ("Buchungen", "haushaltsbuchungen"),
    ("Bewegungen", "haushaltsbewegungen"),
    ("Haushaltsjahre", "haushaltsjahre"),
)


class HaushaltMixin(RechtMixin):
    """A page of the budget; `reiter` names the tab it belongs to."""

    recht: ClassVar[Any] = Recht.HAUSHALT_SEHEN
    request: HttpRequest
    reiter = "haushalt"

    @cached_property
    def ich(self) -> Benutzer:
        """Who looks."""
        return ich(self.request)

    @cached_property
    def jahre(self) -> list[int]:
        """The years with lines that the person can see, newest first."""
        return uebersicht.jahre(uebersicht.sichtbar(self.ich))

    def laufendes_jahr(self) -> str:
        """The present year, or the newest there is."""
        heute = uhr.heute().year
        return str(heute if heute in self.jahre else max(self.jahre, default=ALLE))

    def darf(self, recht: Recht) -> bool:
        """True when the person holds the right somewhere."""
        return any(b.recht == recht for b in rechte.berechtigungen(self.ich))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs; what a page gives wins."""
        punkte = [
            {"name": name, "url": reverse(ziel), "aktiv": ziel == self.reiter} for name, ziel in _REITER
        ]
        inhalt: dict[str, Any] = super().get_context_data(reiter=punkte, **kwargs)  # type: ignore[misc]
        return inhalt


class Listenseite(TemplateView):
    """A list; `?format=csv` or `?format=xlsx` gives the whole of it as a file."""

    def datei(self) -> HttpResponseBase | None:
        """The file that the address asks for. Raises Http404 for a format nobody offers."""
        form = self.request.GET.get("format", "")
        if not form:
            return None
        schreibe = schreiber(form)
        if schreibe is None:
            raise Http404
        return schreibe(*self.liste())

    def liste(self) -> tuple[str, Any, Any]:
        """Name, head and rows."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the file."""
        return self.datei() or super().get(request, *args, **kwargs)

    def adressen(self) -> dict[str, str]:
        """Where the files are, with the filter of the page."""
        werte = self.request.GET.copy()
        for name in ("vor", "nach", "seite"):
            werte.pop(name, None)
        adressen = {}
        for form in ("csv", "xlsx"):
            werte["format"] = form
            adressen[form] = f"?{werte.urlencode()}"
        return adressen


def entscheide(
    request: HttpRequest, tat: Callable[[], object], *, stelle_id: int, aktion: Tat, objekt: str
) -> list[Mangel]:
    """Carry out one decision: what stands against it, empty when done. Raises Verweigert, Ueberholt."""
    try:
        versuche(request, tat, stelle_id=stelle_id, aktion=aktion, objekt=objekt)
    except MaengelFehler as fehler:
        return list(fehler.maengel)
    except HaushaltFehler as fehler:
        return [Mangel(str(fehler))]
    return []
