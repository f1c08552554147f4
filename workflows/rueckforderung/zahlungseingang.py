"""Zahlungseingang: the Kasse books what comes in on a claim until nothing is owed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from antraege.foerderung.rueckforderungen import konto
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.kern.maengel import MaengelFehler
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.formulare import tag
from rollen.models import Stelle
from rollen.stellen import kasse
from rollen.tabelle import Recht
from workflows.rueckforderung.schritt import OFFENE_FALLZUSTAENDE, Forderungsschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Eingang:
    """Day of credit, amount in euro, voucher."""

    wertstellung: date
    betrag: Decimal
    belegnummer: str


class ZahlungseingangFormular(Formular):
    """Day of credit, amount, voucher."""

    werte = Eingang
    wertstellung = tag(
        "Gutgeschrieben am",
        required=True,
        help_text="Der Tag auf dem Konto der Stadt. Bis dahin laufen Zinsen.",
    )
    betrag = EuroFormField(label="Betrag in Euro")
    belegnummer = forms.CharField(
        label="Belegnummer der Kasse", max_length=40, help_text="Die Nummer aus dem Finanzverfahren."
    )

    def clean_betrag(self) -> Any:
        """Something came in."""
        betrag = self.cleaned_data["betrag"]
        if betrag is not None and betrag <= 0:
            raise forms.ValidationError("Der Betrag muss größer als null sein.")
        return betrag


class Zahlungseingang(Forderungsschritt):
    """A receipt at the Stadtkasse; its split follows § 367 Abs. 1 BGB."""

    name = "zahlungseingang"
    titel = "Zahlungseingang"
    frage = "Ist Geld auf die Rückforderung eingegangen?"
    knopf = "Eingang buchen"
    oeffentlich = "Die Stadtkasse wartet auf Ihre Zahlung."
    danach = "Ist alles bezahlt, ist die Rückforderung beendet."
    recht = Recht.BUCHEN
    taetigkeit = Taetigkeit.VEREINNAHMEN
    zustaende = OFFENE_FALLZUSTAENDE
    formular = ZahlungseingangFormular
    fakten = ("wertstellung", "betrag", "belegnummer")
    vorlage = "rueckforderung/schritte/zahlungseingang.html"

    def stelle(self, antrag: Antrag) -> Stelle:
        """The Stadtkasse books for all."""
        return kasse()

    def betrag(self, antrag: Antrag) -> Any:
        """The open principal."""
        return rueckforderungen.verlangte(antrag).rest

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The account as it stands today."""
        kontext = super().kontext(antrag, aufgabe)
        try:
            kontext["auszug"] = konto.auszug(kontext["forderung"], am=uhr.heute())
        except MaengelFehler as fehler:
            kontext["zinsmaengel"] = fehler.maengel
        return kontext

    def ausfuehren(self, handlung: Handlung, angaben: Eingang) -> None:
        """Book it, and say to both sides what is left."""
        forderung = rueckforderungen.verlangte(handlung.antrag)
        eingang = konto.buche(
            forderung,
            betrag=angaben.betrag,
            wertstellung=angaben.wertstellung,
            belegnummer=angaben.belegnummer,
            akteur=handlung.person,
        )
        offen = konto.auszug(forderung, am=angaben.wertstellung).offen
        handlung.vermerke(
            rueckforderung=forderung.nr,
            auf_kosten=eingang.auf_kosten,
            auf_zinsen=eingang.auf_zinsen,
            auf_hauptforderung=eingang.auf_hauptforderung,
            offen=offen,
        )
        rest = f"Offen sind noch {zeige(offen)}." if forderung.offen else "Damit ist alles bezahlt."
        text = f"Am {angaben.wertstellung:%d.%m.%Y} sind {zeige(angaben.betrag)} eingegangen. {rest}"
        schreibe_traeger(handlung, betreff="Ihre Zahlung ist eingegangen", text=text)
        if not forderung.offen:
            schreibe_amt(handlung, betreff="Rückforderung bezahlt", text=text)
