"""Gremienentwurf: the clerk writes a paper anew that the Leitung has given back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from antraege.gremien import dienst
from antraege.gremien.dienst import Folge
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.gremien.formulare import Vorlagenfelder
from workflows.gremien.schritt import Gremienschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular


@dataclass(frozen=True)
class Vorlagentext:
    """What the paper says, by the name of its columns, and which bodies deal with it when."""

    felder: Mapping[str, Any]
    folge: Folge


class Vorlagenformular(Vorlagenfelder, Formular):
    """The paper, filled from the case or as it was written before."""

    werte = Vorlagentext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stelle_ein(self.antrag, dienst.laufende(self.antrag))

    def weitere(self) -> dict[str, Any]:
        """The paper by the columns that keep it, and its way."""
        return {"felder": self.felder(), "folge": self.folge()}


class Gremienentwurf(Gremienschritt):
    """The same form as in the beginning, with what the Leitung has said in sight."""

    name = "gremienentwurf"
    titel = "Gremienvorlage überarbeiten"
    frage = "Was soll in der Vorlage stehen?"
    knopf = "Der Leitung vorlegen"
    oeffentlich = "Die Stelle bereitet eine Vorlage für Rat und Ausschüsse vor."
    danach = "Die Leitung bringt die Vorlage ein. Dann beraten die Gremien."
    recht = Recht.GREMIENVORLAGE_SCHREIBEN
    taetigkeit = Taetigkeit.VORLEGEN
    formular = Vorlagenformular
    vorlage = "gremien/schritte/entwurf.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Vorlagentext) -> None:
        """Lay it before the Leitung again."""
        vorlage = dienst.neueste(handlung.antrag)
        dienst.schreibe_neu(vorlage, angaben.felder, angaben.folge, akteur=handlung.person)
        handlung.vermerke(drucksache=vorlage.drucksache, betrag=vorlage.betrag)
