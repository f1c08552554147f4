"""Buchung: the Kasse has paid, or gives the order back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufart, Abrufstatus, Mittelabruf
from antraege.foerderung.zahlung import abrufe, verwendung
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import Wenn, tag
from rollen.models import Stelle
from rollen.stellen import kasse
from rollen.tabelle import Recht
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Formular
from workflows.zahlung import tore as zahlungstore
from workflows.zahlung.schritte import Zahlungsschritt


@dataclass(frozen=True)
class Kassenbuchung:
    """Voucher and day of Wertstellung, or why the order goes back."""

    bezahlt_am: date
    belegnummer: str = ""
    ergebnis: str = ""
    grund: str = ""


class BuchungFormular(Formular):
    """Voucher and day of Wertstellung; or back with a reason as long as nothing is handed over."""

    werte = Kassenbuchung
    bedingt = (
        Wenn("belegnummer", "ergebnis", ("", "gebucht"), "Bitte geben Sie die Belegnummer an."),
        Wenn("grund", "ergebnis", ("zurueck",), "Bitte nennen Sie den Grund."),
    )
    ergebnis = forms.ChoiceField(
        label="Was ist geschehen?",
        choices=[("gebucht", "Die Zahlung ist gebucht."), ("zurueck", "Die Anordnung geht zurück.")],
        widget=forms.RadioSelect,
        initial="gebucht",
        required=False,
    )
    belegnummer = forms.CharField(
        label="Belegnummer der Kasse",
        max_length=40,
        help_text="Die Nummer aus dem Finanzverfahren.",
        required=False,
    )
    bezahlt_am = tag(
        "Tag der Wertstellung",
        help_text="Ab diesem Tag läuft die Frist zur Verwendung. Ohne Angabe gilt heute.",
    )
    grund = langtext(
        "Grund der Rückgabe", help_text="Zum Beispiel: Die Bankverbindung hat sich geändert.", hoechstens=500
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.abruf = abrufe.laufender(self.antrag)
        self.fields["bezahlt_am"].initial = uhr.heute()
        if self.abruf.status != Abrufstatus.ANGEORDNET:
            del self.fields["ergebnis"], self.fields["grund"]

    def clean_bezahlt_am(self) -> date:
        """Not before the order and not in the future."""
        am: date = self.cleaned_data["bezahlt_am"] or uhr.heute()
        angeordnet = self.abruf.angeordnet_am
        if am > uhr.heute():
            raise forms.ValidationError("Die Wertstellung liegt in der Zukunft.")
        if angeordnet and am < uhr.tag_von(angeordnet):
            raise forms.ValidationError("Die Wertstellung liegt vor der Anordnung.")
        return am


class Buchung(Zahlungsschritt):
    """The booking at the Stadtkasse; the first one turns the request into an ausgezahlter."""

    name = "buchung"
    titel = "Buchung"
    frage = "Ist die Zahlung gebucht?"
    knopf = "Absenden"
    recht = Recht.BUCHEN
    taetigkeit = Taetigkeit.BUCHEN
    formular = BuchungFormular
    fakten = ("ergebnis", "belegnummer", "bezahlt_am", "grund")
    uebergaenge = frozenset({"auszahlen"})
    fehlt = "Buchen geht noch nicht. Es fehlt:"

    def stelle(self, antrag: Antrag) -> Stelle:
        """The Stadtkasse books for all."""
        return kasse()

    def zahlungsmaengel(self, antrag: Antrag, abruf: Mittelabruf) -> list[Mangel]:
        """Everything that stands against paying today; what is handed over is paid and can be booked."""
        return zahlungstore.maengel(antrag, abruf=abruf) if abruf.status == Abrufstatus.ANGEORDNET else []

    def ausfuehren(self, handlung: Handlung, angaben: Kassenbuchung) -> None:
        """Give back; or book in the ledger and on the request, and tell the Träger."""
        abruf = abrufe.laufender(handlung.antrag)
        if angaben.ergebnis == "zurueck":
            hinfaellig = abrufe.hebe_anordnung_auf(abruf, grund=angaben.grund, akteur=handlung.person)
            handlung.vermerke(abruf=abruf.nr, aufgehoben=hinfaellig)
            text = f"Die Kasse gibt die Anordnung über {zeige(abruf.betrag)} zurück: {angaben.grund}"
            schreibe_amt(handlung, betreff="Anordnung zurückgegeben", text=text)
            return
        antrag = handlung.antrag
        abruf = self.verlange_zahlbar(antrag)
        abrufe.buche(
            abruf,
            belegnummer=angaben.belegnummer,
            bezahlt_am=angaben.bezahlt_am,
            akteur=handlung.person,
        )
        antrag.ausgezahlt += abruf.betrag
        handlung.bewege(Antrag.auszahlen, betrag=abruf.betrag)
        schreibe_traeger(
            handlung,
            betreff="Geld ist unterwegs",
            text=f"{zeige(abruf.betrag)} wurden gebucht. {_bitte(abruf)}",
        )


def _bitte(abruf: Mittelabruf) -> str:
    """Until when the money is to be used; a rest was spent before it was paid."""
    if abruf.art == Abrufart.REST:
        return "Das ist die Restzahlung."
    ende = verwendung.frist(abruf)
    return f"Bitte verwenden Sie das Geld bis zum {ende:%d.%m.%Y}." if ende else ""
