"""Small acts around a case: claim, give back, assign, put aside, declare an aid."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Aenderungsanteil, Mittelanteil, Topfanteil
from antraege.foerderung.waechter import beihilfen
from antraege.haushalt.felder import EuroFormField
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.formulare import tag
from rollen.models import Benutzer, Mitgliedschaft
from rollen.tabelle import OERTLICH, Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import akte, sicht
from workflows.akte.sicht import brotkrumen
from workflows.antrag import tuer
from workflows.models import Aufgabe
from workflows.tuer import aufgaben
from workflows.tuer.handlung import hindernisse_im_amt
from workflows.tuer.seite import trage_ein
from workflows.tuer.verzeichnis import SCHRITTE


class Uebernehmen(RechtMixin, View):
    """Take a free task."""

    recht = sicht.aufgabenrechte()
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        sicht.aufgabe_fuer(ich(request), pk)
        aufgaben.uebernehmen(pk, akteur=ich(request))
        messages.success(request, "Die Aufgabe gehört jetzt Ihnen.")
        return redirect("aufgabe", pk)


class Abgeben(RechtMixin, View):
    """Give a task back to the queue of its Stelle."""

    recht = sicht.aufgabenrechte()
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        aufgabe = sicht.aufgabe_fuer(ich(request), pk)
        aufgaben.abgeben(pk, akteur=ich(request))
        schritt = SCHRITTE[aufgabe.schritt]
        messages.success(request, f"„{schritt.titel}“ zu {aufgabe.aktenzeichen} ist wieder frei.")
        if schritt.beim_traeger:
            return redirect("antrag_status", aufgabe.antrag_id)
        return redirect("postkorb")


class _Aufgabenformular(Formularantwort, RechtMixin, FormView):
    """A small page with one form about a task."""

    @cached_property
    def aufgabe(self) -> Aufgabe:
        """The task; a foreign one is 404."""
        return sicht.aufgabe_fuer(ich(self.request), self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        amt = sicht.als_amt(ich(self.request), self.aufgabe.antrag)  # type: ignore[arg-type]
        return super().get_context_data(
            aufgabe=self.aufgabe,
            antrag=self.aufgabe.antrag,
            schritt=SCHRITTE[self.aufgabe.schritt],
            brotkrumen=[
                *brotkrumen(ich(self.request), self.aufgabe, amt=amt),
                {"name": self.krume, "url": ""},
            ],
            **kwargs,
        )

    krume = ""


class ZuweisenFormular(forms.Form):
    """One of the people who may do the task."""

    an = forms.ChoiceField(label="Wer soll die Aufgabe erledigen?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, personen: list[Benutzer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personen = {str(person.pk): person for person in personen}
        self.fields["an"].choices = [  # type: ignore[attr-defined]
            (pk, akte.person(person)) for pk, person in self.personen.items()
        ]


class Zuweisen(_Aufgabenformular):
    """The people of the Stelle who may do it, and why the others may not."""

    recht = Recht.AUFGABEN_ZUWEISEN
    template_name = "seiten/zuweisen.html"
    krume = "Zuweisen"

    @cached_property
    def leute(self) -> list[tuple[Benutzer, list[Mangel]]]:
        """Everybody at the Stelle with the reasons against them."""
        schritt = SCHRITTE[self.aufgabe.schritt]
        # Who belongs to the Stelle of the task today, and who holds its right from further up, by name.
        assert self.aufgabe.stelle is not None
        oben = [] if self.aufgabe.recht in OERTLICH else self.aufgabe.stelle.vorfahren[:-1]
        schein = "gruppe__gruppe__stellegroupobjectpermission__permission__codename"
        hier = Q(gruppe__stelle=self.aufgabe.stelle) | Q(
            gruppe__stelle__in=oben, **{schein: self.aufgabe.recht}
        )
        mitglieder = Mitgliedschaft.objects.filter(rechte.gueltig(uhr.heute()), hier)
        leute = Benutzer.objects.filter(pk__in=mitglieder.values("benutzer"), is_active=True)
        return [(p, schritt.hindernisse(self.aufgabe, akteur=p)) for p in leute.order_by("name")]

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.aufgabe.stelle is not None
        rechte.verlange(ich(self.request), Recht.AUFGABEN_ZUWEISEN, self.aufgabe.stelle)
        moegliche = [p for p, gruende in self.leute if not gruende and p.pk != self.aufgabe.owner_id]
        return {**super().get_form_kwargs(), "personen": moegliche}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        andere = [(akte.person(p), gruende) for p, gruende in self.leute if gruende]
        return super().get_context_data(andere=andere, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        assert isinstance(form, ZuweisenFormular)
        an = form.personen[form.cleaned_data["an"]]
        try:
            aufgaben.zuweisen(self.aufgabe.pk, an=an, akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, f"Die Aufgabe liegt jetzt bei {an.name}.")
        return redirect("aufgabe", self.aufgabe.pk)

    form_class = ZuweisenFormular


class WiedervorlageFormular(forms.Form):
    """A day in the future and why."""

    am = tag(
        "Wiedervorlage am",
        required=True,
        help_text="Bis zu diesem Tag steht die Aufgabe in Ihrem Postkorb unter „Wiedervorlage“.",
    )
    grund = forms.CharField(label="Worauf warten Sie?", max_length=160)

    def clean_am(self) -> date:
        """Tomorrow at the earliest."""
        am: date = self.cleaned_data["am"]
        if am <= uhr.heute():
            raise forms.ValidationError("Die Wiedervorlage muss in der Zukunft liegen.")
        return am


class Wiedervorlegen(_Aufgabenformular):
    """Put an own task aside."""

    recht = sicht.aufgabenrechte()
    template_name = "seiten/wiedervorlage.html"
    form_class = WiedervorlageFormular
    krume = "Wiedervorlage"

    def get_initial(self) -> dict[str, Any]:
        return {"am": self.aufgabe.wiedervorlage_am, "grund": self.aufgabe.wiedervorlage_grund}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        daten = form.cleaned_data
        aufgaben.wiedervorlegen(
            self.aufgabe.pk, am=daten["am"], grund=daten["grund"], akteur=ich(self.request)
        )
        messages.success(self.request, f"Die Aufgabe kommt am {daten['am']:%d.%m.%Y} wieder.")
        return redirect("postkorb")


class Beihilfenformular(forms.Form):
    """One aid of another grantor."""

    datum = tag("Bewilligt am", required=True)
    betrag = EuroFormField(label="Betrag in Euro", min_betrag=Decimal("0.01"))
    geber = forms.CharField(label="Wer hat sie bewilligt?", max_length=160)


class Beihilfen(RechtMixin, Formularantwort, FormView):
    """`/faelle/<pk>/beihilfen/`; a foreign case is 404."""

    recht = Recht.FALL_PRUEFEN
    template_name = "antrag/beihilfen.html"
    form_class = Beihilfenformular

    def betrete(self) -> None:
        """Raises Http404 for a foreign case and for one without such aids."""
        super().betrete()
        _ = self.antrag

    @cached_property
    def antrag(self) -> Antrag:
        antrag = sicht.fall_fuer(ich(self.request), self.kwargs["pk"])
        if not antrag.richtlinie.deminimis:
            raise Http404
        return antrag

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antrag = self.antrag
        betrag = antrag.bewilligt or antrag.vorgeschlagen or antrag.beantragt
        krumen = [
            {"name": antrag.aktenzeichen or "Entwurf", "url": reverse("fall", args=[antrag.pk])},
            {"name": "De-minimis-Beihilfen"},
        ]
        return super().get_context_data(
            antrag=antrag,
            bisherige=beihilfen.bisherige(antrag),
            betrag=betrag,
            ergebnis=beihilfen.pruefe(antrag, betrag, tag=uhr.heute()),
            brotkrumen=krumen,
            bedingungen=[
                {"text": m.text, "behebt": m.behebt} for m in hindernisse_im_amt(antrag, ich(self.request))
            ],
            **kwargs,
        )

    def get_success_url(self) -> str:
        """The same page with the new row."""
        return reverse("beihilfen", args=[self.antrag.pk])

    def form_valid(self, form: Beihilfenformular) -> HttpResponse:
        try:
            tuer.erklaere(self.antrag.pk, **form.cleaned_data, akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, "Die Beihilfe ist vermerkt.")
        return super().form_valid(form)


class ZusageBestaetigen(RechtMixin, TemplateView):
    """`/mittelanteile/<pk>/bestaetigen/`: a second person has seen the promise of a funder."""

    recht = Recht.HAUSHALT_BEWIRTSCHAFTEN
    template_name = "antrag/zusage.html"
    modell: ClassVar[type[Topfanteil]] = Mittelanteil
    mit: ClassVar[tuple[str, ...]] = ("antrag__standort", "antrag__stelle")

    def betrete(self) -> None:
        """Raises Http404 for a foreign case, Verweigert at a foreign line and for who has proposed the share."""
        super().betrete()
        anteil, person = self.anteil, ich(self.request)
        rechte.verlange(person, self.recht, anteil.haushaltsstelle.stelle)
        if person.pk == anteil.vorgeschlagen_von_id:
            raise rechte.Verweigert(
                "Sie haben diesen Anteil vorgeschlagen. Die Zusage bestätigt eine andere Person."
            )

    @cached_property
    def anteil(self) -> Topfanteil:
        """The share, of a case that this person sees."""
        anteile = self.modell.objects.select_related(*self.mit, "haushaltsstelle__stelle")
        anteil = get_object_or_404(anteile.exclude(geldgeber=""), pk=self.kwargs["pk"])
        if not sicht.als_amt(ich(self.request), anteil.antrag):
            raise Http404
        return anteil

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antrag = self.anteil.antrag
        krumen = [
            {"name": antrag.aktenzeichen or "", "url": reverse("fall", args=[antrag.pk])},
            {"name": "Zusage bestätigen"},
        ]
        return super().get_context_data(anteil=self.anteil, antrag=antrag, brotkrumen=krumen, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        tuer.bestaetige_zusage(self.anteil, akteur=ich(request))
        messages.success(request, f"Die Zusage von {self.anteil.geldgeber} ist bestätigt.")
        return redirect("fall", self.anteil.antrag.pk)


class AenderungszusageBestaetigen(ZusageBestaetigen):
    """`/aenderungsanteile/<pk>/bestaetigen/`: the same for what a change lays on a funder."""

    modell = Aenderungsanteil
    mit = ("aenderung__antrag__standort", "aenderung__antrag__stelle")
