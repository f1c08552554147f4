"""What every step of a person has in common."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from antraege.antrag.models import Antrag
from antraege.kern.fristen import werktage_spaeter
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.formulare import BedingtesFormular
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from workflows.tuer import hindernisse
from workflows.tuer.handlung import Handlung

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class OhneAngaben:
    """A form without fields."""


@dataclass(frozen=True)
class Antwort:
    """One answer, with the reason that some answers need."""

    ergebnis: str
    grund: str = ""


def wahl(label: str, **antworten: str) -> forms.ChoiceField:
    """One of a few answers: the name it is stored by, and its words."""
    return forms.ChoiceField(label=label, choices=list(antworten.items()), widget=forms.RadioSelect)


class Formular(BedingtesFormular):
    """A step's form knows its request, its task and who fills it in; it ends in `werte`, a frozen dataclass."""

    werte: ClassVar[type[Any]] = OhneAngaben

    def __init__(
        self,
        *args: Any,
        antrag: Antrag,
        aufgabe: "Aufgabe | None" = None,
        akteur: Benutzer | None = None,
        **kwargs: Any,
    ) -> None:
        self.antrag = antrag
        self.aufgabe = aufgabe
        self.akteur = akteur
        super().__init__(*args, **kwargs)

    def angaben(self) -> Any:
        """What was entered, as values; a field that this form does not show keeps its default."""
        daten = {**self.cleaned_data, **self.weitere()}
        return self.werte(
            **{feld.name: daten[feld.name] for feld in fields(self.werte) if feld.name in daten}
        )

    def weitere(self) -> dict[str, Any]:
        """What `werte` holds besides the fields by their names."""
        return {}


class Schritt:
    """A step: who does it, until when, what it asks, what it changes. Subclasses hold no state.

    Of what was entered, the trail holds what `fakten` names, and apart from it what `personen` names: the
    part that tells who somebody is. What the step finds out besides, it notes on the act itself. A page says
    which state of the case it showed (`mit_stand`), unless its form names what it showed more exactly.
    """

    name: ClassVar[str]
    titel: ClassVar[str]
    frage: ClassVar[str]
    oeffentlich: ClassVar[str]
    danach: ClassVar[str]
    recht: ClassVar[Recht]
    taetigkeit: ClassVar[Taetigkeit]
    zustaende: ClassVar[frozenset[Status]]
    uebergaenge: ClassVar[frozenset[str]] = frozenset()
    formular: ClassVar[type[Formular]] = Formular
    fakten: ClassVar[tuple[str, ...]] = ()
    personen: ClassVar[tuple[str, ...]] = ()
    knopf: ClassVar[str] = "Abschließen und weitergeben"
    vorlage: ClassVar[str] = "seiten/schritt.html"
    frist_feld: ClassVar[str] = ""
    beim_traeger: ClassVar[bool] = False
    bei_fallbetreuung: ClassVar[bool] = False
    mit_wertgrenze: ClassVar[bool] = False
    fuehrt_beschluss_aus: ClassVar[bool] = False
    mit_stand: ClassVar[bool] = True
    nebenverfahren: ClassVar[bool] = False

    def stelle(self, antrag: Antrag) -> Stelle:
        """Where the task lies: at the Träger or at the competent Stelle."""
        return antrag.traeger if self.beim_traeger else antrag.stelle

    def betrag(self, antrag: Antrag) -> Decimal:
        """The amount in euro that the queue shows."""
        return antrag.bewilligt or antrag.beantragt

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The day until which the step should be done, from the working days the Richtlinie allows."""
        if not self.frist_feld:
            return None
        return werktage_spaeter(uhr.heute(), getattr(antrag.richtlinie, self.frist_feld))

    def besitzer(self, antrag: Antrag, stelle: Stelle) -> Benutzer | None:
        """The case worker gets the later steps directly, as long as they still hold the right."""
        betreuung = antrag.sachbearbeitung if self.bei_fallbetreuung else None
        if betreuung is None or hindernisse.rechtlich(betreuung, self.recht, stelle):
            return None
        return betreuung

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """Fill what only this step knows (e.g. the instalment)."""

    def baue_formular(
        self,
        antrag: Antrag,
        aufgabe: "Aufgabe",
        *,
        akteur: Benutzer,
        eingaben: Mapping[str, Any] | None = None,
        dateien: Mapping[str, Any] | None = None,
    ) -> Formular:
        """The form of this step, empty or bound."""
        return self.formular(eingaben, dateien, antrag=antrag, aufgabe=aufgabe, akteur=akteur)

    def hindernisse(self, aufgabe: "Aufgabe", *, akteur: Benutzer) -> list[Mangel]:
        """Why this person may not do this task: right, Stelle, own application, four eyes, Wertgrenze."""
        return hindernisse.alle(self, aufgabe, akteur=akteur)

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """Why nobody can do this step now, each with who can mend it."""
        return []

    def was_fehlt(self, antrag: Antrag, aufgabe: "Aufgabe") -> list[Mangel]:
        """What stands against doing it with yes, for a preview of many; the page itself may still give back."""
        return self.bedingungen(antrag)

    def ausfuehren(self, handlung: Handlung, angaben: Any) -> None:
        """Do it: transition, effect, trail. Runs inside the door's transaction; takes the form's `werte`."""
        raise NotImplementedError

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What the page of this step shows beside the form."""
        return {}
