"""The Finanzierungsplan as rows of a form, its sums and its difference in words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Deckungsart, Seite
from antraege.foerderung.plan import BEZEICHNUNG_ZEICHEN, plan_von
from antraege.haushalt.felder import EuroFormField
from antraege.kern.finanzierung import Position
from antraege.kern.geld import NULL, GeldFehler, lies_betrag, zeige
from antraege.programme.models import Richtlinie

MEISTE_ZEILEN = 80
LEERE_AUSGABEN = 3
_DECKUNG = [(art.value, str(art.label)) for art in Deckungsart if art != Deckungsart.AUSGABE]
_ANFANG_DECKUNG = (Deckungsart.ZUWENDUNG, Deckungsart.EIGENMITTEL, Deckungsart.DRITTMITTEL)
Zeilen = list[dict[str, Any]]


class Planzeile(forms.Form):
    """One Einzelansatz; a row without name and amount is no row."""

    seite = forms.ChoiceField(choices=Seite.choices, widget=forms.HiddenInput)
    art = forms.ChoiceField(
        label="Art",
        choices=_DECKUNG,
        required=False,
        error_messages={"invalid_choice": "Bitte wählen Sie, woher das Geld kommt."},
    )
    bezeichnung = forms.CharField(label="Bezeichnung", max_length=BEZEICHNUNG_ZEICHEN, required=False)
    betrag = EuroFormField(label="Betrag", required=False)
    gemeinkosten = forms.BooleanField(label="Verwaltungskosten", required=False)

    nummer = 0

    @property
    def ist_ausgabe(self) -> bool:
        """On which side the row stands, as sent or as set."""
        return bool(self["seite"].value() == Seite.AUSGABE)

    def clean(self) -> dict[str, Any]:
        """A row needs its amount, and on the side of the costs its name."""
        werte = self.cleaned_data
        leer = not werte.get("bezeichnung") and werte.get("betrag") is None
        if leer or self.errors:
            return werte
        if werte.get("betrag") is None:
            self.add_error("betrag", "Bitte geben Sie einen Betrag ein.")
        if werte["seite"] == Seite.DECKUNG:
            werte["art"] = werte["art"] or Deckungsart.EIGENMITTEL.value
            werte["bezeichnung"] = werte["bezeichnung"] or str(Deckungsart(werte["art"]).label)
        elif not werte["bezeichnung"]:
            self.add_error("bezeichnung", "Bitte geben Sie an, wofür die Ausgabe ist.")
        return werte

    @property
    def position(self) -> Position | None:
        """The row of a valid form; None when it is empty."""
        werte = self.cleaned_data
        if werte.get("betrag") is None:
            return None
        art = Deckungsart.AUSGABE.value if werte["seite"] == Seite.AUSGABE else werte["art"]
        gemeinkosten = werte["seite"] == Seite.AUSGABE and bool(werte.get("gemeinkosten"))
        return Position(werte["seite"], art, werte["bezeichnung"], werte["betrag"], gemeinkosten)


class EinheitenFormular(forms.Form):
    """How many units a programme that pays per unit shall pay."""

    einheiten = forms.IntegerField(label="Zahl der Einheiten", min_value=1, max_value=100_000, required=False)

    def __init__(self, *args: Any, richtlinie: Richtlinie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        satz = zeige(richtlinie.einheitensatz or NULL)
        self.fields["einheiten"].help_text = f"Je {richtlinie.einheit or 'Einheit'} zahlen wir {satz}."


class PlanFormular(forms.BaseFormSet):
    """All rows, the costs first."""

    def add_fields(self, form: Planzeile, index: int | None) -> None:
        """Every control of a table says its row, for it has no visible label of its own."""
        super().add_fields(form, index)
        form.nummer = (index or 0) + 1
        for name, feld in form.fields.items():
            wort = "Zeile löschen" if name == "DELETE" else feld.label
            feld.widget.attrs["aria-label"] = f"{wort}, Zeile {form.nummer}"
        seite = form["seite"].value()
        form.fields["betrag"].widget.attrs |= {
            "data-seite": seite,
            "class": "kern-form-input__input--betrag",
            "autocomplete": "off",
        }

    @property
    def ausgaben(self) -> list[Planzeile]:
        """The rows of the costs."""
        return [zeile for zeile in self.forms if zeile.ist_ausgabe]

    @property
    def deckung(self) -> list[Planzeile]:
        """The rows of the cover."""
        return [zeile for zeile in self.forms if not zeile.ist_ausgabe]

    def positionen(self) -> list[Position]:
        """The rows of a valid form that are neither empty nor to be deleted."""
        bleibende = [zeile for zeile in self.forms if zeile not in self.deleted_forms]
        return [position for zeile in bleibende if (position := zeile.position)]

    def summen(self) -> dict[str, str]:
        """What `static/app/summen.js` writes too: both sums, the verdict and its sentence."""
        ausgaben, deckung = _summe(self.ausgaben), _summe(self.deckung)
        stand, satz = urteil(ausgaben, deckung)
        summen = {"ausgabe": ausgaben, "deckung": deckung}
        gezeigt = {seite: "nicht lesbar" if s is None else zeige(s) for seite, s in summen.items()}
        return {**gezeigt, "stand": stand, "satz": satz}


def zeilensatz(zeile: type[Planzeile], formset: type[PlanFormular]) -> type[forms.BaseFormSet]:
    """A form of that many rows at the most; rows can be deleted."""
    return forms.formset_factory(
        zeile,
        formset=formset,
        extra=0,
        can_delete=True,
        max_num=MEISTE_ZEILEN,
        absolute_max=MEISTE_ZEILEN,
        validate_max=True,
    )


PLANSATZ = zeilensatz(Planzeile, PlanFormular)


def plan_formular(daten: QueryDict | None = None, *, zeilen: Zeilen | None = None) -> PlanFormular:
    """The rows as sent, or as given."""
    return cast("PlanFormular", PLANSATZ(daten, initial=zeilen))


def gespeicherte_zeilen(antrag: Antrag) -> Zeilen:
    """The saved plan with one empty row per side; the usual rows for a plan that is not begun."""
    zeilen = [
        {
            "seite": p.seite,
            "art": p.art,
            "bezeichnung": p.bezeichnung,
            "betrag": p.betrag,
            "gemeinkosten": p.gemeinkosten,
        }
        for p in plan_von(antrag).positionen
    ]
    if not zeilen:
        return uebliche_zeilen()
    return mit_leerer_zeile(mit_leerer_zeile(zeilen, Seite.AUSGABE), Seite.DECKUNG)


def uebliche_zeilen() -> Zeilen:
    """The rows of a plan that is not begun."""
    return [_leere(Seite.AUSGABE)] * LEERE_AUSGABEN + [_leere(Seite.DECKUNG, a) for a in _ANFANG_DECKUNG]


def getippte_zeilen(daten: QueryDict) -> Zeilen:
    """What was sent, unchecked and as typed; rows to be deleted are left out."""
    anzahl = daten.get("form-TOTAL_FORMS", "")
    nummern = range(min(int(anzahl), MEISTE_ZEILEN) if anzahl.isascii() and anzahl.isdigit() else 0)
    felder = ("seite", "art", "bezeichnung", "betrag", "gemeinkosten")
    zeilen = [
        {feld: daten.get(f"form-{nr}-{feld}", "") for feld in felder}
        for nr in nummern
        if f"form-{nr}-DELETE" not in daten
    ]
    return [zeile for zeile in zeilen if zeile["seite"] in Seite.values]


def mit_leerer_zeile(zeilen: Zeilen, seite: str) -> Zeilen:
    """The rows with an empty one at the end of that side, the costs first."""
    alle = [*zeilen, _leere(seite)]
    return [z for s in (Seite.AUSGABE, Seite.DECKUNG) for z in alle if z["seite"] == s]


def _leere(seite: str, art: str = Deckungsart.EIGENMITTEL) -> dict[str, Any]:
    return {"seite": str(seite), "art": str(art), "bezeichnung": "", "betrag": ""}


def _summe(zeilen: Iterable[Planzeile]) -> Decimal | None:
    """Euro of all rows that stay; None when one of them cannot be read."""
    gesamt = NULL
    for wert in (zeile["betrag"].value() for zeile in zeilen if not zeile["DELETE"].value()):
        try:
            betrag = (
                wert if isinstance(wert, Decimal) else lies_betrag(wert) if wert and wert.strip() else NULL
            )
        except GeldFehler:
            return None
        if betrag < 0 and not isinstance(wert, Decimal):
            return None
        gesamt += betrag
    return gesamt


def urteil(ausgaben: Decimal | None, deckung: Decimal | None) -> tuple[str, str]:
    """Whether both sides are equal, for the colour and in words."""
    if ausgaben is None or deckung is None:
        return "unlesbar", "Mindestens ein Betrag ist nicht lesbar. Schreiben Sie zum Beispiel 1.234,56."
    if ausgaben == deckung:
        return "gleich", f"Beide Seiten sind gleich: {zeige(ausgaben)}."
    mehr, weniger = ("Die Ausgaben sind", "die Deckung")
    if deckung > ausgaben:
        mehr, weniger = ("Die Deckung ist", "die Ausgaben")
    return "ungleich", f"{mehr} um {zeige(abs(ausgaben - deckung))} höher als {weniger}."
