"""Bulk acts of the Postkorb: a preview with the reason for each refused row, then one result per row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView

from antraege.kern.maengel import MaengelFehler
from antraege.programme.models import Pruefart
from rollen.ansicht import RechtMixin
from rollen.models import Benutzer
from rollen.rechte import Verweigert
from rollen.views.basis import ich
from workflows import services
from workflows.fehler import Eingabefehler, Ueberholt
from workflows.models import Aufgabe
from workflows.queries import POSTKORBRECHTE
from workflows.schritte import SCHRITTE

HOECHSTENS = 100
TITEL = {"uebernehmen": "Aufgaben übernehmen", "formal": "Formal prüfen: alle Punkte ja, vollständig"}


@dataclass(frozen=True)
class Zeile:
    """One row of the preview or of the result."""

    aufgabe: Aufgabe
    gruende: tuple[str, ...]

    @property
    def moeglich(self) -> bool:
        """True when nothing stands against it."""
        return not self.gruende


class Sammel(RechtMixin, TemplateView):
    """Every row goes through the door on its own; a refused row never stops the others."""

    recht = POSTKORBRECHTE
    template_name = "workflows/sammel.html"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Preview first; with `bestaetigt` do it."""
        was = request.POST.get("was", "")
        if was not in TITEL:
            raise Http404
        aufgaben = _gewaehlte(request.POST.getlist("aufgabe"))
        fertig = "bestaetigt" in request.POST
        rechne = _fuehre_aus if fertig else _vorschau
        zeilen = [Zeile(a, tuple(rechne(a, was, ich(request)))) for a in aufgaben]
        return self.render_to_response(
            self.get_context_data(was=was, titel=TITEL[was], zeilen=zeilen, fertig=fertig)
        )


def _gewaehlte(werte: Iterable[str]) -> list[Aufgabe]:
    nummern = [int(w) for w in werte if w.isascii() and w.isdigit() and len(w) < 19][:HOECHSTENS]
    zeilen = Aufgabe.objects.filter(pk__in=nummern, stelle__isnull=False)
    mit = ("stelle", "owner", "antrag__richtlinie", "antrag__traeger", "antrag__stelle")
    return list(zeilen.select_related(*mit).order_by("faellig_am", "id"))


def _vorschau(aufgabe: Aufgabe, was: str, akteur: Benutzer) -> list[str]:
    """Why this row will be refused; the door asks all of it again."""
    schritt = SCHRITTE[aufgabe.schritt]
    if not aufgabe.offen:
        return ["Diese Aufgabe ist bereits erledigt."]
    if was == "formal" and not schritt.sammelbar:
        return [f"„{schritt.titel}“ geht nur einzeln."]
    if aufgabe.owner_id not in (None, akteur.pk) or (was == "uebernehmen" and aufgabe.owner_id):
        return [f"Die Aufgabe liegt schon bei: {aufgabe.owner}."]
    return [m.text for m in schritt.hindernisse(aufgabe, akteur=akteur)]


def _fuehre_aus(aufgabe: Aufgabe, was: str, akteur: Benutzer) -> list[str]:
    if was == "formal" and not SCHRITTE[aufgabe.schritt].sammelbar:
        return _vorschau(aufgabe, was, akteur)
    try:
        if was == "uebernehmen":
            services.uebernehmen(aufgabe.pk, akteur=akteur)
        else:
            services.erledigen(aufgabe.pk, akteur=akteur, eingaben=_alles_ja(aufgabe))
    except Verweigert as fehler:
        return list(fehler.gruende)
    except Eingabefehler as fehler:
        return [str(text) for texte in fehler.formular.errors.values() for text in texte]
    except (Ueberholt, MaengelFehler) as fehler:
        return [str(fehler)]
    return []


def _alles_ja(aufgabe: Aufgabe) -> dict[str, Any]:
    assert aufgabe.antrag is not None
    punkte = aufgabe.antrag.richtlinie.pruefpunkte.filter(art=Pruefart.FORMAL)
    return {**{f"punkt_{punkt.schluessel}": "ja" for punkt in punkte}, "ergebnis": "vollstaendig"}
