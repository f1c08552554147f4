"""The life of a claim from the first thought to the Bescheid; amounts in euro."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.antrag.anlagen import lege_bei
from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    BEENDETE_FORDERUNG,
    Abrufstatus,
    Aufhebungsgrund,
    Forderungsgrund,
    Forderungsstatus,
    Rueckforderung,
)
from antraege.foerderung.models.aenderung import LAUFENDE_AENDERUNG
from antraege.foerderung.rueckforderungen import fristen, zinsen
from antraege.foerderung.rueckforderungen.zinsen import Verspaetung
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.status import Status
from rollen import uhr
from rollen.models import Benutzer

GANZ = (Forderungsgrund.WIDERRUF, Forderungsgrund.RUECKNAHME)
KUERZT = (*GANZ, Forderungsgrund.TEILWIDERRUF)
FALL_MOEGLICH = (Status.BEWILLIGT, Status.AUSGEZAHLT, Status.KONTROLLIERT)
AUFHEBBAR = (Status.BEWILLIGT, Status.AUSGEZAHLT)
GRUENDE: dict[str, tuple[Aufhebungsgrund, ...]] = {
    Forderungsgrund.WIDERRUF: (Aufhebungsgrund.ZWECK, Aufhebungsgrund.NICHT_ALSBALD, Aufhebungsgrund.AUFLAGE),
    Forderungsgrund.TEILWIDERRUF: (
        Aufhebungsgrund.ZWECK,
        Aufhebungsgrund.NICHT_ALSBALD,
        Aufhebungsgrund.AUFLAGE,
    ),
    Forderungsgrund.RUECKNAHME: (Aufhebungsgrund.ANGABEN,),
    Forderungsgrund.MINDERUNG: (Aufhebungsgrund.BEDINGUNG,),
    Forderungsgrund.ZWISCHENZINSEN: (Aufhebungsgrund.NICHT_ALSBALD,),
}


@dataclass(frozen=True)
class Absicht:
    """What is intended: why, on which facts known since when, and what of the grant remains."""

    grund: Forderungsgrund
    sachverhalt: str
    kenntnis_am: date
    verbleibt: Decimal
    verspaetung: Verspaetung | None = None


def laufende(antrag: Antrag) -> Rueckforderung | None:
    """The claim that has not come to an end; there is at most one."""
    forderung = antrag.rueckforderungen.exclude(status__in=BEENDETE_FORDERUNG).first()
    if forderung is not None:
        forderung.antrag = antrag
    return forderung


def juengste(antrag: Antrag) -> Rueckforderung | None:
    """The newest claim, ended or not."""
    return antrag.rueckforderungen.order_by("nr").last()


def verlangte(antrag: Antrag) -> Rueckforderung:
    """The running claim inside a step that needs one."""
    forderung = laufende(antrag)
    if forderung is None:
        raise RuntimeError("This step belongs to a running claim.")
    return forderung


def erstattung(antrag: Antrag, verbleibt: Decimal) -> Decimal:
    """What is to be paid back when so much of the grant remains: paid, not yet returned, and above it."""
    return max(NULL, antrag.ausgezahlt - antrag.erstattet - verbleibt)


def hebt_ganz_auf(forderung: Rueckforderung) -> bool:
    """True when nothing of the grant remains and the request becomes a revoked one."""
    return forderung.grund in GANZ and forderung.verbleibt == 0


def hindernisse(antrag: Antrag) -> list[Mangel]:
    """Why no claim can be begun in this case now."""
    maengel = []
    if antrag.kooperation:
        return [Mangel("Eine Vereinbarung zahlt nichts aus. Geld hat einen eigenen Fall.")]
    if antrag.intern:
        text = "Von der Stadt selbst wird nichts zurückgefordert. Nicht benötigte Mittel fließen zurück."
        maengel.append(Mangel(text))
    if antrag.zustand not in FALL_MOEGLICH:
        maengel.append(Mangel(f"Im Zustand „{antrag.zustand.bezeichnung}“ ist das nicht möglich."))
    if forderung := laufende(antrag):
        text = f"Die {forderung} läuft noch ({forderung.get_status_display()})."
        maengel.append(Mangel(text, behebt="Sachbearbeitung"))
    return maengel


def maengel_der_absicht(antrag: Antrag, absicht: Absicht) -> Iterator[Mangel]:
    """What does not fit together in an intention; each names its field."""
    if absicht.kenntnis_am > uhr.heute():
        yield Mangel("Der Tag der Kenntnis liegt in der Zukunft.", feld="kenntnis_am")
    if absicht.grund == Forderungsgrund.ZWISCHENZINSEN:
        if absicht.verspaetung is None:
            yield Mangel("Bitte geben Sie Betrag, Zahlung und Verwendung an.", feld="zinskapital")
        else:
            yield from zinsen.verspaetungsmaengel(antrag, absicht.verspaetung)
        return
    yield from maengel_des_verbleibs(antrag, absicht.grund, absicht.verbleibt)


def maengel_des_verbleibs(antrag: Antrag, grund: str, verbleibt: Decimal) -> list[Mangel]:
    """Why so much of the grant cannot remain under a claim of this kind."""
    maengel = []
    if grund == Forderungsgrund.WIDERRUF and verbleibt != 0:
        maengel.append(Mangel("Beim ganzen Widerruf verbleibt nichts.", feld="verbleibt"))
    if grund == Forderungsgrund.TEILWIDERRUF and not 0 < verbleibt < antrag.bewilligt:
        text = f"Beim Teilwiderruf verbleibt ein Teil der {zeige(antrag.bewilligt)}."
        maengel.append(Mangel(text, feld="verbleibt"))
    if grund == Forderungsgrund.RUECKNAHME and not 0 <= verbleibt < antrag.bewilligt:
        maengel.append(Mangel(f"Es verbleiben weniger als {zeige(antrag.bewilligt)}.", feld="verbleibt"))
    if grund in GANZ and verbleibt == 0 and antrag.zustand not in AUFHEBBAR:
        text = "Nach der Kontrolle lässt sich die Bewilligung nur noch zum Teil aufheben."
        maengel.append(Mangel(text, feld="grund"))
    return maengel


def leite_ein(antrag: Antrag, absicht: Absicht, *, akteur: Benutzer | None) -> Rueckforderung:
    """Begin a claim; raises MaengelFehler with every reason why not."""
    keine_oder([*hindernisse(antrag), *maengel_der_absicht(antrag, absicht)])
    forderung = Rueckforderung(
        antrag=antrag,
        nr=antrag.rueckforderungen.count() + 1,
        grund=absicht.grund,
        sachverhalt=absicht.sachverhalt,
        kenntnis_am=absicht.kenntnis_am,
        verjaehrt_am=fristen.anspruch_bis(absicht.kenntnis_am),
        eingeleitet_von=akteur,
    )
    if absicht.verspaetung is not None:
        forderung.zinskapital = absicht.verspaetung.kapital
        forderung.zinsbeginn = absicht.verspaetung.gezahlt_am
        forderung.zinsende = absicht.verspaetung.verwendet_am
    setze_betrag(forderung, absicht.verbleibt)
    forderung.save()
    return forderung


def setze_betrag(forderung: Rueckforderung, verbleibt: Decimal) -> None:
    """Reckon the claim anew from what remains of the grant, or from the late use, as of today."""
    antrag = forderung.antrag
    verspaetung = zinsen.verspaetung_von(forderung)
    if verspaetung is not None:
        forderung.verbleibt = antrag.bewilligt
        forderung.betrag = zinsen.zwischenzinsen(antrag, verspaetung).zinsen
        return
    forderung.verbleibt = verbleibt
    forderung.betrag = erstattung(antrag, verbleibt)


def hoere_an(forderung: Rueckforderung, *, frist: date) -> None:
    """The hearing has begun (§ 28 VwVfG NRW, § 24 SGB X)."""
    forderung.anhoerung_frist = frist
    forderung.anhoeren()
    forderung.save()


def nimm_stellung(
    forderung: Rueckforderung, *, text: str, datei: GepruefteDatei | None, akteur: Benutzer
) -> None:
    """The Träger answers, with a paper if it likes."""
    forderung.stellungnahme, forderung.stellungnahme_am = text, uhr.jetzt()
    if datei is not None:
        forderung.stellungnahme_anlage = lege_bei(forderung.antrag, datei, akteur=akteur)
    forderung.stellung_nehmen()
    forderung.save()


def lasse_anhoerung_ablaufen(forderung: Rueckforderung) -> None:
    """Nobody answered in time: the office goes on with the file."""
    forderung.anhoerung_abgelaufen_am = uhr.jetzt()
    forderung.stellung_nehmen()
    forderung.save()


def schlage_vor(forderung: Rueckforderung, *, akteur: Benutzer) -> None:
    """The first person is done; the fields carry the proposal."""
    forderung.vorgeschlagen_von = akteur
    forderung.vorschlagen()
    forderung.save()


def gib_zurueck(forderung: Rueckforderung, *, grund: str) -> None:
    """The Leitung wants it worked on again."""
    forderung.entscheidungsgrund = grund
    forderung.zurueckgeben()
    forderung.save()


def stelle_ein(forderung: Rueckforderung, *, grund: str, akteur: Benutzer) -> None:
    """No claim is made."""
    forderung.entscheidungsgrund = grund
    forderung.entschieden_am, forderung.entschieden_von = uhr.jetzt(), akteur
    forderung.einstellen()
    forderung.save()


def setze_fest(forderung: Rueckforderung, *, akteur: Benutzer) -> None:
    """Fix the claim as proposed: rate and method of today, due date, finality, limitation.

    A whole Widerruf of a grant that was never paid leaves nothing to pay. Raises MaengelFehler.
    """
    keine_oder(entscheidungsmaengel(forderung))
    forderung.zinsmethode = forderung.antrag.richtlinie.zinsmethode
    if forderung.zinsbeginn is not None and not forderung.zinsverzicht:
        forderung.zinsaufschlag = zinsen.aufschlag(forderung.antrag, uhr.heute())
    setze_betrag(forderung, forderung.verbleibt)
    fristen.setze(forderung)
    forderung.entschieden_am, forderung.entschieden_von = uhr.jetzt(), akteur
    forderung.festsetzen()
    if forderung.betrag == 0:
        forderung.begleichen()
    forderung.save()


def entscheidungsmaengel(forderung: Rueckforderung) -> list[Mangel]:
    """Why the claim cannot be fixed now; each with who can mend it."""
    antrag, sb = forderung.antrag, "Sachbearbeitung"
    maengel = maengel_des_verbleibs(antrag, forderung.grund, forderung.verbleibt)
    if fristen.jahresfrist_vorbei(forderung):
        maengel.append(Mangel("Die Jahresfrist für Widerruf und Rücknahme ist abgelaufen."))
    if zinsen.verspaetung_von(forderung) is None and forderung.betrag != erstattung(
        antrag, forderung.verbleibt
    ):
        text = "Seit der Prüfung hat sich die Auszahlung geändert. Bitte geben Sie den Fall zurück."
        maengel.append(Mangel(text, behebt=sb))
    if forderung.grund in KUERZT:
        maengel += laufende_zahlungen(antrag)
    return maengel


def laufende_zahlungen(antrag: Antrag) -> list[Mangel]:
    """Money on its way and changes asked for; a grant cannot be cut while they run."""
    fertig = (Abrufstatus.GEBUCHT, Abrufstatus.ZURUECKGEWIESEN)
    text = "Der {nr}. Mittelabruf läuft noch. Erst zurückweisen oder buchen."
    maengel = [
        Mangel(text.format(nr=nr), behebt="Sachbearbeitung oder Kasse")
        for nr in antrag.mittelabrufe.exclude(status__in=fertig).values_list("nr", flat=True)
    ]
    if antrag.aenderungen.filter(status__in=LAUFENDE_AENDERUNG).exists():
        maengel.append(Mangel("Über eine Änderung ist noch nicht entschieden.", behebt="Leitung"))
    return maengel


def offene_maengel(antrag: Antrag) -> list[Mangel]:
    """Why the file cannot be closed: a claim that has not come to its end."""
    forderung = laufende(antrag)
    if forderung is None:
        return []
    text = f"Die {forderung} ist noch nicht beendet ({forderung.get_status_display()})."
    return [Mangel(text, behebt="Kasse" if forderung.offen else "Sachbearbeitung")]


def ist_verlangt(antrag: Antrag) -> bool:
    """True when a fixed claim is still owed."""
    forderung = juengste(antrag)
    return forderung is not None and forderung.offen


def steht(antrag: Antrag, *status: Forderungsstatus) -> bool:
    """True when the newest claim stands in one of these states."""
    forderung = juengste(antrag)
    return forderung is not None and forderung.status in status
