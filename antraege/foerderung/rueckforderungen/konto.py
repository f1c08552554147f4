"""The account of a claim: what came in, how it was applied, and what is owed on a day (§ 367 Abs. 1 BGB); euro."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.foerderung import mittel
from antraege.foerderung.models import (
    Forderungsgrund,
    Massnahmenart,
    Rueckforderung,
    Zahlungseingang,
)
from antraege.foerderung.rueckforderungen.zinsen import als_mangel
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.verrechnung import Forderung, Kontozeile, Stand, Zahlung, verrechne
from antraege.kern.zinsen import ZinsFehler, Zinsrechnung
from antraege.programme import festwerte
from rollen import uhr
from rollen.models import Benutzer

# A claim without interest begins to bear it on a day that never comes.
_NIE = date(9999, 12, 30)


@dataclass(frozen=True)
class Auszug:
    """The account on one day: each payment, the interest since the last one, and what is open."""

    am: date
    zeilen: tuple[Kontozeile, ...]
    gelaufen: Zinsrechnung
    stand: Stand
    erlassene_zinsen: Decimal

    @property
    def offen(self) -> Decimal:
        """Everything owed on that day, exact to the cent."""
        return self.stand.offen


def auszug(forderung: Rueckforderung, *, am: date) -> Auszug:
    """The account as it stands on that day; raises MaengelFehler when a Basiszinssatz is missing."""
    eingaenge = _der_reihe_nach(forderung.eingaenge.all())
    return _auszug(forderung, [Zahlung(e.wertstellung, e.betrag) for e in eingaenge], am=am)


def zinsfrei_ab(forderung: Rueckforderung) -> date | None:
    """The day on which the city waived the interest that was still open; None when it did not."""
    verzicht = forderung.massnahmen.filter(art=Massnahmenart.ZINSVERZICHT, angenommen=True).first()
    return uhr.tag_von(verzicht.entschieden_am) if verzicht and verzicht.entschieden_am else None


def buche(
    forderung: Rueckforderung, *, betrag: Decimal, wertstellung: date, belegnummer: str, akteur: Benutzer
) -> Zahlungseingang:
    """Store money that came in and apply it: costs, interest, principal; later credits are applied anew.

    Raises MaengelFehler for a day in the future, a known voucher and more than is owed on that day.
    """
    keine_oder(_eingangsmaengel(forderung, betrag, wertstellung, belegnummer))
    eingang = Zahlungseingang.objects.create(
        rueckforderung=forderung,
        nr=forderung.eingaenge.count() + 1,
        betrag=betrag,
        wertstellung=wertstellung,
        belegnummer=belegnummer,
        auf_hauptforderung=betrag,
        gebucht_von=akteur,
    )
    verrechne_neu(forderung, akteur=akteur)
    eingang.refresh_from_db()
    return eingang


def verrechne_neu(forderung: Rueckforderung, *, akteur: Benutzer) -> None:
    """Apply every payment in the order of its credit; what is new of the principal goes back to the budget."""
    eingaenge = _der_reihe_nach(forderung.eingaenge.all())
    letzter = max((e.wertstellung for e in eingaenge), default=uhr.heute())
    konto = _auszug(forderung, [Zahlung(e.wertstellung, e.betrag) for e in eingaenge], am=letzter)
    for eingang, zeile in zip(eingaenge, konto.zeilen, strict=True):
        eingang.auf_kosten, eingang.auf_zinsen = zeile.auf_kosten, zeile.auf_zinsen
        eingang.auf_hauptforderung = zeile.auf_hauptforderung
        eingang.zinsrechnung = als_daten(zeile.zinsen)
        eingang.save(update_fields=["auf_kosten", "auf_zinsen", "auf_hauptforderung", "zinsrechnung"])
    vorher = forderung.getilgt
    forderung.getilgt = sum((e.auf_hauptforderung for e in eingaenge), NULL)
    forderung.zinsen_bezahlt = sum((e.auf_zinsen for e in eingaenge), NULL)
    forderung.kosten_bezahlt = sum((e.auf_kosten for e in eingaenge), NULL)
    neu = (
        forderung.getilgt - vorher
    )  # budget of the line again; interest, costs, Zwischenzinsen are other income
    if neu > 0 and forderung.grund != Forderungsgrund.ZWISCHENZINSEN:
        schluessel = f"erstattung/{forderung.nr}/bis-{forderung.getilgt}"  # what is repaid only ever grows
        mittel.erstatte(forderung.antrag, neu, schluessel=schluessel, akteur=akteur)
        forderung.antrag.erstattet += neu
    if forderung.offen and konto.offen == 0:
        forderung.begleichen()
    forderung.save()


def als_daten(rechnung: Zinsrechnung) -> list[dict[str, Any]]:
    """The segments of an interest calculation as they are kept."""
    return [
        {
            "von": a.von.isoformat(),
            "bis": a.bis.isoformat(),
            "tage": a.tage,
            "satz": str(a.satz),
            "zinsen": str(a.zinsen),
        }
        for a in rechnung.abschnitte
    ]


def ueberzahlung(forderung: Rueckforderung, *, mit: Zahlung | None = None) -> Decimal:
    """What was paid too much if this payment came on top, or if the claim were as it is now; euro."""
    zahlungen = [Zahlung(e.wertstellung, e.betrag) for e in _der_reihe_nach(forderung.eingaenge.all())]
    if mit is not None:
        zahlungen.append(mit)
    letzter = max((z.eingang for z in zahlungen), default=uhr.heute())
    return _auszug(forderung, zahlungen, am=letzter).stand.guthaben


def _eingangsmaengel(
    forderung: Rueckforderung, betrag: Decimal, wertstellung: date, belegnummer: str
) -> Iterable[Mangel]:
    if wertstellung > uhr.heute():
        yield Mangel("Der Tag der Gutschrift liegt in der Zukunft.", feld="wertstellung")
        return
    if Zahlungseingang.objects.filter(belegnummer=belegnummer).exists():
        yield Mangel("Unter dieser Belegnummer ist schon ein Eingang gebucht.", feld="belegnummer")
    if zuviel := ueberzahlung(forderung, mit=Zahlung(wertstellung, betrag)):
        text = (
            f"Am {wertstellung:%d.%m.%Y} sind genau {zeige(betrag - zuviel)} offen. "
            "Buchen Sie diesen Betrag. Den Rest zahlen Sie zurück."
        )
        yield Mangel(text, feld="betrag")


def _auszug(forderung: Rueckforderung, zahlungen: list[Zahlung], *, am: date) -> Auszug:
    reihe = festwerte.reihe("basiszins")
    frei = zinsfrei_ab(forderung)
    try:
        if frei is None or am <= frei:
            zeilen = verrechne(_forderung(forderung), zahlungen, basiszins=reihe, stichtag=am)
            return _als_auszug(zeilen, am=am)
        davor = [z for z in zahlungen if z.eingang <= frei]
        vorher = verrechne(_forderung(forderung), davor, basiszins=reihe, stichtag=frei)
        stand = vorher[-1].stand
        rest = Forderung(stand.hauptforderung, stand.kosten, _NIE, NULL, "ACT_ACT")
        danach = [z for z in zahlungen if z.eingang > frei]
        nachher = verrechne(rest, danach, basiszins=reihe, stichtag=am)
    except ZinsFehler as fehler:
        raise als_mangel(fehler) from fehler
    return _als_auszug([*vorher[:-1], *nachher], am=am, erlassen=stand.zinsen)


def _als_auszug(zeilen: list[Kontozeile], *, am: date, erlassen: Decimal = NULL) -> Auszug:
    *bezahlt, letzte = zeilen
    return Auszug(am, tuple(bezahlt), letzte.zinsen, letzte.stand, erlassen)


def _forderung(forderung: Rueckforderung) -> Forderung:
    ohne = forderung.zinsbeginn is None or forderung.zinsverzicht or forderung.zinskapital is not None
    return Forderung(
        forderung.betrag,
        forderung.kosten,
        _NIE if ohne or forderung.zinsbeginn is None else forderung.zinsbeginn,
        forderung.zinsaufschlag or NULL,
        forderung.zinsmethode or forderung.antrag.richtlinie.zinsmethode,
    )


def _der_reihe_nach(eingaenge: Iterable[Zahlungseingang]) -> list[Zahlungseingang]:
    return sorted(eingaenge, key=lambda e: (e.wertstellung, e.nr))
