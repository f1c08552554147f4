"""The trail for people: of one case with the chain's verdict, and the auditor's search over everything."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from antraege.antrag.models import Antrag
from antraege.haushalt import export
from rollen import befundablage, protokoll, rechte
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.models import Eintrag
from rollen.protokoll import Befund
from rollen.siegel import SiegelFehler, unverankert
from rollen.siegelschluessel import SchluesselFehler
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte import sicht, trail

JE_SEITE = 100
BLOCK = 1000
SOFORT = 50_000  # entries that are verified while somebody waits for the page: about two seconds

_ZU_GROSS = (
    "Die ganze Prüfung dauert länger, als eine Seite warten sollte. Sie läuft jede Nacht; sofort läuft sie im Terminal "
    "mit manage.py protokoll_pruefen."
)
ZU_GROSS = ("Das Protokoll ist zu groß für diese Seite", _ZU_GROSS)


class FallTrail(RechtMixin, TemplateView):
    """Everything that happened in one case, refusals too, and whether the chain is whole."""

    recht = (Recht.PROTOKOLL_SEHEN, Recht.PROTOKOLL_PRUEFEN)
    template_name = "akte/trail.html"
    antrag: Antrag

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or all entries as data. Raises Http404 for a case whose trail is not open to this person."""
        self.antrag = sicht.fall_fuer(ich(request), kwargs["pk"])
        if not sicht.sieht_protokoll(ich(request), self.antrag):
            raise Http404
        form = request.GET.get("format", "")
        if form == "json":
            befund = protokoll.pruefe_kette(self.antrag.kette)
            daten = {
                "kette": self.antrag.kette,
                "aktenzeichen": self.antrag.aktenzeichen,
                "befund": {
                    "heil": befund.heil,
                    "eintraege": befund.eintraege,
                    "nr": befund.nr,
                    "was": befund.was,
                },
                "eintraege": [trail.als_daten(eintrag) for eintrag in self._eintraege()],
            }
            antwort = JsonResponse(daten, json_dumps_params={"ensure_ascii": False, "indent": 1})
            antwort["Content-Disposition"] = (
                f'attachment; filename="protokoll-{self.antrag.aktenzeichen or self.antrag.pk}.json"'
            )
            return antwort
        if schreibe := export.schreiber(form):
            zeilen = (trail.als_tabellenzeile(z) for z in trail.zeilen(self._eintraege()))
            return schreibe(f"protokoll-{self.antrag.aktenzeichen or self.antrag.pk}", trail.KOPF, zeilen)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        befund = protokoll.pruefe_kette(self.antrag.kette)
        blatt, seiten = blaettere(self.request, self._eintraege(), laenge=JE_SEITE)
        return super().get_context_data(
            antrag=self.antrag,
            zeilen=trail.zeilen(blatt, befund=befund),
            seiten=seiten,
            befund=befund,
            unverankert=unverankert(self.antrag.kette),
            stelle_im_trail=self._adresse(befund),
            **kwargs,
        )

    def _eintraege(self) -> Any:
        zeilen = Eintrag.objects.filter(kette=self.antrag.kette)
        return zeilen.select_related("akteur", "stelle", "vertretung_fuer").order_by("nr")

    def _adresse(self, befund: Befund) -> str:
        """Where the broken entry stands in the list; empty when it is not there."""
        if befund.heil:
            return ""
        pk = (
            Eintrag.objects.filter(kette=self.antrag.kette, nr=befund.nr).values_list("pk", flat=True).first()  # type: ignore[misc]
        )
        return f"?vor={pk + 1}#eintrag-{befund.nr}" if pk else ""


class AufAllesMixin(RechtMixin):
    """For who may audit the whole city."""

    recht = Recht.PROTOKOLL_PRUEFEN

    def betrete(self) -> None:
        """Raises Verweigert for who may not audit everywhere."""
        super().betrete()
        if not rechte.ueberall(ich(self.request), Recht.PROTOKOLL_PRUEFEN):
            raise rechte.Verweigert(
                "Das ganze Protokoll prüft nur, wer dieses Recht für die ganze Stadt hat."
            )


class Protokollbefund(AufAllesMixin, TemplateView):
    """The verdict over the whole trail: the last one of the nightly job, and on demand a new one while it is small."""

    template_name = "akte/trail_befund.html"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Verify now. Nothing is stored: the verdict of the night is the one that a key vouches for."""
        if not self._klein():
            return self.render_to_response(self.get_context_data(stoerung=ZU_GROSS), status=422)
        try:
            return self.render_to_response(self.get_context_data(neu=protokoll.pruefe_alles()))
        except (SiegelFehler, SchluesselFehler) as fehler:
            stoerung = ("Der Befund ließ sich nicht erheben", str(fehler))
            return self.render_to_response(self.get_context_data(stoerung=stoerung), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(letzter=befundablage.letzter(), klein=self._klein(), **kwargs)

    def _klein(self) -> bool:
        """Few enough to be verified while somebody waits."""
        letzter = Eintrag.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return letzter <= SOFORT


class Suche(forms.Form):
    """What the auditor looks for; everything is optional."""

    aktenzeichen = forms.CharField(label="Aktenzeichen", required=False, max_length=40)
    person = forms.CharField(label="Person", required=False, max_length=80)
    haushaltsstelle = forms.CharField(
        label="Haushaltsstelle", required=False, max_length=80, help_text="Auftrag, Kostenstelle oder Name"
    )
    dokument = forms.CharField(
        label="Dokument", required=False, max_length=64, help_text="Dokument-ID oder Prüfsumme (SHA-256)"
    )
    aktion = forms.ChoiceField(label="Was geschah", required=False)
    von = forms.DateField(label="ab Tag", required=False)
    bis = forms.DateField(label="bis Tag", required=False)
    verweigert = forms.BooleanField(label="nur Verweigertes", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aktion"].choices = [("", "alles"), *trail.taten()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        werte = super().clean() or self.cleaned_data
        if werte.get("von") and werte.get("bis") and werte["bis"] < werte["von"]:
            self.add_error("bis", "Der letzte Tag liegt vor dem ersten.")
        return werte


class ProtokollSuche(AufAllesMixin, TemplateView):
    """Read-only search over the whole trail of the city."""

    template_name = "akte/trail_suche.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or everything found as a stream."""
        form = Suche(request.GET)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, zeilen=[]), status=422)
        eintraege = trail.suche(form.cleaned_data)
        if schreibe := export.schreiber(request.GET.get("format", "")):
            strom = eintraege.order_by("-pk").iterator(chunk_size=BLOCK)
            worte = ([e.kette, *trail.als_tabellenzeile(trail.zeilen([e])[0])] for e in strom)
            return schreibe("protokoll", ("Fall", *trail.KOPF), worte)
        blatt, seiten = blaettere(request, eintraege)
        zeilen = trail.zeilen(blatt, faelle=trail.faelle_zu(blatt))
        adresse = request.GET.copy()
        adresse.pop("format", None)
        return self.render_to_response(
            self.get_context_data(form=form, zeilen=zeilen, seiten=seiten, export_adresse=adresse.urlencode())
        )
