"""The base of every page that is not public: login, and a right held somewhere."""

from typing import ClassVar, Literal

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from rollen import rechte
from rollen.tabelle import Recht

ANGEMELDET: Literal["angemeldet"] = "angemeldet"


class RechtMixin(LoginRequiredMixin):
    """Lets in who holds `recht` (or one of several) at some Stelle; get_object narrows to the object.

    `recht = ANGEMELDET` is for pages that show people only what is their own anyway.
    Raises Verweigert (403); a person without login is sent to the login page.
    """

    recht: ClassVar[Recht | tuple[Recht, ...] | Literal["angemeldet"]]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Refuse before anything is read."""
        if request.user.is_authenticated and self.recht != ANGEMELDET:
            self._verlange_irgendwo(request)
        return super().dispatch(request, *args, **kwargs)

    def _verlange_irgendwo(self, request: HttpRequest) -> None:
        noetig = (self.recht,) if isinstance(self.recht, Recht) else self.recht
        if not any(b.recht in noetig for b in rechte.berechtigungen(request.user)):
            namen = " oder ".join(f"„{Recht(recht).bezeichnung}“" for recht in noetig)
            raise rechte.Verweigert(f"Für diese Seite brauchen Sie das Recht {namen}.")
