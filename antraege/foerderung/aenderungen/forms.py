"""The form of a change: kinds, new end, new Träger, years, and the whole plan with the old amounts beside."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.aenderungen.maengel import maengel_der_aenderung
from antraege.foerderung.aenderungen.stand import Zeile, anteile_von, bewilligte_zeilen, zeitraum_bis
from antraege.foerderung.aenderungen.wunsch import Wunsch
from antraege.foerderung.forms import (
    MEISTE_ZEILEN,
    PlanFormular,
    Planzeile,
    Zeilen,
    mit_leerer_zeile,
    zeilensatz,
)
from antraege.foerderung.models import Aenderungsart, Deckungsart, Seite
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL, zeige
from rollen import uhr
from rollen.formulare import tag
from rollen.models import Stelle

WEITERE_JAHRE = 2


class Aenderungszeile(Planzeile):
    """A row of the new plan: `bestand` is the id of the present row it changes, empty for a new one."""

    bestand = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, zeilen: Mapping[str, Zeile], **kwargs: Any) -> None:
        self.zeilen = zeilen
        super().__init__(*args, **kwargs)

    @property
    def bisher(self) -> Zeile | None:
        """The present row; None for a new one."""
        return self.zeilen.get(str(self["bestand"].value()))

    @property
    def art_in_worten(self) -> str:
        """Where the money of a present row comes from."""
        return str(Deckungsart(self.bisher.art).label) if self.bisher else ""

    @property
    def ist_ausgabe(self) -> bool:
        """A present row stays on its side."""
        return self.bisher.seite == Seite.AUSGABE if self.bisher else super().ist_ausgabe

    def clean(self) -> dict[str, Any]:
        """A present row changes its amount only."""
        if self.bisher is None:
            return super().clean()
        werte = self.cleaned_data
        if werte.get("betrag") is None and "betrag" not in self.errors:
            self.add_error("betrag", "Bitte geben Sie einen Betrag ein, 0 für eine entfallene Position.")
        return werte

    @property
    def zeile(self) -> Zeile | None:
        """The row of a valid form; None when it is empty."""
        werte, alt = self.cleaned_data, self.bisher
        if alt is not None:
            return Zeile(alt.planposition, alt.seite, alt.art, alt.bezeichnung, werte["betrag"])
        if werte.get("betrag") is None:
            return None
        art = Deckungsart.AUSGABE.value if werte["seite"] == Seite.AUSGABE else werte["art"]
        return Zeile(None, werte["seite"], art, werte["bezeichnung"].strip(), werte["betrag"])


class Aenderungsplan(PlanFormular):
    """All rows, the costs first."""

    def neue_zeilen(self) -> tuple[Zeile, ...]:
        """The new plan of a valid form; a row to be deleted that is in the plan counts 0 €."""
        formulare = [f for f in self.forms if f not in self.deleted_forms or f.bisher]
        return tuple(zeile for f in formulare if (zeile := f.zeile))


AENDERUNGSSATZ = zeilensatz(Aenderungszeile, Aenderungsplan)


class Aenderungsformular(forms.Form):
    """What shall change; `plan` are the rows. Valid only when no rule speaks against it."""

    arten = forms.MultipleChoiceField(
        label="Was soll sich ändern?",
        help_text="Sie können mehreres ankreuzen.",
        choices=Aenderungsart.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Bitte kreuzen Sie an, was sich ändern soll."},
    )
    neues_ende = tag("Neues Ende des Vorhabens", required=False)
    neuer_traeger = forms.ModelChoiceField(
        label="Neuer Träger",
        queryset=Stelle.objects.none(),
        required=False,
        empty_label="Bitte wählen",
        help_text="Der neue Träger muss der Übernahme zustimmen. Es gilt ab dem Tag der Entscheidung.",
    )
    begruendung = forms.CharField(
        label="Begründung",
        help_text="Warum ist die Änderung nötig? Nennen Sie keine Namen von Kindern.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def __init__(
        self,
        daten: Mapping[str, Any] | None = None,
        *,
        antrag: Antrag,
        zeilen: Zeilen | None = None,
        vom_amt: bool = False,
    ) -> None:
        super().__init__(daten)
        self.antrag = antrag
        if not (
            vom_amt and antrag.mittelanteile.exists()
        ):  # pots are moved by the office, where there are several
            arten = [wahl for wahl in Aenderungsart.choices if wahl[0] != Aenderungsart.TOEPFE]
            self.fields["arten"].choices = arten  # type: ignore[attr-defined]
        self.bisher = {bestand(zeile): zeile for zeile in bewilligte_zeilen(antrag)}
        zeilen = zeilen or gespeicherte_zeilen(self.bisher)
        plan = AENDERUNGSSATZ(daten, initial=zeilen, form_kwargs={"zeilen": self.bisher})
        self.plan = cast("Aenderungsplan", plan)
        for name in ("neues_ende", "neuer_traeger"):
            self.fields[name].bedingt = True  # type: ignore[attr-defined]
        self.fields["neuer_traeger"].queryset = waehlbare_traeger(antrag)  # type: ignore[attr-defined]
        anteile = anteile_von(antrag)
        jahre = mittel.jahre(antrag, bis=zeitraum_bis(antrag)) or list(anteile)
        for jahr in sorted({*jahre, *anteile, *(max(jahre) + n for n in range(1, WEITERE_JAHRE + 1))}):
            self.fields[f"jahr_{jahr}"] = EuroFormField(
                label=f"Haushaltsjahr {jahr}, in Euro",
                help_text=f"Bisher: {zeige(anteile.get(jahr, NULL))}.",
                required=False,
            )

    @property
    def jahresfelder(self) -> list[BoundField]:
        """The share of each year, for the page."""
        return [self[name] for name in self.fields if name.startswith("jahr_")]

    def is_valid(self) -> bool:
        """The rows count too, and both tell their defects at once."""
        zeilen_gut = self.plan.is_valid()
        return super().is_valid() and zeilen_gut

    def clean(self) -> dict[str, Any]:
        """Every rule that can be judged with what is readable."""
        daten = super().clean() or self.cleaned_data
        if "arten" in daten:
            for mangel in maengel_der_aenderung(self.antrag, self.wunsch, tag=uhr.heute()):
                feld = mangel.feld if mangel.feld in self.fields else None
                if feld is None or feld not in self.errors:
                    self.add_error(feld, mangel.text)
        return daten

    @property
    def wunsch(self) -> Wunsch:
        """What is asked for, as far as it can be read."""
        daten = self.cleaned_data
        jahre = {int(n.removeprefix("jahr_")): b for n, b in daten.items() if n.startswith("jahr_") and b}
        return Wunsch(
            arten=frozenset(daten.get("arten", ())),
            begruendung=daten.get("begruendung", ""),
            neues_ende=daten.get("neues_ende"),
            neuer_traeger=daten.get("neuer_traeger"),
            zeilen=self.plan.neue_zeilen() if self.plan.is_valid() else None,
            jahre=jahre,
        )


def waehlbare_traeger(antrag: Antrag) -> Any:
    """The verified organisations that may take over under the rules of this case."""
    return (
        Stelle.objects.filter(aktiv=True, staedtisch=False, art__in=antrag.richtlinie.antragsberechtigt)
        .filter(Q(traeger__verifiziert_am__isnull=False))
        .exclude(pk=antrag.traeger_id)
        .order_by("name")
    )


def bestand(zeile: Zeile) -> str:
    """The name of a present row in the form: its id, 0 for what the Träger bears because of a cut."""
    return str(zeile.planposition or 0)


def gespeicherte_zeilen(bisher: Mapping[str, Zeile]) -> Zeilen:
    """The present rows and one empty row per side, the costs first."""
    zeilen = [
        {"bestand": name, "seite": z.seite, "art": z.art, "bezeichnung": z.bezeichnung, "betrag": z.betrag}
        for name, z in bisher.items()
    ]
    return mit_neuer_zeile(mit_neuer_zeile(zeilen, Seite.AUSGABE), Seite.DECKUNG)


def getippte_zeilen(daten: Mapping[str, Any]) -> Zeilen:
    """What was sent, unchecked and as typed."""
    anzahl = str(daten.get("form-TOTAL_FORMS", ""))
    nummern = range(min(int(anzahl), MEISTE_ZEILEN) if anzahl.isascii() and anzahl.isdigit() else 0)
    felder = ("bestand", "seite", "art", "bezeichnung", "betrag")
    zeilen = [{feld: daten.get(f"form-{nr}-{feld}", "") for feld in felder} for nr in nummern]
    return [zeile for zeile in zeilen if zeile["seite"] in Seite.values]


def mit_neuer_zeile(zeilen: Zeilen, seite: str) -> Zeilen:
    """The rows with an empty one at the end of that side, the costs first."""
    return [{"bestand": "", **zeile} for zeile in mit_leerer_zeile(zeilen, seite)]
