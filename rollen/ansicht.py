"""The base of every page that is not public: login, and a right held somewhere; and links that ask it first."""

from typing import ClassVar, Literal

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse

from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht

ANGEMELDET: Literal["angemeldet"] = "angemeldet"


class RechtMixin(LoginRequiredMixin):
    """Lets in who holds `recht` (or one of several) at some Stelle; `betrete` narrows to the object.

    `recht = ANGEMELDET` is for pages that show people only what is their own anyway.
    Raises Verweigert (403); a person without login is sent to the login page.
    """

    recht: ClassVar[Recht | tuple[Recht, ...] | Literal["angemeldet"]]
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Refuse before anything is read."""
        if request.user.is_authenticated:
            self.betrete()
        return super().dispatch(request, *args, **kwargs)

    def betrete(self) -> None:
        """What the page asks of the person and its address, and of nothing else, as every link to it does.

        Raises Verweigert and Http404.
        """
        if self.recht == ANGEMELDET:
            return
        noetig = (self.recht,) if isinstance(self.recht, Recht) else self.recht
        if not any(b.recht in noetig for b in rechte.berechtigungen(self.request.user)):
            namen = " oder ".join(f"„{Recht(recht).bezeichnung}“" for recht in noetig)
            raise rechte.Verweigert(f"Für diese Seite brauchen Sie das Recht {namen}.")


def weg(person: Benutzer | AnonymousUser, name: str, *args: object) -> str:
    """The address of a page; empty when the page would not let this person in.

    Who is not logged in may follow every link: it leads to the login first.
    """
    adresse = reverse(name, args=args)
    return adresse if oeffnet(person, adresse) else ""


def oeffnet(person: Benutzer | AnonymousUser, adresse: str) -> bool:
    """Whether the page of this address would let this person in, or would ask them to log in first."""
    treffer = resolve(adresse)
    klasse = treffer.func.view_class  # type: ignore[attr-defined]
    if not person.is_authenticated or not hasattr(klasse, "betrete"):
        return True
    anfrage = HttpRequest()
    anfrage.user = person
    seite = klasse(**treffer.func.view_initkwargs)  # type: ignore[attr-defined]
    seite.setup(anfrage, *treffer.args, **treffer.kwargs)
    try:
        seite.betrete()
    except (Http404, PermissionDenied):
        return False
    return True
