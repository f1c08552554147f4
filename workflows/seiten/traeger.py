"""`/faelle/traeger/<pk>/`: one organisation with everything of it that a person of the office sees."""

from typing import Any

from django.db.models import Q, Sum
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from antraege.antrag.queries import auffindbar_fuer
from antraege.foerderung.models import Rueckforderung
from antraege.foerderung.models.rueckforderung import BEENDETE_FORDERUNG, OFFENE_FORDERUNG, Forderungsstatus
from antraege.kern.geld import NULL
from antraege.kern.status import Status
from rollen.ansicht import RechtMixin
from rollen.models import Stelle
from rollen.views.basis import ich
from workflows.akte import sicht
from workflows.kooperation import register
from workflows.postkorb import fallliste, keyset
from workflows.postkorb.fallliste import Suche
from workflows.seiten.fall import Faelle

HOECHSTENS = 25  # proofs and agreements named here; all of them stand in their own lists
FESTGESETZT = {*OFFENE_FORDERUNG, *BEENDETE_FORDERUNG} - {Forderungsstatus.EINGESTELLT}
NACHWEIS_FEHLT = Q(status__in=(Status.BEWILLIGT, Status.AUSGEZAHLT), nachweis_faellig_am__isnull=False) & (
    Q(nachweis__isnull=True) | Q(nachweis__eingereicht_am__isnull=True)
)


class Traegerakte(RechtMixin, TemplateView):
    """Sums over the cases this person sees, what is open, and the cases, newest first."""

    recht = Faelle.recht
    template_name = "seiten/traegerakte.html"

    @cached_property
    def traeger(self) -> Stelle:
        """The organisation. Raises Http404 for one without any case that this person sees."""
        stelle = Stelle.objects.filter(pk=self.kwargs["pk"]).first()
        if stelle is None or not self.sichtbare.exists():
            raise Http404
        return stelle

    @cached_property
    def sichtbare(self) -> Any:
        """Its cases that this person sees."""
        return auffindbar_fuer(ich(self.request)).filter(traeger=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The same number of queries whatever there is."""
        person, ziel = ich(self.request), keyset.Ziel.aus(self.request)
        traeger, suche = self.traeger, Suche(traeger=self.kwargs["pk"])
        teile = [teil.filter(suche.bedingung()) for teil in fallliste.teile(person)]
        blatt = keyset.blatt(fallliste.zeilen(), teile, ordnung=suche.ordnung, ziel=ziel)
        orte = fallliste.orte([a.pk for a in blatt.zeilen])
        nachweise = self.sichtbare.filter(NACHWEIS_FEHLT).order_by("nachweis_faellig_am", "pk")
        vereinbarungen = register.sichtbare(person).filter(parteien__stelle=traeger).distinct()
        return super().get_context_data(
            traeger=traeger,
            summen=self._summen(),
            zeilen=[(antrag, orte.get(antrag.pk, [])) for antrag in blatt.zeilen],
            im_amt=sicht.im_amt(person, blatt.zeilen),
            mit_geld=any(not antrag.kooperation for antrag in blatt.zeilen),
            seiten=keyset.seiten(self.request, blatt, suche.ordnung),
            nachweise=list(nachweise[:HOECHSTENS]),
            vereinbarungen=list(vereinbarungen.select_related("antrag").order_by("-pk")[:HOECHSTENS]),
            brotkrumen=[{"name": "Fälle", "url": reverse("faelle")}, {"name": traeger.name, "url": ""}],
            **kwargs,
        )

    def _summen(self) -> list[tuple[str, Any]]:
        """Euro over the visible cases: granted, paid, claimed back, and what of that has come back."""
        geld = self.sichtbare.order_by().aggregate(b=Sum("bewilligt"), a=Sum("ausgezahlt"))
        gefordert = Rueckforderung.objects.filter(antrag__in=self.sichtbare, status__in=FESTGESETZT)
        zurueck = gefordert.order_by().aggregate(b=Sum("betrag"), g=Sum("getilgt"))
        return [
            ("bewilligt", geld["b"] or NULL),
            ("ausgezahlt", geld["a"] or NULL),
            ("zurückgefordert", zurueck["b"] or NULL),
            ("davon erstattet", zurueck["g"] or NULL),
        ]
