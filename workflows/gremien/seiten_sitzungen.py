"""The calendar of the bodies: open to everybody without internal papers, kept by the office of the bodies."""

import logging
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from antraege.antrag.forms import DateiFeld
from antraege.antrag.views import Tatseite, gelesener_stand
from antraege.gremien import sitzungen
from antraege.gremien.dienst import Beratungsergebnis
from antraege.gremien.models import (
    ENTSCHIEDENE,
    VOR_DEN_GREMIEN,
    Beratung,
    Gremienvorlage,
    Gremium,
    Sitzung,
)
from antraege.kern.beratung import ERGEBNISSE, MIT_VERMERK, Beratungsart, Ergebnis
from antraege.kern.status import als_choices
from antraege.kooperation.forms import langtext
from rollen import rechte, uhr
from rollen.ablage import unveraendert
from rollen.ansicht import RechtMixin
from rollen.forms.filter import Filterformular, auswahl
from rollen.formulare import BedingtesFormular, Wenn, tag
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import ich

log = logging.getLogger(__name__)
KOMMENDE, VERGANGENE = 100, 25
MIT_TAG = ("", *(e.value for e in Ergebnis if e != Ergebnis.UEBERSPRUNGEN))


def innen(request: HttpRequest) -> bool:
    """True for the office of the bodies, which sees the papers that are not public too."""
    return any(b.recht == Recht.GREMIENLAUF_PFLEGEN for b in rechte.berechtigungen(request.user))


class Gremienfilter(Filterformular):
    """One body, or all."""

    suche = None  # type: ignore[assignment]  # there is nothing to look for
    gremium = auswahl("Gremium", coerce=int)


class Gremienkalender(TemplateView):
    """`/gremien/`: what comes, what was, and the papers of the administration; `?gremium=` and `?vor=` narrow it."""

    recht = None
    oeffentlich = True
    template_name = "gremien/kalender.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wahl = {"gremium": list(Gremium.objects.values_list("pk", "name"))}
        gewaehlt = Gremienfilter(self.request.GET, wahl=wahl).gelesen()
        alle = Sitzung.objects.select_related("gremium").filter(**gewaehlt)
        heute, vor = uhr.heute(), self._vor()
        fruehere = list(alle.filter(am__lt=min(vor or heute, heute)).order_by("-am", "pk")[: VERGANGENE + 1])
        return super().get_context_data(
            filter=Gremienfilter(wahl=wahl, initial=gewaehlt),
            gewaehlt=gewaehlt.get("gremium"),
            kommende=[] if vor else list(alle.filter(am__gte=heute).order_by("am", "pk")[:KOMMENDE]),
            vergangene=fruehere[:VERGANGENE],
            aeltere=fruehere[VERGANGENE - 1].am if len(fruehere) > VERGANGENE else None,
            vorlagen=self._vorlagen(),
            schreibt=rechte.stellen_mit(self.request.user, Recht.GREMIENVORLAGE_SCHREIBEN).exists(),
            pflegt=innen(self.request),
            **kwargs,
        )

    def _vorlagen(self) -> list[Gremienvorlage]:
        """The public papers of the administration that were brought in, own drafts too, the newest first."""
        offen = Q(oeffentlich=True, status__in=VOR_DEN_GREMIEN)
        sichtbare = Gremienvorlage.objects.filter(offen | Q(stelle__in=self._eigene()), antrag__isnull=True)
        return list(sichtbare.select_related("stelle").order_by("-datum", "-pk")[:VERGANGENE])

    def _eigene(self) -> list[int]:
        """The Stellen for which this person writes or brings in papers, by id."""
        wer = (Recht.GREMIENVORLAGE_SCHREIBEN, Recht.GREMIENVORLAGE_EINBRINGEN)
        return list(rechte.stellen_mit(self.request.user, *wer).values_list("pk", flat=True))

    def _vor(self) -> date | None:
        try:
            return date.fromisoformat(self.request.GET.get("vor", ""))
        except ValueError:
            return None


class SitzungSeite(TemplateView):
    """`/gremien/sitzungen/<pk>/`: the papers of a session with what was said on each."""

    recht = None
    oeffentlich = True
    template_name = "gremien/sitzung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sitzung = get_object_or_404(Sitzung.objects.select_related("gremium"), pk=self.kwargs["pk"])
        pflegt = innen(self.request)
        return super().get_context_data(
            sitzung=sitzung,
            pflegt=pflegt,
            punkte=sitzungen.tagesordnung(sitzung, intern=pflegt),
            brotkrumen=[{"name": "Gremien", "url": reverse("gremien")}, {"name": str(sitzung)}],
            **kwargs,
        )


class Sitzungsangaben(forms.Form):
    """When and where."""

    beginn = forms.TimeField(
        label="Beginn", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ort = forms.CharField(label="Ort", max_length=120, required=False)


class SitzungNeuFormular(Sitzungsangaben):
    """Which body, which day."""

    gremium = forms.ModelChoiceField(
        Gremium.objects.filter(aktiv=True), label="Gremium", empty_label="Bitte wählen"
    )
    am = tag("Tag", required=True)
    field_order = ("gremium", "am", "beginn", "ort")


class SitzungAendernFormular(Sitzungsangaben):
    """Another hour or place, or no session at all."""

    abgesagt = forms.BooleanField(
        label="Die Sitzung fällt aus",
        required=False,
        help_text="Vorlagen, die beraten werden sollten, werden vertagt: Das erfassen Sie bei jeder Vorlage.",
    )


class Nachtragsformular(BedingtesFormular):
    """What the minutes say."""

    bedingt = (
        Wenn("tatsaechlich_am", "ergebnis", MIT_TAG, "Bitte nennen Sie den Tag der Sitzung."),
        Wenn("neuer_termin", "ergebnis", (Ergebnis.VERTAGT.value,), "Bitte nennen Sie den neuen Termin."),
        Wenn("vermerk", "ergebnis", tuple(MIT_VERMERK), "Bitte sagen Sie, warum."),
    )
    ergebnis = forms.ChoiceField(label="Ergebnis", widget=forms.RadioSelect)
    tatsaechlich_am = tag("Beraten am", help_text="Der Tag der Sitzung, nicht der geplante.")
    neuer_termin = tag("Neuer Termin", help_text="Nötig, wenn vertagt ist.")
    vermerk = langtext(
        "Vermerk", help_text="Nötig bei Änderung und Ablehnung, und wenn eine Beratung entfällt."
    )

    def __init__(self, *args: Any, beratung: Beratung, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moeglich = ERGEBNISSE[Beratungsart(beratung.art)]
        if beratung.nur_monat:
            moeglich = (Ergebnis(beratung.ergebnis),)
        elif beratung.vorlage.status in ENTSCHIEDENE:
            moeglich = tuple(e for e in moeglich if e != Ergebnis.VERTAGT)
        self.fields["ergebnis"].choices = als_choices(moeglich)  # type: ignore[attr-defined]
        if Ergebnis.VERTAGT not in moeglich:
            del self.fields["neuer_termin"]
        if len(moeglich) == 1:
            self.initial.setdefault("ergebnis", moeglich[0])
        self.initial.setdefault("vermerk", beratung.vermerk)

    def clean_tatsaechlich_am(self) -> date | None:
        """No session of tomorrow has a result."""
        am: date | None = self.cleaned_data["tatsaechlich_am"]
        if am is not None and am > uhr.heute():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return am

    def clean(self) -> dict[str, Any]:
        """A new day lies behind the old one."""
        daten = super().clean()
        am, neuer = daten.get("tatsaechlich_am"), daten.get("neuer_termin")
        if am and neuer and neuer <= am:
            self.add_error("neuer_termin", "Bitte nennen Sie einen Termin nach dieser Sitzung.")
        return daten

    def angaben(self, vorlage: Gremienvorlage) -> Beratungsergebnis:
        """As the service takes it; a changed Beschluss keeps the amount, its words stand in the Vermerk."""
        daten = self.cleaned_data
        geaendert = daten["ergebnis"] == Ergebnis.GEAENDERT
        return Beratungsergebnis(
            ergebnis=daten["ergebnis"],
            tatsaechlich_am=daten["tatsaechlich_am"],
            neuer_termin=daten.get("neuer_termin"),
            vermerk=daten["vermerk"],
            wortlaut=daten["vermerk"] if geaendert else "",
            betrag=vorlage.betrag if geaendert else None,
        )


class Auszugsformular(forms.Form):
    """One file."""

    datei = DateiFeld(
        label="Auszug aus der Niederschrift",
        help_text="Eine PDF-Datei ist am besten. Bei einer öffentlichen Vorlage kann ihn jeder lesen.",
    )


class Pflegeseite(RechtMixin, Tatseite):
    """A form of the office of the bodies; leads back to the session."""

    recht = Recht.GREMIENLAUF_PFLEGEN
    template_name = "gremien/sitzungsformular.html"
    kwargs: dict[str, Any]
    ueberschrift: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            ueberschrift=self.ueberschrift,
            brotkrumen=[{"name": "Gremien", "url": reverse("gremien")}, {"name": self.ueberschrift}],
            **kwargs,
        )

    def worauf(self) -> dict[str, Any]:
        eigene = rechte.berechtigungen(ich(self.request))
        return {"objekt": "gremien", "stelle_id": next(b.stelle_id for b in eigene)}

    def weiter(self) -> str:
        return reverse("gremien")


class SitzungNeu(Pflegeseite):
    """`/gremien/sitzungen/neu/`."""

    form_class = SitzungNeuFormular
    aktion = Tat.SITZUNG_ANSETZEN
    ueberschrift = "Sitzung ansetzen"
    meldung = "Die Sitzung steht im Kalender."

    def tue(self, form: Any) -> None:
        sitzungen.setze_an(form.cleaned_data, akteur=ich(self.request))


class SitzungAendern(Pflegeseite):
    """`/gremien/sitzungen/<pk>/aendern/`."""

    form_class = SitzungAendernFormular
    aktion = Tat.SITZUNG_AENDERN
    ueberschrift = "Sitzung ändern"

    @cached_property
    def sitzung(self) -> Sitzung:
        """Raises Http404."""
        return get_object_or_404(Sitzung.objects.select_related("gremium"), pk=self.kwargs["pk"])

    def betrete(self) -> None:
        super().betrete()
        _ = self.sitzung

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.sitzung, name) for name in SitzungAendernFormular.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stand = self.request.POST.get("stand", self.sitzung.stand)
        return super().get_context_data(einleitung=str(self.sitzung), stand=stand, **kwargs)

    def tue(self, form: Any) -> None:
        stand, akteur = gelesener_stand(self.request), ich(self.request)
        sitzungen.aendere(self.sitzung.pk, form.cleaned_data, stand=stand, akteur=akteur)

    def weiter(self) -> str:
        return reverse("sitzung", args=[self.sitzung.pk])


class Beratungsseite(Pflegeseite):
    """A form about one paper in one body."""

    @cached_property
    def beratung(self) -> Beratung:
        """Raises Http404, for a paper that is still a draft too."""
        beratungen = Beratung.objects.filter(sitzungen.BERATEN).select_related("vorlage", "gremium")
        return get_object_or_404(beratungen, pk=self.kwargs["pk"])

    def betrete(self) -> None:
        super().betrete()
        _ = self.beratung

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        einleitung = (
            f"{self.beratung.vorlage}, {self.beratung}, geplant am {self.beratung.geplant_am:%d.%m.%Y}"
        )
        return super().get_context_data(einleitung=einleitung, **kwargs)

    def weiter(self) -> str:
        sitzung = Sitzung.objects.filter(
            gremium=self.beratung.gremium_id, am=self.beratung.geplant_am
        ).first()
        return reverse("sitzung", args=[sitzung.pk]) if sitzung else reverse("gremien")


class ErgebnisNachtragen(Beratungsseite):
    """`/gremien/beratungen/<pk>/ergebnis/`: for a paper without a case."""

    form_class = Nachtragsformular
    aktion = Tat.BERATUNG_NACHTRAGEN
    ueberschrift = "Ergebnis nachtragen"

    def betrete(self) -> None:
        """Raises Verweigert for a paper of a case."""
        super().betrete()
        sitzungen.WER_NACHTRAEGT.verlange(self.beratung, ich(self.request))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "beratung": self.beratung}

    def tue(self, form: Any) -> None:
        gesagt = form.angaben(self.beratung.vorlage)
        sitzungen.trage_nach(self.beratung.pk, gesagt, akteur=ich(self.request))


class AuszugHinterlegen(Beratungsseite):
    """`/gremien/beratungen/<pk>/auszug/`: the file, checked before it is kept."""

    form_class = Auszugsformular
    template_name = "gremien/auszug.html"
    aktion = Tat.AUSZUG_HINTERLEGEN
    ueberschrift = "Auszug aus der Niederschrift hochladen"
    meldung = "Der Auszug liegt bei der Vorlage."

    def tue(self, form: Any) -> None:
        sitzungen.hinterlege(self.beratung, form.cleaned_data["datei"], akteur=ich(self.request))


class AuszugDatei(View):
    """`/gremien/auszuege/<pk>/`: the stored file, unless it has changed since."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        auszug = get_object_or_404(sitzungen.lesbare_auszuege(intern=innen(request)), pk=pk)
        inhalt = unveraendert(auszug.datei, auszug.sha256)
        if inhalt is None:
            log.critical("extract %s differs from its hash or is missing; not delivered", auszug.pk)
            raise Http404
        antwort = HttpResponse(inhalt, content_type=auszug.medientyp)
        antwort.headers["Content-Disposition"] = (
            f'attachment; filename="auszug-{auszug.pk}{_endung(auszug.name)}"'
        )
        antwort.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        antwort.headers["X-Content-Type-Options"] = "nosniff"
        return antwort


def _endung(name: str) -> str:
    """`.pdf` of a checked name."""
    return f".{name.rpartition('.')[2].lower()}" if "." in name else ""
