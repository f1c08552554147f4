"""All things of one kind: the Stellen as a tree until somebody looks for one, all others as a list."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.generic import TemplateView

from rollen.blaettern import blaettere
from rollen.forms.filter import Filterformular, auswahl
from rollen.models import Stelle, Stellenart
from rollen.models.stelle import EINRICHTUNGEN
from rollen.stammdaten import aenderungen
from rollen.views.basis import ich
from rollen.views.stammdaten import JE_SEITE, SacheMixin

FLACH = (*EINRICHTUNGEN, Stellenart.TRAEGER)  # many: a list names them, not the tree


class Suche(Filterformular):
    """By name, also an earlier one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suche"].label = "Name"


class Stellensuche(Filterformular):
    """By name, number and kind, also a Stelle that is no longer in use."""

    geschlossene = auswahl("Stand", [("auch", "auch Geschlossene")])
    art = auswahl("Art", Stellenart.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suche"].label = "Name oder Nummer"
        self.fields["geschlossene"].choices = [("", "in Gebrauch"), ("auch", "auch Geschlossene")]  # type: ignore[attr-defined]


class Liste(SacheMixin, TemplateView):
    """All things of one kind; those of the tree as a tree until somebody looks for one."""

    template_name = "stammdaten/liste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sache = self.sache
        stellen = sache.modell is Stelle
        form = (Stellensuche if stellen else Suche)(self.request.GET)
        werte = form.gelesen()
        alle = self._gesuchte(werte)
        als_baum = stellen and not werte and "unter" not in self.request.GET
        zeilen: list[Any] = []
        seiten: dict[str, str] = {}
        if not als_baum:
            zeilen, seiten = blaettere(self.request, alle, laenge=JE_SEITE, ordnung=sache.ordnung)
        frueher = aenderungen.namen_vor(sache.schluessel, [z.pk for z in zeilen])
        return super().get_context_data(
            sache=sache,
            form=form,
            baum=baum() if als_baum else [],
            zeilen=[
                (z, [wert(z) for _, wert in sache.spalten], frueher.get(z.pk, []), sache.ende(z))
                for z in zeilen
            ],
            spalten=[name for name, _ in sache.spalten],
            neue=[h for h in sache.handlungen if h.neu] if self.pflegt() else [],
            einlesen=stellen and self.pflegt(),
            unter=self._unter(),
            brotkrumen=[*self.krumen()[:1], {"name": sache.mehrzahl}],
            seiten=seiten,
            **kwargs,
        )

    def _unter(self) -> Stelle | None:
        pk = self.request.GET.get("unter", "")
        return (
            Stelle.objects.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
        )

    def _gesuchte(self, werte: dict[str, Any]) -> QuerySet[Any]:
        sache, zeilen = self.sache, self.sache.zeilen(ich(self.request))
        if suche := werte.get("suche"):
            passt = Q(**{f"{sache.suche}__icontains": suche})
            if sache.modell is Stelle:
                passt |= Q(nummer=suche)
            zeilen = zeilen.filter(passt | Q(pk__in=aenderungen.frueher_genannt(sache.schluessel, suche)))
        if sache.modell is Stelle:
            if not werte.get("geschlossene"):
                zeilen = zeilen.filter(aktiv=True)
            if art := werte.get("art"):
                zeilen = zeilen.filter(art=art)
            if unter := self._unter():
                zeilen = zeilen.filter(pfad__startswith=unter.pfad).exclude(pk=unter.pk)
        return zeilen


def baum() -> list[Any]:
    """The units in use from the root down, as nested lists, with a link to the institutions right below each."""
    unten = Exists(Stelle.objects.filter(aktiv=True, art__in=FLACH, eltern=OuterRef("pk")))
    einheiten: list[Any] = list(
        Stelle.objects.filter(aktiv=True).exclude(art__in=FLACH).annotate(unten=unten).order_by("name")
    )
    da = {stelle.pk for stelle in einheiten}
    kinder: dict[int | None, list[Any]] = {}
    for stelle in einheiten:
        kinder.setdefault(stelle.eltern_id if stelle.eltern_id in da else None, []).append(stelle)

    def zweig(oben: int | None) -> list[Any]:
        glieder: list[Any] = []
        for stelle in kinder.get(oben, []):
            glieder.append(_blatt(stelle, einrichtungen=stelle.unten))
            if unter := zweig(stelle.pk):
                glieder.append(unter)
        return glieder

    return zweig(None)


def _blatt(stelle: Stelle, *, einrichtungen: bool) -> SafeString:
    adresse, wort = reverse("stammdatum", args=["stelle", stelle.pk]), stelle.get_art_display()
    blatt = format_html('<a href="{}">{}</a> <span class="app-leise">{}</span>', adresse, stelle.name, wort)
    if not einrichtungen:
        return blatt
    liste = f"{reverse('stammdatenliste', args=['stelle'])}?unter={stelle.pk}"
    verborgen = format_html('<span class="kern-sr-only"> von {}</span>', stelle.name)
    return format_html('{} · <a href="{}">Einrichtungen{}</a>', blatt, liste, verborgen)
