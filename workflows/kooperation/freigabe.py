"""Freigabe: the Leitung goes through the check list, then freezes the text for signature."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst, maengel, zeichnen
from antraege.kooperation.forms import langtext
from antraege.kooperation.models import Freigabeergebnis, Vereinbarung, Vereinbarungsstatus
from antraege.programme import festwerte
from antraege.programme.models import Festwertart, Pruefart
from rollen import uhr
from rollen.formulare import Wenn, tag
from rollen.tabelle import Recht
from workflows.graph.pruefliste import PrueflisteFormular, fuer_protokoll
from workflows.gremien import beschluss
from workflows.gremien.tuer import beende_gremienlauf
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import NULL, Vereinbarungsschritt, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.seite import trage_ein

if TYPE_CHECKING:
    from workflows.models import Aufgabe

AUSGAENGE = {
    "freigeben": "Freigeben und zeichnen lassen",
    "zurueckgeben": "Zur Überarbeitung zurückgeben",
    "ablehnen": "Ablehnen: Die Stadt beteiligt sich nicht",
}


@dataclass(frozen=True)
class Freigabeurteil:
    """The answered list and the result; released, in which order and until when the parties sign."""

    ergebnis: str
    begruendung: str
    ergebnisse: list[dict[str, str]]
    feste_reihenfolge: bool = False
    zeichnungsfrist: date | None = None


class FreigabeFormular(PrueflisteFormular):
    """The check list as data of the programme, the result, and how the parties sign."""

    werte = Freigabeurteil
    pruefart = Pruefart.FACHLICH
    weiter = frozenset({"freigeben"})
    nein_sperrt = True
    bedingt = (
        Wenn("begruendung", "ergebnis", ("zurueckgeben", "ablehnen"), "Bitte begründen Sie das."),
        Wenn("zeichnungsfrist"),
    )
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
        self.fields["zeichnungsfrist"].initial = uhr.heute() + timedelta(
            days=festwerte.einstellung(Festwertart.ZEICHNUNG_TAGE)
        )
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
            ungedeckt = beschluesse.deckungsmaengel(self.antrag, self.wert())
            trage_ein(self, [*maengel.freigabemaengel(self.vereinbarung), *ungedeckt], feld="ergebnis")
            frist = daten.get("zeichnungsfrist")
            if not isinstance(frist, date) or frist <= uhr.heute():
                self.add_error("zeichnungsfrist", "Bitte nennen Sie einen Tag in der Zukunft.")
        elif ergebnis:
            for feld, _ in self.punktfelder:
                self.errors.pop(feld.name, None)
        return daten

    def wert(self) -> Decimal:
        """What is released is worth to the city, in euro."""
        return self.vereinbarung.wert or NULL


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
    fakten = ("ergebnis", "begruendung", "feste_reihenfolge", "zeichnungsfrist")
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

    def ausfuehren(self, handlung: Handlung, angaben: Freigabeurteil) -> None:
        """Release, return or refuse."""
        vereinbarung = vereinbarung_von(handlung.antrag)
        vermerke_freigabe(handlung, angaben)
        if vereinbarung.fassung:
            handlung.vermerke(fassung=vereinbarung.fassung.nr, pruefsumme=vereinbarung.fassung.sha256)
        if angaben.ergebnis == "freigeben":
            dienst.gib_frei(
                vereinbarung,
                feste_reihenfolge=angaben.feste_reihenfolge,
                zeichnungsfrist=angaben.zeichnungsfrist,
            )
            bitte_um_zeichnung(handlung, vereinbarung)
        elif angaben.ergebnis == "zurueckgeben":
            handlung.antrag.begruendung = angaben.begruendung
            handlung.bewege(Antrag.zurueckgeben)
            schreibe_amt(handlung, betreff="Vereinbarung zurückgegeben", text=angaben.begruendung)
        else:
            betreff, grund = "Die Kooperation kommt nicht zustande", angaben.begruendung
            handlung.antrag.begruendung = grund
            vereinbarung.bewege(Vereinbarung.ablehnen)
            handlung.bewege(Antrag.ablehnen)
            beende_gremienlauf(handlung, grund=f"{betreff}.")
            schreibe_traeger(handlung, betreff=betreff, text=grund)
            schreibe_parteien(handlung, betreff=betreff, text=grund)


def vermerke_freigabe(handlung: Handlung, angaben: Freigabeurteil) -> Freigabeergebnis:
    """Keep the decision on the text with its list and the Beschluss that carries it."""
    ergebnis = {
        "freigeben": Freigabeergebnis.FREIGEGEBEN,
        "zurueckgeben": Freigabeergebnis.ZURUECKGEGEBEN,
        "ablehnen": Freigabeergebnis.ABGELEHNT,
    }[angaben.ergebnis]
    dienst.entscheide(
        vereinbarung_von(handlung.antrag),
        ergebnis,
        akteur=handlung.person,
        punkte=angaben.ergebnisse,
        begruendung=angaben.begruendung,
        beschluss=beschluesse.satz(handlung.antrag),
    )
    handlung.vermerke(**fuer_protokoll(angaben.ergebnisse), **beschluss.fuer_protokoll(handlung.antrag))
    return ergebnis


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
