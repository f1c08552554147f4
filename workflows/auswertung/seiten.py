"""Pages of evaluations: each a filter by year, a picture, a table whose figures lead on, the same as a file."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from antraege.haushalt import uebersicht
from antraege.kern.geld import NULL, zeige
from rollen import uhr
from rollen.ansicht import RechtMixin
from rollen.forms.filter import Filterformular, auswahl
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte.liste import Listenseite
from workflows.auswertung import bericht, dauer, faelle, mittel, module
from workflows.auswertung.bild import paare
from workflows.postkorb import keyset

REITER = (
    ("Mittel", "auswertungen"),
    ("Zuwendungen", "zuwendungen"),
    ("Verfahren", "verfahrensdauer"),
    ("Vereinbarungen und Module", "auswertung_module"),
    ("Jahresbericht", "jahresbericht"),
)
ERSTES_JAHR = 2022


class Jahresfilter(Filterformular):
    """By year; what does not fit is left out."""

    suche = None  # type: ignore[assignment]
    jahr = auswahl("Haushaltsjahr", coerce=int)

    def __init__(self, *args: Any, jahre: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jahr"].choices = [(jahr, str(jahr)) for jahr in jahre]  # type: ignore[attr-defined]


class Mittelfilter(Jahresfilter):
    """By year, by Auftrag or Sachkonto, or one Auftrag alone."""

    gruppe = auswahl("Zusammengefasst nach", mittel.GRUPPEN.items())
    auftrag = auswahl("Auftrag oder Kostenstelle")

    def __init__(self, *args: Any, auftraege: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].choices = list(mittel.GRUPPEN.items())  # type: ignore[attr-defined]
        self.fields["auftrag"].choices = [("", "alle"), *((a, a) for a in auftraege)]  # type: ignore[attr-defined]


class Kalenderfilter(Jahresfilter):
    """By calendar year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jahr"].label = "Jahr"


class Zuwendungsfilter(Jahresfilter):
    """By year and group."""

    gruppe = auswahl("Zusammengefasst nach")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].choices = list(faelle.GRUPPEN.items())  # type: ignore[attr-defined]


class Auswertung(RechtMixin, Listenseite):
    """What the pages share: the tabs, who looks, the files."""

    recht = Recht.AUSWERTUNGEN_SEHEN
    reiter: ClassVar[str]

    @cached_property
    def ich(self) -> Benutzer:
        """Who looks."""
        return ich(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs and the addresses of the files."""
        reiter = [{"name": name, "url": reverse(ziel), "aktiv": ziel == self.reiter} for name, ziel in REITER]
        dateien = {form: keyset.adresse(self.request, format=form) for form in ("csv", "xlsx")}
        return super().get_context_data(reiter=reiter, **dateien, **kwargs)


class Mittel(Auswertung):
    """`/auswertungen/`: the budget of a year per Auftrag, down to the Buchung; at most twelve queries."""

    template_name = "auswertung/mittel.html"
    reiter = "auswertungen"
    dateiname = "mittelabfluss"
    kopf = mittel.KOPF

    @cached_property
    def jahre(self) -> list[int]:
        """The years with lines that the person can see, newest first."""
        return uebersicht.jahre(uebersicht.sichtbar(self.ich))

    @cached_property
    def auftraege(self) -> list[str]:
        """Every Auftrag and Kostenstelle the person can see."""
        alle = uebersicht.mit_konto(uebersicht.sichtbar(self.ich)).order_by("traegt")
        return [a for a in alle.values_list("traegt", flat=True).distinct() if a]

    @cached_property
    def wahl(self) -> dict[str, Any]:
        """Year, group and Auftrag; the present year, or the newest there is."""
        heute = uhr.heute().year
        jahr = heute if heute in self.jahre else max(self.jahre, default=heute)
        filter_ = Mittelfilter(self.request.GET, jahre=self.jahre, auftraege=self.auftraege)
        return {"jahr": jahr, "gruppe": "auftrag", "auftrag": "", **filter_.gelesen()}

    @cached_property
    def posten(self) -> list[mittel.Posten]:
        """The rows."""
        return mittel.posten(uebersicht.sichtbar(self.ich), **self.wahl)

    def alle(self) -> Iterable[Any]:
        return mittel.export(self.wahl["jahr"], self.posten)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jahr, auftrag = self.wahl["jahr"], self.wahl["auftrag"]
        gewaehlt = mittel.zeilen(uebersicht.sichtbar(self.ich), auftrag=auftrag)
        je_jahr = uebersicht.summen_je_jahr(gewaehlt)
        return super().get_context_data(
            filter=Mittelfilter(initial=self.wahl, jahre=self.jahre, auftraege=self.auftraege),
            wahl=self.wahl,
            gruppe="Haushaltsstelle" if auftrag else mittel.GRUPPEN[self.wahl["gruppe"]],
            posten=self.posten,
            summe=mittel.summe(self.posten, jahr=jahr, auftrag=auftrag),
            je_jahr=je_jahr,
            verlauf=uebersicht.verlauf(je_jahr),
            **kwargs,
        )


class Jahresseite(Auswertung):
    """A page of one calendar year; the present one unless the address names another."""

    formular: ClassVar[type[Jahresfilter]] = Kalenderfilter

    @property
    def jahre(self) -> list[int]:
        """From the first year of the programme to the next one, newest first."""
        return list(range(uhr.heute().year + 1, ERSTES_JAHR - 1, -1))

    @cached_property
    def wahl(self) -> dict[str, Any]:
        """What the address says."""
        return {"jahr": uhr.heute().year, **self.formular(self.request.GET, jahre=self.jahre).gelesen()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The filter row."""
        filter_ = self.formular(initial=self.wahl, jahre=self.jahre)
        return super().get_context_data(filter=filter_, wahl=self.wahl, **kwargs)


class Zuwendungen(Jahresseite):
    """`/auswertungen/zuwendungen/`: the grants of a budget year by programme, applicant, site or Stelle."""

    template_name = "auswertung/zuwendungen.html"
    reiter = "zuwendungen"
    dateiname = "zuwendungen"
    kopf = ("Haushaltsjahr", "Gruppe", "Fälle", *faelle.GELD, "bewilligt im Vorjahr")
    formular = Zuwendungsfilter
    hoechstens = 50

    @cached_property
    def wahl(self) -> dict[str, Any]:
        """By programme unless the address says otherwise."""
        return {"gruppe": "programm", **super().wahl}

    @cached_property
    def gruppen(self) -> list[faelle.Gruppe]:
        """All of them, the largest first."""
        return faelle.gruppen(self.ich, jahr=self.wahl["jahr"], feld=self.wahl["gruppe"])

    def alle(self) -> Iterable[Any]:
        return ((self.wahl["jahr"], g.name, g.anzahl, *g.geld.values(), g.vorher) for g in self.gruppen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jahr, gezeigt = self.wahl["jahr"], self.gruppen[: self.hoechstens]
        summe = faelle.Gruppe(
            "Summe",
            sum(g.anzahl for g in self.gruppen),
            {feld: sum((g.geld[feld] for g in self.gruppen), NULL) for feld in faelle.GELD},
            sum((g.vorher for g in self.gruppen), NULL),
            faelle.Auswahl(jahr).adresse,
            faelle.Auswahl(jahr - 1).adresse,
        )
        zeilen = [
            (g.name, g.geld["bewilligt"], g.vorher, zeige(g.geld["bewilligt"]), zeige(g.vorher))
            for g in gezeigt
        ]
        return super().get_context_data(
            gruppe=faelle.GRUPPEN[self.wahl["gruppe"]],
            gruppen=gezeigt,
            weitere=len(self.gruppen) - len(gezeigt),
            summe=summe,
            bild=paare("bewilligt", titel=f"Bewilligt {jahr} und im Vorjahr", zeilen=zeilen),
            **kwargs,
        )


class Verfahren(Jahresseite):
    """`/auswertungen/verfahren/`: intake, decisions, days per step, what waits, unchecked proofs."""

    template_name = "auswertung/verfahren.html"
    reiter = "verfahrensdauer"
    dateiname = "verfahren"
    kopf = ("Jahr", "Was", "Anzahl", "Vorjahr", "Tage (Median)", "Tage (90 %)", "Tage im Vorjahr (Median)")

    @cached_property
    def zahlen(self) -> list[faelle.Zahl]:
        """Intake and decisions."""
        return [faelle.zahl(self.ich, was, self.wahl["jahr"]) for was in faelle.ENTSCHEIDUNGEN]

    @cached_property
    def dauern(self) -> list[dauer.Dauer]:
        """Days per step."""
        return dauer.dauern(self.ich, self.wahl["jahr"])

    def alle(self) -> Iterable[Any]:
        jahr = self.wahl["jahr"]
        yield from ((jahr, z.name, z.jetzt, z.vorher, None, None, None) for z in self.zahlen)
        yield from ((jahr, d.name, d.anzahl, None, d.median, d.p90, d.vorher) for d in self.dauern)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = [(z.name, z.jetzt, z.vorher, str(z.jetzt), str(z.vorher)) for z in self.zahlen]
        return super().get_context_data(
            zahlen=self.zahlen,
            bild=paare("eingang", titel="Eingang und Entscheidungen", zeilen=zeilen),
            dauern=self.dauern,
            wartende=dauer.wartende(self.ich),
            nachweise=faelle.ungepruefte(self.ich, self.wahl["jahr"]),
            **kwargs,
        )


class Module(Jahresseite):
    """`/auswertungen/vereinbarungen/`: agreements that run out, modules called per topic."""

    template_name = "auswertung/module.html"
    reiter = "auswertung_module"
    dateiname = "module"
    kopf = (
        "Jahr",
        "Thema",
        "angefragt",
        "zugesagt",
        "durchgeführt",
        "erreichte Kinder",
        "angefragt im Vorjahr",
    )

    @cached_property
    def themen(self) -> list[module.Thema]:
        """The topics."""
        return module.themen(self.ich, self.wahl["jahr"])

    def alle(self) -> Iterable[Any]:
        for t in self.themen:
            yield (self.wahl["jahr"], t.name, t.anzahl, t.zugesagt, t.stattgefunden, t.kinder, t.vorher)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = [(t.name, t.anzahl, t.vorher, str(t.anzahl), str(t.vorher)) for t in self.themen]
        return super().get_context_data(
            auslaufende=module.auslaufende(self.ich),
            themen=self.themen,
            bild=paare("module", titel="Abgerufene Module je Thema", zeilen=zeilen),
            **kwargs,
        )


class Jahresbericht(Jahresseite):
    """`/auswertungen/jahresbericht/`: the figures of a year on one page, and as a tagged PDF for the committees."""

    template_name = "auswertung/jahresbericht.html"
    reiter = "jahresbericht"
    dateiname = "jahresbericht"
    kopf = mittel.KOPF

    @cached_property
    def bericht(self) -> bericht.Bericht:
        """All figures of the year."""
        return bericht.stelle_zusammen(self.ich, self.wahl["jahr"])

    def alle(self) -> Iterable[Any]:
        return mittel.export(self.wahl["jahr"], self.bericht.posten)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The page, the PDF, or the table of the money as a file."""
        if request.GET.get("format") != "pdf":
            return super().get(request, *args, **kwargs)
        kopf = {"Content-Disposition": f'attachment; filename="jahresbericht-{self.wahl["jahr"]}.pdf"'}
        pdf = bericht.pdf(self.ich, self.bericht)
        return HttpResponse(pdf, content_type="application/pdf", headers=kopf)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            bericht=self.bericht, pdf=keyset.adresse(self.request, format="pdf"), **kwargs
        )
