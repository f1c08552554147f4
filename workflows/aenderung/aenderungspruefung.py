"""Prüfung der Änderung by the first person; reserves the additional money of each year."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, mittel
from antraege.kern.geld import zeige
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.aenderung.schritt import Aenderungsschritt
from workflows.akte import akte
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Empfehlung:
    """What is recommended, and why."""

    empfehlung: str
    vermerk: str


class AenderungspruefungFormular(Formular):
    """The recommendation and the note."""

    werte = Empfehlung
    empfehlung = forms.ChoiceField(
        label="Empfehlung",
        choices=[("bewilligen", "Die Änderung bewilligen"), ("ablehnen", "Die Änderung ablehnen")],
        widget=forms.RadioSelect,
    )
    vermerk = forms.CharField(
        label="Prüfvermerk",
        help_text="Ist die Änderung notwendig? Bleibt der Zweck erhalten? Ist sie finanziert?",
        widget=forms.Textarea,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        """What a rule forbids cannot be recommended."""
        daten = super().clean()
        if daten.get("empfehlung") == "bewilligen":
            for mangel in aenderungen.maengel_von(aenderungen.laufende(self.antrag), self.antrag):
                self.add_error("empfehlung", mangel.text)
        return daten


class Aenderungspruefung(Aenderungsschritt):
    """The case worker's opinion on the change."""

    name = "aenderungspruefung"
    titel = "Prüfung der Änderung"
    frage = "Ist die Änderung notwendig, und ist sie finanziert?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft die Änderung."
    danach = "Die Leitung entscheidet über die Änderung."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.AENDERUNG_PRUEFEN
    formular = AenderungspruefungFormular
    fakten = ("empfehlung", "vermerk")
    vorlage = "aenderung/schritte/aenderungspruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """Also what the additional money does to each budget line."""
        werte = super().kontext(antrag, aufgabe)
        bedarf = aenderungen.mehrbedarf(werte["aenderung"], antrag)
        zeilen = [(mittel.haushaltsstelle(antrag, jahr), betrag) for jahr, betrag in bedarf.items()]
        return {
            **werte,
            "mehrbedarf": [(z, betrag, akte.wirkung(z, vorgemerkt=betrag)) for z, betrag in zeilen],
        }

    def ausfuehren(self, handlung: Handlung, angaben: Empfehlung) -> None:
        """Store the opinion and reserve the money."""
        assert handlung.aufgabe is not None
        antrag = handlung.antrag
        aenderung = aenderungen.laufende(antrag)
        bedarf = aenderungen.pruefe(
            aenderung,
            antrag,
            empfohlen=angaben.empfehlung == "bewilligen",
            vermerk=angaben.vermerk,
            schluessel=f"aenderung/{aenderung.nr}/pruefung/{handlung.aufgabe.pk}",
            akteur=handlung.person,
        )
        handlung.vermerke(aenderung=aenderung.nr)
        if bedarf:
            handlung.vermerke(vorgemerkt={str(jahr): zeige(betrag) for jahr, betrag in bedarf.items()})
