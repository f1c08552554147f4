"""Measures on a claim: proposed at the door, decided as a step."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Massnahme, Massnahmenart, Rueckforderung
from antraege.foerderung.rueckforderungen import konto, massnahmen
from antraege.kern.geld import zeige
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.akte import akte
from workflows.rueckforderung import schreiben
from workflows.rueckforderung.massnahmenverfahren import Massnahmenverfahren
from workflows.rueckforderung.schritt import (
    OFFENE_FALLZUSTAENDE,
    Forderungsschritt,
    erwarte_keine_zahlung_mehr,
)
from workflows.rueckforderung.tuer import geoeffnete_forderung
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Formular, wahl

if TYPE_CHECKING:
    from workflows.models import Aufgabe


def schlage_massnahme_vor(
    forderung_id: int,
    *,
    akteur: Benutzer,
    art: Massnahmenart,
    bis: date | None,
    antrag_vom: date | None,
    grund: str,
) -> Massnahme:
    """Propose Stundung, Niederschlagung, Erlass or Zinsverzicht; a Leitung decides. Raises MaengelFehler."""
    with geoeffnete_forderung(Tat.MASSNAHME_VORSCHLAGEN, forderung_id, akteur) as (handlung, forderung):
        massnahme = massnahmen.schlage_vor(
            forderung, art=art, bis=bis, antrag_vom=antrag_vom, grund=grund, akteur=akteur
        )
        handlung.vermerke(massnahme=massnahme.get_art_display(), bis=massnahme.bis, grund=grund)
        Massnahmenverfahren.eingang.run(handlung=handlung)
    return massnahme


def nimm_wieder_auf(forderung_id: int, *, akteur: Benutzer) -> Rueckforderung:
    """Pursue a claim again that was put aside for a time. Raises MaengelFehler."""
    with geoeffnete_forderung(Tat.FORDERUNG_WIEDER_AUFNEHMEN, forderung_id, akteur) as (handlung, forderung):
        if forderung.status != "ausgesetzt":
            keine_oder([Mangel("Die Forderung ist nicht befristet niedergeschlagen.")])
        massnahmen.nimm_wieder_auf(forderung)
        handlung.vermerke(rueckforderung=forderung.nr)
    return forderung


def verjaehre(forderung_id: int, *, akteur: Benutzer) -> Rueckforderung:
    """Note that the limitation has run out; never done by the system. Raises MaengelFehler."""
    with geoeffnete_forderung(Tat.VERJAEHRUNG_VERMERKEN, forderung_id, akteur) as (handlung, forderung):
        massnahmen.verjaehre(forderung)
        handlung.vermerke(
            rueckforderung=forderung.nr, verjaehrt_am=forderung.verjaehrt_am, rest=forderung.rest
        )
        erwarte_keine_zahlung_mehr(handlung)
        schreibe_amt(handlung, betreff="Forderung verjährt", text=f"Offen blieben {zeige(forderung.rest)}.")
    return forderung


INTERN = (Massnahmenart.NIEDERSCHLAGUNG, Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET)


@dataclass(frozen=True)
class Entscheid:
    """Yes or no, with reasons."""

    entscheidung: str
    gruende: str


class MassnahmenentscheidungFormular(Formular):
    """Yes or no, with reasons."""

    werte = Entscheid
    entscheidung = wahl("Entscheidung", annehmen="Wie vorgeschlagen entscheiden", ablehnen="Ablehnen")
    gruende = langtext("Gründe", required=True, zeilen=10)


class Massnahmenentscheidung(Forderungsschritt):
    """A Leitung within its Wertgrenze; never the person who proposed it."""

    name = "massnahmenentscheidung"
    titel = "Entscheidung über eine Maßnahme"
    frage = "Wird der Maßnahme zugestimmt?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung entscheidet, wie es mit der Forderung weitergeht."
    danach = "Sie erfahren die Entscheidung hier im Portal."
    recht = Recht.BEWILLIGEN
    taetigkeit = Taetigkeit.WIDERRUFEN
    zustaende = OFFENE_FALLZUSTAENDE
    formular = MassnahmenentscheidungFormular
    fakten = ("entscheidung", "gruende")
    vorlage = "rueckforderung/schritte/massnahmenentscheidung.html"
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True

    def betrag(self, antrag: Antrag) -> Any:
        """The open principal: what the city defers or gives up at most, beside interest."""
        return _offene(antrag).rueckforderung.rest

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The proposal and the account."""
        massnahme = _offene(antrag)
        forderung = massnahme.rueckforderung
        kontext: dict[str, Any] = {
            "forderung": forderung,
            "massnahme": massnahme,
            "vorgeschlagen_von": akte.person(massnahme.vorgeschlagen_von),
        }
        try:
            kontext["auszug"] = konto.auszug(forderung, am=uhr.heute())
        except MaengelFehler as fehler:
            kontext["zinsmaengel"] = fehler.maengel
        return kontext

    def ausfuehren(self, handlung: Handlung, angaben: Entscheid) -> None:
        """Decide, write the letter, and end the waiting of the Kasse when nothing is owed any more."""
        massnahme = _offene(handlung.antrag)
        handlung.vermerke(
            rueckforderung=massnahme.rueckforderung.nr,
            massnahme=massnahme.get_art_display(),
            bis=massnahme.bis,
        )
        if angaben.entscheidung == "ablehnen":
            massnahmen.lehne_ab(massnahme, entscheidung=angaben.gruende, akteur=handlung.person)
            schreibe_amt(
                handlung,
                betreff=f"Abgelehnt: {massnahme.get_art_display()}",
                text=f"Die Forderung bleibt, wie sie ist. Gründe: {massnahme.entscheidung}",
            )
            if massnahme.antrag_vom is not None and massnahme.art not in INTERN:
                schreibe_traeger(
                    handlung,
                    betreff=f"Ihr Antrag vom {massnahme.antrag_vom:%d.%m.%Y} ist abgelehnt",
                    text=f"Es ging um: {massnahme.get_art_display()}. Gründe: {massnahme.entscheidung}",
                )
            return
        brief = schreiben.massnahme(handlung, massnahme, gruende=angaben.gruende)
        if brief is not None:
            erlasse(handlung, brief)
        massnahmen.nimm_an(massnahme, entscheidung=angaben.gruende, akteur=handlung.person)
        betreff = f"Entscheidung: {massnahme.get_art_display()}"
        if massnahme.art in INTERN:
            schreibe_amt(handlung, betreff=betreff, text="Der Vermerk liegt in der Akte.")
        else:
            schreibe_traeger(handlung, betreff=betreff, text="Das Schreiben finden Sie im Portal.")
        erwarte_keine_zahlung_mehr(handlung)


def _offene(antrag: Antrag) -> Massnahme:
    """The measure that waits, with its claim; a payment may have ended that in the meantime."""
    massnahme = Massnahme.objects.select_related("rueckforderung", "vorgeschlagen_von").get(
        rueckforderung__antrag=antrag, entschieden_am__isnull=True
    )
    massnahme.rueckforderung.antrag = antrag
    return massnahme
