"""Bank accounts: what is entered and decided, the page to change one's own, and those to confirm others."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from rollen import bankverbindung, rechte
from rollen.ansicht import RechtMixin
from rollen.bankverbindung import lies_iban
from rollen.blaettern import blaettere
from rollen.models import Bankverbindung, Stelle
from rollen.models.bankverbindung import GILT, OFFEN
from rollen.tabelle import Recht
from rollen.taten import Tat
from rollen.views.basis import Tatformular, ich, versuche


class Erfassung(forms.Form):
    """Another account."""

    iban = forms.CharField(
        label="Neue IBAN",
        max_length=42,
        help_text="Auf dieses Konto zahlen wir, sobald es bestätigt ist.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kontoinhaber = forms.CharField(label="Kontoinhaber", max_length=140)

    def clean_iban(self) -> str:
        return lies_iban(self.cleaned_data["iban"])


class Entscheidung(forms.Form):
    """Confirm or refuse; reasons where somebody will ask for them."""

    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[("bestaetigen", "Bestätigen"), ("ablehnen", "Ablehnen")],
        widget=forms.RadioSelect,
    )
    begruendung = forms.CharField(
        label="Begründung",
        help_text="Nötig beim Ablehnen und bei einer doppelten IBAN.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class Klaerung(forms.Form):
    """Why two Stellen may have one account."""

    begruendung = forms.CharField(
        label="Warum ist die doppelte IBAN richtig?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class Suche(forms.Form):
    """Which accounts the list shows."""

    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "wartet auf Bestätigung"),
            ("gilt", "gilt"),
            ("abgelehnt", "abgelehnt"),
            ("alle", "alle"),
        ],
    )
    suche = forms.CharField(label="Organisation", required=False, max_length=200)

    def werte(self) -> dict[str, Any]:
        """What was chosen; nothing for a made-up address."""
        return self.cleaned_data if self.is_valid() else {"stand": "", "suche": ""}


STAND = {"": OFFEN, "gilt": GILT, "abgelehnt": Q(abgelehnt_am__isnull=False), "alle": Q()}


class Konto(RechtMixin, Tatformular):
    """The account of one's own Stelle: in force, waiting, before; and the form for another one."""

    recht = Recht.BANKVERBINDUNG_AENDERN
    template_name = "rollen/bankverbindung.html"
    form_class = Erfassung

    def stelle(self) -> Stelle:
        eigene = rechte.stellen_mit(ich(self.request), Recht.BANKVERBINDUNG_AENDERN)
        return get_object_or_404(eigene, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stelle = self.stelle()
        konten = stelle.bankverbindungen.select_related("erfasst_von", "bestaetigt_von", "abgelehnt_von")
        return super().get_context_data(
            stelle=stelle,
            gilt=konten.filter(GILT).first(),
            wartet=konten.filter(OFFEN).first(),
            konten=list(konten[:10]),
            **kwargs,
        )

    def tue(self, form: Erfassung) -> HttpResponse:
        stelle, akteur = self.stelle(), ich(self.request)
        versuche(
            self.request,
            lambda: bankverbindung.erfasse(stelle, **form.cleaned_data, akteur=akteur),
            aktion=Tat.BANKVERBINDUNG_ERFASSEN,
            objekt=stelle,
        )
        messages.success(
            self.request, "Die neue Bankverbindung ist gespeichert. Sie gilt, sobald sie bestätigt ist."
        )
        return redirect("bankverbindung", stelle.pk)


class Konten(RechtMixin, TemplateView):
    """The accounts that wait, and on request all others; IBANs only masked."""

    recht = Recht.BANKVERBINDUNG_BESTAETIGEN
    template_name = "rollen/bankverbindungen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = Suche(self.request.GET)
        konten, seiten = blaettere(self.request, gesuchte(form.werte()))
        return super().get_context_data(form=form, konten=konten, seiten=seiten, **kwargs)


def gesuchte(werte: dict[str, Any]) -> QuerySet[Bankverbindung]:
    """The accounts the filter asks for."""
    alle = bankverbindung.vorgelegte().select_related("stelle", "erfasst_von")
    return alle.filter(STAND[werte["stand"]], stelle__name__icontains=werte["suche"])


class KontoPruefen(RechtMixin, Tatformular):
    """One account beside the one in force and beside others with its IBAN, to decide on it."""

    recht = Recht.BANKVERBINDUNG_BESTAETIGEN
    template_name = "rollen/bankverbindung_pruefen.html"

    def konto(self) -> Bankverbindung:
        alle = bankverbindung.vorgelegte().select_related(
            "stelle", "erfasst_von", "bestaetigt_von", "doppelt_von"
        )
        return get_object_or_404(alle, pk=self.kwargs["pk"])

    def get_form_class(self) -> type[Entscheidung | Klaerung]:
        return Entscheidung if self.konto().stand == "offen" else Klaerung

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konto = self.konto()
        gruende = bankverbindung.ENTSCHEIDUNG.hindernisse(konto, ich(self.request))
        ungeklaert = bankverbindung.ungeklaerte(konto)
        return super().get_context_data(
            konto=konto,
            gilt=bankverbindung.geltende(konto.stelle),
            doppelte=bankverbindung.doppelte(konto),
            zu_tun=konto.stand == "offen" or (konto.stand == "gilt" and ungeklaert),
            bedingungen=[{"text": grund} for grund in gruende],
            **kwargs,
        )

    def tue(self, form: Entscheidung | Klaerung) -> HttpResponse:
        konto, was = self.konto(), form.cleaned_data.get("entscheidung", "klaeren")
        begruendung = form.cleaned_data["begruendung"]
        wege = {
            "bestaetigen": partial(bankverbindung.bestaetige, begruendung=begruendung),
            "ablehnen": partial(bankverbindung.lehne_ab, grund=begruendung),
            "klaeren": partial(bankverbindung.klaere_doppelte, begruendung=begruendung),
        }
        versuche(
            self.request,
            lambda: wege[was](konto.pk, akteur=ich(self.request)),
            aktion=Tat(f"bankverbindung_{was}"),
            objekt=konto,
        )
        worte = {"bestaetigen": "bestätigt", "ablehnen": "abgelehnt", "klaeren": "geklärt"}
        messages.success(self.request, f"Die Bankverbindung von „{konto.stelle.name}“ ist {worte[was]}.")
        return redirect("bankverbindungen")
