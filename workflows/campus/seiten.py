"""Pages of a model site: what everybody reads, and where Campus-Management writes."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.angebote.models import Standort
from antraege.antrag.views import Tatseite, gelesener_stand
from antraege.campus import dienst, fristen
from antraege.campus.models import Campuseintrag, Campusfrist, Eintragsart, Indikator
from antraege.gremien import zahlen
from antraege.kern.geld import summe
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import ich
from workflows.campus import sicht
from workflows.campus.formulare import Eintragsformular, Fristformular, Indikatorformular, Messwertformular


class AmStandort:
    """A page of one site; `kuerzel` in the address."""

    kwargs: dict[str, Any]

    @cached_property
    def standort(self) -> Standort:
        """Raises Http404 for a site that does not exist."""
        standorte = Standort.objects.select_related("stelle")
        return get_object_or_404(standorte, stelle__kuerzel=self.kwargs["kuerzel"])

    def krumen(self, *weiter: str) -> list[dict[str, str]]:
        """Below the site."""
        seite = {"name": self.standort.stelle.name, "url": reverse("standort", args=[self.kwargs["kuerzel"]])}
        return [
            {"name": "Standorte", "url": reverse("standorte")},
            seite if weiter else {"name": seite["name"], "url": ""},
            *({"name": name, "url": ""} for name in weiter),
        ]


class StandortSeite(AmStandort, TemplateView):
    """`/standorte/<kuerzel>/`: everything about one site on one page, with a bounded number of queries."""

    recht = None
    oeffentlich = True
    template_name = "campus/standort.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standort, person = self.standort, self.request.user
        innen = sicht.innen(person, standort)
        eintraege = sicht.eintraege(standort, intern=innen)
        einrichtungen = sicht.einrichtungen(standort)
        vereinbarungen = sicht.vereinbarungen(einrichtungen)
        verbindungen = list(sicht.verbindungen(einrichtungen, vereinbarungen))
        lagen = fristen.alle(uhr.heute())
        return super().get_context_data(
            standort=standort,
            innen=innen,
            pflegt=rechte.darf(person, Recht.CAMPUS_PFLEGEN, standort.stelle),
            sieht_abrufe=rechte.darf(person, Recht.STANDORTABRUFE_SEHEN, standort.stelle),
            einrichtungen=einrichtungen,
            netz=sicht.netz(einrichtungen, verbindungen),
            feste=[v for v in verbindungen if not v.vereinbarung],
            aufgaben=sicht.aufgaben(eintraege),
            ziele=sicht.ziele(standort, eintraege),
            erkenntnisse=sicht.je_art(eintraege, Eintragsart.ERKENNTNIS),
            begleitung=[e for e in eintraege if e.art in (Eintragsart.BEGLEITUNG, Eintragsart.EVALUATION)],
            vereinbarungen=vereinbarungen,
            lesbar=sicht.lesbare(person, vereinbarungen),
            angebote=list(sicht.passende_angebote(standort)[: sicht.MEISTE_ANGEBOTE]),
            termine=sicht.kalender(lagen, eintraege, vereinbarungen),
            lagen=lagen,
            draengende=[stand for stand in lagen if stand.draengt],
            brotkrumen=self.krumen(),
            **self._aus_der_vorlage(lagen),
            **kwargs,
        )

    def _aus_der_vorlage(self, lagen: list[fristen.Lage]) -> dict[str, Any]:
        """Posts, money and contradictions of the council paper that set the deadlines; nothing without one."""
        if not lagen:
            return {"vorlage": None}
        vorlage = lagen[0].frist.vorlage
        person, stelle = self.request.user, vorlage.stelle
        sachkosten = zahlen.sachzeilen(vorlage)
        return {
            "vorlage": vorlage,
            "stellen": zahlen.stellen(vorlage),
            "sachkosten": sachkosten,
            "sachsumme": summe(betrag for _, betrag in sachkosten),
            "auftraege": sorted(zahlen.auftraege(vorlage)),
            "widersprueche": zahlen.widersprueche(vorlage),
            "geld": sicht.geld(person, vorlage),
            "entscheidet": stelle is not None
            and rechte.darf(person, Recht.GREMIENVORLAGE_EINBRINGEN, stelle),
        }


class Schreibseite(AmStandort, RechtMixin, Tatseite):
    """A form of Campus-Management; foreign sites are refused before anything is read."""

    recht = Recht.CAMPUS_PFLEGEN
    template_name = "campus/formular.html"
    ueberschrift: str

    def betrete(self) -> None:
        """Raises Http404 for an unknown site, Verweigert for a foreign one."""
        super().betrete()
        rechte.verlange(self.request.user, Recht.CAMPUS_PFLEGEN, self.standort.stelle)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            standort=self.standort,
            ueberschrift=self.ueberschrift,
            brotkrumen=self.krumen(self.ueberschrift),
            **kwargs,
        )

    def worauf(self) -> dict[str, Any]:
        return {"objekt": f"standort/{self.standort.pk}", "stelle_id": self.standort.stelle_id}

    def weiter(self) -> str:
        return reverse("standort", args=[self.kwargs["kuerzel"]])


class EintragNeu(Schreibseite):
    """`…/eintragen/<art>/`: a new entry of one kind; the page of the site says for which task or goal."""

    form_class = Eintragsformular
    aktion = Tat.CAMPUSEINTRAG_SCHREIBEN

    def betrete(self) -> None:
        super().betrete()
        _ = self.art

    @cached_property
    def art(self) -> Eintragsart:
        """Raises Http404 for a kind that does not exist."""
        return _art(self.kwargs["art"])

    @property
    def ueberschrift(self) -> str:  # type: ignore[override]
        """The kind in words."""
        return f"{self.art.label} eintragen"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "art": self.art}

    def get_initial(self) -> dict[str, Any]:
        return {
            "tag": uhr.heute(),
            **{n: self.request.GET[n] for n in ("aufgabe", "ziel") if n in self.request.GET},
        }

    def tue(self, form: forms.Form) -> None:
        felder = {**form.cleaned_data, "art": self.art}
        dienst.trage_ein(self.standort, felder, akteur=ich(self.request))


class EintragAendern(Schreibseite):
    """`…/eintraege/<pk>/`: other words, or away with it."""

    form_class = Eintragsformular
    template_name = "campus/eintrag.html"
    aktion = Tat.CAMPUSEINTRAG_AENDERN
    ueberschrift = "Eintrag ändern"

    def betrete(self) -> None:
        super().betrete()
        _ = self.eintrag

    @cached_property
    def eintrag(self) -> Campuseintrag:
        """Raises Http404 for an entry of another site."""
        return get_object_or_404(
            self.standort.eintraege.select_related("aufgabe", "ziel"), pk=self.kwargs["pk"]
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "art": Eintragsart(self.eintrag.art), "neu": False}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.eintrag, name) for name in dienst.INHALT}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stand = self.request.POST.get("stand", self.eintrag.stand)
        return super().get_context_data(eintrag=self.eintrag, stand=stand, **kwargs)

    def tue(self, form: forms.Form) -> None:
        stand, akteur = gelesener_stand(self.request), ich(self.request)
        dienst.aendere(self.eintrag.pk, form.cleaned_data, stand=stand, akteur=akteur)


class EintragStreichen(EintragAendern):
    """`…/eintraege/<pk>/streichen/`: it goes from the page, the trail keeps it."""

    form_class = forms.Form  # type: ignore[assignment]  # a button asks nothing
    template_name = "campus/streichen.html"
    aktion = Tat.CAMPUSEINTRAG_STREICHEN
    ueberschrift = "Eintrag streichen"
    meldung = "Der Eintrag ist gestrichen. Im Protokoll bleibt er stehen."

    def get_form_kwargs(self) -> dict[str, Any]:
        return Schreibseite.get_form_kwargs(self)

    def tue(self, form: forms.Form) -> None:
        dienst.streiche(self.eintrag.pk, stand=gelesener_stand(self.request), akteur=ich(self.request))


class IndikatorNeu(Schreibseite):
    """`…/indikatoren/neu/`: what is counted for a goal."""

    form_class = Indikatorformular
    aktion = Tat.INDIKATOR_ANLEGEN
    ueberschrift = "Indikator anlegen"

    def get_initial(self) -> dict[str, Any]:
        return {n: self.request.GET[n] for n in ("ziel",) if n in self.request.GET}

    def tue(self, form: forms.Form) -> None:
        dienst.lege_indikator_an(self.standort, form.cleaned_data, akteur=ich(self.request))


class MesswertNeu(Schreibseite):
    """`…/indikatoren/<pk>/`: the value of a day."""

    form_class = Messwertformular
    aktion = Tat.MESSWERT_EINTRAGEN
    ueberschrift = "Wert eintragen"

    def betrete(self) -> None:
        super().betrete()
        _ = self.indikator

    @cached_property
    def indikator(self) -> Indikator:
        """Raises Http404 for one of another site."""
        zeilen = self.standort.indikatoren.select_related("standort__stelle")
        return get_object_or_404(zeilen, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "indikator": self.indikator}

    def get_initial(self) -> dict[str, Any]:
        return {"tag": uhr.heute()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(einleitung=self.indikator.name, **kwargs)

    def tue(self, form: forms.Form) -> None:
        dienst.miss(self.indikator, **form.cleaned_data, akteur=ich(self.request))


class FristErledigen(RechtMixin, Tatseite):
    """`/campusfristen/<pk>/`: what was decided, by the Leitung that answers for the paper."""

    recht = Recht.GREMIENVORLAGE_EINBRINGEN
    form_class = Fristformular
    template_name = "campus/frist.html"
    aktion = Tat.CAMPUSFRIST_ERLEDIGEN
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for an unknown deadline, Verweigert without the right at its unit."""
        super().betrete()
        dienst.WER_ENTSCHEIDET.verlange(self.frist, ich(self.request))

    @cached_property
    def frist(self) -> Campusfrist:
        """Raises Http404 for one that does not exist or is done."""
        offene = Campusfrist.objects.filter(erledigt_am__isnull=True).select_related("vorlage__stelle")
        return get_object_or_404(offene, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            frist=self.frist,
            stand=self.request.POST.get("stand", self.frist.stand),
            brotkrumen=[{"name": "Standorte", "url": reverse("standorte")}, {"name": self.frist.titel}],
            **kwargs,
        )

    @property
    def meldung(self) -> str:  # type: ignore[override]
        """Which one is done."""
        return f"„{self.frist.titel}“ ist erledigt."

    def tue(self, form: forms.Form) -> object:
        werte = {"ergebnis": form.cleaned_data["ergebnis"], "stand": gelesener_stand(self.request)}
        return dienst.erledige(self.frist.pk, **werte, akteur=ich(self.request))

    def worauf(self) -> dict[str, Any]:
        return {"objekt": self.frist}

    def weiter(self) -> str:
        return reverse("standorte")


def _art(wort: str) -> Eintragsart:
    try:
        return Eintragsart(wort)
    except ValueError as fehler:
        raise Http404 from fehler
