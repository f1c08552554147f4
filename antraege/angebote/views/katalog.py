"""What everybody may read: the offers, the two sites; and the way from an offer to a request."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView

from antraege.angebote import dienst, katalog, queries, termine
from antraege.angebote.forms import Katalogfilter
from antraege.angebote.models import Angebot, Angebotsstatus, Standort, Themenfeld
from antraege.antrag.models import Antrag
from antraege.antrag.views import AntragBeginnen
from antraege.haushalt.export import schreiber
from antraege.programme.models import Richtlinie
from rollen import rechte, uhr
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.views.basis import ich


class Katalog(TemplateView):
    """`/angebote/`: what counts today, the newest first; five queries, whatever there is."""

    recht = None
    oeffentlich = True
    template_name = "angebote/katalog.html"

    @cached_property
    def wahl(self) -> dict[str, list[tuple[int, str]]]:
        """Topics and sites, in two queries."""
        orte = Standort.objects.order_by("stelle__name").values_list("pk", "stelle__name")
        return {"themenfeld": list(Themenfeld.objects.values_list("pk", "name")), "standort": list(orte)}

    @cached_property
    def suche(self) -> katalog.Suche:
        """What the address asks for."""
        return katalog.Suche(**Katalogfilter(self.request.GET, wahl=self.wahl).gelesen())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, or the whole filtered list as a file."""
        if schreibe := schreiber(request.GET.get("format", "")):
            return schreibe("angebote", katalog.KOPF, katalog.export(self.suche))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        angebote, seiten = blaettere(self.request, katalog.angebote(self.suche))
        eigene = {b.recht for b in rechte.berechtigungen(self.request.user)}
        frei = termine.naechste(angebote, uhr.heute())
        return super().get_context_data(
            angebote=[
                (angebot, katalog.ort_in_worten(angebot), frei.get(angebot.stamm_id_oder_selbst, ()))
                for angebot in angebote
            ],
            seiten=seiten,
            suche=self.suche,
            filter=Katalogfilter(wahl=self.wahl, initial=vars(self.suche)),
            darf_pflegen=Recht.ANGEBOT_PFLEGEN in eigene,
            **{form: f"?{self._adresse(form)}" for form in ("csv", "xlsx")},
            **kwargs,
        )

    def _adresse(self, form: str) -> str:
        werte = {n: w for n, w in vars(self.suche).items() if w is not False and w not in ("", None)}
        return urlencode({**werte, "format": form})


class AngebotSeite(TemplateView):
    """`/angebote/<pk>/`: one offer; before it is published only for those who write it or decide on it."""

    recht = None
    oeffentlich = True
    template_name = "angebote/angebot.html"

    @cached_property
    def angebot(self) -> Angebot:
        """Raises Http404 for one that this person may not see."""
        angebot = get_object_or_404(queries.mit_allem(Angebot.objects.all()), pk=self.kwargs["pk"])
        if angebot.status != Angebotsstatus.VEROEFFENTLICHT and not self._drinnen(angebot):
            raise Http404
        return angebot

    def _drinnen(self, angebot: Angebot) -> bool:
        if not self.request.user.is_authenticated:
            return False
        entscheidet = queries.zu_entscheiden(ich(self.request)).filter(pk=angebot.pk)
        return self._pflegt(angebot) or entscheidet.exists()

    def _pflegt(self, angebot: Angebot) -> bool:
        return rechte.darf(self.request.user, Recht.ANGEBOT_PFLEGEN, angebot.anbieter)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """An address that somebody has kept leads to the version that counts now."""
        if neue := self._nachfolger():
            return redirect("angebot", neue)
        return super().get(request, *args, **kwargs)

    def _nachfolger(self) -> int | None:
        alte = Angebot.objects.filter(pk=self.kwargs["pk"], status=Angebotsstatus.ERSETZT).first()
        if alte is None:
            return None
        geltende = queries.alle_fassungen(alte).filter(status=Angebotsstatus.VEROEFFENTLICHT)
        return geltende.values_list("pk", flat=True).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        angebot = self.angebot
        pflegt = self._pflegt(angebot)
        return super().get_context_data(
            angebot=angebot,
            ort=katalog.ort_in_worten(angebot),
            termine=termine.kommende(angebot),
            heute_gueltig=angebot.gilt_am(uhr.heute()),
            pflegt=pflegt,
            offene=dienst.offene_fassung(angebot) if pflegt else None,
            brotkrumen=[{"name": "Angebote", "url": reverse("angebote")}, {"name": angebot.titel}],
            **self._fuer_das_amt(angebot),
            **kwargs,
        )

    def _fuer_das_amt(self, angebot: Angebot) -> dict[str, Any]:
        if not self.request.user.is_authenticated or not queries.im_amt(ich(self.request)):
            return {"innen": False}
        wartend = queries.wartende(ich(self.request)).filter(pk=angebot.pk).exists()
        return {"innen": True, "vereinbarungen": queries.vereinbarungen(angebot), "zu_pruefen": wartend}


class Standorte(TemplateView):
    """One section per site, one table of topics."""

    recht = None
    oeffentlich = True
    template_name = "angebote/standorte.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        einrichtungen = ("einrichtungen__stelle__eltern", "einrichtungen__ogs_traeger")
        return super().get_context_data(
            standorte=Standort.objects.select_related("stelle").prefetch_related(*einrichtungen),
            themenfelder=Themenfeld.objects.prefetch_related("koordination"),
            **kwargs,
        )


class AngebotAnfragen(AntragBeginnen):
    """The usual first page of a request, with what the offer says already filled in."""

    template_name = "angebote/anfragen.html"

    def betrete(self) -> None:
        """Raises Http404 for an offer that does not count today."""
        super().betrete()
        _ = self.angebot

    @cached_property
    def angebot(self) -> Angebot:
        """Raises Http404 for one that does not count today."""
        geltende = queries.mit_allem(queries.geltende(uhr.heute()))
        return get_object_or_404(geltende, pk=self.kwargs["pk"])

    @cached_property
    def richtlinie(self) -> Richtlinie:
        """Raises Http404 while no cooperation can be asked for."""
        richtlinie = katalog.offene_richtlinie()
        if richtlinie is None:
            raise Http404
        return richtlinie

    def get_initial(self) -> dict[str, Any]:
        return {"titel": self.angebot.titel, "standort": katalog.einziger_standort(self.angebot)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        angebot = self.angebot
        krumen = [
            {"name": "Angebote", "url": reverse("angebote")},
            {"name": angebot.titel, "url": reverse("angebot", args=[angebot.pk])},
            {"name": "Kooperation anfragen"},
        ]
        return super().get_context_data(angebot=angebot, brotkrumen=krumen, **kwargs)

    def lege_an(self, **werte: Any) -> Antrag:
        return katalog.frage_an(self.angebot, self.richtlinie, **werte)
