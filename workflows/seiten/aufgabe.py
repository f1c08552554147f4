"""The page of a task, and giving up the rest of a grant."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from antraege.antrag.models import Antrag, Mitzeichnung
from antraege.antrag.views import gelesener_stand
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte import akte, sicht, trail, verlauf
from workflows.akte.sicht import brotkrumen
from workflows.models import Aufgabe
from workflows.postkorb.vorrat import Arbeitsvorrat
from workflows.tuer import aufgaben, hindernisse
from workflows.tuer.fehler import Eingabefehler, Veraltet
from workflows.tuer.schritt import Schritt
from workflows.tuer.seite import getipptes, trage_ein
from workflows.tuer.verzeichnis import SCHRITTE
from workflows.zahlung.mittelabruf import Mittelabruf, RestverzichtFormular


def kontext(benutzer: Benutzer, aufgabe: Aufgabe, formular: forms.Form | None = None) -> dict[str, Any]:
    """The context of the page that `vorlage` names; `formular` is the bound one after an error."""
    antrag, schritt = aufgabe.antrag, SCHRITTE[aufgabe.schritt]
    assert antrag is not None
    amt = sicht.als_amt(benutzer, antrag)
    mit = schritt.name in sicht.STIMMEN and not amt
    werte = {
        "aufgabe": aufgabe,
        "antrag": antrag,
        "schritt": schritt,
        "amt": amt,
        "innen": not schritt.beim_traeger,
        "brotkrumen": brotkrumen(benutzer, aufgabe, amt=amt or (mit and aufgabe.offen)),
        **_vorgang(benutzer, aufgabe, schritt),
    }
    if mit and not aufgabe.offen:
        return werte | {"stimme": _stimme(aufgabe)}
    werte |= _akte(antrag, amt=amt, mit=mit, verlinkt=amt or mit or aufgabe.stelle_id == antrag.traeger_id)
    werte["bei"] = verlauf.bei_wem(aufgabe, nach_aussen=not werte["innen"])
    if werte["innen"]:
        sieht = sicht.sieht_protokoll(benutzer, antrag)
        werte |= {
            "verneint": akte.verneint(antrag),
            "pruefungen": akte.pruefungen(antrag),
            "mitzeichnungen": akte.mitzeichnungen(antrag),
            "eintraege": trail.letzte(antrag) if sieht else [],
            "sieht_protokoll": sieht,
        }
    if aufgabe.offen:
        werte |= schritt.kontext(antrag, aufgabe)
        gesperrt = bool(werte["gruende"])
        werte["bedingungen"] = [] if gesperrt else schritt.bedingungen(antrag)
        werte["form"] = None
        if not gesperrt:
            werte["form"] = formular or schritt.baue_formular(antrag, aufgabe, akteur=benutzer)
        texte = [eine["hinweis"].text for eine in werte.get("hinweise", ())]
        texte += [fund.text for fund in getattr(werte["form"], "funde", ())]
        werte["genannte"] = sicht.genannte(benutzer, texte) if texte else []
    return werte


def vorlage(werte: dict[str, Any]) -> str:
    """The page for this context: all of the task, or no more than the own vote once it is given."""
    return "seiten/mitgezeichnet.html" if "stimme" in werte else "seiten/aufgabe.html"


def _stimme(aufgabe: Aufgabe) -> Mitzeichnung | None:
    """What the Stelle of this task has said in it; none when the task has fallen away."""
    assert aufgabe.antrag is not None
    if aufgabe.erledigt_am is None:
        return None
    stimmen = aufgabe.antrag.mitzeichnungen.filter(
        stelle=aufgabe.stelle, gezeichnet_am__gte=aufgabe.eroeffnet_am
    )
    return stimmen.order_by("id").first()


def _vorgang(benutzer: Benutzer, aufgabe: Aufgabe, schritt: Schritt) -> dict[str, Any]:
    """Who has the task and what this person may do with it."""
    if not aufgabe.offen:
        return {
            "gruende": [],
            "erledigt_von": akte.person(aufgabe.erledigt_von, nach_aussen=schritt.beim_traeger),
        }
    assert aufgabe.antrag is not None
    assert aufgabe.stelle is not None
    vertretene = {person.pk for person in rechte.vertretene(benutzer)}
    meine = aufgabe.owner_id == benutzer.pk or aufgabe.owner_id in vertretene
    gruende = schritt.hindernisse(aufgabe, akteur=benutzer)
    if aufgabe.owner and not meine:
        bei = akte.person(aufgabe.owner, nach_aussen=schritt.beim_traeger)
        gruende.insert(
            0, Mangel(f"Die Aufgabe liegt bei: {bei}.", behebt=f"{bei} (abgeben) oder die Leitung (zuweisen)")
        )
    eigenes = rechte.berechtigung_fuer(benutzer, Recht(aufgabe.recht), aufgabe.stelle)
    return {
        "gruende": gruende,
        "meine": meine,
        "unbesetzt": verlauf.unbesetzt(aufgabe),
        "vertretung": None if gruende else _vertretung(benutzer, aufgabe, eigenes),
        "darf_uebernehmen": not schritt.beim_traeger and aufgabe.owner is None and not gruende,
        "wertgrenze": hindernisse.eigene_grenze(
            rechte.berechtigungen_fuer(benutzer, schritt.recht, aufgabe.stelle),
            aufgabe.antrag.richtlinie.wertgrenzen.all() if schritt.mit_wertgrenze else (),
        ),
        "darf_zuweisen": not schritt.beim_traeger
        and rechte.darf(benutzer, Recht.AUFGABEN_ZUWEISEN, aufgabe.stelle),
    }


def _vertretung(
    benutzer: Benutzer, aufgabe: Aufgabe, berechtigung: rechte.Berechtigung | None
) -> Benutzer | None:
    """For whom the person would act here: whose task it is, or whose right they use."""
    besitzer = aufgabe.owner
    if isinstance(besitzer, Benutzer) and besitzer.pk != benutzer.pk:
        return besitzer
    return berechtigung.vertretung_fuer if berechtigung else None


def _akte(antrag: Antrag, *, amt: bool, mit: bool, verlinkt: bool) -> dict[str, Any]:
    """What both sides may see of the case; of the letters, who co-signs (`mit`) gets the Prüfvermerk only."""
    fragen, nach_aussen = akte.fragen(antrag), not (amt or mit)
    nur = akte.ZUR_MITZEICHNUNG if mit else None
    return {
        "fakten": akte.fakten(antrag, nach_aussen=nach_aussen),
        "geld": akte.geld(antrag),
        "antworten": akte.antworten(antrag, fragen),
        "plan": akte.plan(antrag),
        "dokumente": akte.dokumente(antrag, verlinkt=verlinkt, nach_aussen=nach_aussen, nur=nur),
        "nur_pruefvermerk": mit,
        "anlagen": akte.anlagen(antrag, verlinkt=verlinkt),
        "aufnahme": akte.aufnahme(antrag),
        "nachforderungen": akte.nachforderungen(antrag, fragen),
    }


class AufgabeSeite(RechtMixin, View):
    """`/aufgaben/<pk>/`: read it, do it."""

    recht = sicht.aufgabenrechte()
    template_name = ""  # what the step shows; a page around it names its own

    def zeige(
        self, request: HttpRequest, aufgabe: Aufgabe, formular: forms.Form | None = None, *, status: int = 200
    ) -> HttpResponse:
        """The page; `formular` is the bound one after an error."""
        werte = kontext(ich(request), aufgabe, formular)
        return render(request, self.template_name or vorlage(werte), werte, status=status)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.zeige(request, sicht.aufgabe_fuer(ich(request), pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        aufgabe = sicht.aufgabe_fuer(ich(request), pk)
        if "alle_ja" in request.POST and aufgabe.offen:
            return self.zeige(request, aufgabe, _mit_ja(request, aufgabe))
        try:
            antrag = aufgaben.erledigen(
                pk,
                akteur=ich(request),
                eingaben=request.POST,
                dateien=request.FILES,
                stand=gelesener_stand(request),
            )
        except Eingabefehler as fehler:
            return self.zeige(request, aufgabe, fehler.formular, status=422)
        except MaengelFehler as fehler:
            return self.zeige(
                request, aufgabe, trage_ein(_gebunden(request, aufgabe), fehler.maengel), status=422
            )
        except Veraltet as fehler:
            formular = _gebunden(request, aufgabe)
            formular.add_error(None, str(fehler))
            return self.zeige(request, aufgabe, formular, status=409)
        except Ueberholt as fehler:
            assert aufgabe.antrag is not None
            leer = forms.Form()  # for the labels; without fields when the step has gone too far to build them
            if aufgabe.offen:
                schritt = SCHRITTE[aufgabe.schritt]
                leer = schritt.baue_formular(aufgabe.antrag, aufgabe, akteur=ich(request))
            fehler.eingaben = getipptes(leer, request.POST)
            raise
        return _weiter(request, aufgabe, antrag)


def _mit_ja(request: HttpRequest, aufgabe: Aufgabe) -> forms.Form:
    """The form as it was typed, every open point of its check list answered with yes; nothing is stored."""
    assert aufgabe.antrag is not None
    formular = SCHRITTE[aufgabe.schritt].baue_formular(aufgabe.antrag, aufgabe, akteur=ich(request))
    for name in formular.fields:
        if wert := request.POST.get(name, "ja" if name.startswith("punkt_") else ""):
            formular.initial[name] = wert
    return formular


def _gebunden(request: HttpRequest, aufgabe: Aufgabe) -> forms.Form:
    """The form with everything typed; bound so that errors can be put on it."""
    assert aufgabe.antrag is not None
    schritt = SCHRITTE[aufgabe.schritt]
    formular = schritt.baue_formular(
        aufgabe.antrag, aufgabe, akteur=ich(request), eingaben=request.POST, dateien=request.FILES
    )
    formular.is_valid()
    return formular


def _weiter(request: HttpRequest, aufgabe: Aufgabe, antrag: Antrag) -> HttpResponse:
    """To the next own task of the same case, back to the Postkorb, or to the applicant's status page."""
    schritt = SCHRITTE[aufgabe.schritt]
    satz = f"„{schritt.titel}“ zu {antrag.aktenzeichen} ist erledigt."
    if schritt.beim_traeger:
        messages.success(request, satz)
        if antrag.kooperation:
            return redirect("vereinbarung", antrag.pk)
        if aufgabe.stelle_id != antrag.traeger_id:  # asked to take over a grant that is not theirs yet
            return redirect("meine_antraege")
        return redirect("antrag_status", antrag.pk)
    eigene = Aufgabe.objects.filter(
        antrag=antrag, owner=ich(request), finished__isnull=True, stelle__isnull=False
    )
    naechste = eigene.order_by("faellig_am", "id").first()
    if naechste is None:
        messages.success(request, satz)
        weitere = Arbeitsvorrat(ich(request)).naechste()
        postkorb = reverse("postkorb")
        return redirect(f"{postkorb}?weiter={weitere.pk}" if weitere else postkorb)
    messages.success(request, f"{satz} Weiter geht es mit: {SCHRITTE[naechste.schritt].titel}.")
    return redirect(reverse("aufgabe", args=[naechste.pk]))


class Restverzicht(AufgabeSeite):
    """`/aufgaben/<pk>/verzicht/`: the waiver belongs to the task Mittelabruf and is done like it."""

    template_name = "zahlung/restverzicht.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        aufgabe = sicht.aufgabe_fuer(ich(request), pk)
        if aufgabe.schritt != Mittelabruf.name:
            raise Http404
        return self.zeige(request, aufgabe) if aufgabe.offen else redirect("aufgabe", pk)

    def zeige(
        self, request: HttpRequest, aufgabe: Aufgabe, formular: forms.Form | None = None, *, status: int = 200
    ) -> HttpResponse:
        """How much is given up, and the tick that says so."""
        assert aufgabe.antrag is not None
        formular = formular or RestverzichtFormular(
            antrag=aufgabe.antrag, aufgabe=aufgabe, akteur=ich(request)
        )
        werte = kontext(ich(request), aufgabe, formular)
        werte["titel"] = "Auf den Rest verzichten" if aufgabe.antrag.offen else "Abrufe beenden"
        werte["brotkrumen"][-1]["url"] = reverse("aufgabe", args=[aufgabe.pk])
        werte["brotkrumen"].append({"name": werte["titel"], "url": ""})
        return render(request, self.template_name, werte, status=status)
