"""What the pages of this room share: answers to wrong forms, refusals and second clicks; pages of lists."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView

from rollen.akt import WEG, vermerke_verweigerung
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Verweigert
from rollen.taten import Tat

SEITENLAENGE = 25


class Formularantwort:
    """A form with errors comes back with everything typed, and says so in its status: 422."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]

    def mit_maengeln(self, form: BaseForm, maengel: Iterable[Any]) -> HttpResponse:
        """The form with each of these defects on its field, or above when the form has no such field."""
        trage_ein(form, maengel)
        return self.form_invalid(form)


def trage_ein(form: BaseForm, maengel: Iterable[Any]) -> None:
    """Put defects (`feld`, `text`) on a form, each on its field or above all."""
    for mangel in maengel:
        form.add_error(mangel.feld if mangel.feld in form.fields else None, mangel.text)


class Tatformular(Formularantwort, FormView):
    """A form behind which an act stands: what the act still has against it comes back at the fields."""

    def tue(self, form: Any) -> HttpResponse:
        """Do it and lead on. Raises ValidationError for what is wrong with the form."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return self.tue(form)
        except ValidationError as fehler:
            form.add_error(None, fehler)
            return self.form_invalid(form)


def ich(request: HttpRequest) -> Benutzer:
    """The person who is logged in; pages behind RechtMixin always have one."""
    return cast("Benutzer", request.user)


def weiter_nach(request: HttpRequest) -> str:
    """The page of ours to which a form shall lead back (`next`); empty for anything outside."""
    seite = request.POST.get("next", request.GET.get("next", ""))
    eigene = url_has_allowed_host_and_scheme(seite, {request.get_host()}, require_https=request.is_secure())
    return seite if eigene else ""


def gelesener_stand(request: HttpRequest) -> int:
    """Which stand the page showed; a missing or broken one counts as outdated."""
    wert = request.POST.get("stand", "")
    return int(wert) if wert.isascii() and wert.isdigit() and len(wert) < 10 else -1


def getippt(form: BaseForm) -> list[tuple[str, str]]:
    """What a person typed, by label."""
    return [(str(feld.label), str(feld.value() or "")) for feld in form if not feld.is_hidden]


def ueberholt(request: HttpRequest, grund: str) -> HttpResponse:
    """The friendly page for a second click or an outdated page (409)."""
    return render(request, "fehler/409.html", {"grund": grund}, status=409)


def versuche(
    request: HttpRequest, tat: Callable[[], object], *, aktion: Tat, objekt: Any, stelle_id: int | None = None
) -> None:
    """Carry out one act. Raises Verweigert after writing the refusal to the trail, Ueberholt.

    `objekt` is the row, in whose chain it goes, or a name that goes into the chain of the Stelle `stelle_id`.
    """
    try:
        tat()
    except Verweigert as verweigert:
        kette = f"stelle/{stelle_id}" if stelle_id else ""
        vermerke_verweigerung(aktion, objekt, ich(request), verweigert.gruende, kette=kette)
        raise
    except ObjectDoesNotExist as fehler:
        raise Ueberholt(WEG) from fehler


def seite_von(request: HttpRequest, zeilen: QuerySet[Any], *, laenge: int = SEITENLAENGE) -> dict[str, Any]:
    """`seite` and `seiten` for templates/teile/seiten.html; other parts of the address stay as they are."""
    seite = Paginator(zeilen, laenge).get_page(request.GET.get("seite"))

    def adresse(nummer: int) -> str:
        werte = request.GET.copy()
        werte["seite"] = str(nummer)
        return f"?{werte.urlencode()}"

    letzte = seite.paginator.num_pages
    ziele = {"text": f"Seite {seite.number} von {letzte}, Einträge insgesamt: {seite.paginator.count}"}
    if seite.has_previous():
        ziele |= {"erste": adresse(1), "vorherige": adresse(seite.number - 1)}
    if seite.has_next():
        ziele |= {"naechste": adresse(seite.number + 1), "letzte": adresse(letzte)}
    return {"seite": seite, "seiten": ziele}
