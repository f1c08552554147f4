"""The time to use what was paid: two months in NRW (ANBest Nr. 1.5, VV Nr. 8.5), counted from Wertstellung."""

from datetime import date

from django.db.models import Q, QuerySet

from antraege.foerderung.models import Abrufstatus, Mittelabruf, Nachweisstatus
from antraege.kern.fristen import fristende
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import uhr
from rollen.models import Benutzer


def bezahlt_am(abruf: Mittelabruf) -> date | None:
    """The day of Wertstellung; for payments from before it was kept the day of booking."""
    if abruf.bezahlt_am:
        return abruf.bezahlt_am
    return uhr.tag_von(abruf.gebucht_am) if abruf.gebucht_am else None


def frist(abruf: Mittelabruf) -> date | None:
    """The last day to use this instalment, by the months of its Richtlinie; None while it is not paid."""
    tag, monate = bezahlt_am(abruf), abruf.antrag.richtlinie.monate_verwendung
    return fristende(tag, monate=monate) if tag and monate else tag


def ungeklaerte() -> QuerySet[Mittelabruf]:
    """Paid instalments of whose use nobody has said anything, the oldest payment first.

    The use of what was paid before a case was taken over stands in its old file.
    """
    hier_gezahlt = Q(antrag__uebernommen_am=None) | Q(gebucht_am__isnull=False)
    return (
        Mittelabruf.objects.filter(hier_gezahlt, status=Abrufstatus.GEBUCHT, verwendet_am=None)
        .exclude(antrag__nachweis__status__in=[s for s in Nachweisstatus if s != Nachweisstatus.ENTWURF])
        .select_related("antrag__richtlinie", "antrag__traeger", "antrag__stelle")
        .order_by("bezahlt_am", "id")
    )


def abgelaufen(abruf: Mittelabruf, *, tag: date) -> bool:
    """True when the time to use it is over."""
    ende = frist(abruf)
    return ende is not None and ende < tag


def erklaere(abruf: Mittelabruf, *, verwendet_am: date, akteur: Benutzer) -> None:
    """The Träger says until which day the money was used. Raises MaengelFehler for an impossible day."""
    gezahlt = bezahlt_am(abruf)
    if gezahlt is None:
        raise MaengelFehler([Mangel("Dieses Geld ist noch nicht ausgezahlt.")])
    if verwendet_am < gezahlt:
        text = f"Ausgezahlt wurde erst am {gezahlt:%d.%m.%Y}."
        raise MaengelFehler([Mangel(text, feld="verwendet_am")])
    if verwendet_am > uhr.heute():
        raise MaengelFehler([Mangel("Der Tag liegt in der Zukunft.", feld="verwendet_am")])
    abruf.verwendet_am = verwendet_am
    abruf.verwendung_erklaert_von, abruf.verwendung_erklaert_am = akteur, uhr.jetzt()
    abruf.save()
