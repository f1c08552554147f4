"""The page on which a programme chooses Nebenbestimmungen out of the texts of the city."""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from antraege.dokumente.models import Textbaustein
from antraege.dokumente.queries import nebenbestimmungen_am
from antraege.programme.models import Richtlinie
from antraege.programme.redaktion import dienst
from antraege.programme.redaktion.abschnitte import JE_KUERZEL
from antraege.programme.redaktion.views import Seite
from rollen import uhr

ABSCHNITT = JE_KUERZEL["nebenbestimmungen"]


class Textwahl(forms.ModelMultipleChoiceField):
    """Texts as ticks: each in its words, with its version."""

    widget = forms.CheckboxSelectMultiple
    in_der_liste: dict[str, int | None]

    def label_from_instance(self, obj: Any) -> SafeString:
        """The words as the Bescheid prints them, and the version."""
        bisher = self.in_der_liste.get(obj.schluessel)
        ersetzt = f"; ersetzt Version {bisher} in der Liste" if bisher else ""
        stand = f"Version {obj.version}, gilt seit {obj.gueltig_von:%d.%m.%Y}{ersetzt}"
        return format_html('{} <span class="app-tabelle__neben">{}</span>', obj.text, stand)


class Auswahlformular(forms.Form):
    """Which texts, out of those in force on the first day of the rules that are not in the list yet."""

    texte = Textwahl(
        Textbaustein.objects.none(),
        label="Welche Nebenbestimmungen sollen in jedem Bescheid stehen?",
        help_text="So stehen sie im Bescheid. Die Reihenfolge ändern Sie danach in der Liste.",
        error_messages={
            "required": "Bitte kreuzen Sie mindestens einen Text an.",
            "invalid_choice": "Dieser Text gilt nicht mehr oder steht schon in der Liste.",
        },
    )

    def __init__(self, *args: Any, richtlinie: Richtlinie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = cast("Textwahl", self.fields["texte"])
        gewaehlt = richtlinie.nebenbestimmungen.exclude(herkunft="")
        feld.in_der_liste = dict(gewaehlt.values_list("herkunft", "herkunft_version"))
        texte = nebenbestimmungen_am(max(uhr.heute(), richtlinie.gueltig_von))
        offene = [text.pk for text in texte if feld.in_der_liste.get(text.schluessel) != text.version]
        feld.queryset = Textbaustein.objects.filter(pk__in=offene).order_by("schluessel")


class Textauswahl(Seite):
    """`/richtlinien/<pk>/nebenbestimmungen/`: tick texts; their words become rows of the list."""

    form_class = Auswahlformular

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "richtlinie": self.richtlinie}

    @cached_property
    def adresse(self) -> str:
        """Of the list."""
        return reverse("fassung_abschnitt", args=[self.richtlinie.pk, ABSCHNITT.kuerzel])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titel = "Aus den Texten wählen"
        wozu = "Ändert oder beendet jemand später einen Text, bleibt eine freigegebene Fassung, wie sie ist."
        liste = {"name": ABSCHNITT.name, "url": self.adresse}
        return super().get_context_data(
            titel=titel,
            wozu=wozu,
            zurueck_url=self.adresse,
            brotkrumen=self.krumen(liste, {"name": titel}),
            **kwargs,
        )

    def speichere(self, form: Auswahlformular) -> None:
        self.schreibe(dienst.uebernimm_texte, ABSCHNITT, form.cleaned_data["texte"])

    def zurueck(self) -> HttpResponse:
        return redirect(self.adresse)
