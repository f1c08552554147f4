"""Interest of one claim: its rate by regime and day of the decision, its method by Richtlinie; euro."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Rueckforderung
from antraege.kern import fristen
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.kern.zinsen import ZinsFehler, Zinsrechnung, zinsen
from antraege.programme import festwerte
from antraege.programme.models import Rechtsregime, Richtlinie
from rollen import uhr

_AUFSCHLAG = {Rechtsregime.VWVFG: "zinsaufschlag_vwvfg", Rechtsregime.SGBX: "zinsaufschlag_sgbx"}


@dataclass(frozen=True)
class Verspaetung:
    """Money that was used too late: euro, the day of payment, the day of use (§ 49a Abs. 4 VwVfG NRW)."""

    kapital: Decimal
    gezahlt_am: date
    verwendet_am: date


def aufschlag(antrag: Antrag, tag: date) -> Decimal:
    """Percentage points above the Basiszinssatz that count for a decision of this day; raises MaengelFehler."""
    return aufschlag_nach(antrag.richtlinie, tag)


def aufschlag_nach(richtlinie: Richtlinie, tag: date) -> Decimal:
    """The same for a case that is not there yet."""
    return festwerte.wert_am(_AUFSCHLAG[Rechtsregime(richtlinie.rechtsregime)], tag)


def rechne(kapital: Decimal, *, beginn: date, ende: date, punkte: Decimal, methode: str) -> Zinsrechnung:
    """Interest from the day after `beginn` through `ende`; raises MaengelFehler for a missing Basiszinssatz."""
    try:
        return zinsen(
            kapital,
            beginn=beginn,
            ende=ende,
            aufschlag=punkte,
            methode=methode,
            basiszins=festwerte.reihe("basiszins"),
        )
    except ZinsFehler as fehler:
        raise als_mangel(fehler) from fehler


def als_mangel(fehler: ZinsFehler) -> MaengelFehler:
    """The refusal in words, with who enters the missing rate."""
    return MaengelFehler([Mangel(str(fehler), behebt=festwerte.VERANTWORTLICH)])


def zwischenzinsen(antrag: Antrag, verspaetung: Verspaetung) -> Zinsrechnung:
    """Interest on money used too late, as decided today; it runs from the payment on (worked example Z5)."""
    return rechne(
        verspaetung.kapital,
        beginn=verspaetung.gezahlt_am,
        ende=verspaetung.verwendet_am,
        punkte=aufschlag(antrag, uhr.heute()),
        methode=antrag.richtlinie.zinsmethode,
    )


def verspaetung_von(forderung: Rueckforderung) -> Verspaetung | None:
    """What a claim for Zwischenzinsen rests on; None for every other claim."""
    if forderung.zinskapital is None or forderung.zinsbeginn is None or forderung.zinsende is None:
        return None
    return Verspaetung(forderung.zinskapital, forderung.zinsbeginn, forderung.zinsende)


def verspaetungsmaengel(antrag: Antrag, verspaetung: Verspaetung) -> list[Mangel]:
    """Why no Zwischenzinsen arise: used in time, more than was paid, days that cannot be."""
    monate = antrag.richtlinie.monate_verwendung
    rechtzeitig = fristen.fristende(verspaetung.gezahlt_am, monate=monate)
    maengel = []
    if verspaetung.verwendet_am > uhr.heute():
        maengel.append(Mangel("Der Tag der Verwendung liegt in der Zukunft.", feld="zinsende"))
    elif verspaetung.verwendet_am <= rechtzeitig:
        text = f"Bis {rechtzeitig:%d.%m.%Y} verwendetes Geld ist rechtzeitig verwendet."
        maengel.append(Mangel(text, feld="zinsende"))
    if not 0 < verspaetung.kapital <= antrag.ausgezahlt:
        text = f"Ausgezahlt sind {zeige(antrag.ausgezahlt)}. Zu spät verwendet sein kann höchstens das."
        maengel.append(Mangel(text, feld="zinskapital"))
    return maengel


def bis_heute(forderung: Rueckforderung) -> Zinsrechnung | None:
    """What the Bescheid of today fixes as interest; None when the claim bears none."""
    verspaetung = verspaetung_von(forderung)
    if verspaetung is not None:
        return zwischenzinsen(forderung.antrag, verspaetung)
    if forderung.zinsbeginn is None or forderung.zinsverzicht:
        return None
    return rechne(
        forderung.betrag,
        beginn=forderung.zinsbeginn,
        ende=uhr.heute(),
        punkte=aufschlag(forderung.antrag, uhr.heute()),
        methode=forderung.antrag.richtlinie.zinsmethode,
    )


def je_tag(forderung: Rueckforderung, tag: date) -> Decimal | None:
    """Interest of one day on the open principal; None when the claim bears none (any more)."""
    traegt = forderung.zinsbeginn and forderung.zinskapital is None and not forderung.zinsverzicht
    if not traegt or forderung.rest <= 0:
        return None
    punkte = forderung.zinsaufschlag
    return rechne(
        forderung.rest,
        beginn=tag - timedelta(days=1),
        ende=tag,
        punkte=aufschlag(forderung.antrag, tag) if punkte is None else punkte,
        methode=forderung.zinsmethode or forderung.antrag.richtlinie.zinsmethode,
    ).zinsen


def satz_am(forderung: Rueckforderung, tag: date) -> Decimal:
    """Percent a year that the claim bears on that day; raises MaengelFehler for a missing Basiszinssatz."""
    rechnung = rechne(
        Decimal("1.00"),
        beginn=tag - timedelta(days=1),
        ende=tag,
        punkte=forderung.zinsaufschlag or NULL,
        methode=forderung.zinsmethode,
    )
    return rechnung.abschnitte[0].satz
