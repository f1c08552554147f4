"""Pages of an agreement and of its annexes."""

import logging
from functools import cached_property
from typing import Any, ClassVar, Literal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.antrag.fragen import DateiFeld
from antraege.antrag.models import Anlage, Antrag, Schriftstueck
from antraege.antrag.views import gelesener_stand
from antraege.dokumente.bloecke import aus_daten
from antraege.dokumente.html import als_html_kontext
from antraege.kern.maengel import MaengelFehler
from antraege.kooperation import anlagen, queries
from antraege.kooperation.models import Fassung, Freigabeergebnis, Partei, Vereinbarung, Zeichnung
from rollen import rechte
from rollen.ablage import unveraendert
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.tabelle import Recht
from rollen.views.basis import Formularantwort, ich
from workflows.akte import sicht
from workflows.gremien import sicht as gremiensicht
from workflows.kooperation import schreiben as texte
from workflows.kooperation import sicht as kooperationssicht
from workflows.kooperation import tuer
from workflows.kooperation.formulare import Papierformular, Ueberarbeitung
from workflows.tuer.fehler import Eingabefehler
from workflows.tuer.seite import trage_ein

log = logging.getLogger(__name__)
RECHTE = (
    *sicht.AKTENRECHTE,
    Recht.VEREINBARUNG_ABSTIMMEN,
    Recht.VEREINBARUNG_ZEICHNEN,
    Recht.VEREINBARUNG_FREIGEBEN,
)


class Vereinbarungsseite(RechtMixin):
    """An agreement that the person may open through its case or as a party; others are 404."""

    recht: ClassVar[Recht | tuple[Recht, ...] | Literal["angemeldet"]] = RECHTE
    request: HttpRequest
    kwargs: dict[str, Any]

    def betrete(self) -> None:
        """Raises Http404 for a foreign one."""
        super().betrete()
        _ = self.vereinbarung

    @cached_property
    def vereinbarung(self) -> Vereinbarung:
        """The agreement of this page."""
        sichtbare = queries.sichtbar_fuer(ich(self.request))
        return get_object_or_404(sichtbare, antrag=self.kwargs["pk"])

    @property
    def antrag(self) -> Antrag:
        """The case of the agreement."""
        return self.vereinbarung.antrag

    @cached_property
    def innen(self) -> bool:
        """True for the office."""
        return sicht.als_amt(ich(self.request), self.antrag)

    @cached_property
    def darf_entwerfen(self) -> bool:
        """May work on the text and record paper."""
        return rechte.darf(ich(self.request), Recht.VEREINBARUNG_ENTWERFEN, self.antrag.stelle)

    def krumen(self, *seiten: str) -> list[dict[str, str]]:
        """Below the cases or the own agreements."""
        liste = ("Fälle", "faelle") if self.innen else ("Meine Vereinbarungen", "meine_vereinbarungen")
        namen = [self.antrag.aktenzeichen or "", *seiten]
        url = reverse("vereinbarung", args=[self.antrag.pk]) if seiten else ""
        return [
            {"name": liste[0], "url": reverse(liste[1])},
            {"name": namen[0], "url": url},
            *({"name": name, "url": ""} for name in seiten),
        ]


class MeineVereinbarungen(RechtMixin, TemplateView):
    """`/meine-vereinbarungen/`: every agreement in which an own organisation is a party, the newest first."""

    recht = (Recht.VEREINBARUNG_ABSTIMMEN, Recht.VEREINBARUNG_ZEICHNEN)
    template_name = "kooperation/meine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blatt, seiten = blaettere(self.request, queries.als_partei(ich(self.request)).order_by("-pk"))
        return super().get_context_data(
            vereinbarungen=blatt,
            seiten=seiten,
            zu_tun=kooperationssicht.eigene_aufgaben(ich(self.request)),
            **kwargs,
        )


class VereinbarungSeite(Vereinbarungsseite, TemplateView):
    """`/vereinbarungen/<pk>/`: where it stands, who has signed what and how, every version."""

    template_name = "kooperation/vereinbarung.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vereinbarung = self.vereinbarung
        return super().get_context_data(
            **kooperationssicht.stand(vereinbarung),
            **kooperationssicht.verlauf(vereinbarung, innen=self.innen),
            **(gremiensicht.teil(self.antrag, ich(self.request)) if self.innen else {}),
            antrag=self.antrag,
            innen=self.innen,
            darf_entwerfen=self.darf_entwerfen,
            eigene=kooperationssicht.eigene_aufgaben(ich(self.request), self.antrag),
            handlungen=kooperationssicht.moegliche_handlungen(vereinbarung, ich(self.request)),
            kuendbare=kooperationssicht.kuendbare(vereinbarung, ich(self.request)),
            brotkrumen=self.krumen(),
            **kwargs,
        )


class FassungSeite(Vereinbarungsseite, View):
    """`/vereinbarungen/<pk>/fassungen/<nr>/`: one version as a page."""

    @cached_property
    def fassung(self) -> Fassung:
        """Raises Http404."""
        return get_object_or_404(self.vereinbarung.fassungen, nr=self.kwargs["nr"])

    @property
    def freigegeben(self) -> bool:
        """True when the Leitung has released this very text."""
        return self.fassung.freigaben.filter(ergebnis=Freigabeergebnis.FREIGEGEBEN).exists()

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        kontext = {
            "antrag": self.antrag,
            "fassung": self.fassung,
            "freigegeben": self.freigegeben,
            "brotkrumen": self.krumen(str(self.fassung)),
            **als_html_kontext(aus_daten(self.fassung.inhalt), ebene=1),
        }
        return render(request, "kooperation/fassung.html", kontext)


class FassungPdf(FassungSeite):
    """`…/pdf/`: the stored file; before the release marked as a draft."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not self.freigegeben and not self.fassung.entwurf:
            return als_datei(texte.als_entwurf(self.fassung), f"{self.fassung.kennung}-Entwurf.pdf")
        return gespeicherte(self.fassung, f"{self.fassung.kennung}.pdf")


class VereinbarungDatei(Vereinbarungsseite, View):
    """`…/dateien/<stueck>/`: agreement or Nachtrag with all signatures, or a notice, for every party."""

    def get(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        stuecke = Schriftstueck.objects.filter(antrag=self.antrag, art__in=kooperationssicht.DATEIEN)
        stueck = get_object_or_404(stuecke, pk=self.kwargs["stueck"])
        return gespeicherte(stueck, f"{stueck.kennung}.pdf")


class ZeichnungScan(Vereinbarungsseite, View):
    """`…/zeichnungen/<zeichnung>/scan/`: the uploaded scan, for the office and for the party itself."""

    def get(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        zeichnungen = Zeichnung.objects.filter(fassung__vereinbarung=self.vereinbarung).exclude(datei="")
        zeichnung = get_object_or_404(
            zeichnungen.select_related("partei__stelle"), pk=self.kwargs["zeichnung"]
        )
        stelle = zeichnung.partei.stelle
        eigene = any(rechte.darf(ich(request), recht, stelle) for recht in queries.PARTEIRECHTE)
        if not self.innen and not eigene:
            raise Http404
        with zeichnung.datei.open("rb") as datei:
            return als_datei(datei.read(), zeichnung.datei_name, medientyp="application/octet-stream")


class Handlungsseite(Vereinbarungsseite, Formularantwort, FormView):
    """One act of the office on an agreement: a form, the door, back to the agreement."""

    recht: ClassVar[Recht | tuple[Recht, ...] | Literal["angemeldet"]] = Recht.VEREINBARUNG_ENTWERFEN
    template_name = "kooperation/handlung.html"
    ueberschrift = ""
    erklaerung = ""
    knopf = ""
    gefahr = False
    meldung = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            antrag=self.antrag,
            vereinbarung=self.vereinbarung,
            stand=self.request.POST.get("stand", self.antrag.stand),
            ueberschrift=self.ueberschrift,
            erklaerung=self.erklaerung,
            knopf=self.knopf,
            gefahr=self.gefahr,
            brotkrumen=self.krumen(self.ueberschrift),
            **kwargs,
        )

    def tue(self, form: forms.Form) -> None:
        """Go through the door."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.tue(form)
        except Eingabefehler as fehler:
            return self.form_invalid(fehler.formular)
        except MaengelFehler as fehler:
            return self.form_invalid(trage_ein(form, fehler.maengel))
        messages.success(self.request, self.meldung)
        return redirect("vereinbarung", self.antrag.pk)


class Ueberarbeiten(Handlungsseite):
    """`…/ueberarbeiten/`: take a text back that is being signed."""

    form_class = Ueberarbeitung
    ueberschrift = "Text überarbeiten"
    erklaerung = "Der Text liegt zur Zeichnung. Ändern Sie ihn, beginnt die Zeichnung von vorn."
    knopf = "Zeichnung abbrechen und überarbeiten"
    gefahr = True
    meldung = "Alle Zeichnungen sind ungültig. Der Entwurf ist wieder offen."

    def tue(self, form: forms.Form) -> None:
        """Void every signature."""
        tuer.ueberarbeite(
            self.antrag.pk,
            akteur=ich(self.request),
            grund=form.cleaned_data["grund"],
            stand=gelesener_stand(self.request),
        )


class PapierErfassen(Handlungsseite):
    """`…/parteien/<partei>/papier/`: record a signature on paper."""

    form_class = Papierformular
    knopf = "Unterschrift erfassen"
    meldung = "Die Unterschrift auf Papier ist erfasst."
    erklaerung = "Das unterschriebene Papier liegt Ihnen vor. Es kommt in die Akte."

    @cached_property
    def partei(self) -> Partei:
        """Raises Http404."""
        return get_object_or_404(
            self.vereinbarung.parteien.select_related("stelle"), pk=self.kwargs["partei"]
        )

    @property
    def ueberschrift(self) -> str:  # type: ignore[override]
        """Whose signature."""
        return f"Unterschrift auf Papier: {self.partei.stelle.name}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "vereinbarung": self.vereinbarung, "partei": self.partei}

    def tue(self, form: forms.Form) -> None:
        """Record it; the form is read again inside the door."""
        tuer.erfasse_papier(
            self.antrag.pk, self.partei.pk, akteur=ich(self.request), eingaben=self.request.POST
        )


def gespeicherte(
    stueck: Fassung | Schriftstueck | Anlage, name: str, *, medientyp: str = "application/pdf"
) -> HttpResponse:
    """The stored file, verified each time it leaves the house."""
    inhalt = unveraendert(stueck.datei, stueck.sha256)
    if inhalt is None:
        log.error("Die Datei von %r (%s) ist beschädigt.", stueck, stueck.pk)
        raise Http404
    return als_datei(inhalt, name, medientyp=medientyp)


def als_datei(inhalt: bytes, name: str, *, medientyp: str = "application/pdf") -> HttpResponse:
    """A download that never runs inside the site."""
    antwort = HttpResponse(inhalt, content_type=medientyp)
    antwort["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name.replace("/", "-")
    )
    antwort["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwort["X-Content-Type-Options"] = "nosniff"
    return antwort


class Anlagenformular(forms.Form):
    """What the text calls the annex, and the file."""

    bezeichnung = forms.CharField(
        label="Bezeichnung", max_length=160, help_text="So heißt die Anlage im Text, zum Beispiel Raumplan."
    )
    datei = DateiFeld(label="Datei", help_text="Am besten ein PDF. Der Text nennt ihre Prüfsumme.")


class Anlagen(Handlungsseite):
    """`…/anlagen/`: what the next text will name, and one more."""

    form_class = Anlagenformular
    template_name = "kooperation/anlagen.html"
    ueberschrift = "Anlagen der Vereinbarung"
    erklaerung = "Sie gehören zum nächsten Text: zur nächsten Fassung oder zum nächsten Nachtrag."
    knopf = "Anlage hochladen"
    meldung = "Die Anlage ist hochgeladen."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(anlagen=anlagen.geltende(self.vereinbarung), **kwargs)

    def tue(self, form: forms.Form) -> None:
        """Keep it."""
        tuer.lege_bei(self.antrag.pk, akteur=ich(self.request), **form.cleaned_data)


class AnlageEntfernen(Vereinbarungsseite, View):
    """`…/anlagen/<anlage>/entfernen/`: take one out."""

    recht = Recht.VEREINBARUNG_ENTWERFEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        eine = get_object_or_404(self.vereinbarung.anlagen, pk=self.kwargs["anlage"])
        tuer.entferne(self.antrag.pk, eine.pk, akteur=ich(request))
        messages.success(request, f"„{eine}“ gehört nicht mehr zum nächsten Text.")
        return redirect("vereinbarung_anlagen", self.antrag.pk)


class AnlageLaden(Vereinbarungsseite, View):
    """`…/anlagen/<anlage>/`: the file, verified each time; taken out or not, for texts may name it."""

    def get(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        alle = self.vereinbarung.anlagen.select_related("anlage")
        eine = get_object_or_404(alle, pk=self.kwargs["anlage"]).anlage
        return gespeicherte(eine, eine.name, medientyp=eine.medientyp)
