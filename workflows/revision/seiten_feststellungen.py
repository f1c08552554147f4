"""Pages of findings: the list, one finding with everything said to it, and the acts on it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from antraege.antrag.views import Tatseite, gelesener_stand
from antraege.dokumente.fakten import FaktenFehler
from antraege.haushalt import export
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from antraege.revision import feststellungen, stichproben, unabhaengig
from antraege.revision.models import Feststellung, Feststellungsstatus
from rollen import uhr
from rollen.ablage import unveraendert
from rollen.akt import Wer
from rollen.ansicht import RechtMixin, weg
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, versuche
from workflows.akte.liste import Listenseite
from workflows.revision import bezug, post, schreiben
from workflows.revision.formulare import (
    Abschlussformular,
    Antwortformular,
    Feststellungsformular,
    Filter,
    Nachfrageformular,
    Nachverfolgungsformular,
)
from workflows.revision.regeln import REGELN
from workflows.revision.seiten_basis import Revisionsseite, krumen

S = Feststellungsstatus
LESEN = (Recht.REVISION, Recht.FESTSTELLUNG_BEANTWORTEN)
KOPF = ("Kennung", "Titel", "Stelle", "Bezug", "Stand", "getroffen am", "Antwort bis", "geschlossen am")


class Liste(RechtMixin, Listenseite):
    """`/feststellungen/`: the newest first; by state."""

    recht = LESEN
    template_name = "revision/feststellungen.html"
    dateiname = "feststellungen"
    kopf = KOPF

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, self._zeilen())
        return super().get_context_data(
            zeilen=zeilen,
            seiten=seiten,
            status=Filter(self.request.GET).gelesen().get("status", ""),
            filter=Filter(self.request.GET or None),
            gefiltert=bool(self.request.GET.get("status")),
            **kwargs,
        )

    def alle(self) -> Iterator[tuple[Any, ...]]:
        for f in self._zeilen().iterator(chunk_size=export.BLOCK):
            kopf = (f.kennung, f.titel, f.stelle.name, f.bezug, f.get_status_display())
            yield (*kopf, f.erhoben_am, f.antwort_bis, f.geschlossen_am)

    def _zeilen(self) -> Any:
        return feststellungen.sichtbare(ich(self.request)).filter(**Filter(self.request.GET).gelesen())


class Neu(Formularantwort, Revisionsseite, FormView):
    """`/feststellungen/neu/?fall=17`: also `zahlung`, `beleg`, `organisation`, and `regel` for the occasion."""

    form_class = Feststellungsformular
    template_name = "revision/formular.html"

    @cached_property
    def bezug(self) -> feststellungen.Bezug:
        """What it is about; raises Http404 when the address names nothing."""
        return bezug.lies(self.request.GET)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; who has acted there is refused before anything is typed."""
        unabhaengig.verlange(ich(request), self.bezug.antrag, self.bezug.organisation)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        tage = timedelta(days=festwerte.einstellung(Festwertart.REVISION_ANTWORT_TAGE))
        regel = REGELN.get(self.bezug.regel)
        return {
            "stelle": self.bezug.antrag.stelle if self.bezug.antrag else None,
            "titel": regel.titel if regel else "",
            "grundlage": regel.quelle if regel else "",
            "antwort_bis": uhr.heute() + tage,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            titel="Feststellung treffen",
            bezug=self.bezug.worte,
            knopf="Feststellung an die Stelle geben",
            zurueck=reverse("feststellungen"),
            brotkrumen=krumen("Feststellung treffen", ("Feststellungen", reverse("feststellungen"))),
            **kwargs,
        )

    def form_valid(self, form: Feststellungsformular) -> HttpResponse:
        angaben = form.angaben()
        try:
            versuche(
                self.request,
                lambda: self._erhebe(angaben),
                aktion=Tat.FESTSTELLUNG_ERHEBEN,
                objekt="feststellung",
                stelle_id=angaben.stelle.pk,
            )
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, f"{self.neue.kennung} ist getroffen. Die Stelle ist benachrichtigt.")
        return redirect("feststellung", self.neue.pk)

    @transaction.atomic
    def _erhebe(self, angaben: feststellungen.Angaben) -> None:
        self.neue = feststellungen.erhebe(angaben, self.bezug, akteur=ich(self.request))
        posten = self.request.GET.get("posten", "")
        if posten.isascii() and posten.isdigit() and len(posten) < 19:
            stichproben.verbinde(int(posten), self.neue, akteur=ich(self.request))
        post.schreibe(self.neue, "Die Rechnungsprüfung hat eine Feststellung zu Ihrer Stelle getroffen.")


class Seite(RechtMixin):
    """A page of one finding; a foreign one is 404."""

    recht: ClassVar[Any] = LESEN
    request: HttpRequest
    kwargs: Mapping[str, Any]
    wer: ClassVar[Wer[Feststellung] | None] = None

    def betrete(self) -> None:
        """Raises Http404 for a foreign one, Verweigert for who may not do this act on it."""
        super().betrete()
        if self.wer is not None:
            self.wer.verlange(self.feststellung, ich(self.request))

    @cached_property
    def feststellung(self) -> Feststellung:
        """The finding of this page."""
        return get_object_or_404(feststellungen.sichtbare(ich(self.request)), pk=self.kwargs["pk"])

    @property
    def adresse(self) -> str:
        """Its page."""
        return reverse("feststellung", args=[self.feststellung.pk])

    def krumen(self, seite: str = "") -> list[dict[str, str]]:
        """Below the list."""
        liste = {"name": "Feststellungen", "url": reverse("feststellungen")}
        eine = {"name": self.feststellung.kennung, "url": self.adresse if seite else ""}
        return [liste, eine, *([{"name": seite, "url": ""}] if seite else [])]


class Eine(Seite, TemplateView):
    """`/feststellungen/<pk>/`: what was found, everything said to it, what one may do now."""

    template_name = "revision/feststellung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        f, person = self.feststellung, ich(self.request)
        return super().get_context_data(
            feststellung=f,
            fall=weg(person, "fall", f.antrag.pk) if f.antrag else "",
            regel=REGELN.get(f.regel),
            beitraege=f.beitraege.select_related("von"),
            wege=[
                (reverse(f"feststellung_{seite.name}", args=[f.pk]), seite.titel)
                for seite in SCHRITTE
                if seite.wer is not None and f.status in seite.ab and not seite.wer.hindernisse(f, person)
            ],
            brotkrumen=self.krumen(),
            **kwargs,
        )


class Schritt(Seite, Tatseite):
    """A form behind which an act on the finding stands."""

    template_name = "revision/formular.html"
    name: ClassVar[str]
    titel: ClassVar[str]
    ab: ClassVar[tuple[str, ...]]
    satz: ClassVar[str] = ""

    @property
    def stand(self) -> int:
        """What the page showed; an outdated one is refused."""
        return gelesener_stand(self.request)

    def worauf(self) -> dict[str, Any]:
        return {"objekt": self.feststellung}

    def weiter(self) -> str:
        return self.adresse

    def werte(self, form: Any) -> dict[str, Any]:
        """What the act takes: what was typed, what the page showed, who acts."""
        return {**form.cleaned_data, "stand": self.stand, "akteur": ich(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except FaktenFehler as fehler:
            return self.mit_maengeln(form, [Mangel(str(fehler))])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stand = self.request.POST.get("stand", self.feststellung.stand)
        return super().get_context_data(
            titel=self.titel,
            knopf=self.titel,
            bezug=f"{self.feststellung.kennung}: {self.feststellung.titel}",
            gelesen=stand,
            zurueck=self.adresse,
            brotkrumen=self.krumen(self.titel),
            **kwargs,
        )


class Beantworten(Schritt):
    """The Leitung of the audited Stelle answers."""

    name, titel, ab = "beantworten", "Antworten", (S.OFFEN,)
    wer = feststellungen.ANTWORT
    form_class = Antwortformular
    aktion = Tat.FESTSTELLUNG_BEANTWORTEN
    meldung = "Ihre Antwort liegt der Rechnungsprüfung vor."

    def tue(self, form: Any) -> object:
        return feststellungen.beantworte(self.feststellung.pk, **self.werte(form))


class Nachfragen(Schritt):
    """The answer is not enough."""

    name, titel, ab = "nachfragen", "Nachfragen", (S.BEANTWORTET, S.NACHVERFOLGT)
    wer = feststellungen.PRUEFUNG
    form_class = Nachfrageformular
    aktion = Tat.FESTSTELLUNG_NACHFRAGEN
    meldung = "Die Stelle ist um eine weitere Antwort gebeten."

    def tue(self, form: Any) -> object:
        with transaction.atomic():
            f = feststellungen.frage_nach(self.feststellung.pk, **self.werte(form))
            post.schreibe(f, "Die Rechnungsprüfung fragt zu einer Feststellung nach.")
        return f


class Nachverfolgen(Schritt):
    """What was promised is looked at later."""

    name, titel, ab = "nachverfolgen", "Umsetzung vereinbaren", (S.BEANTWORTET,)
    wer = feststellungen.PRUEFUNG
    form_class = Nachverfolgungsformular
    aktion = Tat.FESTSTELLUNG_NACHVERFOLGEN
    meldung = "Die Umsetzung ist vereinbart."

    def tue(self, form: Any) -> object:
        return feststellungen.verfolge_nach(self.feststellung.pk, **self.werte(form))


class Schliessen(Schritt):
    """It ends; the report is written and kept."""

    name, titel, ab = "schliessen", "Schließen", (S.OFFEN, S.BEANTWORTET, S.NACHVERFOLGT)
    wer = feststellungen.PRUEFUNG
    form_class = Abschlussformular
    aktion = Tat.FESTSTELLUNG_SCHLIESSEN
    meldung = "Die Feststellung ist geschlossen, ihr Prüfbericht ist abgelegt."

    def tue(self, form: Any) -> object:
        person = ich(self.request)
        return feststellungen.schliesse(
            self.feststellung.pk, schreibe=lambda f: schreiben.bericht(f, zeichnet=person), **self.werte(form)
        )


SCHRITTE: tuple[type[Schritt], ...] = (Beantworten, Nachfragen, Nachverfolgen, Schliessen)


class Bericht(Seite, View):
    """`/feststellungen/<pk>/bericht.pdf`: the stored report, checked against its hash, or a draft."""

    def get(self, _request: HttpRequest, pk: int) -> HttpResponse:
        f = self.feststellung
        if f.geschlossen:
            inhalt = unveraendert(f.datei, f.sha256)
            if inhalt is None:
                raise Http404(f"Der Prüfbericht {pk} stimmt nicht mit seiner Prüfsumme überein.")
        else:
            inhalt = schreiben.bericht(f, zeichnet=None)
        kopf = {"Content-Disposition": f'attachment; filename="{f.kennung}.pdf"'}
        return HttpResponse(inhalt, content_type="application/pdf", headers=kopf)
