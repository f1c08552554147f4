"""Master data: one set of pages for every kind of thing that a room has declared (`rollen.stammdaten`)."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from rollen import rechte
from rollen.akt import GEAENDERT
from rollen.ansicht import RechtMixin, oeffnet
from rollen.blaettern import blaettere
from rollen.fehler import Ueberholt
from rollen.models import Stammdatenaenderung, Verzeichnisimport
from rollen.stammdaten import aenderungen
from rollen.stammdaten.sache import SACHEN, Folge, Handlung, Sache, Stammdatenformular
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Tatformular, ich, versuche

# Whoever keeps or releases something of it, and the auditor, who reads all of it.
ALLE = (
    Recht.STAMMDATEN_PFLEGEN,
    Recht.ROLLEN_VERGEBEN,
    Recht.HAUSHALT_BEWIRTSCHAFTEN,
    Recht.HAUSHALT_FREIGEBEN,
    Recht.GREMIENLAUF_PFLEGEN,
    Recht.PROTOKOLL_PRUEFEN,
)
JE_SEITE = 50


def sichtbare(request: HttpRequest) -> list[Sache]:
    """The kinds of things this person may look at."""
    eigene = {b.recht for b in rechte.berechtigungen(request.user)}
    alle = Recht.PROTOKOLL_PRUEFEN in eigene
    return [sache for sache in SACHEN.values() if alle or {sache.pflege, sache.freigabe} & eigene]


class Stammdaten(RechtMixin, TemplateView):
    """`/stammdaten/`: the kinds of things, and what waits for a second person or for its day."""

    recht = ALLE
    template_name = "stammdaten/uebersicht.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sachen = sichtbare(self.request)
        offene = Stammdatenaenderung.objects.filter(
            sache__in=[s.schluessel for s in sachen], **aenderungen.OFFEN
        )
        einzeln = offene.filter(stapel=None).select_related("erfasst_von")
        seite, seiten = blaettere(self.request, einzeln, laenge=JE_SEITE, ordnung=("gilt_ab", "pk"))
        return super().get_context_data(
            sachen=sachen,
            offene=seite,
            seiten=seiten,
            stapel=Verzeichnisimport.objects.filter(uebernommen_am=None, verworfen_am=None)
            | Verzeichnisimport.objects.filter(pk__in=offene.filter(stapel__isnull=False).values("stapel")),
            **kwargs,
        )


class SacheMixin(RechtMixin):
    """Narrows to one kind of thing and, with `pk`, to one thing of it."""

    recht = ALLE
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for what nobody has declared, Verweigert for who has nothing to do with it."""
        super().betrete()
        if self.sache not in sichtbare(self.request):
            gruende = (
                f"Für {self.sache.mehrzahl} fehlt Ihnen das Recht.",
                rechte.wer_darf(self.sache.pflege),
            )
            raise rechte.Verweigert(*gruende)

    @cached_property
    def sache(self) -> Sache:
        sache = SACHEN.get(self.kwargs["was"])
        if sache is None:
            raise Http404
        return sache

    @cached_property
    def objekt(self) -> Any:
        return get_object_or_404(self.sache.zeilen(ich(self.request)), pk=self.kwargs["pk"])

    def pflegt(self) -> bool:
        """Whether the person may propose changes here."""
        return any(b.recht == self.sache.pflege for b in rechte.berechtigungen(self.request.user))

    def krumen(self, *weitere: dict[str, str]) -> list[dict[str, str]]:
        sache = self.sache
        oben = {"name": "Stammdaten", "url": reverse("stammdaten")}
        liste = {"name": sache.mehrzahl, "url": reverse("stammdatenliste", args=[sache.schluessel])}
        return [oben, liste, *weitere]


class Stammdatum(SacheMixin, TemplateView):
    """One thing: what it is, what may be done, what waits, and everything that was changed."""

    template_name = "stammdaten/objekt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sache, objekt = self.sache, self.objekt
        alle = Stammdatenaenderung.objects.filter(sache=sache.schluessel, objekt_id=objekt.pk)
        alle = alle.select_related("erfasst_von", "freigegeben_von", "verworfen_von")
        offen = Q(**aenderungen.OFFEN)
        fruehere, seiten = blaettere(
            self.request, alle.exclude(offen), laenge=JE_SEITE, ordnung=("-gilt_ab", "-pk")
        )
        return super().get_context_data(
            sache=sache,
            objekt=objekt,
            fakten=list(sache.fakten(objekt)),
            handlungen=sache.moegliche(objekt) if self.pflegt() else [],
            geschlossen=sache.ende(objekt),
            frueher=aenderungen.namen_vor(sache.schluessel, [objekt.pk]).get(objekt.pk, []),
            offene=alle.filter(offen),
            geschichte=[(a, in_worten(sache, a)) for a in fruehere],
            seiten=seiten,
            brotkrumen=self.krumen({"name": str(objekt)}),
            **kwargs,
        )


def in_worten(sache: Sache, aenderung: Stammdatenaenderung) -> list[tuple[str, str, str]]:
    """Each field that changes: its name, before, after."""
    handlung = sache.handlung(aenderung.handlung)
    felder = handlung.formular.base_fields if handlung else {}
    namen = [*aenderung.nachher, *(n for n in aenderung.vorher if n not in aenderung.nachher)]
    worte = {n: str(felder[n].label) if n in felder and felder[n].label else n.capitalize() for n in namen}
    return [(worte[n], aenderung.vorher.get(n, ""), aenderung.nachher.get(n, "")) for n in namen]


def gezeigte(form: Stammdatenformular, request: HttpRequest) -> list[Folge]:
    """What else happens, with links only to pages that let this person in."""
    return [
        replace(
            folge,
            zeilen=[(text, url if url and oeffnet(ich(request), url) else "") for text, url in folge.zeilen],
        )
        for folge in form.folgen()
        if folge.zeilen
    ]


class Tun(SacheMixin, Tatformular):
    """The form of one thing that may be done; with *Folgen zeigen* it only says what else would happen."""

    template_name = "stammdaten/handlung.html"

    def betrete(self) -> None:
        """Raises Http404 for what may not be done to this thing, Verweigert without the right to propose."""
        super().betrete()
        if self.handlung.neu == ("pk" in self.kwargs):
            raise Http404
        if not self.pflegt():
            recht = self.sache.pflege
            raise rechte.Verweigert(f"Ihnen fehlt das Recht „{recht.bezeichnung}“.", rechte.wer_darf(recht))
        if "pk" in self.kwargs and self.handlung not in self.sache.moegliche(self.objekt):
            raise Http404

    @cached_property
    def handlung(self) -> Handlung:
        handlung = self.sache.handlung(self.kwargs.get("tun", ""))
        if handlung is None:
            raise Http404
        return handlung

    def get_form(self, form_class: Any = None) -> Stammdatenformular:
        objekt = self.objekt if "pk" in self.kwargs else None
        if self.request.method == "POST":
            werte = {name: self.request.POST.getlist(name) for name in self.request.POST}
            return self.handlung.gebunden(werte, objekt)
        return self.handlung.formular(instance=objekt)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.setdefault("form", self.get_form())
        ziel = reverse("stammdatenliste", args=[self.sache.schluessel])
        krumen = [{"name": self.handlung.titel}]
        name = ""
        if "pk" in self.kwargs:
            name = str(self.sache.modell._base_manager.get(pk=self.kwargs["pk"]))
            ziel = reverse("stammdatum", args=[self.sache.schluessel, self.kwargs["pk"]])
            krumen.insert(0, {"name": name, "url": ziel})
        folgen: list[Folge] = []
        if self.handlung.name == "schliessen" or (form.is_bound and form.is_valid()):
            folgen = gezeigte(form, self.request)
        return super().get_context_data(
            sache=self.sache,
            handlung=self.handlung,
            gegenstand=name,
            ausgang=self.request.POST.get("ausgang")
            or self.handlung.formular(instance=self._frisch()).ausgang(),
            folgen=folgen,
            zurueck=ziel,
            brotkrumen=self.krumen(*krumen),
            **kwargs,
        )

    def _frisch(self) -> Any:
        return self.sache.modell._base_manager.get(pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def tue(self, form: Any) -> HttpResponse:
        if "probe" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, probe=True))
        if form.ausgang() != self.request.POST.get("ausgang"):
            raise Ueberholt(GEAENDERT)
        aenderung = aenderungen.schlage_vor(self.sache, self.handlung, form, akteur=ich(self.request))
        if aenderung.wartet:
            messages.success(self.request, "Das ist vorgeschlagen. Eine zweite Person muss es freigeben.")
            return redirect("stammdatenaenderung", aenderung.pk)
        wann = "gilt" if aenderung.wirksam_am else f"gilt ab dem {aenderung.gilt_ab:%d.%m.%Y}"
        messages.success(self.request, f"{aenderung}: {wann}.")
        if aenderung.objekt_id:
            return redirect("stammdatum", self.sache.schluessel, aenderung.objekt_id)
        return redirect("stammdatenaenderung", aenderung.pk)


class AenderungMixin(RechtMixin):
    """One change of a kind of thing that the person may look at; any other one does not exist for them."""

    recht = ALLE
    kwargs: dict[str, Any]

    @cached_property
    def aenderung(self) -> Stammdatenaenderung:
        schluessel = [sache.schluessel for sache in sichtbare(self.request)]
        alle = Stammdatenaenderung.objects.select_related(
            "erfasst_von", "freigegeben_von", "verworfen_von", "stapel"
        )
        return get_object_or_404(alle, pk=self.kwargs["pk"], sache__in=schluessel)


class Aenderung(AenderungMixin, TemplateView):
    """A proposal: before and after, what else happens, and the two buttons of who decides."""

    template_name = "stammdaten/aenderung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        aenderung = self.aenderung
        sache = SACHEN[aenderung.sache]
        folgen: list[Folge] = []
        hindernisse: list[str] = []
        if aenderung.offen:
            try:
                form = aenderungen.formular(aenderung)
                if form.is_valid():
                    folgen = gezeigte(form, self.request)
                if aenderung.wartet:
                    hindernisse = aenderungen.FREIGABE.hindernisse(aenderung, ich(self.request))
            except Ueberholt as fehler:
                hindernisse = [str(fehler)]
        objekt = (
            sache.modell._base_manager.filter(pk=aenderung.objekt_id).first() if aenderung.objekt_id else None
        )
        krume = {"name": sache.mehrzahl, "url": reverse("stammdatenliste", args=[sache.schluessel])}
        return super().get_context_data(
            aenderung=aenderung,
            sache=sache,
            objekt=objekt,
            zeilen=in_worten(sache, aenderung),
            folgen=folgen,
            bedingungen=[{"text": grund} for grund in hindernisse],
            verwerfbar=aenderung.offen
            and not aenderungen.VERWERFEN.hindernisse(aenderung, ich(self.request)),
            brotkrumen=[
                {"name": "Stammdaten", "url": reverse("stammdaten")},
                krume,
                {"name": str(aenderung)},
            ],
            **kwargs,
        )


class AenderungFreigeben(AenderungMixin, View):
    """The second person agrees; POST only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        vorher = self.aenderung
        erledigt: list[Stammdatenaenderung] = []
        versuche(
            request,
            lambda: erledigt.append(aenderungen.gib_frei(pk, akteur=ich(request))),
            aktion=Tat.STAMMDATEN_FREIGEBEN,
            objekt=vorher,
        )
        neu = erledigt[0]
        wann = "Es gilt." if neu.wirksam_am else f"Es gilt ab dem {neu.gilt_ab:%d.%m.%Y}."
        messages.success(request, f"Freigegeben: {neu}. {wann}")
        if neu.wirksam_am and neu.objekt_id:
            return redirect("stammdatum", neu.sache, neu.objekt_id)
        return redirect("stammdatenaenderung", pk)


class AenderungVerwerfen(AenderungMixin, View):
    """Takes a proposal back; POST only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        versuche(
            request,
            lambda: aenderungen.verwirf(pk, akteur=ich(request)),
            aktion=Tat.STAMMDATEN_VERWERFEN,
            objekt=self.aenderung,
        )
        messages.success(request, "Der Vorschlag ist verworfen.")
        return redirect("stammdaten")
