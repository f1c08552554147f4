"""The letters of taking money back: hearing and Rückforderungsbescheid."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.rueckforderung import anhoerung as schreibe_anhoerung
from antraege.dokumente.inhalt.rueckforderung import rueckforderungsbescheid
from antraege.foerderung.models import Forderungsgrund, Rueckforderung
from antraege.foerderung.rueckforderungen import zinsen
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.kern.zinsen import Zinsmethode, Zinsrechnung
from rollen import bankverbindung, uhr
from rollen.models import Stelle, Stellenart
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
    brief = fakten.Rueckforderungsfakten(
        **_aufhebung(handlung, forderung, art),
        anhoerung_vom=_anhoerungstag(forderung),
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
    konto = bankverbindung.geltende(Stelle.objects.get(art=Stellenart.KASSE))
    if konto is None:
        text = "Für die Stadtkasse ist keine bestätigte Bankverbindung hinterlegt."
        raise MaengelFehler([Mangel(text, behebt="Stadtkasse und Finanz-Sachbearbeitung")])
    return fakten.Bankkonto(inhaber=konto.kontoinhaber, iban=konto.iban)


def _anhoerungstag(forderung: Rueckforderung) -> Any:
    """The day of the hearing's letter."""
    briefe = forderung.antrag.schriftstuecke.filter(
        art=Schriftstueckart.ANHOERUNG, erlassen_am__gte=forderung.eingeleitet_am
    )
    return uhr.tag_von(briefe.order_by("id")[0].erlassen_am)


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
        perioden=_perioden(rechnung, kapital),
        summe=rechnung.zinsen,
        bis=rechnung.abschnitte[-1].bis,
        je_tag=zinsen.je_tag(forderung, uhr.heute()),
        aufschlag=zinsen.aufschlag(forderung.antrag, uhr.heute()),
        methode=Zinsmethode(forderung.antrag.richtlinie.zinsmethode).bezeichnung,
    )


def _perioden(rechnung: Zinsrechnung, kapital: Decimal) -> tuple[fakten.Zinsperiode, ...]:
    return tuple(
        fakten.Zinsperiode(von=a.von, bis=a.bis, tage=a.tage, satz=a.satz, kapital=kapital, zinsen=a.zinsen)
        for a in rechnung.abschnitte
    )
