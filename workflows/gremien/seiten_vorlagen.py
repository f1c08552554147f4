"""Papers of the administration without a case, open to everybody: the page, and the file in the form of the city."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from antraege.antrag.views import getippt, veraltet
from antraege.dokumente.html import als_html_kontext
from antraege.gremien import abgleich, dienst, tabellen, verwaltung, zahlen
from antraege.gremien.models import ENTSCHIEDENE, VOR_DEN_GREMIEN, Gremienvorlage, Vorlagenstatus
from antraege.haushalt import uebersicht as haushalt
from antraege.kern.maengel import MaengelFehler
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.models import Stellenart
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Formularantwort, gelesener_stand, ich, versuche
from workflows.gremien import schreiben
from workflows.gremien.formulare import Rueckzugsformular, Verwaltungsformular
from workflows.gremien.sicht import FARBEN

INNEN = (Recht.GREMIENVORLAGE_SCHREIBEN, Recht.GREMIENVORLAGE_EINBRINGEN, Recht.GREMIENLAUF_PFLEGEN)
MEISTE_HAUSHALTSZEILEN = tabellen.MEISTE_ZEILEN * tabellen.MEISTE_JAHRE
EINBRINGENDE = (Stellenart.DEZERNAT, Stellenart.FACHBEREICH, Stellenart.EIGENBETRIEB)


class Verwaltungsvorlage:
    """A paper of the administration; one that is not public, or not brought in yet, is for the office only."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def vorlage(self) -> Gremienvorlage:
        """Raises Http404 for one that does not exist for this person."""
        vorlagen = Gremienvorlage.objects.filter(antrag__isnull=True).select_related("stelle")
        vorlage = vorlagen.filter(drucksache=self.kwargs["drucksache"]).first()
        if vorlage is None or not (self._oeffentlich(vorlage) or self._innen(vorlage)):
            raise Http404
        return vorlage

    def _oeffentlich(self, vorlage: Gremienvorlage) -> bool:
        return vorlage.oeffentlich and vorlage.status in VOR_DEN_GREMIEN

    def _innen(self, vorlage: Gremienvorlage) -> bool:
        assert vorlage.stelle is not None
        return any(rechte.darf(self.request.user, recht, vorlage.stelle) for recht in INNEN)


class Drucksache(Verwaltungsvorlage, TemplateView):
    """`/vorlagen/<drucksache>/`: what the bodies have said, what it costs, what does not fit, and every word of it."""

    recht = None
    oeffentlich = True
    template_name = "gremien/drucksache.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vorlage = self.vorlage
        gegenueber = self._gegenueber(vorlage)
        return super().get_context_data(
            vorlage=vorlage,
            farbe=FARBEN[vorlage.status],
            beratungen=dienst.beratungsfolge(vorlage),
            offen="nicht erfasst" if vorlage.status in ENTSCHIEDENE else "",
            kosten=zahlen.uebersicht(vorlage),
            widersprueche=zahlen.widersprueche(vorlage),
            gegenueber=gegenueber,
            bewegt=sum(bool(zeile.unterschied) for zeile in gegenueber),
            heute=uhr.heute(),
            **self._was_geht(vorlage),
            brotkrumen=[{"name": "Gremien", "url": reverse("gremien")}, {"name": str(vorlage)}],
            **als_html_kontext(schreiben.verwaltungsvorlage(vorlage)),
            **kwargs,
        )

    def _gegenueber(self, vorlage: Gremienvorlage) -> list[abgleich.Gegenueberstellung]:
        """Paper and ledger side by side, of the lines whose budget this person may see."""
        if not self.request.user.is_authenticated:
            return []
        return abgleich.gegenueber(vorlage, haushalt.sichtbar(ich(self.request)))

    def _was_geht(self, vorlage: Gremienvorlage) -> dict[str, Any]:
        """What this person may do with it now, and why not."""
        if not self.request.user.is_authenticated or not vorlage.laeuft:
            return {}
        person, entwurf = ich(self.request), vorlage.status == Vorlagenstatus.ENTWURF
        assert vorlage.stelle is not None
        schreibt = not verwaltung.WER_SCHREIBT.hindernisse(vorlage, person)
        darf_einbringen = rechte.darf(person, Recht.GREMIENVORLAGE_EINBRINGEN, vorlage.stelle)
        return {
            "darf_schreiben": schreibt and entwurf,
            "darf_zurueckziehen": schreibt,
            "darf_einbringen": darf_einbringen and entwurf,
            "hindernisse": [{"text": t} for t in verwaltung.WER_BRINGT_EIN.hindernisse(vorlage, person)],
        }


class Vorlagenpflege(RechtMixin, Formularantwort):
    """Writing a paper without a case, and what becomes of it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def vorlage(self) -> Gremienvorlage:
        """Raises Http404."""
        vorlagen = Gremienvorlage.objects.filter(antrag__isnull=True).select_related("stelle")
        return get_object_or_404(vorlagen, drucksache=self.kwargs["drucksache"])

    def stand(self) -> int | str:
        """What the page has shown, or shows now."""
        return self.request.POST.get("stand", self.vorlage.stand)

    def fuehre_aus(
        self,
        tat: Callable[[], Gremienvorlage],
        *,
        aktion: Tat,
        stelle: int | None,
        erfolg: str,
        form: Any = None,
    ) -> HttpResponse:
        """Outdated: 409 with everything typed. Defects: the form again (422). Then the page of the paper."""
        ergebnis: list[Gremienvorlage] = []
        try:
            versuche(
                self.request,
                lambda: ergebnis.append(tat()),
                aktion=aktion,
                objekt="gremienvorlage",
                stelle_id=stelle,
            )
        except Ueberholt as fehler:
            return veraltet(self.request, fehler, eingaben=getippt(form) if form else ())
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, erfolg)
        return redirect("drucksache", ergebnis[0].drucksache)


class VorlageNeu(Vorlagenpflege, FormView):
    """`/vorlagen/neu/`: a draft, seen by the office only."""

    recht = Recht.GREMIENVORLAGE_SCHREIBEN
    template_name = "gremien/verwaltungsvorlage.html"
    form_class = Verwaltungsformular
    ueberschrift = "Vorlage der Verwaltung schreiben"

    def get_form_kwargs(self) -> dict[str, Any]:
        eigene = rechte.stellen_mit(ich(self.request), Recht.GREMIENVORLAGE_SCHREIBEN)
        stellen = eigene.filter(aktiv=True, art__in=EINBRINGENDE)
        return {**super().get_form_kwargs(), "vorlage": self.bisher(), "stellen": stellen}

    def bisher(self) -> Gremienvorlage | None:
        """The draft that is written anew."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Gremien", "url": reverse("gremien")}, {"name": self.ueberschrift}]
        stand = self.stand() if self.bisher() else ""
        return super().get_context_data(
            ueberschrift=self.ueberschrift, stand=stand, brotkrumen=krumen, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it, look at it first, or fill a table from the ledger."""
        if bereich := request.POST.get("fuellen"):
            return self._fuelle(bereich)
        return super().post(request, *args, **kwargs)

    def _fuelle(self, name: str) -> HttpResponse:
        """Everything as it was typed, and the rows of the ledger in the table; nothing is checked or saved."""
        bereich = next((b for b in tabellen.TITEL if b.value == name), None)
        if bereich is None:
            raise Http404
        werte: dict[str, Any] = {
            **self.request.POST.dict(),
            "oeffentlich": "oeffentlich" in self.request.POST,
        }
        konto = werte.get(f"haushalt_{bereich}", "").strip()
        sichtbare = haushalt.sichtbar(ich(self.request)).filter(bereich=bereich)
        gesucht = Q(auftrag=konto) | Q(kostenstelle=konto) | Q(produkt=konto)
        zeilen = list(sichtbare.filter(gesucht).order_by("pk")[:MEISTE_HAUSHALTSZEILEN]) if konto else []
        if zeilen:
            werte[f"tabelle_{bereich}"] = tabellen.aus_dem_haushalt(zeilen, bereich)
            if not werte.get(f"erlaeuterung_{bereich}"):
                werte[f"erlaeuterung_{bereich}"] = f"Quelle: Haushalt, Stand {uhr.heute():%d.%m.%Y}."
        else:
            satz = f"Im Haushalt, den Sie sehen, steht dazu nichts: {tabellen.TITEL[bereich]}, „{konto}“."
            messages.error(self.request, satz)
        self.initial = werte
        form = self.form_class(**{**self.get_form_kwargs(), "data": None, "files": None, "initial": werte})
        return self.render_to_response(self.get_context_data(form=form), status=200 if zeilen else 422)

    def form_valid(self, form: Verwaltungsformular) -> HttpResponse:
        if "vorschau" in self.request.POST:
            return self._zeige_vorab(form)
        return self.speichere(form)

    def _zeige_vorab(self, form: Verwaltungsformular) -> HttpResponse:
        """The paper as it would stand there: written by the same act, looked at, and not kept."""
        try:
            with transaction.atomic():
                dokument = schreiben.verwaltungsvorlage(self.schreibe(form))
                transaction.set_rollback(True)
        except Ueberholt as fehler:
            return veraltet(self.request, fehler, eingaben=getippt(form))
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        return self.render_to_response(self.get_context_data(form=form, **als_html_kontext(dokument)))

    def schreibe(self, form: Verwaltungsformular) -> Gremienvorlage:
        """The act behind the form."""
        stelle = form.cleaned_data["stelle"]
        return verwaltung.schreibe(stelle, form.felder(), form.folge(), akteur=ich(self.request))

    def speichere(self, form: Verwaltungsformular) -> HttpResponse:
        """Keep it as a draft."""
        return self.fuehre_aus(
            lambda: self.schreibe(form),
            aktion=Tat.GREMIENVORLAGE_SCHREIBEN,
            stelle=form.cleaned_data["stelle"].pk,
            erfolg="Der Entwurf ist gespeichert. Einbringen muss ihn eine andere Person.",
            form=form,
        )


class VorlageBearbeiten(VorlageNeu):
    """`/vorlagen/<drucksache>/bearbeiten/`: as long as it is a draft."""

    ueberschrift = "Vorlage der Verwaltung bearbeiten"

    def betrete(self) -> None:
        """Raises Http404, Verweigert without the right at its Stelle."""
        super().betrete()
        verwaltung.WER_SCHREIBT.verlange(self.vorlage, ich(self.request))

    def bisher(self) -> Gremienvorlage | None:
        return self.vorlage

    def schreibe(self, form: Verwaltungsformular) -> Gremienvorlage:
        wie: dict[str, Any] = {"stand": gelesener_stand(self.request), "akteur": ich(self.request)}
        return verwaltung.schreibe_neu(self.vorlage.pk, form.felder(), form.folge(), **wie)

    def speichere(self, form: Verwaltungsformular) -> HttpResponse:
        return self.fuehre_aus(
            lambda: self.schreibe(form),
            aktion=Tat.GREMIENVORLAGE_SCHREIBEN,
            stelle=self.vorlage.stelle_id,
            erfolg="Der Entwurf ist gespeichert.",
            form=form,
        )


class VorlageEinbringen(Vorlagenpflege, View):
    """`/vorlagen/<drucksache>/einbringen/`: one click of the second person."""

    recht = Recht.GREMIENVORLAGE_EINBRINGEN

    def post(self, request: HttpRequest, drucksache: str) -> HttpResponse:
        """Bring it in."""
        return self.fuehre_aus(
            lambda: verwaltung.bringe_ein(
                self.vorlage.pk, stand=gelesener_stand(request), akteur=ich(request)
            ),
            aktion=Tat.EINBRINGUNG,
            stelle=self.vorlage.stelle_id,
            erfolg="Die Vorlage ist eingebracht und steht auf der Tagesordnung.",
        )


class VorlageAufgeben(Vorlagenpflege, FormView):
    """`/vorlagen/<drucksache>/zurueckziehen/`: no body deals with it any more."""

    recht = Recht.GREMIENVORLAGE_SCHREIBEN
    template_name = "gremien/aufgeben.html"
    form_class = Rueckzugsformular

    def betrete(self) -> None:
        """Raises Http404, Verweigert without the right at its Stelle."""
        super().betrete()
        verwaltung.WER_SCHREIBT.verlange(self.vorlage, ich(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [{"name": "Gremien", "url": reverse("gremien")}, {"name": "Vorlage zurückziehen"}]
        return super().get_context_data(vorlage=self.vorlage, stand=self.stand(), brotkrumen=krumen, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        pk, grund = self.vorlage.pk, form.cleaned_data["grund"]
        wie: dict[str, Any] = {"stand": gelesener_stand(self.request), "akteur": ich(self.request)}
        return self.fuehre_aus(
            lambda: verwaltung.ziehe_zurueck(pk, grund=grund, **wie),
            aktion=Tat.GREMIENVORLAGE_ZURUECKZIEHEN,
            stelle=self.vorlage.stelle_id,
            erfolg="Die Vorlage ist zurückgezogen.",
            form=form,
        )


class DrucksachePdf(Verwaltungsvorlage, View):
    """`/vorlagen/<drucksache>/pdf/`: the same words as on the page."""

    recht = None
    oeffentlich = True

    def get(self, request: HttpRequest, drucksache: str) -> HttpResponse:
        kopf = {"Content-Disposition": f'attachment; filename="DS-{self.vorlage.drucksache}.pdf"'}
        inhalt = schreiben.als_pdf(schreiben.verwaltungsvorlage(self.vorlage))
        return HttpResponse(inhalt, content_type="application/pdf", headers=kopf)
