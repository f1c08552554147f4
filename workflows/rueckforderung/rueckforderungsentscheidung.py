"""Entscheidung über die Rückforderung: a Leitung within its Wertgrenze fixes, returns or drops it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, mittel, rueckforderungen
from antraege.foerderung.models import Rueckforderung
from antraege.foerderung.rueckforderungen import zinsen
from antraege.foerderung.rueckforderungen.kuerzung import kuerze
from antraege.foerderung.rueckforderungen.verfahren import KUERZT
from antraege.kern.geld import zeige
from antraege.kern.maengel import MaengelFehler
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.rueckforderung import schreiben
from workflows.rueckforderung.schritt import Forderungsschritt
from workflows.tuer.abbruch import brich_hauptverfahren_ab
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Entscheid:
    """Fix, return or drop; only a Bescheid carries its own reasons."""

    entscheidung: str
    grund: str


class RueckforderungsentscheidungFormular(Formular):
    """Fix, return or drop."""

    werte = Entscheid
    bedingt = (Wenn("grund", "entscheidung", ("zurueckgeben", "einstellen"), "Bitte nennen Sie den Grund."),)
    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[
            ("festsetzen", "Bescheid erlassen"),
            ("zurueckgeben", "Zur Prüfung zurückgeben"),
            ("einstellen", "Keine Rückforderung"),
        ],
        widget=forms.RadioSelect,
    )
    grund = forms.CharField(
        label="Grund",
        help_text="Nötig, wenn Sie zurückgeben oder nichts zurückfordern.",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        """Only what is proposed and allowed can be fixed."""
        daten = super().clean()
        if daten.get("entscheidung") == "festsetzen":
            forderung = rueckforderungen.verlangte(self.antrag)
            if forderung.vorschlag != "festsetzen":
                text = "Vorgeschlagen ist, nichts zurückzufordern. Für einen Bescheid geben Sie bitte zurück."
                self.add_error("entscheidung", text)
            trifft = forderung.grund in KUERZT or rueckforderungen.hebt_ganz_auf(forderung)
            laufende = aenderungen.laufende_aenderung(self.antrag) if trifft else []
            for mangel in [*laufende, *rueckforderungen.entscheidungsmaengel(forderung)]:
                self.add_error("entscheidung", mangel.text)
        return daten


class Rueckforderungsentscheidung(Forderungsschritt):
    """The second pair of eyes, and what follows from the decision."""

    name = "rueckforderungsentscheidung"
    titel = "Entscheidung über die Rückforderung"
    frage = "Wird zurückgefordert?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung entscheidet über die Rückforderung."
    danach = "Sie erhalten die Entscheidung schriftlich, hier im Portal."
    recht = Recht.BEWILLIGEN
    taetigkeit = Taetigkeit.WIDERRUFEN
    uebergaenge = frozenset({"widerrufen"})
    formular = RueckforderungsentscheidungFormular
    fakten = ("entscheidung", "grund")
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True

    def betrag(self, antrag: Antrag) -> Decimal:
        """What the decision is about: the claim, or the part of the grant that is taken away."""
        forderung = rueckforderungen.verlangte(antrag)
        genommen = antrag.bewilligt - forderung.verbleibt if forderung.grund in KUERZT else Decimal("0.00")
        return max(forderung.betrag, genommen)

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The proposal with the interest as it would be fixed today."""
        kontext = super().kontext(antrag, aufgabe)
        forderung: Rueckforderung = kontext["forderung"]
        try:
            kontext["zinsen"] = zinsen.bis_heute(forderung)
        except MaengelFehler as fehler:
            kontext["zinsmaengel"] = fehler.maengel
        kontext["vorgeschlagen_von"] = akte.person(forderung.vorgeschlagen_von)
        return kontext

    def ausfuehren(self, handlung: Handlung, angaben: Entscheid) -> None:
        """Fix, return or drop."""
        forderung = rueckforderungen.verlangte(handlung.antrag)
        handlung.vermerke(rueckforderung=forderung.nr)
        if angaben.entscheidung == "festsetzen":
            self._setze_fest(handlung, forderung)
        elif angaben.entscheidung == "einstellen":
            self._stelle_ein(handlung, forderung, angaben.grund)
        else:
            rueckforderungen.gib_zurueck(forderung, grund=angaben.grund)

    def _setze_fest(self, handlung: Handlung, forderung: Rueckforderung) -> None:
        rueckforderungen.setze_fest(forderung, akteur=handlung.person)
        forderung.schriftstueck = erlasse(handlung, schreiben.bescheid(handlung, forderung))
        forderung.save(update_fields=["schriftstueck"])
        self._hebe_auf(handlung, forderung)
        handlung.vermerke(
            festgesetzt=forderung.betrag,
            verbleibt=forderung.verbleibt,
            zinsaufschlag=forderung.zinsaufschlag,
            faellig_am=forderung.faellig_am,
        )
        schreibe_traeger(
            handlung,
            betreff="Entscheidung über die Rückforderung",
            text=f"Festgesetzt sind {zeige(forderung.betrag)}. "
            "Was wann zu zahlen ist, steht im Bescheid im Portal.",
        )

    def _hebe_auf(self, handlung: Handlung, forderung: Rueckforderung) -> None:
        """The grant itself: ended as a whole, cut, or left as it is."""
        antrag, schluessel = handlung.antrag, f"widerruf/{forderung.nr}"
        if rueckforderungen.hebt_ganz_auf(forderung):
            antrag.begruendung = forderung.begruendung
            handlung.bewege(Antrag.widerrufen, begruendung=antrag.begruendung)
            brich_hauptverfahren_ab(antrag)
            frei = mittel.gib_rest_frei(antrag, akteur=handlung.person, anlass=schluessel)
            handlung.vermerke(freigegeben=frei)
        elif forderung.grund in KUERZT:
            frei = kuerze(antrag, forderung.verbleibt, schluessel=schluessel, akteur=handlung.person)
            handlung.vermerke(freigegeben=frei, bewilligt=antrag.bewilligt)

    def _stelle_ein(self, handlung: Handlung, forderung: Rueckforderung, grund: str) -> None:
        rueckforderungen.stelle_ein(forderung, grund=grund, akteur=handlung.person)
        schreibe_traeger(
            handlung,
            betreff="Es wird nichts zurückgefordert",
            text="Das Verfahren zur Rückforderung ist beendet. Sie müssen nichts zahlen.",
        )
