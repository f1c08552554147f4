"""The budget and its ledger: lines, one line, every Buchung, and bookings without a case."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from antraege.haushalt import mittelbewegungen, uebersicht
from antraege.haushalt.bild import balken
from antraege.haushalt.forms import (
    ALLE,
    SPALTENNAMEN,
    Ablehnung,
    Bewegungsfilter,
    Bewegungsform,
    Buchungsfilter,
    Haushaltsfilter,
)
from antraege.haushalt.models import Bewegungsart, Buchung, Haushaltsstelle, Mittelbewegung
from antraege.haushalt.models.konto import SUMMEN
from antraege.haushalt.views.basis import BLOCK, HaushaltMixin, Listenseite, entscheide
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte
from rollen.blaettern import blaettere
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.templatetags.anzeige import zeitpunkt
from rollen.views.basis import Formularantwort, seite_von

ZEILEN_JE_SEITE = 100
KOPF = (
    *("Jahr", "Stelle", "Bereich", "Produkt", "Auftrag", "Kostenstelle", "Sachkonto"),
    *("Bezeichnung", "Ansatz", "Deckung", "vorgemerkt", "gebunden", "ausgezahlt", "erstattet"),
    *("frei", "Quelle"),
)
KOPF_BUCHUNGEN = (
    *("Nummer", "Zeitpunkt", "Jahr", "Haushaltsstelle", "Bezeichnung", "Art", "Aktenzeichen"),
    *(SPALTENNAMEN[spalte] for spalte in SUMMEN),
    "Text",
    "Gebucht von",
)
KOPF_BEWEGUNGEN = (
    *("Nummer", "Art", "Von", "Zu", "Jahr", "Betrag", "Begründung", "Status", "Beantragt am"),
    "Entschieden am",
)
_ERKLAERUNG = {
    Bewegungsart.DECKUNG: "Eine Einsparung deckt Mehraufwand auf einer anderen Haushaltsstelle.",
    Bewegungsart.VILV: "Ihre Haushaltsstelle trägt, was ein anderer Fachbereich bezahlt hat.",
    Bewegungsart.ANSATZ: "Der Ansatz einer Haushaltsstelle wird neu festgesetzt.",
}


class Liste(HaushaltMixin, Listenseite):
    """One table per part of the council paper, each with its sum; without a choice the present year."""

    template_name = "haushalt/liste.html"

    @cached_property
    def filter(self) -> Haushaltsfilter:
        gewaehlt = self.request.GET
        werte = {
            "jahr": gewaehlt.get("jahr") or self.laufendes_jahr(),
            "bereich": gewaehlt.get("bereich", ""),
        }
        return Haushaltsfilter(werte, jahre=self.jahre)

    def alle_jahre(self) -> QuerySet[Haushaltsstelle]:
        """The lines of all years; nothing when the filter names what is not offered; its field says so."""
        zeilen = uebersicht.sichtbar(self.ich)
        if not self.filter.is_valid():
            return zeilen.none()
        bereich = self.filter.cleaned_data["bereich"]
        return zeilen.filter(bereich=bereich) if bereich else zeilen

    def zeilen(self) -> QuerySet[Haushaltsstelle]:
        """The lines of the chosen year."""
        zeilen = self.alle_jahre()
        jahr = self.filter.cleaned_data.get("jahr", ALLE)
        return zeilen if jahr == ALLE else zeilen.filter(jahr=jahr)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        zeilen = self.zeilen()
        je_bereich = uebersicht.summen_je_bereich(zeilen)
        gesamt = uebersicht.gesamt(je_bereich.values())
        seite = seite_von(self.request, zeilen, laenge=ZEILEN_JE_SEITE)
        je_jahr = uebersicht.summen_je_jahr(self.alle_jahre())
        wahl = self.filter.cleaned_data if self.filter.is_valid() else {}
        return super().get_context_data(
            filter=self.filter,
            tabellen=list(uebersicht.tabellen(list(seite["seite"]), je_bereich)),
            gesamt=gesamt,
            balken=balken("gesamt", titel="Stand aller gezeigten Haushaltsstellen", betraege=gesamt),
            verlauf=uebersicht.verlauf(je_jahr),
            je_jahr=je_jahr,
            wahl=wahl,
            **self.adressen(),
            **seite,
            **kwargs,
        )

    def liste(self) -> tuple[str, Any, Any]:
        """Streamed, so that it never fills the memory."""
        zeilen = self.zeilen().select_related("stelle").iterator(chunk_size=BLOCK)
        return "haushalt", KOPF, map(_werte, zeilen)


def _werte(z: Haushaltsstelle) -> tuple[object, ...]:
    konto = (z.produkt, z.auftrag, z.kostenstelle, z.sachkonto, z.bezeichnung)
    betraege = tuple(uebersicht.werte(z).values())
    return (z.jahr, z.stelle.name, z.get_bereich_display(), *konto, *betraege, z.quelle)


class Zeile(HaushaltMixin, TemplateView):
    """A line of a Stelle whose budget the person may see; any other does not exist for them."""

    template_name = "haushalt/zeile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sichtbar = uebersicht.sichtbar(self.ich)
        zeile = get_object_or_404(sichtbar.select_related("stelle"), pk=kwargs["pk"])
        buchungen = uebersicht.buchungen(sichtbar.filter(pk=zeile.pk))
        spalte = self.request.GET.get("spalte", "")
        spalte = spalte if spalte in SPALTENNAMEN else ""
        if spalte:
            buchungen = uebersicht.die_bewegen(buchungen, spalte)
        blatt, seiten = blaettere(self.request, buchungen)
        return super().get_context_data(
            zeile=zeile,
            werte=uebersicht.werte(zeile),
            balken=uebersicht.balken_fuer(zeile),
            buchungen=blatt,
            seiten=seiten | {"name": "Seiten der Buchungen", "text": "Die neuesten Buchungen stehen oben."},
            spalte=SPALTENNAMEN.get(spalte),
            summe=uebersicht.summe(buchungen, spalte) if spalte else None,
            fakten=_fakten(zeile),
            darf_bewegen=not zeile.abgeschlossen_am
            and rechte.darf(self.ich, Recht.HAUSHALT_BEWIRTSCHAFTEN, zeile.stelle),
            brotkrumen=[{"name": "Haushalt", "url": reverse("haushalt")}, {"name": str(zeile)}],
            **kwargs,
        )


def _fakten(z: Haushaltsstelle) -> list[tuple[str, object]]:
    fakten: list[tuple[str, object]] = [
        ("Stelle", z.stelle),
        ("Haushaltsjahr", z.jahr),
        ("Bereich", z.get_bereich_display()),
        ("Produkt", z.produkt),
        ("Auftrag", z.auftrag),
        ("Kostenstelle", z.kostenstelle),
        ("Sachkonto", z.sachkonto),
        ("Quelle", z.quelle),
        ("Abgeschlossen", z.abgeschlossen_am and zeitpunkt(z.abgeschlossen_am)),
    ]
    return [(name, wert) for name, wert in fakten if wert]


class Buchungen(HaushaltMixin, Listenseite):
    """Newest first; the sum of the chosen column stands above them."""

    template_name = "haushalt/buchungen.html"
    reiter = "haushaltsbuchungen"

    @cached_property
    def filter(self) -> Buchungsfilter:
        werte = self.request.GET.copy()
        werte.setdefault("jahr", ALLE)
        return Buchungsfilter(werte, jahre=self.jahre)

    def buchungen(self) -> QuerySet[Buchung]:
        """Nothing when the filter names what is not offered; its field says so."""
        if not self.filter.is_valid():
            return Buchung.objects.none()
        wahl, zeilen = self.filter.cleaned_data, uebersicht.sichtbar(self.ich)
        if wahl["jahr"] != ALLE:
            zeilen = zeilen.filter(jahr=wahl["jahr"])
        if wahl["bereich"]:
            zeilen = zeilen.filter(bereich=wahl["bereich"])
        if wahl["auftrag"]:
            zeilen = uebersicht.mit_konto(zeilen).filter(traegt=wahl["auftrag"])
        if wahl["sachkonto"]:
            zeilen = zeilen.filter(sachkonto=wahl["sachkonto"])
        if wahl["zeile"]:
            zeilen = zeilen.filter(pk=wahl["zeile"])
        buchungen = uebersicht.buchungen(zeilen)
        gleich = {feld: wahl[feld] for feld in ("art", "aktenzeichen") if wahl[feld]}
        buchungen = buchungen.filter(**gleich)
        return uebersicht.die_bewegen(buchungen, wahl["spalte"]) if wahl["spalte"] else buchungen

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        buchungen = self.buchungen()
        spalte = self.filter.cleaned_data.get("spalte", "")
        blatt, seiten = blaettere(self.request, buchungen)
        return super().get_context_data(
            filter=self.filter,
            buchungen=blatt,
            seiten=seiten,
            spalte=SPALTENNAMEN.get(spalte),
            summe=uebersicht.summe(buchungen, spalte) if spalte else None,
            **self.adressen(),
            **kwargs,
        )

    def liste(self) -> tuple[str, Any, Any]:
        """Streamed, so that it never fills the memory."""
        return (
            "buchungen",
            KOPF_BUCHUNGEN,
            map(_werte_buchungen, self.buchungen().order_by("pk").iterator(chunk_size=BLOCK)),
        )


def _werte_buchungen(b: Buchung) -> tuple[object, ...]:
    zeile, person = b.haushaltsstelle, b.gebucht_von
    vorne = (b.pk, b.zeitpunkt, zeile.jahr, zeile.konto, zeile.bezeichnung, b.get_art_display())
    betraege = (getattr(b, spalte) for spalte in SUMMEN)
    return (*vorne, b.aktenzeichen, *betraege, b.text, person.name if person else "")


def sichtbare(benutzer: Benutzer) -> QuerySet[Mittelbewegung]:
    """Those that touch a line the person may see."""
    zeilen = uebersicht.sichtbar(benutzer)
    alle = Mittelbewegung.objects.filter(Q(von__in=zeilen) | Q(zu__in=zeilen))
    return alle.select_related("von__stelle", "zu__stelle", "beantragt_von", "entschieden_von")


class Bewegungen(HaushaltMixin, Listenseite):
    """Newest first."""

    template_name = "haushalt/bewegungen.html"
    reiter = "haushaltsbewegungen"

    @cached_property
    def filter(self) -> Bewegungsfilter:
        return Bewegungsfilter(self.request.GET)

    def bewegungen(self) -> QuerySet[Mittelbewegung]:
        """Nothing when the filter names what is not offered."""
        if not self.filter.is_valid():
            return Mittelbewegung.objects.none()
        return sichtbare(self.ich).filter(**{k: w for k, w in self.filter.cleaned_data.items() if w})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blatt, seiten = blaettere(self.request, self.bewegungen())
        return super().get_context_data(
            filter=self.filter,
            bewegungen=blatt,
            seiten=seiten,
            arten=Bewegungsart.choices if self.darf(Recht.HAUSHALT_BEWIRTSCHAFTEN) else [],
            **self.adressen(),
            **kwargs,
        )

    def liste(self) -> tuple[str, Any, Any]:
        """Streamed, so that it never fills the memory."""
        alle = self.bewegungen().order_by("pk").iterator(chunk_size=BLOCK)
        return "bewegungen", KOPF_BEWEGUNGEN, map(_werte_bewegungen, alle)


def _werte_bewegungen(b: Mittelbewegung) -> tuple[object, ...]:
    was = (b.pk, b.get_art_display(), str(b.von or ""), str(b.zu), b.zu.jahr, b.betrag, b.grund)
    return (*was, b.get_status_display(), b.beantragt_am, b.entschieden_am)


class BewegungNeu(HaushaltMixin, Formularantwort, FormView):
    """Asks for one booking of the kind that the address names."""

    recht = Recht.HAUSHALT_BEWIRTSCHAFTEN
    template_name = "haushalt/bewegung_neu.html"
    form_class = Bewegungsform
    reiter = "haushaltsbewegungen"

    @cached_property
    def art(self) -> Bewegungsart:
        if self.kwargs["art"] not in Bewegungsart.values:
            raise Http404
        return Bewegungsart(self.kwargs["art"])

    def get_form_kwargs(self) -> dict[str, Any]:
        stellen = rechte.stellen_mit(self.ich, Recht.HAUSHALT_BEWIRTSCHAFTEN)
        offene = Haushaltsstelle.objects.filter(abgeschlossen_am__isnull=True).order_by(
            "-jahr", "auftrag", "kostenstelle", "sachkonto", "bezeichnung"
        )
        eigene = offene.filter(stelle__in=stellen)
        ziele = {
            Bewegungsart.VILV: offene,
            Bewegungsart.ANSATZ: eigene,
            Bewegungsart.DECKUNG: offene.filter(pk__in=uebersicht.sichtbar(self.ich)),
        }[self.art]
        return {**super().get_form_kwargs(), "art": self.art, "von": eigene, "zu": ziele}

    def get_initial(self) -> dict[str, Any]:
        """What the page before has chosen."""
        feld = "zu" if self.art == Bewegungsart.ANSATZ else "von"
        return {feld: self.request.GET.get("zeile")}

    def form_valid(self, form: Bewegungsform) -> HttpResponse:
        werte = {"von": None} | form.cleaned_data
        try:
            bewegung = mittelbewegungen.beantragen(self.art, **werte, akteur=self.ich)
        except MaengelFehler as fehler:
            return self.mit_maengeln(form, fehler.maengel)
        messages.success(self.request, f"Beantragt: {bewegung}. Eine zweite Person gibt sie frei.")
        return redirect("haushaltsbewegung", bewegung.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            art=self.art.label,
            erklaerung=_ERKLAERUNG[self.art],
            brotkrumen=[
                {"name": "Bewegungen", "url": reverse("haushaltsbewegungen")},
                {"name": f"{self.art.label} beantragen"},
            ],
            **kwargs,
        )


class Bewegung(HaushaltMixin, TemplateView):
    """What would be booked, what stands against it, and the two buttons."""

    template_name = "haushalt/bewegung.html"
    reiter = "haushaltsbewegungen"

    @cached_property
    def bewegung(self) -> Mittelbewegung:
        return get_object_or_404(sichtbare(self.ich), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Release or decline; 409 when somebody was faster, 422 when the ledger or the form refuses."""
        bewegung, ablehnen = self.bewegung, "ablehnen" in request.POST
        form = Ablehnung(request.POST)
        if ablehnen and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)

        def tat() -> Mittelbewegung:
            if ablehnen:
                return mittelbewegungen.ablehnen(
                    bewegung.pk, grund=form.cleaned_data["grund"], akteur=self.ich
                )
            return mittelbewegungen.freigeben(bewegung.pk, akteur=self.ich)

        antwort = entscheide(
            request,
            tat,
            stelle_id=bewegung.stelle.pk,
            aktion=Tat.MITTELBEWEGUNG_ABLEHNEN if ablehnen else Tat.MITTELBEWEGUNG_FREIGEBEN,
            objekt=f"mittelbewegung/{bewegung.pk}",
        )
        if antwort:
            return self.render_to_response(self.get_context_data(verweigert=antwort), status=422)
        messages.success(request, f"{'Abgelehnt' if ablehnen else 'Gebucht'}: {bewegung}.")
        return redirect("haushaltsbewegung", bewegung.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        b = self.bewegung
        hindernisse = (
            [*map(Mangel, mittelbewegungen.ENTSCHEIDUNG.hindernisse(b, self.ich))] if b.offen else []
        )
        return super().get_context_data(
            bewegung=b,
            wirkungen=_wirkungen(b),
            hindernisse=hindernisse,
            maengel=kwargs.pop("verweigert", None)
            or (mittelbewegungen.maengel(b.art, von=b.von, zu=b.zu, betrag=b.betrag) if b.offen else []),
            form=kwargs.pop("form", Ablehnung()),
            brotkrumen=[
                {"name": "Bewegungen", "url": reverse("haushaltsbewegungen")},
                {"name": str(b)},
            ],
            **kwargs,
        )


def _wirkungen(b: Mittelbewegung) -> list[tuple[Haushaltsstelle, Decimal, Decimal]]:
    """Each line with its free euro now and after the booking."""
    if b.von is None:
        return [(b.zu, b.zu.frei, b.zu.frei + b.betrag - b.zu.ansatz)]
    return [(b.von, b.von.frei, b.von.frei - b.betrag), (b.zu, b.zu.frei, b.zu.frei + b.betrag)]
