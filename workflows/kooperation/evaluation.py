"""Evaluation and end of the file: what became of the cooperation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.gremien import dienst as gremien
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import beendigung
from antraege.kooperation.forms import langtext
from antraege.kooperation.models import LAUFENDER_NACHTRAG, Empfehlung
from rollen import uhr
from rollen.tabelle import Recht
from workflows.akte.folgen import AbschlussFormular, Schluss, offene_folgen
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import Vereinbarungsschritt, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Formular

ERREICHT = [("ja", "erreicht"), ("teilweise", "teilweise erreicht"), ("nein", "nicht erreicht")]


@dataclass(frozen=True)
class Auswertung:
    """One result per indicator of the agreement, a short report, a recommendation."""

    bericht: str
    empfehlung: str
    ergebnisse: list[dict[str, str]]


class EvaluationFormular(Formular):
    """One result per indicator of the agreement, a short report, a recommendation."""

    werte = Auswertung
    bericht = langtext("Kurzbericht", required=True, help_text="Keine Namen von Kindern.", zeilen=6)
    empfehlung = forms.ChoiceField(
        label="Wie soll es weitergehen?", choices=Empfehlung.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fassung = vereinbarung_von(self.antrag).geltende
        self.indikatoren: list[str] = fassung.daten["indikatoren"] if fassung else []
        felder: dict[str, forms.Field] = {}
        for nr, indikator in enumerate(self.indikatoren, start=1):
            felder[f"ergebnis_{nr}"] = forms.CharField(label=f"Ergebnis: {indikator}", max_length=300)
            felder[f"erreicht_{nr}"] = forms.ChoiceField(
                label=f"Erreicht? {indikator}", choices=ERREICHT, widget=forms.RadioSelect
            )
        self.fields = {**felder, **self.fields}

    @property
    def indikatorfelder(self) -> list[tuple[str, BoundField, BoundField]]:
        """Indicator, result and judgement, for the page."""
        return [
            (indikator, self[f"ergebnis_{nr}"], self[f"erreicht_{nr}"])
            for nr, indikator in enumerate(self.indikatoren, start=1)
        ]

    def weitere(self) -> dict[str, Any]:
        """The answered indicators, as they are stored."""
        daten = self.cleaned_data
        return {
            "ergebnisse": [
                {
                    "indikator": indikator,
                    "ergebnis": daten[f"ergebnis_{nr}"],
                    "erreicht": daten[f"erreicht_{nr}"],
                }
                for nr, indikator in enumerate(self.indikatoren, start=1)
            ]
        }


class Evaluation(Vereinbarungsschritt):
    """Waits through the whole term; can be done when the agreement has ended."""

    name = "evaluation"
    titel = "Evaluation"
    frage = "Was hat die Zusammenarbeit gebracht?"
    knopf = "Evaluation abschließen"
    oeffentlich = "Die Vereinbarung ist geschlossen. Nach ihrem Ende wird sie ausgewertet."
    danach = "Nach der Auswertung wird die Akte geschlossen."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.ENTWERFEN
    zustaende = frozenset({Status.BEWILLIGT})
    uebergaenge = frozenset({"kontrollieren"})
    formular = EvaluationFormular
    fakten = ("bericht", "empfehlung")
    vorlage = "kooperation/schritte/evaluation.html"
    bei_fallbetreuung = True

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The day the agreement names, but never before its end."""
        vereinbarung = vereinbarung_von(antrag)
        letzter, _ = beendigung.ende(vereinbarung)
        if vereinbarung.geltende is None or letzter is None:
            return letzter
        return max(date.fromisoformat(vereinbarung.geltende.daten["evaluation_am"]), letzter)

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """It has ended, and nothing about it is open."""
        vereinbarung = vereinbarung_von(antrag)
        maengel = beendigung.evaluationshindernisse(vereinbarung)
        if vereinbarung.nachtraege.filter(status__in=LAUFENDER_NACHTRAG).exists():
            maengel.append(Mangel("Ein Nachtrag ist noch offen.", behebt="Servicestelle (zurückziehen)"))
        return maengel

    def ausfuehren(self, handlung: Handlung, angaben: Auswertung) -> None:
        """Keep the results and tell the parties."""
        vereinbarung = vereinbarung_von(handlung.antrag)
        beendigung.evaluiere(
            vereinbarung,
            angaben.ergebnisse,
            bericht=angaben.bericht,
            empfehlung=angaben.empfehlung,
            akteur=handlung.person,
        )
        for nr, eines in enumerate(angaben.ergebnisse, start=1):
            handlung.vermerke(**{f"{was}_{nr}": eines[was] for was in ("ergebnis", "erreicht")})
        handlung.bewege(Antrag.kontrollieren)
        schreibe_parteien(
            handlung,
            betreff="Die Zusammenarbeit ist ausgewertet",
            text="Die Ergebnisse stehen auf der Seite der Vereinbarung.",
        )


class Kooperationsabschluss(Vereinbarungsschritt):
    """The last step."""

    name = "kooperationsabschluss"
    titel = "Abschluss der Kooperation"
    frage = "Ist alles erledigt?"
    knopf = "Akte schließen"
    oeffentlich = "Die Zusammenarbeit ist ausgewertet. Die Stelle schließt die Akte."
    danach = "Dann ist nichts mehr zu tun."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.ENTWERFEN
    zustaende = frozenset({Status.KONTROLLIERT})
    uebergaenge = frozenset({"abschliessen"})
    formular = AbschlussFormular
    fakten = ("schliessen",)
    vorlage = "kooperation/schritte/abschluss.html"
    frist_feld = "tage_zahlung"
    bei_fallbetreuung = True

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """Nothing about a linked grant is open, and every body has taken note."""
        return [*offene_folgen(antrag), *gremien.offen(antrag)]

    def ausfuehren(self, handlung: Handlung, angaben: Schluss) -> None:
        """Close the file."""
        handlung.antrag.abgeschlossen_am = uhr.jetzt()
        handlung.bewege(Antrag.abschliessen)
        schreibe_traeger(handlung, betreff="Ihr Fall ist abgeschlossen", text="Damit ist nichts mehr zu tun.")
