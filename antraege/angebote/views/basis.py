"""What the pages that change an offer share: act, tell an outdated page, put defects on their fields."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from antraege.angebote.models import Angebot
from antraege.antrag.views.basis import getippt, veraltet
from antraege.kern.maengel import MaengelFehler
from rollen.fehler import Ueberholt
from rollen.taten import Tat
from rollen.views.basis import versuche


def versuche_mit_formular(
    seite: Any, form: forms.BaseForm, tat: Callable[[], Angebot], *, aktion: Tat, angebot: Angebot
) -> Angebot | HttpResponse:
    """Carry out an act whose words come from the form of this page, and give back its offer; or the answer.

    Outdated: 409 with everything typed. Defects: the form again, each on its field (422). Raises Verweigert
    after writing the refusal down.
    """
    ergebnis: list[Angebot] = []
    try:
        _versuche(seite.request, lambda: ergebnis.append(tat()), aktion=aktion, angebot=angebot)
    except Ueberholt as fehler:
        return veraltet(seite.request, fehler, eingaben=getippt(form))
    except MaengelFehler as fehler:
        for mangel in fehler.maengel:
            form.add_error(mangel.feld if mangel.feld in form.fields else None, mangel.text)
        antwort: HttpResponse = seite.form_invalid(form)
        return antwort
    return ergebnis[0]


def versuche_mit_knopf(
    request: HttpRequest, tat: Callable[[], Angebot], *, aktion: Tat, angebot: Angebot, erfolg: str
) -> HttpResponse:
    """Carry out an act of one button and go back to the offer; what stands against it is told in words (422)."""
    try:
        _versuche(request, tat, aktion=aktion, angebot=angebot)
    except MaengelFehler as fehler:
        grund = {"grund": "Das geht noch nicht.", "bedingungen": fehler.maengel}
        weiter = {"weiter_url": reverse("angebot", args=[angebot.pk]), "weiter_text": "Zum Angebot"}
        return render(request, "fehler/422.html", {**grund, **weiter}, status=422)
    messages.success(request, erfolg)
    return redirect("angebot", angebot.pk)


def _versuche(request: HttpRequest, tat: Callable[[], object], *, aktion: Tat, angebot: Angebot) -> None:
    versuche(
        request, tat, stelle_id=angebot.anbieter_id, aktion=aktion, objekt=f"angebot/{angebot.pk or 'neu'}"
    )
