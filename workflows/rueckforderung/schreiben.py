"""Letters of a claim: hearing, decision, reminder, and what is decided on it afterwards."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.forderung import erlassbescheid, niederschlagungsvermerk, stundungsbescheid
from antraege.dokumente.inhalt.forderung import mahnung as schreibe_mahnung
from antraege.dokumente.inhalt.rueckforderung import anhoerung as schreibe_anhoerung
from antraege.dokumente.inhalt.rueckforderung import rueckforderungsbescheid
from antraege.foerderung.models import Forderungsgrund, Massnahme, Massnahmenart, Rueckforderung
from antraege.foerderung.rueckforderungen import konto, massnahmen, zinsen
from antraege.foerderung.rueckforderungen.konto import Auszug
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.kern.zinsen import Zinsmethode
from antraege.programme.models import Rechtsregime
from rollen import bankverbindung, uhr
from rollen.stellen import kasse
from workflows.tuer.erlass import Brief, grundangaben
from workflows.tuer.handlung import Handlung

NULL = Decimal("0.00")
NICHTS_AUSGEZAHLT = "Es ist nichts ausgezahlt worden. Deshalb fallen keine Zinsen an."


def anhoerung(handlung: Handlung, forderung: Rueckforderung) -> Brief:
    """What the city intends, why, and until when the Träger may answer."""
    assert forderung.anhoerung_frist is not None
    brief = fakten.Anhoerungsfakten(
        **_aufhebung(handlung, forderung, Schriftstueckart.ANHOERUNG),
        erwaegungen=forderung.ermessen,
        zinsen_ab=forderung.zinsbeginn + timedelta(days=1) if forderung.zinsbeginn else None,
        frist=forderung.anhoerung_frist,
    )
    return Brief(Schriftstueckart.ANHOERUNG, schreibe_anhoerung, brief)


def bescheid(handlung: Handlung, forderung: Rueckforderung) -> Brief:
    """The decision with its table of interest."""
    assert forderung.faellig_am is not None
    art = Schriftstueckart.RUECKFORDERUNGSBESCHEID
    zinsfakten = _zinsen(forderung)
    briefe = forderung.antrag.schriftstuecke.filter(
        art=Schriftstueckart.ANHOERUNG, erlassen_am__gte=forderung.eingeleitet_am
    )
    brief = fakten.Rueckforderungsfakten(
        **_aufhebung(handlung, forderung, art),
        anhoerung_vom=uhr.tag_von(briefe.order_by("id")[0].erlassen_am),
        aeusserung=forderung.stellungnahme,
        wuerdigung=forderung.wuerdigung,
        begruendung=forderung.begruendung,
        ermessen=forderung.ermessen,
        vertrauensschutz=forderung.vertrauensschutz,
        kenntnis_am=forderung.kenntnis_am,
        zinsen=zinsfakten,
        zinsverzicht="" if zinsfakten else forderung.zinsverzicht or NICHTS_AUSGEZAHLT,
        faellig_am=forderung.faellig_am,
        kassenzeichen=forderung.kassenzeichen,
        konto=kassenkonto(),
    )
    return Brief(art, rueckforderungsbescheid, brief)


def kassenkonto() -> fakten.Bankkonto:
    """Where the Träger pays: the confirmed account of the Stadtkasse; raises MaengelFehler without one."""
    konto = bankverbindung.geltende(kasse())
    if konto is None:
        text = "Für die Stadtkasse ist keine bestätigte Bankverbindung hinterlegt."
        raise MaengelFehler([Mangel(text, behebt="Stadtkasse und Finanz-Sachbearbeitung")])
    return fakten.Bankkonto(inhaber=konto.kontoinhaber, iban=konto.iban)


def _aufhebung(handlung: Handlung, forderung: Rueckforderung, art: Schriftstueckart) -> dict[str, Any]:
    antrag = handlung.antrag
    nur_zinsen = forderung.grund == Forderungsgrund.ZWISCHENZINSEN
    return {
        **grundangaben(handlung, art),
        "massnahme": _massnahme(forderung),
        "grund": fakten.Aufhebungsgrund(forderung.aufhebungsgrund),
        "sachverhalt": forderung.sachverhalt,
        "ausgezahlt": antrag.ausgezahlt - antrag.erstattet,
        "verbleibt": forderung.verbleibt,
        "erstattung": NULL if nur_zinsen else forderung.betrag,
        "rechenschritte": _rechenschritte(forderung),
    }


def _massnahme(forderung: Rueckforderung) -> fakten.Massnahme:
    if forderung.grund == Forderungsgrund.RUECKNAHME and forderung.verbleibt > 0:
        return fakten.Massnahme.TEILRUECKNAHME
    return fakten.Massnahme(forderung.grund)


def _rechenschritte(forderung: Rueckforderung) -> tuple[str, ...]:
    """The settlement of the proof stands behind a Minderung."""
    nachweis = getattr(forderung.antrag, "nachweis", None)
    if forderung.grund != Forderungsgrund.MINDERUNG or nachweis is None:
        return ()
    return tuple(nachweis.rechenweg)


def _zinsen(forderung: Rueckforderung) -> fakten.Zinsfakten | None:
    rechnung = zinsen.bis_heute(forderung)
    if rechnung is None or not rechnung.abschnitte or forderung.betrag == 0:
        return None
    kapital = forderung.zinskapital or forderung.betrag
    return fakten.Zinsfakten(
        perioden=tuple(
            fakten.Zinsperiode(
                von=a.von, bis=a.bis, tage=a.tage, satz=a.satz, kapital=kapital, zinsen=a.zinsen
            )
            for a in rechnung.abschnitte
        ),
        summe=rechnung.zinsen,
        bis=rechnung.abschnitte[-1].bis,
        je_tag=zinsen.je_tag(forderung, uhr.heute()),
        aufschlag=zinsen.aufschlag(forderung.antrag, uhr.heute()),
        methode=Zinsmethode(forderung.antrag.richtlinie.zinsmethode).bezeichnung,
    )


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
