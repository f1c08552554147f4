"""Deadlines: what has run out moves on or is reminded of, once."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from viewflow.workflow.status import STATUS

from rollen import uhr
from workflows import services
from workflows.benachrichtigungen import schreibe_amt, schreibe_traeger
from workflows.fehler import Ueberholt
from workflows.models import Aufgabe
from workflows.schritte import SCHRITTE
from workflows.tuer import sperre_aufgabe

VORLAUF_TAGE = 7


def pruefe() -> list[str]:
    """Move and remind; says in German what was done. Running it again does nothing more."""
    return [*_lasse_ablaufen(), *_erinnere()]


def _offene() -> QuerySet[Aufgabe]:
    return Aufgabe.objects.filter(status__in=[STATUS.NEW, STATUS.ASSIGNED], stelle__isnull=False).order_by("id")


def _lasse_ablaufen() -> list[str]:
    """A Nachforderung without an answer goes back to the office; nothing is refused by itself."""
    getan = []
    for aufgabe in _offene().filter(schritt="nachforderung", faellig_am__lt=uhr.heute()):
        try:
            services.frist_abgelaufen(aufgabe.pk)
        except Ueberholt:
            continue
        getan.append(f"{aufgabe.aktenzeichen}: Frist zum Nachreichen abgelaufen, weiter nach Aktenlage.")
    return getan


def _erinnere() -> list[str]:
    heute = uhr.heute()
    beim_traeger = [name for name, schritt in SCHRITTE.items() if schritt.beim_traeger]
    bald = Q(schritt__in=beim_traeger, faellig_am__lte=heute + timedelta(days=VORLAUF_TAGE), erinnert_am__isnull=True)
    ueberfaellig = Q(faellig_am__lt=heute) & (Q(erinnert_am__isnull=True) | Q(erinnert_am__lte=F("faellig_am")))
    return [_mahne(aufgabe.pk) for aufgabe in _offene().filter(bald | ueberfaellig)]


def _mahne(aufgabe_id: int) -> str:
    with sperre_aufgabe(aufgabe_id, None) as (handlung, aufgabe):
        schritt = SCHRITTE[aufgabe.schritt]
        schreibe = schreibe_traeger if schritt.beim_traeger else schreibe_amt
        tag = f"{aufgabe.faellig_am:%d.%m.%Y}"
        verb = "war fällig am" if aufgabe.faellig_am and aufgabe.faellig_am < uhr.heute() else "ist fällig am"
        schreibe(handlung, betreff=f"Erinnerung: {schritt.titel}", text=f"„{schritt.titel}“ {verb} {tag}.")
        aufgabe.erinnert_am = uhr.heute()
        aufgabe.save(update_fields=["erinnert_am"])
        handlung.vermerke(schritt=schritt.name, faellig_am=aufgabe.faellig_am)
        handlung.protokolliere("erinnern")
        return f"{aufgabe.aktenzeichen}: an „{schritt.titel}“ erinnert."
