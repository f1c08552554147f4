"""Entwurf: what the parties have said becomes a text, made from the released clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.dokumente.queries import fassung_am
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst
from antraege.kooperation.angaben import unterschiede, zeilen
from antraege.kooperation.forms import Angabenfelder
from antraege.kooperation.models import Abstimmungsvotum, Parteirolle, Vereinbarung
from antraege.kooperation.queries import angebotene
from rollen import uhr
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.kooperation import schreiben as texte
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import Vereinbarungsschritt, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe

VORSCHLAEGE = {
    "steuerrunde": "Einmal im Schulhalbjahr trifft sich die Steuerrunde am Standort.",
    "qualifikation": "Mindestens eine Kraft je Gruppe ist pädagogisch ausgebildet.",
    "vertretung": "Bei Ausfall stellt die durchführende Partei Ersatz oder sagt rechtzeitig ab.",
    "aufsicht": "Während des Angebots führt die durchführende Partei die Aufsicht.",
    "fachkraft_kinderschutz": "Fachstelle Kinderschutz des Jugendamtes",
    "daten": "Vorname und Klasse oder Gruppe der Kinder, Notfallnummer der Eltern",
    "datenschutz": "getrennt",
    "fuehrungszeugnis": True,
    "verlaengerung": "Die Parteien sprechen sechs Monate vor dem Ende über eine Verlängerung.",
    "indikatoren": ["Zahl der Kinder je Woche", "Ausgefallene Termine", "Rückmeldung der Parteien"],
}


@dataclass(frozen=True)
class Entwurf:
    """The data of the next version, the grant it names, and what happens with it next."""

    weiter: str
    daten: Mapping[str, Any]
    zuwendung: Antrag | None


class EntwurfFormular(Angabenfelder, Formular):
    """Everything the text says, and what happens with it next."""

    werte = Entwurf
    bedingt = (Wenn("zuwendung"), Wenn("pauschale"), Wenn("schulkonferenz_am"))
    neue_texte = forms.BooleanField(
        label="Die geänderten Textbausteine übernehmen",
        required=False,
        help_text="Sonst bleiben die Klauseln, wie die Parteien sie gelesen haben.",
    )
    weiter = forms.ChoiceField(
        label="Wie geht es weiter?",
        choices=[
            ("vorlegen", "Text der Leitung zur Freigabe vorlegen"),
            ("abstimmen", "Text noch einmal mit allen Parteien abstimmen"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vereinbarung = vereinbarung_von(self.antrag)
        self.stelle_ein(vereinbarung, grundlage(vereinbarung))
        self.mit_schule = any(partei.rolle == Parteirolle.SCHULE for partei in self.parteien)
        self.einig = dienst.einig(vereinbarung)
        heute = uhr.heute()
        bisher = date.fromisoformat(self.texte_vom) if self.texte_vom else heute
        self.texte_vom = bisher.isoformat()
        if bisher == heute or fassung_am(bisher) == fassung_am(heute):
            del self.fields["neue_texte"]

    def clean(self) -> dict[str, Any]:
        """A text goes to the Leitung when all agree and the Schulkonferenz has consented."""
        daten = super().clean()
        if daten.get("neue_texte"):
            self.texte_vom = uhr.heute().isoformat()
        if daten.get("weiter") == "vorlegen":
            if daten.get("neue_texte"):
                self.add_error("weiter", "Die neuen Klauseln hat noch keine Partei gelesen. Bitte abstimmen.")
            if not self.einig:
                self.add_error(
                    "weiter", "Eine Partei wünscht Änderungen. Bitte stimmen Sie den Text noch einmal ab."
                )
            if self.mit_schule:
                self.verlange(
                    "schulkonferenz_am",
                    "Eine Schule bindet sich: Bitte tragen Sie ein, wann die Schulkonferenz zugestimmt hat.",
                )
        return daten

    def weitere(self) -> dict[str, Any]:
        """The whole text as data, and the grant by its Aktenzeichen."""
        zeichen = self.cleaned_data["zuwendung"]
        return {"daten": self.vertragsdaten(), "zuwendung": self.verbundene(zeichen) if zeichen else None}


def grundlage(vereinbarung: Vereinbarung) -> dict[str, Any]:
    """The data of the last version, or for the first one what request and votes say."""
    stimmen = dienst.letzte_stimmen(vereinbarung)
    parteien = list(vereinbarung.parteien.all())
    if vereinbarung.fassung:
        daten = dict(vereinbarung.fassung.daten)
        runde = [s for s in stimmen.values() if s.fassung_id == vereinbarung.fassung_id]
        leistungen = dict(daten["leistungen"])
    else:
        daten, runde, leistungen = _anfang(vereinbarung), list(stimmen.values()), {}
    angeboten = angebotene(vereinbarung)
    leistungen = {p.kuerzel: angeboten[p.stelle_id] for p in parteien if p.stelle_id in angeboten} | {
        kuerzel: eigene for kuerzel, eigene in leistungen.items() if eigene
    }
    kuerzel = {partei.pk: partei.kuerzel for partei in parteien}
    leistungen |= {kuerzel[s.partei_id]: zeilen(s.leistungen) for s in runde if s.leistungen}
    return {**daten, "leistungen": leistungen}


def _anfang(vereinbarung: Vereinbarung) -> dict[str, Any]:
    antrag = vereinbarung.antrag
    antworten = antrag.antworten
    return {
        **VORSCHLAEGE,
        "titel": antrag.titel,
        "gegenstand": antworten.get("bedarf", ""),
        "ziele": zeilen(str(antworten.get("ziele", ""))),
        "zielgruppe": vereinbarung.zielgruppe,
        "ort": antworten.get("ort") or (antrag.standort.name if antrag.standort else ""),
        "laufzeit_von": vereinbarung.laufzeit_von,
        "laufzeit_bis": vereinbarung.laufzeit_bis,
        "evaluation_am": vereinbarung.laufzeit_bis,
        "kuendigungsfrist": vereinbarung.kuendigungsfrist,
        "finanzierung": "zuwendung" if vereinbarung.mit_geld else "keine",
        "haftpflicht": any(not partei.stelle.staedtisch for partei in vereinbarung.parteien.all()),
    }


class Vereinbarungsentwurf(Vereinbarungsschritt):
    """The Servicestelle or a clerk writes; whoever writes never releases."""

    name = "vereinbarungsentwurf"
    titel = "Entwurf der Vereinbarung"
    frage = "Was soll in der Vereinbarung stehen?"
    knopf = "Text erzeugen und weitergeben"
    oeffentlich = "Die Servicestelle schreibt den Text der Vereinbarung."
    danach = "Der Text wird noch einmal abgestimmt oder der Leitung vorgelegt."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.ENTWERFEN
    uebergaenge = frozenset({"pruefen"})
    formular = EntwurfFormular
    vorlage = "kooperation/schritte/entwurf.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The wishes of the parties, and what the Leitung said when it returned a text."""
        vereinbarung = vereinbarung_von(antrag)
        stimmen = dienst.letzte_stimmen(vereinbarung).values()
        return {
            **super().kontext(antrag, aufgabe),
            "wuensche": [s for s in stimmen if s.votum == Abstimmungsvotum.AENDERUNG],
            "letzte_freigabe": vereinbarung.freigaben.last(),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Entwurf) -> None:
        """Make the version and lead on."""
        vereinbarung, vorlegen = vereinbarung_von(handlung.antrag), angaben.weiter == "vorlegen"
        vorher: Mapping[str, Any] = vereinbarung.fassung.daten if vereinbarung.fassung else {}
        dienst.uebernimm(vereinbarung, angaben.daten, zuwendung=angaben.zuwendung)
        daten = {**angaben.daten, "vorbehalt": texte.unter_vorbehalt(vereinbarung)}
        brief = texte.vereinbarungstext(handlung, vereinbarung, daten, entwurf=not vorlegen)
        text = texte.als_text(brief, texte_vom=date.fromisoformat(daten["texte_vom"]))
        fassung = dienst.lege_ab(
            vereinbarung, text, texte.mit_parteien(vereinbarung, daten), akteur=handlung.person
        )
        neu = {u.was: f"{u.bisher} → {u.neu}" for u in unterschiede(vorher, daten)} if vorher else {}
        handlung.vermerke(
            fassung=fassung.nr, kennung=fassung.kennung, pruefsumme=fassung.sha256, geaendert=neu
        )
        if vorlegen:
            if handlung.antrag.zustand == Status.EINGEREICHT:
                handlung.bewege(Antrag.pruefen)
            return
        vereinbarung.bewege(Vereinbarung.abstimmen)
        schreibe_parteien(
            handlung,
            betreff="Bitte lesen Sie den Entwurf",
            text=f"Der Entwurf der Vereinbarung „{handlung.antrag.titel}“ liegt vor. Sind Sie einverstanden?",
        )
