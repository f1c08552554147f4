"""The task page: everything needed for one step, its form, and doing it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from antraege.antrag.models import Antrag
from antraege.antrag.views import gelesener_stand
from antraege.kern.maengel import MaengelFehler
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.views.basis import ich
from workflows.akte import sicht
from workflows.models import Aufgabe
from workflows.seiten.aufgabenseite import kontext, vorlage
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler, Veraltet
from workflows.tuer.seite import getipptes, trage_ein
from workflows.tuer.verzeichnis import SCHRITTE


class AufgabeSeite(RechtMixin, View):
    """`/aufgaben/<pk>/`: read it, do it."""

    recht = sicht.AUFGABENRECHTE
    template_name = ""  # what the step shows; a page around it names its own

    def zeige(
        self, request: HttpRequest, aufgabe: Aufgabe, formular: forms.Form | None = None, *, status: int = 200
    ) -> HttpResponse:
        """The page; `formular` is the bound one after an error."""
        werte = kontext(ich(request), aufgabe, formular)
        return render(request, self.template_name or vorlage(werte), werte, status=status)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.zeige(request, sicht.aufgabe_fuer(ich(request), pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        aufgabe = sicht.aufgabe_fuer(ich(request), pk)
        try:
            antrag = _erledige(request, pk)
        except Eingabefehler as fehler:
            return self.zeige(request, aufgabe, fehler.formular, status=422)
        except MaengelFehler as fehler:
            return self.zeige(
                request, aufgabe, trage_ein(_gebunden(request, aufgabe), fehler.maengel), status=422
            )
        except Veraltet as fehler:
            formular = _gebunden(request, aufgabe)
            formular.add_error(None, str(fehler))
            return self.zeige(request, aufgabe, formular, status=409)
        except Ueberholt as fehler:
            fehler.eingaben = getipptes(_leer(request, aufgabe), request.POST)
            raise
        return _weiter(request, aufgabe, antrag)


def _erledige(request: HttpRequest, pk: int) -> Antrag:
    return aufgaben.erledigen(
        pk, akteur=ich(request), eingaben=request.POST, dateien=request.FILES, stand=gelesener_stand(request)
    )


def _gebunden(request: HttpRequest, aufgabe: Aufgabe) -> forms.Form:
    """The form with everything typed; bound so that errors can be put on it."""
    assert aufgabe.antrag is not None
    schritt = SCHRITTE[aufgabe.schritt]
    formular = schritt.baue_formular(
        aufgabe.antrag, aufgabe, akteur=ich(request), eingaben=request.POST, dateien=request.FILES
    )
    formular.is_valid()
    return formular


def _leer(request: HttpRequest, aufgabe: Aufgabe) -> forms.Form:
    """A form for the labels; without fields when the step has gone so far that none can be built."""
    assert aufgabe.antrag is not None
    if not aufgabe.offen:
        return forms.Form()
    return SCHRITTE[aufgabe.schritt].baue_formular(aufgabe.antrag, aufgabe, akteur=ich(request))


def _weiter(request: HttpRequest, aufgabe: Aufgabe, antrag: Antrag) -> HttpResponse:
    """To the next own task of the same case, back to the Postkorb, or to the applicant's status page."""
    schritt = SCHRITTE[aufgabe.schritt]
    satz = f"„{schritt.titel}“ zu {antrag.aktenzeichen} ist erledigt."
    if schritt.beim_traeger:
        messages.success(request, satz)
        if antrag.kooperation:
            return redirect("vereinbarung", antrag.pk)
        if aufgabe.stelle_id != antrag.traeger_id:  # asked to take over a grant that is not theirs yet
            return redirect("meine_antraege")
        return redirect("antrag_status", antrag.pk)
    naechste = _naechste(antrag, ich(request))
    if naechste is None:
        messages.success(request, satz)
        return redirect("postkorb")
    messages.success(request, f"{satz} Weiter geht es mit: {SCHRITTE[naechste.schritt].titel}.")
    return redirect(reverse("aufgabe", args=[naechste.pk]))


def _naechste(antrag: Antrag, benutzer: Benutzer) -> Aufgabe | None:
    eigene = Aufgabe.objects.filter(
        antrag=antrag, owner=benutzer, finished__isnull=True, stelle__isnull=False
    )
    return eigene.order_by("faellig_am", "id").first()
