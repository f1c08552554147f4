"""Pages of adoption: all runs and the form for another list; one run with its rows, its release and its progress."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from antraege.antrag.fehler import DateiFehler
from antraege.haushalt import export
from rollen import rechte, uhr
from rollen.ablage import als_anhang
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.formulare import tag
from rollen.models import Benutzer
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, seite_von, versuche
from workflows.models import Lauf, Uebernahmelauf, Zeilenart, Zeilenstand
from workflows.uebernahme import tuer, vorlage
from workflows.uebernahme.blaetter import BLAETTER, FAELLE, JE_ART
from workflows.uebernahme.lesen import MEISTE_ZEILEN

BEFEHL = "uebernahmen_ausfuehren"


class ListeFormular(forms.Form):
    """The list, from where it comes and as of which day."""

    quelle = forms.CharField(
        label="Bisheriges Verfahren",
        max_length=80,
        help_text="Zum Beispiel: Förderliste FB 40. Mit dem alten Aktenzeichen erkennt das Programm jeden Fall "
        "wieder. Schreiben Sie den Namen jedes Mal gleich.",
    )
    stand_vom = tag(
        "Stand der Liste vom", required=True, help_text="Der Tag, bis zu dem die Angaben stimmen."
    )
    datei = forms.FileField(
        label="Liste",
        help_text=f"XLSX oder CSV nach unserer Vorlage, höchstens 10 MB und {MEISTE_ZEILEN:_} Zeilen.".replace(
            "_", "."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )

    def clean_stand_vom(self) -> Any:
        """No list knows the future."""
        am = self.cleaned_data["stand_vom"]
        if am > uhr.heute():
            raise forms.ValidationError("Der Tag liegt in der Zukunft.")
        return am


class Verwerfen(forms.Form):
    """Why nothing of this list is adopted."""

    grund = forms.CharField(label="Grund", max_length=300, help_text="Der Grund steht im Protokoll.")


class UebernahmeMixin(RechtMixin):
    """Whoever reads lists or releases them; a run is seen by both sides."""

    recht: ClassVar[Any] = (*tuer.LESERECHTE, *tuer.FREIGABERECHTE)
    request: HttpRequest

    @cached_property
    def ich(self) -> Benutzer:
        """Who looks."""
        return ich(self.request)

    def darf_einlesen(self) -> bool:
        """Whether this person may read rows of any kind somewhere."""
        return any(b.recht in tuer.LESERECHTE for b in rechte.berechtigungen(self.ich))


class Uebernahmen(UebernahmeMixin, Formularantwort, FormView):
    """All lists, the newest first, and the form for another one."""

    template_name = "uebernahme/liste.html"
    form_class = ListeFormular

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        je_stand = {name: Count("zeilen", filter=Q(zeilen__ergebnis=name)) for name in Zeilenstand.values}
        alle = Uebernahmelauf.objects.select_related("hochgeladen_von").annotate(**je_stand)
        laeufe, seiten = blaettere(self.request, alle)
        return super().get_context_data(
            laeufe=laeufe,
            seiten=seiten,
            darf_einlesen=self.darf_einlesen(),
            blaetter=BLAETTER,
            **kwargs,
        )

    def form_valid(self, form: ListeFormular) -> HttpResponse:
        """Read and judge; a file that is no list comes back in words."""
        daten = form.cleaned_data
        try:
            lauf = tuer.lies_ein(
                daten["datei"], quelle=daten["quelle"], stand_vom=daten["stand_vom"], akteur=self.ich
            )
        except DateiFehler as fehler:
            form.add_error("datei", str(fehler))
            return self.form_invalid(form)
        return redirect("uebernahme", lauf.pk)


class Vorlage(UebernahmeMixin, View):
    """The empty list as XLSX or CSV."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        if request.GET.get("format") != "csv":
            return vorlage.als_xlsx()
        blatt = JE_ART.get(request.GET.get("blatt", ""), FAELLE)  # type: ignore[call-overload]
        return export.csv_antwort(f"vorlage-{blatt.art}.csv", blatt.kopf, [])


class LaufMixin(UebernahmeMixin):
    """One run."""

    kwargs: dict[str, Any]

    @cached_property
    def lauf(self) -> Uebernahmelauf:
        """Raises Http404."""
        mit = ("hochgeladen_von", "freigegeben_von", "verworfen_von")
        return get_object_or_404(Uebernahmelauf.objects.select_related(*mit), pk=self.kwargs["pk"])


class Uebernahme(LaufMixin, TemplateView):
    """What a run holds: counts, faults row by row, the cases it became; while it runs the page renews itself."""

    template_name = "uebernahme/lauf.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lauf, bilanz = self.lauf, tuer.bilanz(self.lauf)
        gewaehlt = self.request.GET.get("zeilen", "")
        if gewaehlt not in Zeilenstand.values:
            gewaehlt = next((stand for stand in (Zeilenstand.FEHLER, *Zeilenstand) if bilanz[stand]), "")
        zeilen = lauf.zeilen.filter(ergebnis=gewaehlt).select_related("antrag", "forderung__antrag")
        zeilen = zeilen.order_by("art", "nr")
        erledigt = bilanz["uebernommen"] + bilanz["schon_da"] + bilanz["fehler"]
        reiter = [
            {
                "name": stand.label,
                "url": f"?zeilen={stand.value}",
                "aktiv": stand == gewaehlt,
                "zaehler": bilanz[stand],
            }
            for stand in Zeilenstand
        ]
        return super().get_context_data(
            lauf=lauf,
            bilanz=bilanz,
            summe=sum(bilanz.values()),
            erledigt=erledigt,
            gewaehlt=gewaehlt,
            **seite_von(self.request, zeilen),
            reiter=reiter,
            fehlerblaetter=[
                JE_ART[Zeilenart(art)]
                for art in lauf.zeilen.filter(ergebnis=Zeilenstand.FEHLER)
                .order_by("art")
                .values_list("art", flat=True)
                .distinct()
            ],
            hindernisse=tuer.GIBT_FREI.hindernisse(lauf, self.ich) if lauf.wartet else [],
            form=kwargs.pop("form", Verwerfen()),
            dienst=Lauf.objects.filter(befehl=BEFEHL).first() if lauf.laeuft else None,
            brotkrumen=[{"name": "Laufende Fälle", "url": reverse("uebernahmen")}, {"name": lauf.name}],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Release or drop; 403 and 409 answer for themselves, and the refusal stands in the trail."""
        lauf, verwerfen = self.lauf, "verwerfen" in request.POST
        form = Verwerfen(request.POST)
        if verwerfen and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)

        def tat() -> Uebernahmelauf:
            if verwerfen:
                return tuer.verwirf(lauf.pk, grund=form.cleaned_data["grund"], akteur=self.ich)
            return tuer.gib_frei(lauf.pk, akteur=self.ich)

        aktion = Tat.UEBERNAHME_VERWERFEN if verwerfen else Tat.UEBERNAHME_FREIGEBEN
        versuche(request, tat, aktion=aktion, objekt=lauf)
        messages.success(
            request, "Die Liste ist verworfen." if verwerfen else "Freigegeben. Die Übernahme läuft."
        )
        return redirect("uebernahme", lauf.pk)


class Fehlerliste(LaufMixin, View):
    """The faulty rows of one sheet as they stood there, with what is wrong behind: to mend and to read in again."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        blatt = JE_ART.get(request.GET.get("blatt", ""), FAELLE)  # type: ignore[call-overload]
        zeilen = self.lauf.zeilen.filter(ergebnis=Zeilenstand.FEHLER, art=blatt.art).order_by("nr")
        return export.csv_antwort(
            f"uebernahme-{pk}-fehler-{blatt.art}.csv",
            [*blatt.kopf, "Zeile in der Liste", "Was fehlt oder nicht stimmt"],
            (
                [
                    *(zeile.zellen.get(spalte.feld, "") for spalte in blatt.spalten),
                    zeile.nr,
                    " ".join(f"{spalte}: {satz}" for spalte, satz in zeile.fehler),
                ]
                for zeile in zeilen.iterator(chunk_size=export.BLOCK)
            ),
        )


class Listendatei(LaufMixin, View):
    """The list itself, as it was uploaded."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        return als_anhang(self.lauf.datei, name=self.lauf.name, medientyp=self.lauf.medientyp)
