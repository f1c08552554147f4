"""Scanvergleich: a clerk compares each signed scan with the text it is said to show."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import zeichnen
from antraege.kooperation.models import Zeichnung
from rollen.tabelle import Recht
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import Vereinbarungsschritt, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe

ANTWORTEN = [("stimmt", "Der Scan zeigt diesen Text mit Unterschrift"), ("stimmt_nicht", "Er stimmt nicht")]


@dataclass(frozen=True)
class Scanurteil:
    """Whether one scan shows the text, or why not."""

    scan: Zeichnung
    stimmt: bool
    grund: str


@dataclass(frozen=True)
class Scanurteile:
    """One answer per scan."""

    urteile: list[Scanurteil]


class ScanvergleichFormular(Formular):
    """One answer per scan; a no has its reason."""

    werte = Scanurteile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scans = zeichnen.zu_vergleichen(vereinbarung_von(self.antrag))
        for scan in self.scans:
            self.fields[f"scan_{scan.pk}"] = forms.ChoiceField(
                label=scan.partei.stelle.name, choices=ANTWORTEN, widget=forms.RadioSelect
            )
            self.fields[f"grund_{scan.pk}"] = forms.CharField(
                label=f"Was stimmt nicht? {scan.partei.stelle.name}", required=False, max_length=500
            )

    @property
    def scanfelder(self) -> list[tuple[Zeichnung, BoundField, BoundField]]:
        """Scan, answer and reason, for the page."""
        return [(scan, self[f"scan_{scan.pk}"], self[f"grund_{scan.pk}"]) for scan in self.scans]

    def clean(self) -> dict[str, Any]:
        """A no needs a reason: the party reads it."""
        daten = super().clean()
        for scan in self.scans:
            if daten.get(f"scan_{scan.pk}") == "stimmt_nicht":
                self.verlange(f"grund_{scan.pk}", "Bitte schreiben Sie, was nicht stimmt.")
        return daten

    def weitere(self) -> dict[str, Any]:
        """The answers, scan by scan."""
        daten = self.cleaned_data
        return {
            "urteile": [
                Scanurteil(s, daten[f"scan_{s.pk}"] == "stimmt", daten[f"grund_{s.pk}"]) for s in self.scans
            ]
        }


class Scanvergleich(Vereinbarungsschritt):
    """A scan that does not show the text is void; its party signs again."""

    name = "scanvergleich"
    titel = "Scans vergleichen"
    frage = "Zeigen die Scans den Text und die Unterschrift?"
    knopf = "Vergleich abschließen"
    oeffentlich = "Die Stelle vergleicht die unterschriebenen Scans mit dem Text."
    danach = "Stimmt alles und haben alle gezeichnet, ist die Vereinbarung geschlossen."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.ENTWERFEN
    zustaende = frozenset({Status.GEPRUEFT, Status.BEWILLIGT})
    formular = ScanvergleichFormular
    vorlage = "kooperation/schritte/scanvergleich.html"
    frist_feld = "tage_zahlung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The scans beside the text."""
        return {
            **super().kontext(antrag, aufgabe),
            "scans": zeichnen.zu_vergleichen(vereinbarung_von(antrag)),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Scanurteile) -> None:
        """Accept, or make void and ask again."""
        for eines in angaben.urteile:
            scan = eines.scan
            zeichnen.vergleiche(scan, stimmt=eines.stimmt, grund=eines.grund, akteur=handlung.person)
            if not eines.stimmt:
                text = f"Ihr Scan zählt nicht: {eines.grund} Bitte zeichnen Sie noch einmal."
                schreibe_parteien(
                    handlung, betreff="Bitte zeichnen Sie noch einmal", text=text, parteien=[scan.partei]
                )
        handlung.vermerke(
            scans={u.scan.partei.stelle.name: "stimmt" if u.stimmt else u.grund for u in angaben.urteile}
        )
