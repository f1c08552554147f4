"""Stories of money that comes back: two payments over a change of the Basiszins, a part, a Widerspruch, a Stundung."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import (
    Forderungsgrund,
    Massnahmenart,
    Rechtsbehelfsart,
    Rechtsbehelfsausgang,
    Rueckforderung,
)
from antraege.foerderung.rueckforderungen import Absicht, konto, rechtsbehelfe
from antraege.kern.fristen import naechster_werktag, werktage_spaeter
from antraege.kern.geld import zeige_zahl
from rollen import uhr
from rollen.models import Benutzer
from workflows import massnahmen, rueckforderung
from workflows.durchspielen.geschichten import ausgezahlt, teilweise_ausgezahlt
from workflows.durchspielen.spieler import Spieler

NULL = Decimal("0.00")


def widerruf_in_zwei_zahlungen(s: Spieler) -> None:
    """The money went into a holiday trip; it comes back in two parts, the Basiszins changes in between."""
    ausgezahlt(s)
    _widerrufe(s)
    wechsel = _naechstes_halbjahr(s.zeit.date() + timedelta(days=30))
    _zahle(s, _haelfte(s), am=naechster_werktag(wechsel - timedelta(days=16)))
    _zahle(s, None, am=naechster_werktag(wechsel + timedelta(days=19)))
    s.tu("abschluss", s.besetzung.pruefung, schliessen="on")


def teilwiderruf(s: Spieler) -> None:
    """A part was not used for its purpose; the rest of the grant goes on."""
    teilweise_ausgezahlt(s)
    bleibt = (s.antrag.ausgezahlt * 8 / 10).quantize(Decimal("0.01"))
    _bereite_vor(s, Forderungsgrund.TEILWIDERRUF, verbleibt=bleibt)
    _entscheide(s)


def widerspruch(s: Spieler) -> None:
    """FB 51 decides under SGB X: the Träger objects, nobody duns, the office gives in for a part."""
    ausgezahlt(s)
    _widerrufe(s)
    _handle(
        s,
        "erfasst den Widerspruch",
        lambda forderung, akteur: rueckforderung.erfasse_rechtsbehelf(
            forderung.pk,
            akteur=akteur,
            art=Rechtsbehelfsart.WIDERSPRUCH,
            eingegangen_am=uhr.heute(),
            vermerk="Der Träger legt weitere Belege vor.",
        ),
    )
    s.warte_bis(werktage_spaeter(s.zeit.date(), 25))
    _handle(s, "hilft dem Widerspruch zum Teil ab", _hilf_ab)


def gestundet(s: Spieler) -> None:
    """The Träger cannot pay at once and asks for time; the Leitung grants it."""
    ausgezahlt(s)
    _widerrufe(s)
    _handle(
        s,
        "schlägt eine Stundung vor",
        lambda forderung, akteur: massnahmen.schlage_massnahme_vor(
            forderung.pk,
            akteur=akteur,
            art=Massnahmenart.STUNDUNG,
            bis=uhr.heute() + timedelta(days=180),
            antrag_vom=uhr.heute(),
            grund="Der Träger zahlt gerade die Gehälter vor. Danach kann er zahlen.",
        ),
    )
    s.tu(
        "massnahmenentscheidung",
        s.besetzung.leitung,
        entscheidung="annehmen",
        gruende="Die Einziehung wäre jetzt eine erhebliche Härte. Der Anspruch ist nicht gefährdet.",
    )


def angehoert(s: Spieler) -> None:
    """The hearing runs; the Träger has not answered yet."""
    ausgezahlt(s)
    assert s.antrag.ende
    s.warte_bis(werktage_spaeter(s.antrag.ende, 10))
    _eroeffne(s, Forderungsgrund.WIDERRUF, NULL)
    _hoere_an(s)


def _widerrufe(s: Spieler) -> None:
    _bereite_vor(s, Forderungsgrund.WIDERRUF, verbleibt=NULL)
    _entscheide(s)


def _bereite_vor(s: Spieler, grund: Forderungsgrund, *, verbleibt: Decimal) -> None:
    _eroeffne(s, grund, verbleibt)
    teil = {"verbleibt": zeige_zahl(verbleibt)} if verbleibt else {}
    _hoere_an(s, **teil)
    s.tu("stellungnahme", s.besetzung.zeichnung, stellungnahme="Auf der Reise wurde auch gelesen.")
    s.tu(
        "rueckforderungspruefung",
        s.besetzung.pruefung,
        vorschlag="festsetzen",
        wuerdigung="Die Reise war nicht Gegenstand des Antrags.",
        begruendung="Das Geld diente nicht dem bewilligten Zweck (§ 49 Abs. 3 Nr. 1 VwVfG NRW, § 47 Abs. 2 SGB X).",
        ermessen="Sparsamkeit und Gleichbehandlung überwiegen das Interesse des Trägers.",
        vertrauensschutz="Der Träger kannte die Zweckbindung aus dem Bescheid.",
        zinsbeginn=_gezahlt_am(s),
        **teil,
    )


def _eroeffne(s: Spieler, grund: Forderungsgrund, verbleibt: Decimal) -> None:
    def beginne(antrag_id: int, *, akteur: Benutzer) -> Antrag:
        was = Absicht(
            grund=grund,
            sachverhalt="Nach den Belegen floss das Geld in eine Ferienreise.",
            kenntnis_am=uhr.heute(),
            verbleibt=verbleibt,
        )
        return rueckforderung.eroeffne(antrag_id, akteur=akteur, absicht=was).antrag

    s.handle(s.besetzung.pruefung, "leitet die Rückforderung ein", beginne)


def _hoere_an(s: Spieler, **teil: str) -> None:
    s.tu(
        "anhoerung",
        s.besetzung.pruefung,
        aufhebungsgrund="zweck",
        sachverhalt="Nach den Belegen floss das Geld in eine Ferienreise.",
        erwaegungen="Der Zweck der Zuwendung ist insoweit verfehlt.",
        zinsbeginn=_gezahlt_am(s),
        frist=werktage_spaeter(s.zeit.date(), 16),
        **teil,
    )


def _entscheide(s: Spieler) -> None:
    s.tu("rueckforderungsentscheidung", s.besetzung.leitung, entscheidung="festsetzen")


def _gezahlt_am(s: Spieler) -> date:
    """The day of the last payment: from then on the money bore interest."""
    gebucht = s.antrag.mittelabrufe.exclude(gebucht_am=None).latest("nr").gebucht_am
    assert gebucht is not None
    return uhr.tag_von(gebucht)


def _naechstes_halbjahr(tag: date) -> date:
    """The next 1 January or 1 July: the Basiszins changes."""
    return date(tag.year, 7, 1) if tag < date(tag.year, 7, 1) else date(tag.year + 1, 1, 1)


def _haelfte(s: Spieler) -> Decimal:
    return (_forderung(s).betrag / 2).quantize(Decimal("0.01"))


def _zahle(s: Spieler, betrag: Decimal | None, *, am: date) -> None:
    """A receipt on the day; None pays everything that is owed."""
    s.warte_bis(am)
    forderung = _forderung(s)
    offen = konto.auszug(forderung, am=am).offen
    s.tu(
        "zahlungseingang",
        s.besetzung.kasse,
        wertstellung=am.isoformat(),
        betrag=zeige_zahl(offen if betrag is None else betrag),
        belegnummer=f"E-{am:%Y%m%d}-{s.antrag.pk:05d}",
    )


def _forderung(s: Spieler) -> Rueckforderung:
    return rueckforderungen.verlangte(s.antrag)


def _handle(s: Spieler, was: str, tat: Callable[[Rueckforderung, Benutzer], Any]) -> None:
    def durch_die_tuer(antrag_id: int, *, akteur: Benutzer) -> Antrag:
        tat(_forderung(s), akteur)
        return Antrag.objects.get(pk=antrag_id)

    s.handle(s.besetzung.pruefung, was, durch_die_tuer)


def _hilf_ab(forderung: Rueckforderung, akteur: Benutzer) -> None:
    laufender = rechtsbehelfe.laufender(forderung)
    assert laufender is not None
    rueckforderung.beende_rechtsbehelf(
        laufender.pk,
        akteur=akteur,
        ausgang=Rechtsbehelfsausgang.ABGEHOLFEN,
        beendet_am=uhr.heute(),
        neuer_betrag=(forderung.betrag / 2).quantize(Decimal("0.01")),
        vermerk="Die neuen Belege tragen die Hälfte.",
    )
