"""Programmes and Richtlinien as everybody reads them; Festwerte; the release by a second person."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView, View

from antraege.haushalt.templatetags.geld import euro
from antraege.kern.geld import zeige_zahl
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.programme import festwerte
from antraege.programme.finder import geltende_externe, zwecke_von
from antraege.programme.forms import FestwertFormular
from antraege.programme.mitgeliefert import lege_vor, ohne_richtlinie
from antraege.programme.models import (
    Aufruf,
    Festwert,
    Festwertart,
    Finanzierungsart,
    Foerderprogramm,
    Pruefart,
    Richtlinie,
)
from antraege.programme.models.festwert import EINSTELLUNGEN, WERTGRENZEN
from antraege.programme.queries import (
    entwurf_zur_freigabe,
    freigabemaengel,
    gueltige_richtlinie,
    kein_aufruf,
    mitzeichnende,
    wartende_entwuerfe,
)
from antraege.programme.services import FREIGABE, freigeben
from antraege.programme.views_finder import Foerderliste, ansprechstelle, servicestelle
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.lieferung import LieferFehler
from rollen.models import Benutzer
from rollen.rechte import berechtigungen
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich, ueberholt

GEZEIGTE = 3  # of every value the newest; the others stand on a page of their own
REDAKTION = (Recht.RICHTLINIE_FREIGEBEN, Recht.RICHTLINIE_BEARBEITEN)
_ART_IN_WORTEN = {
    Finanzierungsart.FESTBETRAG: "Sie bekommen einen festen Betrag.",
    Finanzierungsart.ANTEIL: "Sie bekommen einen Anteil Ihrer anerkannten Ausgaben.",
    Finanzierungsart.FEHLBEDARF: "Sie bekommen, was nach Ihren eigenen Mitteln fehlt.",
    Finanzierungsart.VOLL: "Sie bekommen alle anerkannten Ausgaben ersetzt.",
    Finanzierungsart.EINHEITEN: "Sie bekommen für jede Einheit einen festen Betrag.",
}
LESEN = (
    Recht.RICHTLINIE_BEARBEITEN,
    Recht.RICHTLINIE_FREIGEBEN,
    Recht.HAUSHALT_SEHEN,
    Recht.PROTOKOLL_PRUEFEN,
)


class Programme(Foerderliste, TemplateView):
    """The programmes that are open by rules valid today, the city's and other funders'."""

    recht = None
    oeffentlich = True
    template_name = "programme/liste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stellen = rechte.stellen_mit(self.request.user, *REDAKTION)
        return super().get_context_data(
            wartend=wartende_entwuerfe(stellen),
            vorzulegen=ohne_richtlinie(rechte.stellen_mit(self.request.user, Recht.RICHTLINIE_BEARBEITEN)),
            redaktion=any(b.recht in REDAKTION for b in rechte.berechtigungen(self.request.user)),
            **kwargs,
        )


class Programm(TemplateView):
    """One programme: who may apply, how much, until when, with what."""

    recht = None
    oeffentlich = True
    template_name = "programme/programm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programm = get_object_or_404(
            Foerderprogramm.objects.select_related("stelle", "finder"), kuerzel=kwargs["kuerzel"]
        )
        richtlinie = gueltige_richtlinie(programm, uhr.heute())
        if richtlinie is None:
            raise Http404
        prefetch_related_objects([richtlinie], "aufrufe")
        darf = rechte.darf(self.request.user, Recht.RICHTLINIE_FREIGEBEN, programm.stelle)
        return super().get_context_data(
            programm=programm,
            richtlinie=richtlinie,
            betraege=betraege(richtlinie),
            fristen=fristen(richtlinie),
            andere_wege=geltende_externe(uhr.heute()).filter(programm=programm),
            wofuer=sorted(zweck.bezeichnung for zweck in zwecke_von(programm)),
            ansprechstelle=ansprechstelle(programm.stelle),
            servicestelle=servicestelle(),
            mitzeichnende=mitzeichnende(richtlinie),
            geschlossen=kein_aufruf(richtlinie, uhr.heute()),
            aufrufe=aufrufe(richtlinie, uhr.heute()),
            freigabe=darf and entwurf_zur_freigabe(programm),
            brotkrumen=[{"name": "Programme", "url": reverse("programme")}, {"name": programm.name}],
            **kwargs,
        )


def betraege(richtlinie: Richtlinie) -> list[tuple[str, str]]:
    """How much there is and how it is reckoned, as pairs of term and words."""
    art = Finanzierungsart(richtlinie.finanzierungsart)
    anteil = {
        "Höchster Fördersatz": richtlinie.foerdersatz_max,
        "Kleinster Eigenanteil": richtlinie.eigenanteil_min,
    }
    grenzen = {"Mindestbetrag": richtlinie.mindestbetrag, "Höchstbetrag": richtlinie.hoechstbetrag}
    return [
        ("Art der Förderung", f"{art.label}: {_ART_IN_WORTEN[art]}"),
        *((name, euro(wert)) for name, wert in grenzen.items() if wert is not None),
        *((name, f"{zeige_zahl(wert)} %") for name, wert in anteil.items() if wert is not None),
    ]


def fristen(richtlinie: Richtlinie) -> list[tuple[str, str]]:
    """Every period an applicant should know, as pairs of term and words."""
    tage = richtlinie.tage_pruefung + richtlinie.tage_fachlich + richtlinie.tage_mitzeichnung
    zeit = "; ".join(zeit.zeitraum for zeit in richtlinie.antragszeiten)
    return [
        ("Anträge", zeit or "jederzeit, vor Beginn des Vorhabens"),
        ("Bearbeitung", f"in der Regel bis zu {tage + richtlinie.tage_entscheidung} Werktage"),
        ("Rückfragen", f"Sie haben {richtlinie.tage_nachforderung} Tage Zeit für Ihre Antwort."),
        ("Verwendung", f"Gezahltes Geld verwenden Sie innerhalb von {richtlinie.monate_verwendung} Monaten."),
        ("Verwendungsnachweis", f"bis {richtlinie.monate_nachweis} Monate nach dem Ende des Vorhabens"),
    ]


def aufrufe(richtlinie: Richtlinie, tag: date) -> list[tuple[Aufruf, str, str]]:
    """Every call with where it stands on the day, in words, and the kind of its mark."""
    staende = {
        True: ("offen", "success"),
        False: ("abgelaufen", "neutral"),
    }
    return [
        (
            aufruf,
            *(("noch nicht offen", "info") if aufruf.von > tag else staende[aufruf.als_zeit().umfasst(tag)]),
        )
        for aufruf in richtlinie.aufrufe.all()
    ]


def regeln_der_mitzeichnung(richtlinie: Richtlinie) -> list[tuple[str, str]]:
    """When further Stellen sign, what their silence means, and who learns of a missed deadline; working days."""
    danach = richtlinie.mitzeichnung_nach_vorschlag
    zeilen = [("Mitzeichnung", "erst, wenn der Vorschlag steht" if danach else "während die Prüfung läuft")]
    if (tage := richtlinie.tage_mitzeichnung_gilt) is not None:
        zeilen.append(("Keine Antwort", f"gilt {tage} Werktage nach der Frist als Mitzeichnung"))
    if (tage := richtlinie.tage_eskalation) is not None:
        zeilen.append(("Versäumte Frist", f"erfährt die Leitung nach {tage} Werktagen"))
    return zeilen


class Festwerte(RechtMixin, TemplateView):
    """Every value with its history, and what waits for a second person."""

    recht = LESEN
    template_name = "programme/festwerte.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        akteur = ich(self.request)
        der_stadt = {*EINSTELLUNGEN, *WERTGRENZEN.values()}
        neueste = festwerte.neueste(je=GEZEIGTE + 1)
        unfrei = list(Festwert.objects.filter(freigegeben_am=None).select_related("erfasst_von"))
        gruppen: dict[bool, list[tuple[Festwertart, list[Festwert], int | None]]] = {False: [], True: []}
        for art in Festwertart:
            werte = [wert for wert in neueste if wert.schluessel == art]
            gruppen[art in der_stadt].append((art, werte, EINSTELLUNGEN.get(art)))
        offene = [
            {"wert": w, "gruende": festwerte.FREIGABE.hindernisse(w, akteur)}
            for w in unfrei
            if w.erfasst_von_id
        ]
        eigene = {b.recht for b in berechtigungen(akteur)}
        krumen = [{"name": "Programme", "url": reverse("programme")}, {"name": "Festwerte"}]
        return super().get_context_data(
            gruppen=(
                ("gesetz", "Gesetz und Rat", gruppen[False]),
                ("stadt", "Einstellungen der Stadt", gruppen[True]),
            ),
            gezeigte=GEZEIGTE,
            heute=uhr.heute(),
            offene=offene,
            freizugeben=[zeile["wert"] for zeile in offene if not zeile["gruende"]],
            mitgelieferte=[w for w in unfrei if not w.erfasst_von_id],
            darf_vorlegen=Recht.RICHTLINIE_BEARBEITEN in eigene,
            darf_verwerfen=bool(eigene & {Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN}),
            brotkrumen=krumen,
            **kwargs,
        )


class Festwertreihe(RechtMixin, TemplateView):
    """`/festwerte/wert/<schluessel>/`: every value of one kind that was ever released, the newest first."""

    recht = LESEN
    template_name = "programme/festwertreihe.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Raises Http404 for what nobody sets."""
        if kwargs["schluessel"] not in Festwertart.values:
            raise Http404
        art = Festwertart(kwargs["schluessel"])
        werte, seiten = blaettere(self.request, festwerte.freigegebene(art), ordnung=("-gueltig_ab", "-pk"))
        krumen = [{"name": "Festwerte", "url": reverse("festwerte")}, {"name": art.label}]
        return super().get_context_data(art=art, werte=werte, seiten=seiten, brotkrumen=krumen, **kwargs)


class FestwertNeu(RechtMixin, Formularantwort, FormView):
    """Propose a value; it counts only when another person has released it."""

    recht = Recht.RICHTLINIE_BEARBEITEN
    template_name = "programme/festwert_neu.html"
    form_class = FestwertFormular
    success_url = reverse_lazy("festwerte")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Festwerte", "url": reverse("festwerte")}, {"name": "Neuer Wert"}]
        return super().get_context_data(brotkrumen=krumen, **kwargs)

    def form_valid(self, form: FestwertFormular) -> HttpResponse:
        try:
            festwerte.schlage_vor(**form.cleaned_data, akteur=ich(self.request))
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, "Der Wert ist erfasst. Eine zweite Person muss ihn freigeben.")
        return super().form_valid(form)


class FestwertKnopf(RechtMixin, View):
    """One button on the page of the Festwerte; 409 when somebody was faster."""

    kwargs: dict[str, Any]

    def tat(self, akteur: Benutzer) -> str:
        """Do it and say what has happened. Raises MaengelFehler."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Raises Http404 for a value that does not exist."""
        if pk := kwargs.get("pk"):
            get_object_or_404(Festwert, pk=pk)
        try:
            geschehen = self.tat(ich(request))
        except MaengelFehler as fehler:
            return ueberholt(request, str(fehler))
        messages.success(request, geschehen)
        return redirect("festwerte")


class FestwerteVorlegen(FestwertKnopf):
    """One person lays all delivered values before a second one."""

    recht = Recht.RICHTLINIE_BEARBEITEN

    def tat(self, akteur: Benutzer) -> str:
        anzahl = festwerte.lege_mitgelieferte_vor(akteur=akteur)
        return f"{anzahl} Werte sind vorgelegt. Eine zweite Person muss sie freigeben."


class FestwerteFreigeben(FestwertKnopf):
    """The second person releases all values that the page showed, or none."""

    recht = Recht.RICHTLINIE_FREIGEBEN

    def tat(self, akteur: Benutzer) -> str:
        ids = [int(pk) for pk in self.request.POST.getlist("wert") if pk.isdecimal()]
        return f"{festwerte.gib_alle_frei(ids, akteur=akteur)} Werte sind freigegeben."


class FestwertFreigeben(FestwertKnopf):
    """The second person releases one."""

    recht = Recht.RICHTLINIE_FREIGEBEN

    def tat(self, akteur: Benutzer) -> str:
        return f"Freigegeben: {festwerte.gib_frei(self.kwargs['pk'], akteur=akteur)}."


class FestwertVerwerfen(FestwertKnopf):
    """A proposal that was wrong goes; the trail keeps it."""

    recht = (Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN)

    def tat(self, akteur: Benutzer) -> str:
        festwerte.verwirf(self.kwargs["pk"], akteur=akteur)
        return "Der Vorschlag ist verworfen."


class Freigabe(RechtMixin, TemplateView):
    """Everything that would become valid, what still stands against it, and the button."""

    recht = REDAKTION
    template_name = "programme/freigabe.html"

    @cached_property
    def programm(self) -> Foerderprogramm:
        eigene = Foerderprogramm.objects.filter(stelle__in=rechte.stellen_mit(ich(self.request), *REDAKTION))
        return get_object_or_404(eigene.select_related("stelle"), kuerzel=self.kwargs["kuerzel"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programm = self.programm
        richtlinie = entwurf_zur_freigabe(programm)
        zurueck = {"name": programm.name, "url": reverse("programm", args=[programm.kuerzel])}
        inhalt: dict[str, Any] = {}
        if richtlinie:
            punkte = list(richtlinie.pruefpunkte.all())
            gruende = FREIGABE.hindernisse(richtlinie, ich(self.request))
            inhalt = {
                "hindernisse": [*map(Mangel, gruende), *freigabemaengel(richtlinie)],
                "betraege": betraege(richtlinie),
                "aufrufe": aufrufe(richtlinie, uhr.heute()),
                "fristen": [*fristen(richtlinie), *regeln_der_mitzeichnung(richtlinie)],
                "mitzeichnende": mitzeichnende(richtlinie),
                "listen": [(art.label, [punkt for punkt in punkte if punkt.art == art]) for art in Pruefart],
            }
        return super().get_context_data(
            programm=programm,
            richtlinie=richtlinie,
            brotkrumen=[{"name": "Programme", "url": reverse("programme")}, zurueck, {"name": "Freigabe"}],
            **inhalt,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Release exactly the version the page showed; 409 when somebody was faster, 422 when parts are missing."""
        richtlinie = entwurf_zur_freigabe(self.programm)
        gelesen = (request.POST.get("richtlinie"), request.POST.get("stand"))
        if richtlinie is None or gelesen != (str(richtlinie.pk), str(richtlinie.stand)):
            return render(
                request, "fehler/409.html", {"grund": "Diese Fassung ist nicht mehr offen."}, status=409
            )
        try:
            frei = freigeben(richtlinie, akteur=ich(request))
        except MaengelFehler:
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        messages.success(request, f"Freigegeben: {frei}. Ab jetzt ändert sich daran nichts mehr.")
        return redirect("programme")


class RichtlinieVorlegen(RechtMixin, View):
    """One person lays the delivered rules of a programme before whoever releases them."""

    recht = Recht.RICHTLINIE_BEARBEITEN

    def post(self, request: HttpRequest, kuerzel: str) -> HttpResponse:
        """Lay them before; 409 when that has happened already, 422 when a file or a Stelle is missing."""
        stellen = rechte.stellen_mit(ich(request), Recht.RICHTLINIE_BEARBEITEN)
        programm = get_object_or_404(Foerderprogramm, kuerzel=kuerzel, stelle__in=stellen)
        try:
            neu = lege_vor(programm, akteur=ich(request))
        except MaengelFehler as fehler:
            return ueberholt(request, str(fehler))
        except LieferFehler as fehler:
            return render(request, "fehler/422.html", {"grund": str(fehler)}, status=422)
        messages.success(request, f"Vorgelegt: {neu}. Eine zweite Person muss sie freigeben.")
        return redirect("richtlinie_freigeben", kuerzel)
