"""Giving up what is left of a grant: a page of its own that says how much, before anything happens."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rollen.views.basis import ich
from workflows.akte import sicht
from workflows.models import Aufgabe
from workflows.seiten.aufgabe import AufgabeSeite
from workflows.seiten.aufgabenseite import kontext
from workflows.zahlung.mittelabruf import Mittelabruf, RestverzichtFormular


class Restverzicht(AufgabeSeite):
    """`/aufgaben/<pk>/verzicht/`: the waiver belongs to the task Mittelabruf and is done like it."""

    template_name = "zahlung/restverzicht.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        aufgabe = sicht.aufgabe_fuer(ich(request), pk)
        if aufgabe.schritt != Mittelabruf.name:
            raise Http404
        return self.zeige(request, aufgabe) if aufgabe.offen else redirect("aufgabe", pk)

    def zeige(
        self, request: HttpRequest, aufgabe: Aufgabe, formular: forms.Form | None = None, *, status: int = 200
    ) -> HttpResponse:
        """How much is given up, and the tick that says so."""
        assert aufgabe.antrag is not None
        formular = formular or RestverzichtFormular(
            antrag=aufgabe.antrag, aufgabe=aufgabe, akteur=ich(request)
        )
        werte = kontext(ich(request), aufgabe, formular)
        werte["titel"] = "Auf den Rest verzichten" if aufgabe.antrag.offen else "Abrufe beenden"
        werte["brotkrumen"][-1]["url"] = reverse("aufgabe", args=[aufgabe.pk])
        werte["brotkrumen"].append({"name": werte["titel"], "url": ""})
        return render(request, self.template_name, werte, status=status)
