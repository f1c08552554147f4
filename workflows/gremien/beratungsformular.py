"""The form of a Beratung: the result of one body, with what each result needs besides."""

from datetime import date
from typing import Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.gremien import dienst
from antraege.gremien.models import Beratung
from antraege.haushalt.felder import EuroFormField
from antraege.kern.beratung import ERGEBNISSE, MIT_VERMERK, Beratungsart, Ergebnis
from antraege.kern.status import als_choices
from antraege.kooperation.forms import langtext, tag
from rollen import uhr
from rollen.formulare import Wenn
from workflows.tuer.schritt import Formular


def anstehende(antrag: Antrag) -> Beratung:
    """The body whose result is recorded next; the task is open only while there is one."""
    beratung = dienst.naechste_beratung(dienst.neueste(antrag))
    assert beratung is not None
    return beratung


class BeratungFormular(Formular):
    """Result, day, and what some results need besides."""

    bedingt = (
        Wenn("tatsaechlich_am"),
        Wenn("neuer_termin"),
        Wenn("vermerk"),
        Wenn("wortlaut"),
        Wenn("betrag"),
    )
    ergebnis = forms.ChoiceField(label="Ergebnis", widget=forms.RadioSelect)
    tatsaechlich_am = tag("Beraten am", help_text="Der Tag der Sitzung, nicht der geplante.")
    neuer_termin = tag("Neuer Termin", help_text="Nötig, wenn vertagt ist.")
    vermerk = langtext(
        "Vermerk", help_text="Nötig bei Änderung und Ablehnung, und wenn eine Beratung entfällt."
    )
    wortlaut = langtext("Beschlossener Wortlaut", help_text="Nötig, wenn der Beschluss geändert ist.")
    betrag = EuroFormField(
        label="Betrag in Euro, den der Beschluss deckt",
        required=False,
        help_text="Nötig, wenn der Beschluss geändert ist.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vorlage = dienst.neueste(self.antrag)
        self.beratung = anstehende(self.antrag)
        art = Beratungsart(self.beratung.art)
        self.fields["ergebnis"].choices = als_choices(ERGEBNISSE[art])  # type: ignore[attr-defined]
        if art == Beratungsart.BESCHLUSS:
            self.initial.setdefault("betrag", vorlage.betrag)
            self.initial.setdefault("wortlaut", "\n".join(vorlage.beschlussvorschlag))
        else:
            del self.fields["wortlaut"], self.fields["betrag"]

    def clean(self) -> dict[str, Any]:
        """Every result with its day and its words."""
        daten = super().clean() or self.cleaned_data
        ergebnis, am = daten.get("ergebnis"), daten.get("tatsaechlich_am")
        if ergebnis != Ergebnis.UEBERSPRUNGEN:
            self._pruefe_tag(am)
        if ergebnis in MIT_VERMERK and not daten.get("vermerk"):
            self.add_error("vermerk", "Bitte sagen Sie, warum.")
        if ergebnis == Ergebnis.VERTAGT:
            self._pruefe_neuen_termin(daten.get("neuer_termin"), am)
        if ergebnis == Ergebnis.GEAENDERT and self.beratung.art == Beratungsart.BESCHLUSS:
            for feld in ("wortlaut", "betrag"):
                if daten.get(feld) in (None, "") and feld not in self.errors:
                    self.add_error(feld, "Bitte tragen Sie ein, was beschlossen ist.")
        return daten

    def _pruefe_tag(self, am: date | None) -> None:
        if "tatsaechlich_am" in self.errors:
            return
        eingebracht = dienst.neueste(self.antrag).eingebracht_am
        if am is None:
            self.add_error("tatsaechlich_am", "Bitte nennen Sie den Tag der Sitzung.")
        elif am > uhr.heute():
            self.add_error("tatsaechlich_am", "Dieser Tag liegt in der Zukunft.")
        elif eingebracht and am < uhr.tag_von(eingebracht):
            self.add_error("tatsaechlich_am", "An diesem Tag war die Vorlage noch nicht eingebracht.")

    def _pruefe_neuen_termin(self, neuer: date | None, am: date | None) -> None:
        if "neuer_termin" in self.errors:
            return
        if neuer is None or (am is not None and neuer <= am):
            self.add_error("neuer_termin", "Bitte nennen Sie einen Termin nach dieser Sitzung.")
