"""A directory of schools or Kitas: upload, look at every row, take over, and release what is new."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.models import Stammdatenaenderung, Verzeichnis, Verzeichnisimport
from rollen.stammdaten import aenderungen, einlesen
from rollen.stammdaten.verzeichnis import GROESSTE_DATEI, Dateifehler
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, versuche

SEHEN = (Recht.STAMMDATEN_PFLEGEN, Recht.ROLLEN_VERGEBEN, Recht.PROTOKOLL_PRUEFEN)
MEISTE_GEZEIGTE = 500
GRUPPEN = (
    (einlesen.FEHLERHAFT, "Fehlerhaft: bleibt draußen"),
    (einlesen.NEU, "Neu: wird vorgeschlagen"),
    (einlesen.GEAENDERT, "Geändert: gilt sofort"),
    (einlesen.WARTET, "Wartet schon auf die Freigabe"),
    (einlesen.GLEICH, "Unverändert"),
)


class Datei(forms.Form):
    """Which directory, and the file."""

    art = forms.ChoiceField(
        label="Welches Verzeichnis?", choices=Verzeichnis.choices, widget=forms.RadioSelect
    )
    datei = forms.FileField(
        label="Datei",
        help_text="CSV, höchstens 10 MB. Das Schulverzeichnis des Landes können Sie ungekürzt hochladen.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )


class Einlesen(RechtMixin, Formularantwort, FormView):
    """Reads a file; nothing changes by it."""

    recht = Recht.STAMMDATEN_PFLEGEN
    template_name = "stammdaten/einlesen.html"
    form_class = Datei

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(brotkrumen=[*krumen(), {"name": "Verzeichnis einlesen"}], **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        upload = form.cleaned_data["datei"]
        try:
            gelesen = einlesen.lies_ein(
                bytes(upload.read(GROESSTE_DATEI + 1)),
                art=Verzeichnis(form.cleaned_data["art"]),
                name=upload.name,
                akteur=ich(self.request),
            )
        except Dateifehler as fehler:
            form.add_error("datei", str(fehler))
            return self.form_invalid(form)
        return redirect("verzeichnis", gelesen.pk)


def krumen() -> list[dict[str, str]]:
    """The way to the pages of the directories."""
    stellen = reverse("stammdatenliste", args=["stelle"])
    return [
        {"name": "Stammdaten", "url": reverse("stammdaten")},
        {"name": "Stellen und Einrichtungen", "url": stellen},
    ]


class GelesenMixin(RechtMixin):
    """One directory that was read."""

    recht: ClassVar[Recht | tuple[Recht, ...]] = SEHEN
    kwargs: dict[str, Any]

    @cached_property
    def gelesen(self) -> Verzeichnisimport:
        return get_object_or_404(
            Verzeichnisimport.objects.select_related("gelesen_von"), pk=self.kwargs["pk"]
        )


class Gelesen(GelesenMixin, TemplateView):
    """What each row would do or has done, and the button of who is next."""

    template_name = "stammdaten/gelesen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gelesen, akteur = self.gelesen, ich(self.request)
        befunde = gelesen.ergebnis["befunde"]
        gruppen = [(was, titel, [b for b in befunde if b["was"] == was]) for was, titel in GRUPPEN]
        wartende = Stammdatenaenderung.objects.filter(
            stapel=gelesen, braucht_freigabe=True, freigegeben_am=None, **aenderungen.OFFEN
        ).select_related("erfasst_von")
        erste = wartende.order_by("pk").first()
        hindernisse = aenderungen.FREIGABE.hindernisse(erste, akteur) if erste else []
        entschieden = gelesen.uebernommen_am or gelesen.verworfen_am
        return super().get_context_data(
            gelesen=gelesen,
            gruppen=[
                (t, len(z), z[:MEISTE_GEZEIGTE]) for was, t, z in gruppen if z and was != einlesen.GLEICH
            ],
            zahlen=[(titel, len(zeilen)) for _, titel, zeilen in gruppen],
            gleich=next(zeilen for was, _, zeilen in gruppen if was == einlesen.GLEICH),
            uebernehmbar=any(b["was"] in (einlesen.NEU, einlesen.GEAENDERT) for b in befunde),
            darf_uebernehmen=not entschieden
            and any(b.recht == Recht.STAMMDATEN_PFLEGEN for b in rechte.berechtigungen(akteur)),
            wartende=wartende.count(),
            bedingungen=[{"text": grund} for grund in hindernisse],
            brotkrumen=[*krumen(), {"name": gelesen.name}],
            **kwargs,
        )


class Uebernehmen(GelesenMixin, View):
    """New Stellen are proposed, changed ones changed; POST only."""

    recht = Recht.STAMMDATEN_PFLEGEN

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        ergebnis: list[tuple[int, int]] = []
        versuche(
            request,
            lambda: ergebnis.append(einlesen.uebernimm(pk, akteur=ich(request))),
            aktion=Tat.VERZEICHNIS_UEBERNEHMEN,
            objekt=self.gelesen,
        )
        neue, geaenderte = ergebnis[0]
        satz = f" Neue Stellen gibt eine zweite Person frei: {neue}." if neue else ""
        messages.success(request, f"Übernommen. Geändert: {geaenderte}.{satz}")
        return redirect("verzeichnis", pk)


class Verwerfen(GelesenMixin, View):
    """Nothing of it is taken over; POST only."""

    recht = Recht.STAMMDATEN_PFLEGEN

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        versuche(
            request,
            lambda: einlesen.verwirf(pk, akteur=ich(request)),
            aktion=Tat.VERZEICHNIS_VERWERFEN,
            objekt=self.gelesen,
        )
        messages.success(request, "Verworfen. Es hat sich nichts geändert.")
        return redirect("stammdatenliste", "stelle")


class Freigeben(GelesenMixin, View):
    """The second person releases all new Stellen of it, or none; POST only."""

    recht = Recht.ROLLEN_VERGEBEN

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        zahl: list[int] = []
        versuche(
            request,
            lambda: zahl.append(aenderungen.gib_stapel_frei(self.gelesen, akteur=ich(request))),
            aktion=Tat.STAMMDATEN_FREIGEBEN,
            objekt=self.gelesen,
        )
        messages.success(request, f"Neue Stellen freigegeben: {zahl[0]}.")
        return redirect("verzeichnis", pk)
