"""Beratung: the office of the bodies records what one of them has said, with what each result needs besides."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse, dienst
from antraege.gremien.dienst import Beratungsergebnis
from antraege.gremien.models import Beratung as Sitzung
from antraege.haushalt.felder import EuroFormField
from antraege.kern.beratung import ERGEBNISSE, MIT_VERMERK, Beratungsart, Ergebnis
from antraege.kern.status import als_choices
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import Wenn, tag
from workflows.gremien.schritt import Gremienbueroschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe

MIT_TAG = ("", *(e.value for e in Ergebnis if e != Ergebnis.UEBERSPRUNGEN))


def anstehende(antrag: Antrag) -> Sitzung:
    """The body whose result is recorded next; the task is open only while there is one."""
    beratung = dienst.naechste_beratung(dienst.neueste(antrag))
    assert beratung is not None
    return beratung


class BeratungFormular(Formular):
    """Result, day, and what some results need besides."""

    werte = Beratungsergebnis
    bedingt = (
        Wenn("tatsaechlich_am", "ergebnis", MIT_TAG, "Bitte nennen Sie den Tag der Sitzung."),
        Wenn("neuer_termin"),
        Wenn("vermerk", "ergebnis", tuple(MIT_VERMERK), "Bitte sagen Sie, warum."),
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
        daten = super().clean()
        ergebnis, am = daten.get("ergebnis"), daten.get("tatsaechlich_am")
        if ergebnis != Ergebnis.UEBERSPRUNGEN and am is not None:
            self._pruefe_tag(am)
        if ergebnis == Ergebnis.VERTAGT:
            self._pruefe_neuen_termin(daten.get("neuer_termin"), am)
        if ergebnis == Ergebnis.GEAENDERT and self.beratung.art == Beratungsart.BESCHLUSS:
            for feld in ("wortlaut", "betrag"):
                if daten.get(feld) in (None, "") and feld not in self.errors:
                    self.add_error(feld, "Bitte tragen Sie ein, was beschlossen ist.")
        return daten

    def _pruefe_tag(self, am: date) -> None:
        eingebracht = dienst.neueste(self.antrag).eingebracht_am
        if am > uhr.heute():
            self.add_error("tatsaechlich_am", "Dieser Tag liegt in der Zukunft.")
        elif eingebracht and am < uhr.tag_von(eingebracht):
            self.add_error("tatsaechlich_am", "An diesem Tag war die Vorlage noch nicht eingebracht.")

    def _pruefe_neuen_termin(self, neuer: date | None, am: date | None) -> None:
        if "neuer_termin" in self.errors:
            return
        if neuer is None or (am is not None and neuer <= am):
            self.add_error("neuer_termin", "Bitte nennen Sie einen Termin nach dieser Sitzung.")


class Beratung(Gremienbueroschritt):
    """One body after the other; who takes note after the Beschluss holds nobody up."""

    name = "beratung"
    titel = "Beratung im Gremium"
    frage = "Was hat das Gremium gesagt?"
    knopf = "Ergebnis erfassen"
    oeffentlich = "Rat und Ausschüsse befassen sich mit Ihrem Vorhaben."
    danach = "Sie erfahren hier im Portal, wie es weitergeht."
    taetigkeit = Taetigkeit.BERATUNG_ERFASSEN
    formular = BeratungFormular
    fakten = ("ergebnis", "tatsaechlich_am", "neuer_termin", "vermerk", "wortlaut", "betrag")
    vorlage = "gremien/schritte/schritt.html"

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The planned day of the body."""
        return anstehende(antrag).geplant_am

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """The Postkorb names the body."""
        assert aufgabe.antrag is not None
        beratung = anstehende(aufgabe.antrag)
        aufgabe.betreff = f"{beratung}: {aufgabe.antrag.titel}"[:160]

    def ausfuehren(self, handlung: Handlung, angaben: Beratungsergebnis) -> None:
        """Record it and tell the office what a body that decides has said."""
        beratung, vorlage = anstehende(handlung.antrag), dienst.neueste(handlung.antrag)
        dienst.erfasse(vorlage, beratung, angaben, akteur=handlung.person)
        handlung.vermerke(
            drucksache=vorlage.drucksache, gremium=str(beratung), geplant_am=beratung.geplant_am
        )
        if not vorlage.entschieden_am or beratung.art != Beratungsart.BESCHLUSS:
            return
        satz = beschluesse.in_worten(vorlage)
        handlung.vermerke(beschluss=satz, stand=vorlage.get_status_display())
        schreibe_amt(
            handlung,
            betreff=f"{vorlage}: {vorlage.get_status_display()}",
            text=f"{satz}: {beratung.get_ergebnis_display()}. {beratung.vermerk}".strip(),
        )
