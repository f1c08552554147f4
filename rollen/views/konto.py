"""The own account: who I am here, what I may do, what I did, and the second factor with which I sign."""

from base64 import b32encode
from typing import Any
from urllib.parse import urlencode

import segno
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from django_otp.plugins.otp_totp.models import TOTPDevice

from rollen import rechte, taten, uhr, zweitfaktor
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.forms.zweitfaktor import Anmeldungsfrage, Appbestaetigung, Codeformular, Passwortformular
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle, Traeger, Vertretung
from rollen.registrierung import registrierungen
from rollen.tabelle import Recht, Rolle
from rollen.traeger import pruefstelle
from rollen.views import zeilen
from rollen.views.basis import Formularantwort, ich, weiter_nach
from rollen.views.organisation import organisationen
from rollen.views.rechte import hat
from rollen.zustimmung import eigene, einladungen

ANZAHL_EINTRAEGE = 20


def rechte_in_worten(benutzer: Benutzer) -> list[dict[str, Any]]:
    """Per Stelle (and person deputised for) the names of the rights held there."""
    reihenfolge = {recht: nr for nr, recht in enumerate(Recht)}
    bloecke: dict[tuple[int, str], set[Recht]] = {}
    for b in rechte.berechtigungen(benutzer):
        vertretung = b.vertretung_fuer.name if b.vertretung_fuer else ""
        bloecke.setdefault((b.stelle_id, vertretung), set()).add(b.recht)
    namen = dict(Stelle.objects.filter(pk__in={stelle for stelle, _ in bloecke}).values_list("pk", "name"))
    return [
        {
            "stelle": namen[stelle],
            "vertretung": vertretung,
            "rechte": [recht.bezeichnung for recht in sorted(menge, key=reihenfolge.__getitem__)],
        }
        for (stelle, vertretung), menge in sorted(bloecke.items(), key=lambda b: (b[0][1], namen[b[0][0]]))
    ]


def eigene_eintraege(benutzer: Benutzer) -> list[dict[str, Any]]:
    """The newest acts of a person, as templates/teile/trail.html shows them."""
    eintraege = Eintrag.objects.filter(akteur=benutzer).select_related("stelle", "vertretung_fuer")
    return [
        {
            "zeit": e.zeitpunkt,
            "was": taten.in_worten(e.aktion),
            "text": taten.objekt_in_worten(e.objekt),
            "wer": benutzer.name,
            "rolle": Rolle(e.rolle).bezeichnung if e.rolle else "",
            "stelle": e.stelle,
            "vertretung": e.vertretung_fuer,
            "verweigert": e.verweigert,
        }
        for e in eintraege.order_by("-id")[:ANZAHL_EINTRAEGE]
    ]


def angebote_je_stelle(benutzer: Benutzer) -> list[dict[str, Any]]:
    """What waits for this person's yes: per Stelle the roles, who invites, and the name they were invited by."""
    offene = einladungen(benutzer).select_related("gruppe__stelle", "beantragt_von")
    bloecke: dict[Stelle, list[Mitgliedschaft]] = {}
    for mitgliedschaft in offene:
        bloecke.setdefault(mitgliedschaft.gruppe.stelle, []).append(mitgliedschaft)
    return [
        {
            "stelle": stelle,
            "rollen": [Rolle(m.gruppe.rolle).bezeichnung for m in angebotene],
            "einladend": angebotene[0].beantragt_von,
            "anders": next((m.eingeladen_als for m in angebotene if m.eingeladen_als != benutzer.name), ""),
        }
        for stelle, angebotene in bloecke.items()
    ]


def verlassbare(benutzer: Benutzer, wartende: list[Traeger]) -> set[int]:
    """The own roles with a way out of their own; a registration that waits is taken back as a whole."""
    rollen = eigene(benutzer).exclude(gruppe__stelle__in=[traeger.stelle_id for traeger in wartende])
    return set(rollen.values_list("pk", flat=True))


class Konto(RechtMixin, TemplateView):
    """Shows only what is one's own."""

    recht = ANGEMELDET
    template_name = "rollen/konto.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = ich(self.request)
        laufende = Vertretung.objects.filter(bis__gte=uhr.heute()).order_by("von", "pk")
        alle = zeilen.mitgliedschaften().filter(benutzer=person).order_by("-von", "-pk")
        offene = einladungen(person).order_by()
        wartende = list(registrierungen(person))
        return super().get_context_data(
            mitgliedschaften=[zeilen.zeile(m) for m in alle.exclude(pk__in=offene.values("pk"))],
            einladungen=angebote_je_stelle(person),
            verlassbar=verlassbare(person, wartende),
            pruefstelle=pruefstelle() if wartende else "",
            rechte=rechte_in_worten(person),
            organisationen=list(organisationen(person)),
            vertretungen=hat(person, Recht.VERTRETUNG_PFLEGEN),
            registrierungen=wartende,
            wird_vertreten=list(laufende.filter(vertretener=person).select_related("vertreter")),
            vertritt=list(laufende.filter(vertreter=person).select_related("vertretener")),
            eintraege=eigene_eintraege(person),
            **kwargs,
        )


SITZUNG = "ersatzcodes"  # where they wait for the one page that shows them


GRUPPE = 4  # characters of a key or an Ersatzcode that are read at a time


def in_gruppen(text: str) -> str:
    """A long code as people read it out."""
    return " ".join(text[i : i + GRUPPE] for i in range(0, len(text), GRUPPE))


class ZweiterFaktor(RechtMixin, TemplateView):
    """`/konto/zweiter-faktor/`: how it stands, and what can be done."""

    recht = ANGEMELDET
    template_name = "rollen/zweitfaktor/stand.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = ich(self.request)
        return super().get_context_data(
            app=zweitfaktor.app_von(person), uebrig=zweitfaktor.ersatzcodes_uebrig(person), **kwargs
        )


class Einrichten(RechtMixin, Formularantwort, FormView):
    """`…/einrichten/`: first the password, then the picture for the app and the first code of it."""

    recht = ANGEMELDET
    template_name = "rollen/zweitfaktor/einrichten.html"
    app: TOTPDevice | None = None

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Who has one already is led to it."""
        if request.user.is_authenticated:
            if zweitfaktor.app_von(ich(request)):
                return redirect("zweiter_faktor")
            self.app = zweitfaktor.begonnene_app(ich(request))
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[forms.Form]:
        return Appbestaetigung if self.app else Passwortformular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": ich(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.app:  # the key as a picture for the camera and as text for who types it
            bild = segno.make(self.app.config_url, error="m", micro=False)
            kwargs["bild"] = bild.svg_data_uri(scale=5, border=4, light="#fff")
            kwargs["schluessel"] = in_gruppen(b32encode(self.app.bin_key).decode())
        return super().get_context_data(next=weiter_nach(self.request), **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if self.app is None:
            zweitfaktor.beginne(ich(self.request))
            return _weiter(self.request, "zweiter_faktor_einrichten")
        try:
            codes = zweitfaktor.bestaetige(ich(self.request), **form.cleaned_data)
        except zweitfaktor.Codefehler as fehler:
            form.add_error("code", str(fehler))
            return self.form_invalid(form)
        self.request.session[SITZUNG] = codes
        messages.success(self.request, "Ihr zweiter Faktor ist eingerichtet.")
        return _weiter(self.request, "ersatzcodes")


class Codeseite(RechtMixin, Formularantwort, FormView):
    """A change that wants a valid code first."""

    recht = ANGEMELDET
    form_class: type[forms.Form] = Codeformular
    meldung = ""
    ziel = "zweiter_faktor"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Without a second factor there is nothing to change."""
        if request.user.is_authenticated and zweitfaktor.app_von(ich(request)) is None:
            return redirect("zweiter_faktor")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": ich(self.request)}

    def tue(self, **angaben: Any) -> None:
        """Do it. Raises Codefehler."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.tue(**form.cleaned_data)
        except zweitfaktor.Codefehler as fehler:
            form.add_error("code", str(fehler))
            return self.form_invalid(form)
        messages.success(self.request, self.meldung)
        return redirect(self.ziel)


class Ersatzcodes(Codeseite):
    """`…/ersatzcodes/`: new ones are shown once, on the page after the click; otherwise the way to renew them."""

    template_name = "rollen/zweitfaktor/ersatzcodes.html"
    meldung = "Sie haben neue Ersatzcodes. Die alten gelten nicht mehr."
    ziel = "ersatzcodes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = self.request.session.pop(SITZUNG, []) if self.request.method == "GET" else []
        return super().get_context_data(
            codes=[in_gruppen(code) for code in codes],
            uebrig=zweitfaktor.ersatzcodes_uebrig(ich(self.request)),
            next=weiter_nach(self.request),
            **kwargs,
        )

    def tue(self, **angaben: Any) -> None:
        """Void the old ones."""
        self.request.session[SITZUNG] = zweitfaktor.erneuere_ersatzcodes(ich(self.request), **angaben)


class AnmeldungUmstellen(Codeseite):
    """`…/anmeldung/`: ask for the code at the login too, or no longer."""

    template_name = "rollen/zweitfaktor/anmeldung.html"
    form_class = Anmeldungsfrage
    meldung = "Ihre Wahl für das Anmelden ist gespeichert."

    def get_initial(self) -> dict[str, Any]:
        return {"bei_anmeldung": ich(self.request).code_bei_anmeldung}

    def tue(self, **angaben: Any) -> None:
        """Keep the choice."""
        zweitfaktor.stelle_anmeldung_um(ich(self.request), **angaben)


class Entfernen(Codeseite):
    """`…/entfernen/`: no second factor any more."""

    template_name = "rollen/zweitfaktor/entfernen.html"
    meldung = "Ihr zweiter Faktor ist entfernt."

    def tue(self, **angaben: Any) -> None:
        """Void app and Ersatzcodes."""
        zweitfaktor.entferne(ich(self.request), **angaben)


def _weiter(request: HttpRequest, ziel: str) -> HttpResponse:
    """On to the next page of the set-up, with the page that waits behind it."""
    seite = weiter_nach(request)
    return redirect(f"{reverse(ziel)}?{urlencode({'next': seite})}" if seite else reverse(ziel))
