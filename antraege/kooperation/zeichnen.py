"""Signatures: who still has to sign, who may, and what makes a signature void."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone

from antraege.antrag.dateien import GepruefteDatei
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kooperation.models import (
    Fassung,
    Nachtragsstatus,
    Partei,
    Vereinbarung,
    Vereinbarungsstatus,
    Zeichnung,
    Zeichnungsweg,
)
from rollen import rechte, uhr
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart
from rollen.tabelle import RECHTE, Recht

GEZAEHLT = Q(ungueltig_am__isnull=True) & (~Q(weg=Zeichnungsweg.SCAN) | Q(verglichen_am__isnull=False))
ZUM_VERGLEICH = Q(ungueltig_am__isnull=True, weg=Zeichnungsweg.SCAN, verglichen_am__isnull=True)
# Units that act for the city; FABIDO stands for itself and its Kitas, as an Eigenbetrieb.
AMTLICH = frozenset(
    {
        Stellenart.STADT,
        Stellenart.DEZERNAT,
        Stellenart.FACHBEREICH,
        Stellenart.BEREICH,
        Stellenart.SERVICESTELLE,
    }
)


def fehlende(vereinbarung: Vereinbarung) -> list[Partei]:
    """The parties whose signature under the present text does not count yet, in their order."""
    return _ohne(vereinbarung, GEZAEHLT)


def offene(vereinbarung: Vereinbarung) -> list[Partei]:
    """The parties that have not signed at all; a scan that waits for its comparison is a signature."""
    return _ohne(vereinbarung, Q(ungueltig_am__isnull=True))


def _ohne(vereinbarung: Vereinbarung, bedingung: Q) -> list[Partei]:
    fertig = Zeichnung.objects.filter(bedingung, fassung=vereinbarung.fassung).values("partei")
    zeichnende = vereinbarung.parteien.filter(zeichnet=True).exclude(pk__in=fertig)
    return list(zeichnende.select_related("stelle"))


def an_der_reihe(vereinbarung: Vereinbarung) -> list[Partei]:
    """Who is asked now: everybody who has not signed, or in a fixed order the first of them."""
    alle = offene(vereinbarung)
    return alle[:1] if vereinbarung.feste_reihenfolge else alle


def laeuft(vereinbarung: Vereinbarung) -> bool:
    """True while signatures are collected, under the agreement or under a Nachtrag."""
    if vereinbarung.status == Vereinbarungsstatus.ZEICHNUNG:
        return True
    return vereinbarung.nachtraege.filter(status=Nachtragsstatus.ZEICHNUNG).exists()


def zu_vergleichen(vereinbarung: Vereinbarung) -> list[Zeichnung]:
    """The scans that no clerk has compared yet."""
    scans = Zeichnung.objects.filter(ZUM_VERGLEICH, fassung=vereinbarung.fassung)
    return list(scans.select_related("partei__stelle", "erfasst_von"))


def ist_amt(stelle: Stelle) -> bool:
    """True for units that act for the city."""
    return stelle.staedtisch and stelle.art in AMTLICH


def zeichnungsrecht(stelle: Stelle) -> Recht:
    """The right by which somebody signs for this Stelle."""
    return Recht.VEREINBARUNG_FREIGEBEN if ist_amt(stelle) else Recht.VEREINBARUNG_ZEICHNEN


def zeichnungsberechtigte(partei: Partei) -> list[Benutzer]:
    """Everybody who may sign for the party today, at its Stelle or one above it."""
    recht = zeichnungsrecht(partei.stelle)
    mitglieder = Mitgliedschaft.objects.filter(
        rechte.gueltig(uhr.heute()),
        gruppe__rolle__in=[rolle for rolle, eigene in RECHTE.items() if recht in eigene],
        gruppe__stelle__in=partei.stelle.vorfahren,
        benutzer__is_active=True,
    ).select_related("benutzer")
    return list({mitglied.benutzer_id: mitglied.benutzer for mitglied in mitglieder}.values())


def ohne_zeichnungsrecht(parteien: list[Partei]) -> list[Mangel]:
    """Parties for which nobody may sign in the portal today."""
    return [
        Mangel(
            f"{partei.stelle.name}: Zurzeit darf niemand im Portal zeichnen.",
            behebt="die Organisation (Person mit Zeichnungsrecht) oder die Stelle (Papier erfassen)",
        )
        for partei in parteien
        if not zeichnungsberechtigte(partei)
    ]


def zeichne_im_portal(partei: Partei, fassung: Fassung, *, akteur: Benutzer, ort: str) -> Zeichnung:
    """The person has confirmed the text with this hash by a second factor."""
    _verlange_frei(partei, fassung)
    return Zeichnung.objects.create(
        fassung=fassung,
        partei=partei,
        weg=Zeichnungsweg.FAKTOR,
        name=akteur.name,
        funktion=akteur.funktion or partei.vertreten_durch,
        ort=ort,
        gezeichnet_am=uhr.jetzt(),
        sha256=fassung.sha256,
        person=akteur,
        erfasst_von=akteur,
    )


@dataclass(frozen=True)
class Unterschrift:
    """Who has signed a paper, in which function, where and when."""

    name: str
    funktion: str
    ort: str
    unterschrieben_am: date


def hinterlege_scan(
    partei: Partei, fassung: Fassung, datei: GepruefteDatei, von: Unterschrift, *, akteur: Benutzer
) -> Zeichnung:
    """A signed paper as a file; it counts when a clerk has compared it with the text."""
    _verlange_frei(partei, fassung)
    zeichnung = Zeichnung(
        fassung=fassung,
        partei=partei,
        weg=Zeichnungsweg.SCAN,
        name=von.name,
        funktion=von.funktion or partei.vertreten_durch,
        ort=von.ort,
        gezeichnet_am=mittags(von.unterschrieben_am),
        sha256=fassung.sha256,
        person=akteur,
        erfasst_von=akteur,
        datei_name=datei.name[:160],
        datei_sha256=datei.sha256,
    )
    zeichnung.datei.save("", ContentFile(datei.inhalt), save=False)
    zeichnung.save()
    return zeichnung


def erfasse_papier(partei: Partei, fassung: Fassung, von: Unterschrift, *, akteur: Benutzer) -> Zeichnung:
    """A clerk has the signed paper in hand and records it."""
    _verlange_frei(partei, fassung)
    return Zeichnung.objects.create(
        fassung=fassung,
        partei=partei,
        weg=Zeichnungsweg.PAPIER,
        name=von.name,
        funktion=von.funktion or partei.vertreten_durch,
        ort=von.ort,
        gezeichnet_am=mittags(von.unterschrieben_am),
        sha256=fassung.sha256,
        erfasst_von=akteur,
    )


def vergleiche(zeichnung: Zeichnung, *, stimmt: bool, grund: str, akteur: Benutzer) -> None:
    """The scan shows the text and the signature, or it does not and is void."""
    zeichnung.verglichen_am, zeichnung.verglichen_von = uhr.jetzt(), akteur
    if not stimmt:
        zeichnung.ungueltig_am, zeichnung.ungueltig_grund = uhr.jetzt(), grund[:500]
    zeichnung.save()


def erklaere_ungueltig(fassung: Fassung, *, grund: str) -> list[Zeichnung]:
    """Every signature under the text is void; returns those that were valid."""
    gueltige = list(fassung.zeichnungen.filter(ungueltig_am=None).select_related("partei__stelle"))
    for zeichnung in gueltige:
        zeichnung.ungueltig_am, zeichnung.ungueltig_grund = uhr.jetzt(), grund[:500]
        zeichnung.save(update_fields=["ungueltig_am", "ungueltig_grund"])
    return gueltige


def mittags(tag: date) -> datetime:
    """A day without an hour as a moment: noon in the city."""
    return timezone.make_aware(datetime.combine(tag, time(12)))


def _verlange_frei(partei: Partei, fassung: Fassung) -> None:
    """Nobody signs twice. Raises MaengelFehler."""
    if fassung.zeichnungen.filter(partei=partei, ungueltig_am=None).exists():
        keine_oder([Mangel(f"{partei.stelle.name} hat diese Fassung bereits gezeichnet.")])
