"""Pages of the rules over all cases: all with their counts, and what one of them has found."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.haushalt import export
from rollen import uhr
from rollen.blaettern import blaettere
from workflows.akte.liste import Listenseite
from workflows.revision.regel import Regel
from workflows.revision.regeln import REGELN
from workflows.revision.seiten_basis import Revisionsseite, krumen

KOPF = ("Aktenzeichen", "Titel", "Organisation", "Betrag", "Befund")


class Regeln(Revisionsseite, TemplateView):
    """`/revision/regeln/`: one counting query for each rule."""

    template_name = "revision/regeln.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tag = uhr.heute()
        regeln = [(regel, regel.anzahl(tag)) for regel in REGELN.values()]
        return super().get_context_data(regeln=regeln, brotkrumen=krumen("Prüfregeln"), **kwargs)


class EineRegel(Revisionsseite, Listenseite):
    """`/revision/regeln/<name>/`: what breaks it, 25 to a page; all of it as CSV or XLSX."""

    template_name = "revision/regel.html"
    kopf = KOPF

    @cached_property
    def regel(self) -> Regel:
        """The rule of this page; raises Http404 for an unknown one."""
        if (regel := REGELN.get(self.kwargs["name"])) is None:
            raise Http404
        return regel

    @property
    def dateiname(self) -> str:  # type: ignore[override]
        """Named after the rule."""
        return f"pruefregel-{self.regel.name}"

    def betrete(self) -> None:
        """Raises Http404 for an unknown rule."""
        super().betrete()
        self.regel  # noqa: B018 - reads the address

    def alle(self) -> Iterator[tuple[Any, ...]]:
        zeilen = self.regel.zeilen(uhr.heute()).order_by(*self.regel.ordnung)
        for t in map(self.regel.zeile, zeilen.iterator(chunk_size=export.BLOCK)):
            titel = t.antrag.titel if t.antrag else ""
            yield (t.zeichen, titel, t.organisation.name, t.betrag, t.befund)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regel = self.regel
        zeilen, seiten = blaettere(self.request, regel.zeilen(uhr.heute()), ordnung=regel.ordnung)
        return super().get_context_data(
            regel=regel,
            treffer=[regel.zeile(zeile) for zeile in zeilen],
            seiten=seiten,
            brotkrumen=krumen(regel.titel, ("Prüfregeln", reverse("pruefregeln"))),
            **kwargs,
        )
