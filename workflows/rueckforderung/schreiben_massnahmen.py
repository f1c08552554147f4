"""The letters about a claim that stands: Stundung, Niederschlagung, Erlass, Mahnung."""

from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.forderung import erlassbescheid, niederschlagungsvermerk, stundungsbescheid
from antraege.dokumente.inhalt.forderung import mahnung as schreibe_mahnung
from antraege.foerderung.models import Massnahme, Massnahmenart, Rueckforderung
from antraege.foerderung.rueckforderungen import konto, massnahmen, zinsen
from antraege.foerderung.rueckforderungen.konto import Auszug
from antraege.programme.models import Rechtsregime
from rollen import uhr
from workflows.rueckforderung.schreiben import kassenkonto
from workflows.tuer.erlass import Brief, grundangaben
from workflows.tuer.handlung import Handlung

ART = Schriftstueckart.FORDERUNGSENTSCHEIDUNG
_ZINSNORM = {
    Rechtsregime.VWVFG: "§ 49a Abs. 3 VwVfG NRW",
    Rechtsregime.SGBX: "§ 50 Abs. 2a SGB X",
}
OHNE_ZINSEN = "Diese Forderung trägt keine Zinsen."


def massnahme(handlung: Handlung, was: Massnahme, *, gruende: str) -> Brief | None:
    """The letter or note of an accepted measure; a waiver of interest that has not run yet needs none."""
    forderung = was.rueckforderung
    auszug = konto.auszug(forderung, am=uhr.heute())
    match was.art:  # partial: both kinds of Niederschlagung share a note
        case Massnahmenart.STUNDUNG:
            return _stundung(handlung, was, auszug, gruende)
        case Massnahmenart.ERLASS:
            return _erlass(handlung, was, auszug, auszug.offen, gruende)
        case Massnahmenart.ZINSVERZICHT:
            return (
                _erlass(handlung, was, auszug, auszug.stand.zinsen, gruende) if auszug.stand.zinsen else None
            )
    intern = Schriftstueckart.NIEDERSCHLAGUNG
    brief = fakten.Niederschlagungsfakten(
        **_forderung(handlung, forderung, auszug, intern), befristet_bis=was.bis, gruende=gruende
    )
    return Brief(intern, niederschlagungsvermerk, brief)


def mahnung(handlung: Handlung, forderung: Rueckforderung, *, frist: date) -> Brief:
    """The demand to pay what is overdue, with interest to this day."""
    auszug = konto.auszug(forderung, am=uhr.heute())
    brief = fakten.Mahnungsfakten(
        **_forderung(handlung, forderung, auszug, Schriftstueckart.MAHNUNG),
        stufe=1,
        zinsen_bis=uhr.heute() if auszug.stand.zinsen else None,
        frist=frist,
        konto=kassenkonto(),
    )
    return Brief(Schriftstueckart.MAHNUNG, schreibe_mahnung, brief)


def _stundung(handlung: Handlung, was: Massnahme, auszug: Auszug, gruende: str) -> Brief:
    """Interest of the claim goes on at its own rate; the letter names today's."""
    forderung = was.rueckforderung
    assert was.bis is not None
    assert was.antrag_vom is not None
    satz = zinsen.satz_am(forderung, uhr.heute()) if massnahmen.traegt_zinsen(forderung) else None
    regime = Rechtsregime(forderung.antrag.richtlinie.rechtsregime)
    brief = fakten.Stundungsfakten(
        **_forderung(handlung, forderung, auszug, ART),
        antrag_vom=was.antrag_vom,
        gestundet_bis=was.bis,
        zinssatz=satz,
        zinsgrundlage=_ZINSNORM[regime] if satz is not None else "",
        zinsverzicht="" if satz is not None else OHNE_ZINSEN,
        gruende=gruende,
        konto=kassenkonto(),
    )
    return Brief(ART, stundungsbescheid, brief)


def _erlass(handlung: Handlung, was: Massnahme, auszug: Auszug, erlassen: Decimal, gruende: str) -> Brief:
    brief = fakten.Erlassfakten(
        **_forderung(handlung, was.rueckforderung, auszug, ART),
        antrag_vom=was.antrag_vom,
        erlassen=erlassen,
        gruende=gruende,
    )
    return Brief(ART, erlassbescheid, brief)


def _forderung(
    handlung: Handlung, forderung: Rueckforderung, auszug: Auszug, art: Schriftstueckart
) -> dict[str, Any]:
    antrag = handlung.antrag
    assert forderung.entschieden_am is not None
    assert forderung.faellig_am is not None
    return {
        **grundangaben(handlung, art),
        "bewilligt": antrag.bescheid.betrag,
        "festgesetzt_am": uhr.tag_von(forderung.entschieden_am),
        "kassenzeichen": forderung.kassenzeichen,
        "faellig_am": forderung.faellig_am,
        "hauptforderung": auszug.stand.hauptforderung,
        "nebenforderung": auszug.stand.zinsen + auszug.stand.kosten,
    }
