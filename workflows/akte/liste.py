"""A list as a page and as a file: what the lists of all rooms share."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from antraege.haushalt import export


class Listenseite(TemplateView):
    """The page of a list; with `?format=csv` or `xlsx` all its rows as a stream."""

    dateiname: ClassVar[str]
    kopf: ClassVar[Sequence[str]]

    def alle(self) -> Iterable[Any]:
        """Every row as cells under `kopf`."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the whole list as a file."""
        if schreibe := export.schreiber(request.GET.get("format", "")):
            return schreibe(self.dateiname, self.kopf, self.alle())
        return super().get(request, *args, **kwargs)
