"""An Abruf on the page: booked in three steps, read, and moved by whoever it lies with."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.angebote import abrufe, queries
from antraege.angebote.abrufe import Anfrage
from antraege.angebote.models import Abruf, Abrufstand, Angebot, Bedarfsstand
from antraege.antrag.views import Tatseite, gelesener_stand, veraltet
from antraege.kern.maengel import MaengelFehler
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin, weg
from rollen.fehler import Ueberholt
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, ich, versuche
from workflows.abruf import bedarfe, folgen, sicht, tuer
from workflows.abruf.formulare import WUNSCH, Gruppenformular, Handgriffformular, Wahlformular

SEITEN = (
    *(Recht.ABRUF_STELLEN, Recht.ANGEBOT_PFLEGEN, Recht.STANDORTABRUFE_SEHEN),
    *(Recht.ABRUF_ZUORDNEN, Recht.PROTOKOLL_PRUEFEN),
)
SPERRGRUND = "Zu diesem Abruf fehlen noch Angaben."


class Buchungsseite(RechtMixin, Formularantwort, FormView):
    """One of the three pages; what was typed stays in the session until the Abruf is sent."""

    recht = Recht.ABRUF_STELLEN
    schritt: ClassVar[int]
    titel: ClassVar[str]
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for an offer that does not count today, and for who has no institution."""
        super().betrete()
        if not abrufe.abrufende(ich(self.request)).exists():
            raise Http404
        _ = self.angebot

    @cached_property
    def angebot(self) -> Angebot:
        """Raises Http404 for one that does not count today."""
        geltende = queries.mit_allem(queries.geltende(uhr.heute()))
        return get_object_or_404(geltende, pk=self.kwargs["pk"])

    @property
    def schluessel(self) -> str:
        """Where the session keeps it."""
        return f"abruf-{self.kwargs['pk']}"

    @property
    def eingaben(self) -> dict[str, Any]:
        """What was typed on the pages so far."""
        gemerkt: dict[str, Any] = self.request.session.get(self.schluessel, {})
        return gemerkt

    def merke(self, form: forms.Form) -> None:
        """Keep what was typed on this page."""
        getipptes = {name: form.data.get(name, "") for name in form.fields}
        self.request.session[self.schluessel] = {**self.eingaben, **getipptes}

    def get_initial(self) -> dict[str, Any]:
        return self.eingaben

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [
            {"name": "Angebote", "url": reverse("angebote")},
            {"name": self.angebot.titel, "url": reverse("angebot", args=[self.angebot.pk])},
            {"name": "Abrufen"},
        ]
        return super().get_context_data(
            angebot=self.angebot, schritt=self.schritt, titel=self.titel, brotkrumen=krumen, **kwargs
        )


class AbrufBeginnen(Buchungsseite):
    """`/angebote/<pk>/abrufen/`: for whom, and when."""

    schritt, titel = 1, "Wann?"
    template_name = "abruf/buchen.html"
    form_class = Wahlformular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "angebot": self.angebot, "benutzer": ich(self.request)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The need it comes from stands in the address and stays in the session."""
        if (bedarf := request.GET.get("bedarf", "")).isdecimal():
            request.session[self.schluessel] = {**self.eingaben, "bedarf_id": int(bedarf)}
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Wahlformular) -> HttpResponse:
        self.merke(form)
        return redirect("abruf_gruppe", self.angebot.pk)


class AbrufGruppe(Buchungsseite):
    """`/angebote/<pk>/abrufen/gruppe/`: who comes."""

    schritt, titel = 2, "Wer kommt?"
    template_name = "abruf/buchen.html"
    form_class = Gruppenformular

    def form_valid(self, form: Gruppenformular) -> HttpResponse:
        self.merke(form)
        return redirect("abruf_pruefen", self.angebot.pk)


class AbrufPruefen(Buchungsseite):
    """`/angebote/<pk>/abrufen/pruefen/`: everything once more, then it is sent."""

    schritt, titel = 3, "Prüfen und senden"
    template_name = "abruf/pruefen.html"
    form_class = forms.Form

    @cached_property
    def anfrage(self) -> Anfrage | None:
        """What the two pages before have said; None while something is missing."""
        wahl = Wahlformular(self.eingaben, angebot=self.angebot, benutzer=ich(self.request))
        gruppe = Gruppenformular(self.eingaben)
        if not (wahl.is_valid() and gruppe.is_valid()):
            return None
        werte: dict[str, Any] = {**wahl.cleaned_data, **gruppe.cleaned_data}
        gewaehlt = werte["termin"]
        return Anfrage(**{**werte, "termin": None if gewaehlt == WUNSCH else wahl.termine[gewaehlt]})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Back to where something is missing."""
        if request.user.is_authenticated:
            self.betrete()
            if self.anfrage is None:
                messages.info(request, SPERRGRUND)
                return redirect("abruf_beginnen", self.angebot.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        anfrage = self.anfrage
        assert anfrage is not None
        termin = anfrage.termin
        voll = termin is not None and termin.braucht(anfrage.kinder) > termin.frei
        fakten = [
            ("Einrichtung", anfrage.einrichtung.name),
            ("Wann", str(termin) if termin else f"Wunsch: {anfrage.wunsch}"),
            ("Gruppe", f"{anfrage.gruppe}, {anfrage.kinder} Kinder"),
            ("Ganztag", "ja" if anfrage.ganztag else "nein"),
            ("Ansprechbar", anfrage.kontakt),
            ("Besonderer Bedarf", anfrage.bedarf or "keiner"),
            ("Kosten", self.angebot.kosten_in_worten),
            ("Vereinbarung", self.angebot.vereinbarung_in_worten),
        ]
        maengel = list(abrufe.hindernisse(self.angebot, anfrage))
        return super().get_context_data(fakten=fakten, voll=voll, maengel=maengel, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        anfrage = self.anfrage
        assert anfrage is not None
        gesendet: list[Abruf] = []

        bedarf = self.eingaben.get("bedarf_id")
        offen = bedarf and bedarfe.sichtbare(ich(self.request)).filter(pk=bedarf, status=Bedarfsstand.OFFEN)

        def sende() -> None:
            bedarf_id = bedarf if offen and offen.filter(einrichtung=anfrage.einrichtung).exists() else None
            gesendet.append(
                tuer.frage_an(self.angebot.pk, anfrage, bedarf_id=bedarf_id, akteur=ich(self.request))
            )

        try:
            objekt = f"angebot/{self.angebot.pk}"
            stelle_id = anfrage.einrichtung.pk
            versuche(self.request, sende, aktion=Tat.ABRUF_STELLEN, objekt=objekt, stelle_id=stelle_id)
        except MaengelFehler:
            return self.form_invalid(form)
        except Ueberholt as fehler:
            return veraltet(self.request, fehler)
        del self.request.session[self.schluessel]
        _sage_wie_es_steht(self.request, gesendet[0])
        return redirect("abruf", gesendet[0].pk)


def _sage_wie_es_steht(request: HttpRequest, abruf: Abruf) -> None:
    if abruf.status == Abrufstand.WARTELISTE:
        platz = abrufe.wartet_als(abruf)
        text = f"Der Termin ist ausgebucht. Sie stehen auf Platz {platz} der Warteliste."
        messages.warning(request, f"{text} Wird ein Platz frei, rücken Sie nach und bekommen Post.")
    else:
        messages.success(request, "Ihr Abruf ist gesendet. Die Koordination des Themas ordnet ihn zu.")


class Abrufseite(RechtMixin):
    """One Abruf that this person may read; any other one does not exist for them."""

    recht = SEITEN
    request: HttpRequest
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a foreign one."""
        super().betrete()
        _ = self.abruf

    @cached_property
    def abruf(self) -> Abruf:
        """Raises Http404 for a foreign one."""
        sichtbare = sicht.mit_allem(abrufe.sichtbare(ich(self.request)))
        return get_object_or_404(sichtbare, pk=self.kwargs["pk"])


class AbrufSeite(Abrufseite, TemplateView):
    """`/modulabrufe/<pk>/`: everything about it, and what one can do."""

    template_name = "abruf/abruf.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        abruf, person = self.abruf, ich(self.request)
        eigener = rechte.darf(person, Recht.ABRUF_STELLEN, abruf.einrichtung)
        laeuft = abruf.laeuft or abruf.status == Abrufstand.DURCHGEFUEHRT
        return super().get_context_data(
            abruf=abruf,
            art=sicht.ARTEN[abruf.status],
            fakten=sicht.fakten(abruf),
            phasen=sicht.phasen(abruf),
            bei_wem=sicht.bei_wem(abruf),
            griffe=list(sicht.handgriffe(abruf, person)),
            verlauf=sicht.verlauf(abruf),
            eigener=eigener,
            vereinbarung=eigener and abrufe.vereinbarung_noetig(abruf),
            bezahlt=eigener and laeuft and abruf.angebot.kosten is not None,
            programme=folgen.programme(abruf) if eigener and laeuft else [],
            antraege=abruf.antraege.order_by("pk") if eigener else [],
            brotkrumen=[self._liste(eigener=eigener), {"name": str(abruf)}],
            **kwargs,
        )

    def _liste(self, *, eigener: bool) -> dict[str, str]:
        if eigener:
            return {"name": "Meine Abrufe", "url": reverse("meine_abrufe")}
        if rechte.darf(ich(self.request), Recht.ANGEBOT_PFLEGEN, self.abruf.anbieter):
            return {"name": "Abrufe zu meinen Angeboten", "url": reverse("eingegangene_abrufe")}
        standort = folgen.standort(self.abruf)
        if standort and weg(ich(self.request), "abrufe_zuordnen") == "":
            return {"name": str(standort), "url": reverse("standort_abrufe", args=[standort.kuerzel])}
        return {"name": "Abrufe", "url": reverse("abrufe_zuordnen")}


class AbrufTat(Abrufseite, Tatseite):
    """`/modulabrufe/<pk>/<act>/`: one act with what is asked for it."""

    template_name = "abruf/tat.html"

    @cached_property
    def griff(self) -> sicht.Handgriff:
        """Raises Http404 for an act that does not exist."""
        for griff in sicht.HANDGRIFFE:
            if griff.name == self.kwargs["tat"]:
                return griff
        raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever comes too late finds the Abruf as it stands; who may not is told why. Raises Verweigert."""
        if self.abruf.unerfuellt(self.griff.uebergang):
            messages.info(request, f"Der Abruf ist schon weiter: {self.abruf.get_status_display()}.")
            return redirect("abruf", self.abruf.pk)
        self.griff.wer.verlange(self.abruf, ich(request))
        return super().get(request, *args, **kwargs)

    def get_form_class(self) -> type[Handgriffformular]:
        return self.griff.formular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "abruf": self.abruf}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [
            {"name": str(self.abruf), "url": reverse("abruf", args=[self.abruf.pk])},
            {"name": self.griff.titel},
        ]
        return super().get_context_data(
            abruf=self.abruf,
            griff=self.griff,
            fakten=sicht.fakten(self.abruf),
            stand=self.request.POST.get("stand", self.abruf.stand),
            brotkrumen=krumen,
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        self.aktion, self.meldung = self.griff.aktion, self.griff.erfolg
        return super().form_valid(form)

    def tue(self, form: Handgriffformular) -> object:
        wie = {**form.angaben(), "stand": gelesener_stand(self.request), "akteur": ich(self.request)}
        return self.griff.tue(self.abruf.pk, **wie)

    def worauf(self) -> dict[str, Any]:
        return {"objekt": self.abruf}

    def weiter(self) -> str:
        return reverse("abruf", args=[self.abruf.pk])
