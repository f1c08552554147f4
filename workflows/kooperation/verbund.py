"""Linked cases: the end of one becomes a task at the other; a person decides, nothing follows by itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import transaction
from viewflow import this
from viewflow.workflow import flow

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from antraege.kooperation.models import Vereinbarungsstatus
from antraege.programme.models import Richtlinie
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.akte import akte
from workflows.akte.folgen import offene_folgen
from workflows.graph.verfahren import Schrittknoten, Verfahren, Weiche
from workflows.kooperation.schritt import vereinbarung_von
from workflows.rueckforderung.schritt import OFFENE_FALLZUSTAENDE
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular, Schritt
from workflows.tuer.verzeichnis import SCHRITTE

if TYPE_CHECKING:
    from workflows.models import Aufgabe


def ist_vereinbarung(activation: Any) -> bool:
    """Told is an agreement, by its grant; otherwise a grant, by its agreement."""
    return activation.process.antrag.kooperation


class Verbundverfahren(Verfahren):
    """Folgen eines verbundenen Falls"""

    process_title = "Folgen eines verbundenen Falls"
    nebenverfahren = True

    eingang = flow.StartHandle(this.beginne).Annotation(title="Nachricht").Next(this.betroffen)
    betroffen = (
        Weiche(ist_vereinbarung)
        .Annotation(title="Was ist betroffen?")
        .Then(this.vereinbarungsfolgen)
        .Else(this.zuwendungsfolgen)
    )
    zuwendungsfolgen = Schrittknoten("zuwendungsfolgen").Next(this.ende)
    vereinbarungsfolgen = Schrittknoten("vereinbarungsfolgen").Next(this.ende)
    ende = flow.End().Annotation(title="Ende")

    @classmethod
    def gehoert_zu(cls, richtlinie: Richtlinie) -> bool:
        """None by rule: a person has linked the cases, and who leads the one that is told needs no further right."""
        return False


def frage_nach_folgen(handlung: Handlung) -> None:
    """Open the task to think about what follows; one at a time, and none in a case still undecided or closed.

    While a grant is undecided, who decides sees the linked case on the page of the decision.
    """
    schritt = SCHRITTE["vereinbarungsfolgen" if handlung.antrag.kooperation else "zuwendungsfolgen"]
    if handlung.antrag.zustand in schritt.zustaende and not offene_folgen(handlung.antrag):
        Verbundverfahren.eingang.run(handlung=handlung)


def melde_der_zuwendung(handlung: Handlung, *, betreff: str, text: str) -> None:
    """Tell the office of the linked grant, in an act of its own once this one is safe.

    Two cases are never locked at once: two acts that meet could not block each other for ever.
    """
    zuwendung = handlung.antrag.vereinbarung.zuwendung
    if zuwendung is None:
        return
    zeichen = handlung.antrag.aktenzeichen or ""
    transaction.on_commit(
        lambda: melde_am_fall(zuwendung.pk, betreff=betreff, text=text, von=zeichen), robust=True
    )


def melde_am_fall(antrag_id: int, *, betreff: str, text: str, von: str) -> Antrag:
    """A message and a task to the office of a case, with an entry in its trail."""
    with geoeffnet(Tat.VERBUNDENER_FALL, antrag_id, None) as handlung:
        satz = f"{text} Bitte prüfen Sie, ob sich hier etwas ändert. Von selbst ändert sich nichts."
        schreibe_amt(handlung, betreff=betreff, text=satz)
        frage_nach_folgen(handlung)
        handlung.vermerke(verbunden=von, betreff=betreff)
    return handlung.antrag


GEENDET = (Vereinbarungsstatus.GEKUENDIGT, Vereinbarungsstatus.BEENDET, Vereinbarungsstatus.EVALUIERT)


@dataclass(frozen=True)
class Folge:
    """What follows, in words too, and why."""

    ergebnis: str
    folge: str
    vermerk: str


class Folgenformular(Formular):
    """What was decided and why; what is said to have begun must have begun."""

    werte = Folge
    ergebnis = forms.ChoiceField(label="Was folgt daraus?", widget=forms.RadioSelect)
    vermerk = langtext("Vermerk", required=True, help_text="Warum? Das lesen Leitung und Prüfung.")
    folgen: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ergebnis"].choices = list(self.folgen.items())  # type: ignore[attr-defined]

    def weitere(self) -> dict[str, Any]:
        """The answer in words."""
        return {"folge": self.folgen[self.cleaned_data["ergebnis"]]}

    def begonnen(self, ergebnis: str) -> bool:
        """Whether what the answer names is there."""
        raise NotImplementedError

    def clean_ergebnis(self) -> str:
        """Raises ValidationError for what nobody has begun yet."""
        ergebnis = str(self.cleaned_data["ergebnis"])
        if ergebnis != "bleibt" and not self.begonnen(ergebnis):
            raise forms.ValidationError("Das gibt es noch nicht. Bitte beginnen Sie es zuerst am Fall.")
        return ergebnis


class ZuwendungsfolgenFormular(Folgenformular):
    """The linked agreement has ended; what becomes of the grant?"""

    folgen: ClassVar[dict[str, str]] = {
        "bleibt": "Die Förderung bleibt, wie sie ist",
        "aenderung": "Eine Änderung ist beantragt",
        "rueckforderung": "Eine Rückforderung ist eingeleitet",
    }

    def begonnen(self, ergebnis: str) -> bool:
        """A change or a claim of this case."""
        kinder = self.antrag.aenderungen if ergebnis == "aenderung" else self.antrag.rueckforderungen
        return bool(kinder.exists())


class VereinbarungsfolgenFormular(Folgenformular):
    """The linked grant has ended; what becomes of the agreement?"""

    folgen: ClassVar[dict[str, str]] = {
        "bleibt": "Die Vereinbarung bleibt, wie sie ist",
        "nachtrag": "Ein Nachtrag ist begonnen",
        "kuendigung": "Die Vereinbarung ist gekündigt oder beendet",
    }

    def begonnen(self, ergebnis: str) -> bool:
        """A Nachtrag, or the end."""
        vereinbarung = vereinbarung_von(self.antrag)
        if ergebnis == "nachtrag":
            return bool(vereinbarung.nachtraege.exists())
        return vereinbarung.status in GEENDET


class Zuwendungsfolgen(Schritt):
    """At the office of the grant."""

    name = "zuwendungsfolgen"
    titel = "Folgen einer beendeten Vereinbarung"
    frage = "Was bedeutet das Ende der verbundenen Vereinbarung für die Förderung?"
    knopf = "Folgen festhalten"
    oeffentlich = "Die Stelle prüft, was das Ende der Vereinbarung für Ihre Förderung bedeutet."
    danach = "Ändert sich etwas, schreibt Ihnen die Stelle vorher."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.PRUEFEN
    zustaende: ClassVar[frozenset[Status]] = OFFENE_FALLZUSTAENDE
    formular: ClassVar[type[Formular]] = ZuwendungsfolgenFormular
    fakten = ("ergebnis", "folge", "vermerk")
    vorlage = "kooperation/schritte/verbundfolgen.html"
    frist_feld = "tage_pruefung"
    bei_fallbetreuung = True
    nebenverfahren = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The linked cases with where they stand now."""
        return {"verbundene": akte.verbundene(antrag)}

    def ausfuehren(self, handlung: Handlung, angaben: Folge) -> None:
        """Nothing but the answer and its reason, which stand in the trail."""


class Vereinbarungsfolgen(Zuwendungsfolgen):
    """At the office of the agreement."""

    name = "vereinbarungsfolgen"
    titel = "Folgen einer beendeten Förderung"
    frage = "Was bedeutet das Ende der verbundenen Förderung für die Vereinbarung?"
    oeffentlich = "Die Stelle prüft, was das Ende der Förderung für die Vereinbarung bedeutet."
    danach = "Ändert sich etwas, erfahren es alle Parteien vorher."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.ENTWERFEN
    zustaende = frozenset({Status.BEWILLIGT, Status.KONTROLLIERT})
    formular = VereinbarungsfolgenFormular
