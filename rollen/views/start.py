"""The front door: everybody's own first page, and a welcome for those who are not logged in."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from rollen import rechte
from rollen.registrierung import registrierungen
from rollen.tabelle import Recht
from rollen.views.basis import ich
from rollen.zustimmung import einladungen

# The first row of which a person holds a right is their first page.
ERSTE_SEITEN: tuple[tuple[str, frozenset[Recht]], ...] = (
    (
        "postkorb",
        frozenset(
            {
                Recht.FALL_PRUEFEN,
                Recht.MITZEICHNEN,
                Recht.BEWILLIGEN,
                Recht.RECHNERISCH_FESTSTELLEN,
                Recht.ANORDNEN,
                Recht.BUCHEN,
            }
        ),
    ),
    ("meine_antraege", frozenset({Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN})),
    ("faelle", frozenset({Recht.FALL_SEHEN, Recht.STANDORT_SEHEN})),
    ("rechte_uebersicht", frozenset({Recht.RECHTE_SEHEN})),
)


def erste_seite(eigene: Collection[Recht]) -> str:
    """The URL name of the first page for these rights; without any, the own account."""
    return next((ziel for ziel, noetig in ERSTE_SEITEN if noetig & set(eigene)), "konto")


class Start(View):
    """`/`: on to the first page, or the welcome."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return render(request, "rollen/willkommen.html")
        if einladungen(ich(request)).exists() or registrierungen(ich(request)).exists():
            return redirect("konto")
        return redirect(erste_seite({b.recht for b in rechte.berechtigungen(request.user)}))
