"""The door for what happens to a claim that is not paid: measures, taking up again, limitation."""

from datetime import date

from antraege.foerderung.models import Massnahme, Massnahmenart, Rueckforderung
from antraege.foerderung.rueckforderungen import massnahmen
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from rollen.models import Benutzer
from rollen.taten import Tat
from workflows.rueckforderung.massnahmenverfahren import Massnahmenverfahren
from workflows.rueckforderung.schritt import erwarte_keine_zahlung_mehr
from workflows.rueckforderung.tuer import geoeffnete_forderung
from workflows.tuer.post import schreibe_amt


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
