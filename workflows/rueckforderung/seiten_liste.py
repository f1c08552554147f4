"""The list of claims of my Stelle: status, age, rest, due, limitation; filter, pages, CSV and XLSX."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.antrag.queries import mit_zeichen
from antraege.foerderung.models import (
    OFFENE_FORDERUNG,
    Forderungsgrund,
    Forderungsstatus,
    Rechtsbehelf,
    Rueckforderung,
)
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.blaettern import blaettere
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte.liste import Listenseite

BLOCK = 500
KOPF = (
    *("Aktenzeichen", "Nummer", "Träger", "Programm", "Grund", "Stand", "eingeleitet am", "Alter in Tagen"),
    *("Hauptforderung", "getilgt", "Rest", "bezahlte Zinsen", "fällig am", "verjährt am", "Mahnstufe"),
    "Rechtsbehelf läuft",
)
LAGEN = {
    "offen": ("festgesetzt und offen", Q(status__in=OFFENE_FORDERUNG)),
    "vorbereitet": (
        "in Vorbereitung",
        Q(status__in=["eingeleitet", "anhoerung", "angehoert", "vorgeschlagen"]),
    ),
    "beendet": (
        "beendet",
        Q(status__in=["bezahlt", "niedergeschlagen", "erlassen", "verjaehrt", "eingestellt"]),
    ),
}


class Filter(forms.Form):
    """What fits is used, what does not is left out."""

    suche = forms.CharField(
        label="Aktenzeichen oder Träger",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    lage = forms.ChoiceField(
        label="Lage", choices=[("", "alle"), *((k, wort) for k, (wort, _) in LAGEN.items())], required=False
    )
    status = forms.ChoiceField(
        label="Stand", choices=[("", "alle"), *Forderungsstatus.choices], required=False
    )
    grund = forms.ChoiceField(label="Grund", choices=[("", "alle"), *Forderungsgrund.choices], required=False)
    ueberfaellig = forms.BooleanField(label="nur überfällige", required=False)


class Rueckforderungen(RechtMixin, Listenseite):
    """`/rueckforderungen/`: the newest first."""

    recht = Recht.FALL_SEHEN
    template_name = "rueckforderung/liste.html"
    dateiname = "rueckforderungen"
    kopf = KOPF

    def alle(self) -> Iterator[list[Any]]:
        for f in self._zeilen().iterator(chunk_size=BLOCK):
            yield [
                *(f.antrag.aktenzeichen, f.nr, f.antrag.traeger.name, f.antrag.programm.name),
                *(f.get_grund_display(), f.get_status_display(), uhr.tag_von(f.eingeleitet_am), _alter(f)),
                *(f.betrag, f.getilgt, f.rest, f.zinsen_bezahlt, f.faellig_am, f.verjaehrt_am, f.mahnstufe),
                "ja" if f.ruht else "nein",
            ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen, seiten = blaettere(self.request, self._zeilen())
        adresse = self.request.GET.copy()
        for name in ("format", "seite"):
            adresse.pop(name, None)
        return super().get_context_data(
            zeilen=[(zeile, _alter(zeile)) for zeile in zeilen],
            seiten=seiten,
            filter=Filter(self.request.GET or None),
            gefiltert=any(self.request.GET.get(name) for name in Filter.base_fields),
            export_adresse=adresse.urlencode(),
            heute=uhr.heute(),
            **kwargs,
        )

    def _zeilen(self) -> QuerySet[Any]:
        filter_ = Filter(self.request.GET)
        filter_.is_valid()
        werte = filter_.cleaned_data
        zeilen = sichtbare(ich(self.request)).order_by("-pk")
        if lage := werte.get("lage"):
            zeilen = zeilen.filter(LAGEN[lage][1])
        for feld in ("status", "grund"):
            if werte.get(feld):
                zeilen = zeilen.filter(**{feld: werte[feld]})
        if werte.get("ueberfaellig"):
            zeilen = zeilen.filter(
                status=Forderungsstatus.FESTGESETZT, faellig_am__lt=uhr.heute(), ruht=False
            )
        if suche := werte.get("suche", "").replace("\x00", ""):
            treffer = mit_zeichen(suche, weg="antrag__") | Q(antrag__traeger__name__icontains=suche)
            zeilen = zeilen.filter(treffer)
        return zeilen


def sichtbare(benutzer: Benutzer) -> QuerySet[Any]:
    """The claims in cases of the person's Stellen; `ruht` while a remedy runs."""
    laufend = Rechtsbehelf.objects.filter(rueckforderung=OuterRef("pk"), beendet_am__isnull=True)
    alle = Rueckforderung.objects.select_related("antrag__traeger", "antrag__programm")
    alle = alle.annotate(ruht=Exists(laufend))
    return alle.filter(antrag__stelle__in=rechte.stellen_mit(benutzer, Recht.FALL_SEHEN))


def _alter(forderung: Rueckforderung) -> int:
    """Days since it was begun, or how long it took."""
    return (uhr.heute() - uhr.tag_von(forderung.eingeleitet_am)).days
