"""Folgen: what the end of a linked agreement or grant means here; a person decides, nothing follows by itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from antraege.kooperation.models import Vereinbarungsstatus
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.kooperation.schritt import vereinbarung_von
from workflows.rueckforderung.schritt import OFFENE_FALLZUSTAENDE
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe

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
