"""The door for Nachträge: begin one, take one back to be written anew, withdraw it. Raises as `workflows.services`."""

from collections.abc import Mapping
from typing import Any

from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import nachtraege, zeichnen
from antraege.kooperation.models import Nachtrag, Nachtragsstatus, Vereinbarung
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.taten import Tat
from workflows.kooperation.nachtrag import NachtragFormular, lege_nachtrag_vor
from workflows.kooperation.nachtragsverfahren import Nachtragsverfahren
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.tuer import verlange_entwurfsrecht
from workflows.tuer.abbruch import brich_nebenverfahren_ab
from workflows.tuer.fehler import lies
from workflows.tuer.handlung import Handlung, geoeffnet, pruefe_stand, verlange_grund
from workflows.tuer.post import schreibe_traeger


def beginne(
    antrag_id: int, *, akteur: Benutzer, eingaben: Mapping[str, Any], stand: int | None = None
) -> Nachtrag:
    """Write a Nachtrag and lay it before the Leitung."""
    with geoeffnet(Tat.NACHTRAG_BEGINNEN, antrag_id, akteur) as handlung:
        vereinbarung = verlange_entwurfsrecht(handlung)
        pruefe_stand(handlung.antrag, stand)
        keine_oder(nachtraege.hindernisse(vereinbarung))
        inhalt = lies(NachtragFormular(eingaben, antrag=handlung.antrag))
        nachtrag = nachtraege.beginne(vereinbarung, inhalt, akteur=akteur)
        lege_nachtrag_vor(handlung, nachtrag)
        handlung.beteilige(Taetigkeit.ENTWERFEN)
        Nachtragsverfahren.eingang.run(handlung=handlung)
        schreibe_traeger(handlung, betreff=f"{nachtrag} begonnen", text=nachtrag.anlass)
    return nachtrag


def ueberarbeite(antrag_id: int, *, akteur: Benutzer, grund: str) -> Nachtrag:
    """Take a Nachtrag back that parties are signing: its signatures are void, it is written anew."""
    with geoeffnet(Tat.NACHTRAG_UEBERARBEITEN, antrag_id, akteur) as handlung:
        vereinbarung = verlange_entwurfsrecht(handlung)
        nachtrag = _laufender(vereinbarung)
        if nachtrag.status != Nachtragsstatus.ZEICHNUNG or nachtrag.fassung is None:
            raise Ueberholt(f"Hier wird nicht gezeichnet ({nachtrag.get_status_display()}).")
        verlange_grund(grund)
        ungueltig = zeichnen.erklaere_ungueltig(nachtrag.fassung, grund=grund)
        nachtrag.bewege(Nachtrag.zurueckgeben)
        handlung.beteilige(Taetigkeit.ENTWERFEN)
        brich_nebenverfahren_ab(handlung.antrag, Nachtragsverfahren)
        Nachtragsverfahren.aufnahme.run(handlung=handlung)
        handlung.vermerke(nachtrag=nachtrag.nr, ungueltig=[z.partei.stelle.name for z in ungueltig])
        _melde(handlung, f"{nachtrag} wird geändert", grund)
    return nachtrag


def ziehe_zurueck(antrag_id: int, *, akteur: Benutzer, grund: str) -> Nachtrag:
    """Nobody wants it any more: the agreement stays as it is."""
    with geoeffnet(Tat.NACHTRAG_ZURUECKZIEHEN, antrag_id, akteur) as handlung:
        vereinbarung = verlange_entwurfsrecht(handlung)
        nachtrag = _laufender(vereinbarung)
        verlange_grund(grund)
        handlung.beteilige(Taetigkeit.ENTWERFEN)
        beende(handlung, nachtrag, grund=grund)
        _melde(handlung, f"{nachtrag} zurückgezogen", grund)
    return nachtrag


def beende(handlung: Handlung, nachtrag: Nachtrag, *, grund: str) -> None:
    """End a running Nachtrag inside an act (withdrawal, notice): its tasks close, its signatures are void."""
    nachtraege.ende(handlung.antrag.vereinbarung, nachtrag, grund=grund)
    nachtrag.bewege(Nachtrag.zurueckziehen)
    brich_nebenverfahren_ab(handlung.antrag, Nachtragsverfahren)
    handlung.vermerke(nachtrag=nachtrag.nr, grund=grund)


def _laufender(vereinbarung: Vereinbarung) -> Nachtrag:
    nachtrag = nachtraege.laufender(vereinbarung)
    if nachtrag is None:
        raise Ueberholt("Es läuft kein Nachtrag mehr.")
    return nachtrag


def _melde(handlung: Handlung, betreff: str, grund: str) -> None:
    schreibe_parteien(handlung, betreff=betreff, text=grund)
    schreibe_traeger(handlung, betreff=betreff, text=grund)
