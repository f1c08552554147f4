"""Remedies against a claim: Widerspruch (SGB X only) and Klage; the duty to pay rests meanwhile."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from antraege.foerderung.models import (
    Rechtsbehelf,
    Rechtsbehelfsart,
    Rechtsbehelfsausgang,
    Rueckforderung,
)
from antraege.foerderung.rueckforderungen import fristen, konto
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.programme.models import Rechtsregime
from rollen import uhr
from rollen.models import Benutzer


def laufender(forderung: Rueckforderung) -> Rechtsbehelf | None:
    """The remedy that has not come to its end."""
    return forderung.rechtsbehelfe.filter(beendet_am__isnull=True).first()


def moegliche_arten(forderung: Rueckforderung) -> list[Rechtsbehelfsart]:
    """Which remedies the regime has (§ 110 JustG NRW: no Widerspruch in VwVfG cases)."""
    if forderung.antrag.richtlinie.rechtsregime == Rechtsregime.SGBX:
        return list(Rechtsbehelfsart)
    return [Rechtsbehelfsart.KLAGE]


def hindernisse(forderung: Rueckforderung) -> list[Mangel]:
    """Why no remedy can be recorded now."""
    maengel = []
    if forderung.entschieden_am is None or forderung.bekannt_am is None:
        maengel.append(Mangel("Es gibt noch keinen Rückforderungsbescheid."))
    if laufender(forderung) is not None:
        maengel.append(Mangel("Ein Rechtsbehelf läuft schon.", behebt="Sachbearbeitung"))
    return maengel


def erfasse(
    forderung: Rueckforderung, *, art: Rechtsbehelfsart, eingegangen_am: date, vermerk: str, akteur: Benutzer
) -> Rechtsbehelf:
    """Record a remedy; from now on nobody duns, interest goes on (§ 80 Abs. 1 VwGO). Raises MaengelFehler."""
    maengel = hindernisse(forderung)
    if art not in moegliche_arten(forderung):
        text = "Nach dem VwVfG NRW gibt es keinen Widerspruch. Möglich ist nur die Klage."
        maengel.append(Mangel(text, feld="art"))
    if eingegangen_am > uhr.heute():
        maengel.append(Mangel("Der Tag des Eingangs liegt in der Zukunft.", feld="eingegangen_am"))
    elif forderung.entschieden_am and eingegangen_am < uhr.tag_von(forderung.entschieden_am):
        maengel.append(Mangel("Der Rechtsbehelf ging vor dem Bescheid ein.", feld="eingegangen_am"))
    keine_oder(maengel)
    return Rechtsbehelf.objects.create(
        rueckforderung=forderung, art=art, eingegangen_am=eingegangen_am, vermerk=vermerk, erfasst_von=akteur
    )


def verspaetet(forderung: Rueckforderung, eingegangen_am: date) -> bool:
    """True when the month was over; whether that matters is for the office to judge (§ 60 VwGO)."""
    ab = forderung.bestandskraeftig_ab
    return ab is not None and eingegangen_am >= ab


def beende(
    rechtsbehelf: Rechtsbehelf,
    *,
    ausgang: Rechtsbehelfsausgang,
    beendet_am: date,
    neuer_betrag: Decimal | None,
    vermerk: str,
    akteur: Benutzer,
) -> None:
    """Note the outcome; abgeholfen lowers or ends the claim. Raises MaengelFehler."""
    forderung = rechtsbehelf.rueckforderung
    keine_oder(_ausgangsmaengel(rechtsbehelf, ausgang, beendet_am, neuer_betrag))
    rechtsbehelf.ausgang, rechtsbehelf.beendet_am = ausgang, beendet_am
    rechtsbehelf.vermerk = "\n".join(teil for teil in (rechtsbehelf.vermerk, vermerk) if teil)
    rechtsbehelf.save()
    if ausgang == Rechtsbehelfsausgang.ABGEHOLFEN:
        assert neuer_betrag is not None
        forderung.betrag = neuer_betrag
        if neuer_betrag == 0:
            forderung.aufheben()
        else:
            konto.verrechne_neu(forderung, akteur=akteur)
    fristen.werde_bestandskraeftig(forderung, beendet_am + timedelta(days=1))
    forderung.save()


def _ausgangsmaengel(
    rechtsbehelf: Rechtsbehelf, ausgang: str, beendet_am: date, neuer_betrag: Decimal | None
) -> Iterator[Mangel]:
    forderung = rechtsbehelf.rueckforderung
    if not rechtsbehelf.eingegangen_am <= beendet_am <= uhr.heute():
        yield Mangel("Das Ende liegt zwischen dem Eingang und heute.", feld="beendet_am")
    if ausgang != Rechtsbehelfsausgang.ABGEHOLFEN:
        return
    if neuer_betrag is None or not 0 <= neuer_betrag < forderung.betrag:
        text = f"Wer abhilft, senkt die {zeige(forderung.betrag)}. Null beendet die Forderung."
        yield Mangel(text, feld="neuer_betrag")
    elif not forderung.offen:
        yield Mangel("Die Forderung ist schon beendet. Eine Rückzahlung ordnen Sie gesondert an.")
    elif zuviel := _ueberzahlt(forderung, neuer_betrag):
        text = (
            f"Dann wären {zeige(zuviel)} zu viel gezahlt. Senken Sie nur so weit, wie noch offen ist. "
            "Den Rest zahlt die Kasse zurück."
        )
        yield Mangel(text, behebt="Kasse", feld="neuer_betrag")


def _ueberzahlt(forderung: Rueckforderung, neuer_betrag: Decimal) -> Decimal:
    bisher, forderung.betrag = forderung.betrag, neuer_betrag
    zuviel = konto.ueberzahlung(forderung)
    forderung.betrag = bisher
    return zuviel
