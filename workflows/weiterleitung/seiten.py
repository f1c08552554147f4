"""Pages on money that the city passes on: the list, one grant with its sub-grants, and the acts on it."""

import logging
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from antraege.antrag.views import Tatseite, gelesener_stand
from antraege.dokumente.fakten import FaktenFehler
from antraege.foerderung.models import Weiterleitung, Weiterleitungsstatus
from antraege.foerderung.weiterleitung import dienst
from antraege.foerderung.weiterleitung.stand import (
    SEHEN,
    letzter_tag,
    offene,
    rueckzuzahlen,
    sichtbare,
    summen,
    ueberfaellige,
    unterfaelle,
    zugewendete,
)
from antraege.haushalt.export import schreiber
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.ablage import unveraendert
from rollen.akt import Wer
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich
from workflows.akte.liste import Listenseite
from workflows.akte.sicht import im_amt
from workflows.weiterleitung import schreiben
from workflows.weiterleitung.formulare import (
    Bescheidformular,
    Grundformular,
    Nachweisformular,
    Zahlungsformular,
)

log = logging.getLogger(__name__)
S = Weiterleitungsstatus
KOPF = ("Bezeichnung", "Zuwendungsgeber", "Aktenzeichen", "Bescheid vom", "Nachweis bis", "Stelle", "Stand")
KOPF_FAELLE = (
    *("Aktenzeichen", "Empfänger", "Titel", "beantragt", "bewilligt", "ausgezahlt", "anerkannt", "erstattet"),
    *("Nachweis fällig am", "Stand des Nachweises"),
)


class Liste(RechtMixin, Listenseite):
    """`/weiterleitungen/`: the newest first."""

    recht = SEHEN
    template_name = "weiterleitung/liste.html"
    dateiname = "weiterleitungen"
    kopf = KOPF

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, sichtbare(ich(self.request)))
        darf = any(b.recht == Recht.HAUSHALT_BEWIRTSCHAFTEN for b in rechte.berechtigungen(ich(self.request)))
        return super().get_context_data(
            zeilen=zeilen, seiten=seiten, darf_erfassen=darf, heute=uhr.heute(), **kwargs
        )

    def alle(self) -> Iterator[tuple[Any, ...]]:
        for w in sichtbare(ich(self.request)).iterator():
            rest = (w.bescheid_vom, w.nachweis_bis, w.stelle.name, w.get_status_display())
            yield (w.name, w.geber, w.zeichen, *rest)


class Seite(RechtMixin):
    """A page of one incoming grant; a foreign one is 404."""

    recht: ClassVar[Any] = SEHEN
    request: HttpRequest
    kwargs: Mapping[str, Any]
    wer: ClassVar[Wer[Weiterleitung] | None] = None

    def betrete(self) -> None:
        """Raises Http404 for a foreign one, Verweigert for who may not do this act on it."""
        super().betrete()
        if self.wer is not None:
            self.wer.verlange(self.weiterleitung, ich(self.request))

    @cached_property
    def weiterleitung(self) -> Weiterleitung:
        """The grant of this page."""
        return get_object_or_404(sichtbare(ich(self.request)), pk=self.kwargs["pk"])

    @property
    def adresse(self) -> str:
        """Its page."""
        return reverse("weiterleitung", args=[self.weiterleitung.pk])

    def krumen(self, seite: str = "") -> list[dict[str, str]]:
        """Below the list."""
        liste = {"name": "Weiterleitungen", "url": reverse("weiterleitungen")}
        eine = {"name": self.weiterleitung.name, "url": self.adresse if seite else ""}
        return [liste, eine, *([{"name": seite, "url": ""}] if seite else [])]


class Eine(Seite, TemplateView):
    """`/weiterleitungen/<pk>/`: what came, who got it, how the proofs stand; the rows as CSV or XLSX."""

    template_name = "weiterleitung/eine.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the sub-grants as a list."""
        schreibe = schreiber(request.GET.get("format", ""))
        if schreibe is None:
            return super().get(request, *args, **kwargs)
        return schreibe(f"weiterleitung-{self.weiterleitung.pk}", KOPF_FAELLE, self._zeilen())

    def _zeilen(self) -> Iterator[tuple[Any, ...]]:
        for u in unterfaelle(self.weiterleitung):
            a = u.antrag
            euro = (a.beantragt, u.bewilligt, u.ausgezahlt, u.anerkannt, u.erstattet)
            yield (a.aktenzeichen, a.traeger.name, a.titel, *euro, a.nachweis_faellig_am, u.stand)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        w, person = self.weiterleitung, ich(self.request)
        blatt, seiten = blaettere(self.request, zugewendete(w))
        return super().get_context_data(
            weiterleitung=w,
            faelle=unterfaelle(w, blatt),
            seiten=seiten,
            offen=offene(w).count(),
            ueberfaellig=ueberfaellige(w).count(),
            im_amt=im_amt(person, blatt),
            summen=summen(w),
            zurueck=rueckzuzahlen(w),
            letzter_tag=letzter_tag(w),
            speisungen=w.speisungen.select_related("haushaltsstelle"),
            zahlungen=w.zahlungen.all(),
            offene=w.offene.select_related("antrag__traeger"),
            heute=uhr.heute(),
            wege=self._wege(),
            brotkrumen=self.krumen(),
            **kwargs,
        )

    def _wege(self) -> list[tuple[str, str]]:
        """What this person may do now: address and words."""
        w, person = self.weiterleitung, ich(self.request)
        alle = (
            (
                "weiterleitung_bestaetigen",
                "Mit dem Bescheid vergleichen",
                dienst.BESTAETIGUNG,
                (S.VORGELEGT,),
            ),
            ("weiterleitung_aendern", "Neu erfassen", dienst.ERFASSUNG, (S.ZURUECKGEGEBEN,)),
            (
                "geberzahlung",
                "Zahlung des Gebers erfassen",
                dienst.ERFASSUNG,
                (S.BESTAETIGT, S.NACHWEIS_VORGELEGT),
            ),
            ("weiterleitung_nachweis", "Nachweis der Stadt vorlegen", dienst.NACHWEIS, (S.BESTAETIGT,)),
            ("weiterleitung_abschliessen", "Nachweis abschließen", dienst.ABSCHLUSS, (S.NACHWEIS_VORGELEGT,)),
        )
        return [
            (reverse(name, args=[w.pk]), worte)
            for name, worte, wer, staende in alle
            if w.status in staende and not wer.hindernisse(w, person)
        ]


class Schritt(Seite, Tatseite):
    """A form behind which an act on the grant stands; what its letter still lacks is a defect like any other."""

    template_name = "weiterleitung/formular.html"
    titel: ClassVar[str]
    knopf: ClassVar[str]

    @property
    def stand(self) -> int:
        """What the page showed; an outdated one is refused."""
        return gelesener_stand(self.request)

    def worauf(self) -> dict[str, Any]:
        return {"objekt": self.weiterleitung}

    def weiter(self) -> str:
        return self.adresse

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except FaktenFehler as fehler:
            return self.mit_maengeln(form, [Mangel(str(fehler))])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        werte = {"weiterleitung": self.weiterleitung, "titel": self.titel, "knopf": self.knopf}
        stand = self.request.POST.get("stand", self.weiterleitung.stand)
        return super().get_context_data(**werte, gelesen=stand, brotkrumen=self.krumen(self.titel), **kwargs)


class Neu(Formularantwort, RechtMixin, FormView):
    """`/weiterleitungen/neu/`."""

    recht = Recht.HAUSHALT_BEWIRTSCHAFTEN
    form_class = Bescheidformular
    template_name = "weiterleitung/formular.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": ich(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Weiterleitungen", "url": reverse("weiterleitungen")}, {"name": "Neu", "url": ""}]
        return super().get_context_data(
            titel="Weiterleitung erfassen", knopf="Zur Bestätigung geben", brotkrumen=krumen, **kwargs
        )

    def form_valid(self, form: Bescheidformular) -> HttpResponse:
        try:
            neue = dienst.erfasse(form.angaben(), akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, "Die Weiterleitung ist erfasst. Eine zweite Person bestätigt sie.")
        return redirect("weiterleitung", neue.pk)


class Aendern(Schritt):
    """Entered anew after it was given back."""

    wer = dienst.ERFASSUNG
    form_class = Bescheidformular
    aktion = Tat.WEITERLEITUNG_ERFASSEN
    titel, knopf, meldung = (
        "Weiterleitung neu erfassen",
        "Zur Bestätigung geben",
        "Die Weiterleitung ist neu erfasst.",
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        werte = {"person": ich(self.request), "weiterleitung": self.weiterleitung}
        return {**super().get_form_kwargs(), **werte}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.weiterleitung, name) for name in Bescheidformular.base_fields}

    def tue(self, form: Bescheidformular) -> object:
        return dienst.aendere(
            self.weiterleitung.pk, form.angaben(), stand=self.stand, akteur=ich(self.request)
        )


class Bestaetigen(Schritt):
    """The second person compares and confirms."""

    wer = dienst.BESTAETIGUNG
    form_class = forms.Form
    aktion = Tat.WEITERLEITUNG_BESTAETIGEN
    template_name = "weiterleitung/bestaetigen.html"
    titel, knopf, meldung = "Mit dem Bescheid vergleichen", "Bestätigen", "Die Weiterleitung ist bestätigt."

    def tue(self, form: forms.Form) -> object:
        return dienst.bestaetige(self.weiterleitung.pk, stand=self.stand, akteur=ich(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        speisungen = self.weiterleitung.speisungen.select_related("haushaltsstelle")
        return super().get_context_data(speisungen=speisungen, **kwargs)


class Zurueckgeben(Schritt):
    """The entry or the proof goes back, with a reason."""

    form_class = Grundformular
    aktion = Tat.WEITERLEITUNG_ZURUECKGEBEN
    titel, knopf, meldung = "Zurückgeben", "Zurückgeben", "Zurückgegeben."

    def betrete(self) -> None:
        super().betrete()
        wer = dienst.BESTAETIGUNG if self.weiterleitung.status == S.VORGELEGT else dienst.ABSCHLUSS
        wer.verlange(self.weiterleitung, ich(self.request))

    def tue(self, form: forms.Form) -> object:
        gib = dienst.gib_zurueck if self.weiterleitung.status == S.VORGELEGT else dienst.gib_nachweis_zurueck
        return gib(
            self.weiterleitung.pk,
            grund=form.cleaned_data["grund"],
            stand=self.stand,
            akteur=ich(self.request),
        )


class Zahlung(Schritt):
    """Money came from the Land or went back."""

    wer = dienst.ERFASSUNG
    form_class = Zahlungsformular
    aktion = Tat.GEBERZAHLUNG_ERFASSEN
    titel, knopf, meldung = "Zahlung des Gebers erfassen", "Zahlung erfassen", "Die Zahlung ist erfasst."

    def tue(self, form: forms.Form) -> object:
        daten = form.cleaned_data
        return dienst.erfasse_zahlung(
            self.weiterleitung.pk, **daten, stand=self.stand, akteur=ich(self.request)
        )


class Nachweis(Schritt):
    """The report, and a reason for each proof that is still open."""

    wer = dienst.NACHWEIS
    form_class = Nachweisformular
    aktion = Tat.WEITERLEITUNG_NACHWEISEN
    titel, knopf, meldung = (
        "Nachweis der Stadt vorlegen",
        "Vorlegen",
        "Der Nachweis wartet auf die zweite Person.",
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        w = self.weiterleitung
        return {**super().get_form_kwargs(), "offene": unterfaelle(w, offene(w).order_by("aktenzeichen"))}

    def get_initial(self) -> dict[str, Any]:
        gruende = self.weiterleitung.offene.values_list("antrag", "grund")
        return {
            "sachbericht": self.weiterleitung.sachbericht,
            **{f"grund_{pk}": grund for pk, grund in gruende},
        }

    def tue(self, form: Nachweisformular) -> object:
        return dienst.lege_nachweis_vor(
            self.weiterleitung.pk,
            sachbericht=form.cleaned_data["sachbericht"],
            gruende=form.gruende(),
            stand=self.stand,
            akteur=ich(self.request),
        )


class Abschliessen(Schritt):
    """The second person signs; the file is written and kept."""

    wer = dienst.ABSCHLUSS
    form_class = forms.Form
    aktion = Tat.WEITERLEITUNG_ABSCHLIESSEN
    template_name = "weiterleitung/abschliessen.html"
    titel, knopf, meldung = (
        "Nachweis abschließen",
        "Zeichnen und abschließen",
        "Der Nachweis ist abgeschlossen.",
    )

    def tue(self, form: forms.Form) -> object:
        person = ich(self.request)
        return dienst.schliesse_ab(
            self.weiterleitung.pk,
            schreibe=lambda w: schreiben.nachweis(w, zeichnet=person),
            stand=self.stand,
            akteur=person,
        )


class NachweisPdf(Seite, View):
    """`/weiterleitungen/<pk>/nachweis.pdf`: the signed file, or a draft with what is known today."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        w = self.weiterleitung
        if w.status == S.ABGESCHLOSSEN:
            gespeichert = unveraendert(w.datei, w.sha256)
            if gespeichert is None:
                log.critical("proof of %s differs from its hash or is missing; not delivered", w.kette)
                kontext = {"weiterleitung": w, "brotkrumen": self.krumen("Nachweis")}
                return render(request, "weiterleitung/beschaedigt.html", kontext, status=500)
            inhalt = gespeichert
        elif w.sachbericht:
            inhalt = schreiben.nachweis(w, zeichnet=None)
        else:
            messages.info(request, "Einen Entwurf gibt es, sobald der Sachbericht geschrieben ist.")
            return redirect(self.adresse)
        kopf = {
            "Content-Disposition": f'attachment; filename="weiterleitung-{w.pk}.pdf"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return HttpResponse(inhalt, content_type="application/pdf", headers=kopf)
