"""Days and facts of the decision."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.foerderung.models import Bescheid, Bescheidart, Rate
from antraege.foerderung.weiterleitung.stand import letzter_tag_fuer
from antraege.kern import fristen
from antraege.kern.maengel import Mangel
from antraege.programme.models import Rechtsregime
from rollen import uhr
from rollen.models import Benutzer


def nachweis_faellig(antrag: Antrag, zeitraum_bis: date) -> date:
    """The last day for the proof of use: months after the end of the Bewilligungszeitraum (§ 31 VwVfG NRW).

    Where money of Land or Bund is passed on, it is earlier when the city could not check it in time otherwise.
    """
    regel = fristen.fristende(zeitraum_bis, monate=antrag.richtlinie.monate_nachweis)
    letzter = letzter_tag_fuer(antrag)
    return min(regel, letzter) if letzter else regel


def nachweismaengel(antrag: Antrag, zeitraum_bis: date) -> list[Mangel]:
    """Why a Bewilligungszeitraum cannot last so long: the city has to prove to Land or Bund before."""
    letzter = letzter_tag_fuer(antrag)
    if letzter is None or letzter > zeitraum_bis:
        return []
    text = (
        f"Aus diesem Topf leitet die Stadt Mittel weiter und muss sie selbst nachweisen. Nachweise der Träger müssen "
        f"bis zum {letzter:%d.%m.%Y} da sein. Der Bewilligungszeitraum muss vorher enden."
    )
    return [Mangel(text, feld="zeitraum_bis")]


def erlasse(
    antrag: Antrag,
    *,
    art: Bescheidart,
    schriftstueck: Schriftstueck,
    akteur: Benutzer,
    zeitraum: tuple[date, date] | None = None,
    raten: Sequence[tuple[date, Decimal]] = (),
    auflagen: str = "",
) -> Bescheid:
    """Store the decision; Bekanntgabe by fiction and Bestandskraft follow from today's dispatch.

    § 41 Abs. 2 VwVfG NRW (fourth day); § 74 VwGO and § 70 VwGO (one month). An internal
    Mittelzuweisung is no Verwaltungsakt: it has neither.
    """
    bekannt_am = None if art == Bescheidart.MITTELZUWEISUNG else fristen.bekanntgabe(uhr.heute())
    bestandskraeftig_ab = None
    if bekannt_am is not None:
        bestandskraeftig_ab = fristen.klagefrist_ende(bekannt_am) + timedelta(days=1)
    von, bis = zeitraum or (None, None)
    bescheid = Bescheid.objects.create(
        antrag=antrag,
        art=art,
        betrag=antrag.bewilligt,
        zeitraum_von=von,
        zeitraum_bis=bis,
        auflagen=auflagen,
        begruendung=antrag.begruendung,
        schriftstueck=schriftstueck,
        entschieden_von=akteur,
        bekannt_am=bekannt_am,
        bestandskraeftig_ab=bestandskraeftig_ab,
    )
    Rate.objects.bulk_create(
        Rate(bescheid=bescheid, nr=nr, faellig_am=am, betrag=betrag)
        for nr, (am, betrag) in enumerate(raten, start=1)
    )
    return bescheid


def uebernimm(
    antrag: Antrag,
    *,
    vom: date,
    zeitraum: tuple[date, date],
    bekannt_am: date | None,
    verzicht_am: date | None,
    auflagen: str,
) -> Bescheid:
    """The decision that was made elsewhere: its days and terms, without letter and person; those stand in the old file.

    Without a day of Bekanntgabe the fiction counts from the day of the decision (§ 41 Abs. 2 VwVfG NRW).
    """
    bekannt = None if antrag.intern else bekannt_am or fristen.bekanntgabe(vom)
    return Bescheid.objects.create(
        antrag=antrag,
        art=Bescheidart.MITTELZUWEISUNG if antrag.intern else Bescheidart.ZUWENDUNG,
        betrag=antrag.bewilligt,
        zeitraum_von=zeitraum[0],
        zeitraum_bis=zeitraum[1],
        auflagen=auflagen,
        erlassen_am=uhr.mittag(vom),
        bekannt_am=bekannt,
        bestandskraeftig_ab=fristen.klagefrist_ende(bekannt) + timedelta(days=1) if bekannt else None,
        verzicht_am=verzicht_am,
    )


def rechtsbehelf(antrag: Antrag) -> str:
    """What the Träger may waive so that money flows at once."""
    return "Widerspruch" if antrag.richtlinie.rechtsregime == Rechtsregime.SGBX else "Klage"
