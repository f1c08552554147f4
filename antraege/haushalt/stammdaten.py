"""Budget lines: made, renamed and closed by two people, without amounts. They keep a Stelle from being closed."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from antraege.haushalt.felder import KETTE
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle, Jahreswechsel
from antraege.haushalt.models.wechsel import Wechselstatus
from antraege.haushalt.uebersicht import sichtbar
from antraege.kern.geld import zeige
from rollen import uhr
from rollen.models import Stelle, Stellenart
from rollen.models.stelle import EINRICHTUNGEN
from rollen.stammdaten.sache import (
    Bindung,
    Handlung,
    Sache,
    Schlussformular,
    Stammdatenformular,
    gib_weiter,
    melde,
)
from rollen.tabelle import Recht
from rollen.taten import Tat

# Who names a line by its words, filled from the rooms above: each gives the names of what would lose the line.
GENANNT_VON: list[Callable[[Haushaltsstelle], Iterable[str]]] = []


class Anlegen(Stammdatenformular):
    """A new line of one year, without money."""

    class Meta:
        model = Haushaltsstelle
        fields = (
            "stelle",
            "jahr",
            "bereich",
            "produkt",
            "auftrag",
            "kostenstelle",
            "sachkonto",
            "bezeichnung",
            "quelle",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stelle: Any = self.fields["stelle"]
        stelle.queryset = Stelle.objects.filter(aktiv=True).exclude(
            art__in=[*EINRICHTUNGEN, Stellenart.STANDORT, Stellenart.TRAEGER]
        )
        stelle.label, stelle.empty_label = "Wer sie bewirtschaftet", "Bitte wählen"
        self.fields[
            "quelle"
        ].help_text = "Woher sie kommt, zum Beispiel der Haushaltsplan oder der Ratsbeschluss."
        for name in ("auftrag", "kostenstelle"):
            self.fields[name].bedingt = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if not daten.get("auftrag") and not daten.get("kostenstelle"):
            self.add_error("auftrag", "Bitte nennen Sie den Auftrag oder die Kostenstelle.")
        jahr = daten.get("jahr")
        if jahr and not Haushaltsjahr.objects.filter(jahr=jahr, abgeschlossen_am=None).exists():
            self.add_error("jahr", f"Das Haushaltsjahr {jahr} ist nicht angelegt oder schon abgeschlossen.")
        return daten

    def orte(self) -> list[Stelle]:
        return [self.cleaned_data["stelle"]]


class Umbenennen(Stammdatenformular):
    """Another name; rules that name the line by the old one would lose it."""

    class Meta:
        model = Haushaltsstelle
        fields = ("bezeichnung", "quelle")

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        neu = daten.get("bezeichnung")
        if not neu or "bezeichnung" not in self.changed_data:
            return daten
        zeile = Haushaltsstelle.objects.get(pk=self.instance.pk)
        if namen := [name for genannt in GENANNT_VON for name in genannt(zeile)]:
            text = "So nennen sie diese Regeln: {}. Bitte legen Sie stattdessen eine neue Haushaltsstelle an."
            self.add_error("bezeichnung", text.format(", ".join(namen)))
        konto = {n: getattr(zeile, n) for n in ("produkt", "auftrag", "kostenstelle", "sachkonto", "jahr")}
        if Haushaltsstelle.objects.filter(**konto, bezeichnung=neu).exclude(pk=zeile.pk).exists():
            self.add_error("bezeichnung", "Diese Haushaltsstelle gibt es in diesem Jahr schon.")
        return daten

    def orte(self) -> list[Stelle]:
        return [self.instance.stelle]


class Schliessen(Schlussformular):
    """Nothing may lie on it: no money left, none reserved, none committed."""

    class Meta:
        model = Haushaltsstelle
        fields = ()

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        zeile = self.instance
        rest = {"vorgemerkt": zeile.vorgemerkt, "gebunden": zeile.gebunden, "frei": zeile.frei}
        if offen := [f"{zeige(betrag)} {wort}" for wort, betrag in rest.items() if betrag]:
            text = (
                "Darauf liegen noch {}. Bitte setzen Sie zuerst den Ansatz oder decken Sie damit eine andere."
            )
            self.add_error(None, text.format(", ".join(offen)))
        return daten

    def orte(self) -> list[Stelle]:
        return [self.instance.stelle]

    def speichere(self) -> Haushaltsstelle:
        self.instance.abgeschlossen_am = uhr.jetzt()
        self.instance.save(update_fields=["abgeschlossen_am"])
        return self.instance


def _offen(zeile: Haushaltsstelle) -> bool:
    return zeile.abgeschlossen_am is None


melde(
    Sache(
        schluessel="haushaltsstelle",
        einzahl="Haushaltsstelle",
        mehrzahl="Haushaltsstellen",
        modell=Haushaltsstelle,
        pflege=Recht.HAUSHALT_BEWIRTSCHAFTEN,
        freigabe=Recht.HAUSHALT_FREIGEBEN,
        vor_ort=True,
        suche="bezeichnung",
        name="bezeichnung",
        kette=lambda _: KETTE,
        alle=lambda person: sichtbar(person).select_related("stelle"),
        ordnung=("-jahr", "auftrag", "sachkonto", "pk"),
        erklaerung="Zeilen des Haushalts ohne Geld. Beträge kommen danach unter Haushalt, Bewegungen.",
        spalten=(("Jahr", lambda z: z.jahr), ("Bewirtschaftet von", lambda z: z.stelle)),
        fakten=lambda z: (
            ("Bewirtschaftet von", z.stelle),
            ("Haushaltsjahr", z.jahr),
            ("Bereich", z.get_bereich_display()),
            ("Konto", z.konto),
            ("Quelle", z.quelle or "–"),
            ("Stand", "offen" if _offen(z) else "geschlossen"),
        ),
        ende=lambda z: not _offen(z),
        handlungen=(
            Handlung(
                "anlegen", "Neue Haushaltsstelle", Tat.HAUSHALTSSTELLE_ANLEGEN, Anlegen, zwei=True, neu=True
            ),
            Handlung(
                "umbenennen",
                "Umbenennen",
                Tat.HAUSHALTSSTELLE_UMBENENNEN,
                Umbenennen,
                zwei=True,
                passt=_offen,
            ),
            Handlung(
                "schliessen",
                "Schließen",
                Tat.HAUSHALTSSTELLE_SCHLIESSEN,
                Schliessen,
                zwei=True,
                gefahr=True,
                passt=_offen,
                erklaerung="Danach wird auf ihr nichts mehr gebucht außer Erstattungen.",
            ),
        ),
    ),
    Bindung(
        "Haushaltsstellen",
        lambda s: Haushaltsstelle.objects.filter(stelle=s, abgeschlossen_am__isnull=True),
        lambda z: reverse("haushaltsstelle", args=[z.pk]),
        gib_weiter,
    ),
    Bindung(
        "offene Jahreswechsel",
        lambda s: Jahreswechsel.objects.filter(stelle=s).exclude(status=Wechselstatus.FREIGEGEBEN),
        lambda w: reverse("jahreswechsel", args=[w.jahr.jahr, w.stelle_id]),
        rat="Ein begonnener Jahreswechsel wird zuerst freigegeben.",
    ),
)
