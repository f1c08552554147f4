"""Days of a claim: due, final, limitation, the year for Widerruf, and when to remind, dun and warn."""

from datetime import date, timedelta

from antraege.foerderung.models import Forderungsgrund, Forderungsstatus, Rueckforderung
from antraege.kern import fristen
from antraege.kern.verjaehrung import (
    anspruch_verjaehrt_mit,
    bescheid_verjaehrt_mit,
    erstattung_verjaehrt_mit,
    widerruf_spaetestens,
)
from antraege.programme import festwerte
from antraege.programme.models import Festwertart, Rechtsregime
from rollen import uhr

WARNMONATE = (12, 6, 1)
ERINNERT, GEMAHNT = 1, 2
_MIT_JAHRESFRIST = (Forderungsgrund.WIDERRUF, Forderungsgrund.TEILWIDERRUF, Forderungsgrund.RUECKNAHME)


def jahresfrist(forderung: Rueckforderung) -> date | None:
    """The last day for Widerruf or Rücknahme (§ 48 Abs. 4, § 49 Abs. 3 VwVfG NRW; § 45 Abs. 4 SGB X)."""
    if forderung.grund not in _MIT_JAHRESFRIST:
        return None
    return widerruf_spaetestens(forderung.kenntnis_am)


def jahresfrist_vorbei(forderung: Rueckforderung) -> bool:
    """True when it is too late to revoke or take back."""
    letzter = jahresfrist(forderung)
    return letzter is not None and letzter < uhr.heute()


def anspruch_bis(kenntnis_am: date) -> date:
    """Until when a claim that nobody has fixed yet must be fixed."""
    return anspruch_verjaehrt_mit(kenntnis_am)


def setze(forderung: Rueckforderung) -> None:
    """Bekanntgabe by fiction, due date, finality and limitation that follow from today's dispatch."""
    bekannt = fristen.bekanntgabe(uhr.heute())
    forderung.bekannt_am = bekannt
    monate = forderung.antrag.richtlinie.monate_zahlungsziel
    forderung.faellig_am = fristen.fristende(bekannt, monate=monate)
    werde_bestandskraeftig(forderung, fristen.klagefrist_ende(bekannt) + timedelta(days=1))


def werde_bestandskraeftig(forderung: Rueckforderung, tag: date) -> None:
    """From that day on nobody can contest it; the limitation of a final act counts from then on."""
    forderung.bestandskraeftig_ab = tag
    sgbx = forderung.antrag.richtlinie.rechtsregime == Rechtsregime.SGBX
    forderung.verjaehrt_am = erstattung_verjaehrt_mit(tag) if sgbx else bescheid_verjaehrt_mit(tag)
    forderung.gewarnt_monate = None


def ist_verjaehrt(forderung: Rueckforderung) -> bool:
    """True when the last day of the limitation has passed and no remedy holds it up."""
    return forderung.verjaehrt_am is not None and forderung.verjaehrt_am < uhr.heute()


def zu_warnen(forderung: Rueckforderung) -> int | None:
    """12, 6 or 1: the warning that is due today and was not given yet, in months before the limitation."""
    if forderung.verjaehrt_am is None:
        return None
    faellig = [m for m in WARNMONATE if uhr.heute() >= _monate_vorher(forderung.verjaehrt_am, m)]
    if not faellig:
        return None
    naechste = min(faellig)
    return naechste if forderung.gewarnt_monate is None or naechste < forderung.gewarnt_monate else None


def zahlbar_bis(forderung: Rueckforderung) -> date | None:
    """The day until which the Träger must pay as things stand: due, or deferred until."""
    return forderung.gestundet_bis if forderung.status == Forderungsstatus.GESTUNDET else forderung.faellig_am


def mahnstufe_heute(forderung: Rueckforderung) -> int | None:
    """1 reminder, 2 Mahnung, None when nothing is due: the step after the last one."""
    faellig = forderung.faellig_am
    if faellig is None or forderung.status != Forderungsstatus.FESTGESETZT or forderung.rest <= 0:
        return None
    if forderung.mahnstufe == 0 and uhr.heute() > faellig:
        return ERINNERT
    if forderung.mahnstufe != ERINNERT or forderung.gemahnt_am is None:
        return None
    reif_am = forderung.gemahnt_am + timedelta(days=festwerte.einstellung(Festwertart.MAHNUNG_TAGE))
    return GEMAHNT if uhr.heute() >= reif_am else None


def _monate_vorher(tag: date, monate: int) -> date:
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 - monate, 12)
    return date(jahr, monat + 1, min(tag.day, 28))
