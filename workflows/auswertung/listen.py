"""The lists behind the figures: the same condition, page by page, with their sum above them, and as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from antraege.angebote.models import Abruf
from antraege.antrag.models import Antrag
from antraege.kern.geld import zeige
from rollen import uhr
from rollen.forms.filter import Filterformular
from workflows.auswertung import dauer, faelle, module
from workflows.auswertung.seiten import Auswertung
from workflows.postkorb import keyset
from workflows.postkorb.keyset import Ordnung
from workflows.tuer.verzeichnis import SCHRITTE

BLOCK = 2000
ORDNUNG = Ordnung(("id",), absteigend=True)
ERSTES_JAHR, LETZTES_JAHR = 2000, 2100


@dataclass(frozen=True)
class Listenzeile:
    """What leads into the case, what stands below its name, and the cells beside it."""

    url: str
    name: str
    neben: str
    zellen: tuple[Any, ...]

    @property
    def lesbar(self) -> list[str]:
        """The cells as they are read."""
        return [_lesbar(zelle) for zelle in self.zellen]


def _lesbar(zelle: Any) -> str:
    match zelle:
        case Decimal():
            return zeige(zelle)
        case date():
            return f"{zelle:%d.%m.%Y}"
    return "–" if zelle in ("", None) else str(zelle)


def _jahr(**wie: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=ERSTES_JAHR, max_value=LETZTES_JAHR, required=False, **wie)


def _id() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=2**31, required=False)


class Fallwahl(Filterformular):
    """What the address of a list of cases may say."""

    suche = None  # type: ignore[assignment]
    jahr, programm, traeger, standort, stelle, ab, unter = (_jahr(), _id(), _id(), _id(), _id(), _id(), _id())
    was = forms.ChoiceField(choices=faelle.Was.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Days beyond any case are as good as none."""
        daten: dict[str, Any] = super().clean() or {}
        return {n: None if n in ("ab", "unter") and (w or 0) > 10_000 else w for n, w in daten.items()}


class Aufgabenwahl(Filterformular):
    """What the address of a list of tasks may say."""

    suche = None  # type: ignore[assignment]
    jahr = _jahr()
    schritt = forms.CharField(required=False)
    ueberfaellig = forms.BooleanField(required=False)


class Abrufwahl(Filterformular):
    """What the address of a list of Abrufe may say."""

    suche = None  # type: ignore[assignment]
    jahr, themenfeld = _jahr(), _id()
    stand = forms.ChoiceField(
        choices=[(name, wort) for name, (wort, _) in module.STAENDE.items()], required=False
    )


class Zahlenliste(Auswertung):
    """One list; `spalten` stand beside the case."""

    template_name = "auswertung/liste.html"
    spalten: ClassVar[tuple[str, ...]]
    zahlspalten: ClassVar[tuple[str, ...]] = ()
    wahl: ClassVar[type[Filterformular]]

    @property
    def kopf(self) -> tuple[str, ...]:  # type: ignore[override]
        """The columns of the file."""
        return ("Fall", "Bezeichnung", *self.spalten, *self.zahlspalten)

    @cached_property
    def werte(self) -> dict[str, Any]:
        """What the address says."""
        return self.wahl(self.request.GET).gelesen()

    @cached_property
    def jahr(self) -> int:
        """The year of the figure, else the present one."""
        return int(self.werte.get("jahr") or uhr.heute().year)

    def titel(self) -> str:
        """What the list holds, in words."""
        raise NotImplementedError

    def zeilen(self) -> QuerySet[Any]:
        """The rows in no order."""
        raise NotImplementedError

    def summe(self) -> str:
        """How many, and their sums, in words."""
        raise NotImplementedError

    def zeile(self, eins: Any) -> Listenzeile:
        """One row as people read it."""
        raise NotImplementedError

    def alle(self) -> Iterable[Any]:
        for eins in self.zeilen().order_by("-pk").iterator(chunk_size=BLOCK):
            z = self.zeile(eins)
            yield (z.name, z.neben, *z.zellen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ziel = keyset.Ziel.aus(self.request)
        gefiltert = self.zeilen()
        nackt = gefiltert.model._default_manager.filter(pk__in=gefiltert.order_by().values("pk"))
        blatt = keyset.blatt(gefiltert, [nackt], ordnung=ORDNUNG, ziel=ziel)
        return super().get_context_data(
            titel=self.titel(),
            summe=self.summe(),
            spalten=self.spalten,
            zahlspalten=self.zahlspalten,
            zeilen=[self.zeile(eins) for eins in blatt.zeilen],
            seiten=keyset.seiten(self.request, blatt, ORDNUNG),
            laengen=keyset.laengen(self.request, ziel),
            brotkrumen=[{"name": "Auswertungen", "url": reverse("auswertungen")}, {"name": self.titel()}],
            **kwargs,
        )


class Faelle(Zahlenliste):
    """`/auswertungen/faelle/`: the cases behind one figure."""

    dateiname = "faelle"
    wahl = Fallwahl
    reiter = "zuwendungen"
    spalten = ("Antragsteller", "Stelle", "Status", "Begründung")
    zahlspalten = ("beantragt", "bewilligt", "ausgezahlt")

    @cached_property
    def auswahl(self) -> faelle.Auswahl:
        """Which cases."""
        return faelle.Auswahl(**{**self.werte, "jahr": self.jahr})

    def titel(self) -> str:
        was = faelle.Was(self.auswahl.was)
        return f"Fälle {was.label}{'' if was is faelle.Was.UNGEPRUEFT else f' {self.jahr}'}"

    def zeilen(self) -> QuerySet[Antrag]:
        gefunden = faelle.sichtbare(self.ich).filter(self.auswahl.bedingung())
        return gefunden.select_related("traeger", "stelle")

    def summe(self) -> str:
        anzahl, geld = faelle.summen(self.zeilen())
        return f"{anzahl} Fälle: " + ", ".join(f"{name} {zeige(betrag)}" for name, betrag in geld.items())

    def zeile(self, eins: Antrag) -> Listenzeile:
        grund = eins.begruendung if self.auswahl.was == faelle.Was.ABGELEHNT else ""
        zellen = (eins.traeger.name, eins.stelle.name, eins.zustand.bezeichnung, grund)
        geld = (eins.beantragt, eins.bewilligt, eins.ausgezahlt)
        return Listenzeile(
            reverse("fall", args=[eins.pk]), eins.aktenzeichen or "", eins.titel, (*zellen, *geld)
        )


class Aufgaben(Zahlenliste):
    """`/auswertungen/aufgaben/`: the tasks behind a number of days, or behind what waits."""

    dateiname = "aufgaben"
    wahl = Aufgabenwahl
    reiter = "verfahrensdauer"
    spalten = ("Stelle", "Eröffnet", "Fällig", "Erledigt")
    zahlspalten = ("Tage",)

    @cached_property
    def auswahl(self) -> dauer.Auswahl:
        """Which tasks."""
        return dauer.Auswahl(**{"schritt": "", **self.werte})

    def titel(self) -> str:
        schritt = SCHRITTE.get(self.auswahl.schritt)
        wann = f"erledigt {self.auswahl.jahr}" if self.auswahl.jahr else "offen"
        return f"{schritt.titel if schritt else 'Unbekannter Schritt'}: {wann}"

    def zeilen(self) -> QuerySet[Any]:
        gefunden = dauer.sichtbare(self.ich).filter(self.auswahl.bedingung(uhr.heute()))
        return dauer.mit_tagen(gefunden).select_related("antrag", "stelle")

    def summe(self) -> str:
        return f"{self.zeilen().order_by().count()} Aufgaben"

    def zeile(self, eins: Any) -> Listenzeile:
        erledigt = uhr.tag_von(eins.erledigt_am) if eins.erledigt_am else None
        tage = eins.tage if erledigt else (uhr.jetzt() - eins.eroeffnet_am).days
        wann = (uhr.tag_von(eins.eroeffnet_am), eins.faellig_am, erledigt)
        zellen = (eins.stelle.name, *wann, tage)
        ziel = reverse("fall", args=[eins.antrag_id])
        return Listenzeile(ziel, eins.antrag.aktenzeichen or "Entwurf", eins.antrag.titel, zellen)


class Abrufe(Zahlenliste):
    """`/auswertungen/abrufe/`: the Abrufe behind one figure."""

    dateiname = "abrufe"
    wahl = Abrufwahl
    reiter = "auswertung_module"
    spalten = ("Einrichtung", "Anbieter", "Stand", "Angefragt")
    zahlspalten = ("Kinder", "erreicht")

    @cached_property
    def auswahl(self) -> module.Auswahl:
        """Which Abrufe."""
        return module.Auswahl(**{**self.werte, "jahr": self.jahr})

    def titel(self) -> str:
        was = module.STAENDE[self.auswahl.stand][0] if self.auswahl.stand else "angefragte"
        return f"{was.capitalize()} Abrufe {self.jahr}"

    def zeilen(self) -> QuerySet[Abruf]:
        gefunden = module.sichtbare(self.ich).filter(self.auswahl.bedingung())
        return gefunden.select_related("einrichtung", "anbieter", "angebot")

    def summe(self) -> str:
        return f"{self.zeilen().order_by().count()} Abrufe"

    def zeile(self, eins: Abruf) -> Listenzeile:
        wer = (eins.einrichtung.name, eins.anbieter.name)
        zellen = (*wer, eins.get_status_display(), uhr.tag_von(eins.angefragt_am))
        kinder = (eins.kinder, eins.kinder_erreicht)
        return Listenzeile(
            reverse("abruf", args=[eins.pk]), eins.angebot.titel, eins.gruppe, (*zellen, *kinder)
        )
