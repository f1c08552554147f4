"""What an adopted case is made of beside the request: plan, decision, payments, proof, an open claim.

Facts only: no step of a person is pretended.
"""

from datetime import date, timedelta
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import bescheide, mittel, rueckforderungen
from antraege.foerderung.models import (
    Deckungsart,
    Forderungsgrund,
    Mittelabruf,
    Nachweisposition,
    Planposition,
    Rueckforderung,
    Seite,
    Verwendungsnachweis,
    Zahlungseingang,
)
from antraege.foerderung.rueckforderungen import fristen as forderungsfristen
from antraege.foerderung.rueckforderungen import konto, zinsen
from antraege.kern import fristen
from antraege.kern.altforderung import Altforderung, Forderungslage
from antraege.kern.geld import NULL, summe, zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.uebernahme import OHNE_REST, Altfall, verteile
from antraege.kern.verrechnung import Forderung, Kontozeile, Zahlung, verrechne
from antraege.kern.zinsen import ZinsFehler
from antraege.programme import festwerte
from antraege.programme.models import Richtlinie
from rollen import uhr
from rollen.models import Benutzer

AUSGABEN = "Ausgaben laut alter Akte"
EIGENMITTEL = "Eigenmittel laut alter Akte"
DRITTMITTEL = "Drittmittel laut alter Akte"
ZUWENDUNG = "Zuwendung laut alter Akte"
ZWECK = "Vor der Übernahme gezahlt; Abruf und Anordnung stehen in der alten Akte"


def lege_plan_an(antrag: Antrag, fall: Altfall) -> Planposition:
    """The plan in sums: one line of costs, and who bears them. Returns the line of costs."""
    ausgaben = fall.gesamtausgaben or fall.beantragt + (fall.drittmittel or NULL)
    eigen = ausgaben - fall.beantragt - (fall.drittmittel or NULL)
    deckung = [
        (Deckungsart.ZUWENDUNG, ZUWENDUNG, fall.beantragt),
        (Deckungsart.EIGENMITTEL, EIGENMITTEL, eigen),
        (Deckungsart.DRITTMITTEL, DRITTMITTEL, fall.drittmittel or NULL),
    ]
    kosten = Planposition(antrag=antrag, nr=1, seite=Seite.AUSGABE, bezeichnung=AUSGABEN, betrag=ausgaben)
    getragen = [
        Planposition(antrag=antrag, nr=nr, seite=Seite.DECKUNG, art=art, bezeichnung=name, betrag=betrag)
        for nr, (art, name, betrag) in enumerate((d for d in deckung if d[2]), start=1)
    ]
    return Planposition.objects.bulk_create([kosten, *getragen])[0]


def trage_entscheidung_ein(
    antrag: Antrag, fall: Altfall, *, auflagen: str, akteur: Benutzer, text: str
) -> None:
    """Decision, shares of the years with their Buchungen, payments; the caller saves `antrag`.

    Raises KeineHaushaltsstelle, MittelReichenNicht, JahrGesperrt.
    """
    assert fall.bescheid_vom is not None
    assert fall.zeitraum_von is not None
    assert fall.zeitraum_bis is not None
    antrag.abruf_beendet = fall.stand in OHNE_REST
    antrag.nachweis_faellig_am = fall.nachweis_bis or bescheide.nachweis_faellig(antrag, fall.zeitraum_bis)
    mittel.uebernimm(antrag, verteile(fall), akteur=akteur, text=text)
    bescheide.uebernimm(
        antrag,
        vom=fall.bescheid_vom,
        zeitraum=(fall.zeitraum_von, fall.zeitraum_bis),
        bekannt_am=fall.bekannt_am,
        verzicht_am=fall.verzicht_am,
        auflagen=auflagen,
    )
    Mittelabruf.objects.bulk_create(
        gezahlt(antrag, nr, tag=tag, betrag=betrag)
        for nr, (tag, betrag) in enumerate(fall.zahlungen, start=1)
    )


def gezahlt(antrag: Antrag, nr: int, *, tag: date, betrag: object) -> Mittelabruf:
    """An instalment of which we know only that it was paid, so many euro on that day: nobody here has certified it."""
    abruf = Mittelabruf(
        antrag=antrag, nr=nr, betrag=betrag, zweck=ZWECK, bezahlt_am=tag, angefordert_am=uhr.mittag(tag)
    )
    abruf.uebernehmen()
    return abruf


def trage_nachweis_ein(antrag: Antrag, fall: Altfall, kosten: Planposition) -> Verwendungsnachweis:
    """The proof that lies in the old file, by its sums: handed in, nobody has checked it here."""
    assert fall.nachweis_am is not None
    nachweis = Verwendungsnachweis(
        antrag=antrag,
        eigenmittel=fall.nachweis_eigenmittel,
        drittmittel=fall.nachweis_drittmittel,
        teilnahmebeitraege=NULL,
        eingereicht_am=uhr.mittag(fall.nachweis_am),
    )
    nachweis.einreichen()
    nachweis.save()
    Nachweisposition.objects.create(
        nachweis=nachweis, planposition=kosten, betrag=fall.nachweis_ausgaben or NULL
    )
    return nachweis


def getilgt(alt: Altforderung, richtlinie: Richtlinie) -> Decimal:
    """What the payments so far have repaid of the principal (§ 367 Abs. 1 BGB), in euro.

    Raises MaengelFehler for a missing rate and for more than was owed.
    """
    if not alt.zahlungen:
        return NULL
    zeilen = _konto(alt, richtlinie)
    if zeilen[-1].stand.guthaben:
        zuviel = zeige(zeilen[-1].stand.guthaben)
        keine_oder(
            [Mangel(f"Mit den Zahlungen sind {zuviel} mehr gezahlt, als verlangt war.", feld="gezahlt_1")]
        )
    if zeilen[-1].stand.offen == 0:
        keine_oder(
            [Mangel("Die Forderung ist ganz bezahlt. Sie braucht hier keinen Platz.", feld="gezahlt_1")]
        )
    return summe(zeile.auf_hauptforderung for zeile in zeilen)


def _konto(alt: Altforderung, richtlinie: Richtlinie) -> list[Kontozeile]:
    """One row per payment, in the order of credit."""
    ab = alt.zinsen_seit - timedelta(days=1) if alt.zinsen_seit else date(9999, 12, 30)
    aufschlag = zinsen.aufschlag_nach(richtlinie, alt.bescheid_vom) if alt.zinsen_seit else NULL
    verlangt = Forderung(alt.hauptforderung, NULL, ab, aufschlag, richtlinie.zinsmethode)
    gezahlt = [Zahlung(tag, betrag) for tag, betrag in alt.zahlungen]
    try:
        return verrechne(verlangt, gezahlt, basiszins=festwerte.reihe("basiszins"))
    except ZinsFehler as fehler:
        raise zinsen.als_mangel(fehler) from fehler


def trage_forderung_ein(
    antrag: Antrag, alt: Altforderung, *, grund: Forderungsgrund, zeichen: str, akteur: Benutzer
) -> Rueckforderung:
    """The claim that was set elsewhere, with what was paid on it; nothing is booked, for the case says what came back.

    Raises MaengelFehler when another claim runs in the case or a rate is missing.
    """
    if laufend := rueckforderungen.laufende(antrag):
        keine_oder(
            [Mangel(f"In diesem Fall läuft schon eine Rückforderung ({laufend.get_status_display()}).")]
        )
    bekannt = alt.bekannt_am or fristen.bekanntgabe(alt.bescheid_vom)
    mit_zinsen, richtlinie = alt.zinsen_seit is not None, antrag.richtlinie
    forderung = Rueckforderung(
        antrag=antrag,
        nr=antrag.rueckforderungen.count() + 1,
        grund=grund,
        sachverhalt=f"Laut alter Akte {zeichen}.",
        kenntnis_am=alt.bescheid_vom,
        betrag=alt.hauptforderung,
        verbleibt=NULL,
        zinsbeginn=alt.zinsen_seit - timedelta(days=1) if alt.zinsen_seit else None,
        zinsverzicht="" if mit_zinsen else "Laut alter Akte ohne Zinsen.",
        zinsaufschlag=zinsen.aufschlag_nach(richtlinie, alt.bescheid_vom) if mit_zinsen else None,
        zinsmethode=richtlinie.zinsmethode,
        bekannt_am=bekannt,
        faellig_am=alt.faellig_am or fristen.fristende(bekannt, monate=richtlinie.monate_zahlungsziel),
        eingeleitet_am=uhr.mittag(alt.bescheid_vom),
        entschieden_am=uhr.mittag(alt.bescheid_vom),
        gemahnt_am=alt.gemahnt_am,
        mahnstufe=forderungsfristen.GEMAHNT if alt.gemahnt_am else 0,
    )
    forderungsfristen.werde_bestandskraeftig(forderung, fristen.klagefrist_ende(bekannt) + timedelta(days=1))
    forderung.uebernehmen()
    forderung.save()
    _trage_zahlungen_ein(forderung, alt, zeichen)
    forderung.verbleibt = antrag.ausgezahlt - antrag.erstattet - forderung.rest
    forderung.gestundet_bis = alt.bis
    if alt.lage == Forderungslage.GESTUNDET:
        forderung.stunden()
    elif alt.lage == Forderungslage.AUSGESETZT:
        forderung.aussetzen()
    forderung.save()
    return forderung


def _trage_zahlungen_ein(forderung: Rueckforderung, alt: Altforderung, zeichen: str) -> None:
    zeilen = _konto(alt, forderung.antrag.richtlinie) if alt.zahlungen else []
    Zahlungseingang.objects.bulk_create(
        Zahlungseingang(
            rueckforderung=forderung,
            nr=nr,
            betrag=zeile.betrag,
            wertstellung=zeile.tag,
            belegnummer=f"Übernahme {forderung.pk}/{nr}",
            auf_kosten=zeile.auf_kosten,
            auf_zinsen=zeile.auf_zinsen,
            auf_hauptforderung=zeile.auf_hauptforderung,
            zinsrechnung=konto.als_daten(zeile.zinsen),
        )
        for nr, zeile in enumerate(zeilen, start=1)
    )
    forderung.getilgt = summe(zeile.auf_hauptforderung for zeile in zeilen)
    forderung.zinsen_bezahlt = summe(zeile.auf_zinsen for zeile in zeilen)
