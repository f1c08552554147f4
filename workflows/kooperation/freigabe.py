"""Freigabe: the Leitung goes through the check list, then freezes the text for signature."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst, maengel, zeichnen
from antraege.kooperation.forms import langtext, tag
from antraege.kooperation.models import Freigabeergebnis, Vereinbarung, Vereinbarungsstatus
from antraege.programme.models import Pruefart
from rollen import uhr
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.graph.pruefliste import PrueflisteFormular
from workflows.gremien import beschluss
from workflows.gremien.ende import beende_gremienlauf
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import NULL, Vereinbarungsschritt, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger

if TYPE_CHECKING:
    from workflows.models import Aufgabe

TAGE_ZUM_ZEICHNEN = 21
AUSGAENGE = {
    "freigeben": "Freigeben und zeichnen lassen",
    "zurueckgeben": "Zur Überarbeitung zurückgeben",
    "ablehnen": "Ablehnen: Die Stadt beteiligt sich nicht",
}


class FreigabeFormular(PrueflisteFormular):
    """The check list as data of the programme, the result, and how the parties sign."""

    pruefart = Pruefart.FACHLICH
    weiter = frozenset({"freigeben"})
    nein_sperrt = True
    bedingt = (Wenn("begruendung"), Wenn("zeichnungsfrist"))
    ergebnis = forms.ChoiceField(label="Ergebnis", widget=forms.RadioSelect)
    begruendung = langtext("Begründung", help_text="Nötig bei Rückgabe und Ablehnung.")
    feste_reihenfolge = forms.BooleanField(
        label="In fester Reihenfolge zeichnen",
        required=False,
        help_text="Sonst zeichnen alle gleichzeitig.",
    )
    zeichnungsfrist = tag("Zu zeichnen bis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vereinbarung = vereinbarung_von(self.antrag)
        moeglich = [name for name in AUSGAENGE if name != "freigeben" or self.vereinbarung.fassung]
        self.fields["ergebnis"].choices = [(name, AUSGAENGE[name]) for name in moeglich]  # type: ignore[attr-defined]
        self.fields["zeichnungsfrist"].initial = uhr.heute() + timedelta(days=TAGE_ZUM_ZEICHNEN)
        if not self.vereinbarung.fassung:
            for feld, anmerkung in self.punktfelder:
                del self.fields[feld.name], self.fields[anmerkung.name]
            for name in ("feste_reihenfolge", "zeichnungsfrist"):
                del self.fields[name]
            self.punkte = []

    def clean(self) -> dict[str, Any]:
        """A release needs every point answered without a no, no hard defect, and a day to sign until."""
        daten = super().clean()
        ergebnis = daten.get("ergebnis")
        if ergebnis == "freigeben":
            self._pruefe_freigabe(daten)
        elif ergebnis and not daten.get("begruendung"):
            self.add_error("begruendung", "Bitte begründen Sie das.")
        elif ergebnis:
            for feld, _ in self.punktfelder:
                self.errors.pop(feld.name, None)
        return daten

    def wert(self) -> Decimal:
        """What is released is worth to the city, in euro."""
        return self.vereinbarung.wert or NULL

    def _pruefe_freigabe(self, daten: dict[str, Any]) -> None:
        for mangel in maengel.freigabemaengel(self.vereinbarung):
            self.add_error("ergebnis", f"{mangel.text} Das kann ändern: {mangel.behebt}.")
        beschluss.trage_ein(self, self.antrag, self.wert(), feld="ergebnis")
        frist = daten.get("zeichnungsfrist")
        if not isinstance(frist, date) or frist <= uhr.heute():
            self.add_error("zeichnungsfrist", "Bitte nennen Sie einen Tag in der Zukunft.")


class Vereinbarungsfreigabe(Vereinbarungsschritt):
    """One decision on one text; never by whoever advised, drafted or co-signed."""

    name = "vereinbarungsfreigabe"
    titel = "Freigabe der Vereinbarung"
    frage = "Kann die Vereinbarung so gezeichnet werden?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung prüft den Text und gibt ihn zur Zeichnung frei."
    danach = "Nach der Freigabe zeichnen alle Parteien."
    recht = Recht.VEREINBARUNG_FREIGEBEN
    taetigkeit = Taetigkeit.FREIGEBEN
    zustaende = frozenset({Status.GEPRUEFT})
    uebergaenge = frozenset({"ablehnen", "zurueckgeben"})
    formular = FreigabeFormular
    vorlage = "kooperation/schritte/freigabe.html"
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True
    fuehrt_beschluss_aus = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """Hard defects, parties that could not sign, and what the Bedarfsklärung said."""
        vereinbarung = vereinbarung_von(antrag)
        zeichnende = [p for p in vereinbarung.parteien.select_related("stelle") if p.zeichnet]
        return {
            **super().kontext(antrag, aufgabe),
            "freigabemaengel": maengel.freigabemaengel(vereinbarung) if vereinbarung.fassung else [],
            "ohne_zeichnungsrecht": zeichnen.ohne_zeichnungsrecht(zeichnende),
            **beschluss.kontext(antrag, vereinbarung.wert or NULL),
            "klaerung": antrag.pruefungen.filter(art=Pruefart.FORMAL).last(),
        }

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Release, return or refuse."""
        getattr(self, f"_{daten['ergebnis']}")(handlung, daten)

    def _freigeben(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        vereinbarung = vereinbarung_von(handlung.antrag)
        self._halte_fest(handlung, daten, Freigabeergebnis.FREIGEGEBEN)
        dienst.gib_frei(
            vereinbarung,
            feste_reihenfolge=daten["feste_reihenfolge"],
            zeichnungsfrist=daten["zeichnungsfrist"],
        )
        bitte_um_zeichnung(handlung, vereinbarung)

    def _zurueckgeben(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        handlung.antrag.begruendung = daten["begruendung"]
        self._halte_fest(handlung, daten, Freigabeergebnis.ZURUECKGEGEBEN)
        handlung.bewege("zurueckgeben")
        schreibe_amt(handlung, betreff="Vereinbarung zurückgegeben", text=daten["begruendung"])

    def _ablehnen(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        vereinbarung = vereinbarung_von(handlung.antrag)
        handlung.antrag.begruendung = daten["begruendung"]
        self._halte_fest(handlung, daten, Freigabeergebnis.ABGELEHNT)
        vereinbarung.bewege("ablehnen")
        handlung.bewege("ablehnen")
        beende_gremienlauf(handlung, grund="Die Kooperation kommt nicht zustande.")
        schreibe_traeger(handlung, betreff="Die Kooperation kommt nicht zustande", text=daten["begruendung"])
        schreibe_parteien(handlung, betreff="Die Kooperation kommt nicht zustande", text=daten["begruendung"])

    def _halte_fest(self, handlung: Handlung, daten: dict[str, Any], ergebnis: Freigabeergebnis) -> None:
        vereinbarung, formular = vereinbarung_von(handlung.antrag), daten["formular"]
        dienst.entscheide(
            vereinbarung,
            ergebnis,
            akteur=handlung.person,
            punkte=formular.ergebnisse(),
            begruendung=daten["begruendung"],
            beschluss=beschluesse.satz(handlung.antrag),
        )
        handlung.vermerke(**beschluss.fuer_protokoll(handlung.antrag))
        fassung = vereinbarung.fassung
        if fassung:
            handlung.vermerke(fassung=fassung.nr, pruefsumme=fassung.sha256)


def bitte_um_zeichnung(handlung: Handlung, vereinbarung: Vereinbarung) -> None:
    """Tell those whose turn it is."""
    frist = vereinbarung.zeichnungsfrist
    bis = f" bis zum {frist:%d.%m.%Y}" if frist else ""
    schreibe_parteien(
        handlung,
        betreff="Bitte zeichnen Sie die Vereinbarung",
        text=f"Bitte zeichnen Sie „{vereinbarung.antrag.titel}“{bis}.",
        parteien=zeichnen.an_der_reihe(vereinbarung),
    )


def wird_gezeichnet(vereinbarung: Vereinbarung) -> bool:
    """True while signatures under the agreement itself are collected."""
    return vereinbarung.status == Vereinbarungsstatus.ZEICHNUNG
