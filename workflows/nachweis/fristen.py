"""Reminders of the proof of use: on the days the Richtlinie names, each once, before and after it is due."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from antraege.antrag.models import Antrag, Antragsart
from antraege.foerderung.models import Nachweiserinnerung
from antraege.foerderung.nachweis.aenderung import NACHWEISBAR
from antraege.programme.models import Richtlinie
from rollen import uhr
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.post import schreibe_amt, schreibe_traeger

TITEL = "Verwendungsnachweis"
NIE_EINGEREICHT = Q(nachweis__isnull=True) | Q(nachweis__eingereicht_am__isnull=True)


def erinnere() -> Iterator[str]:
    """Remind of what is due; yields in German what was done. Twice a day does nothing more than once."""
    heute = uhr.heute()
    # Requests whose proof has not come and is due by the earliest reminder that any Richtlinie wants.
    tage = (t for liste in Richtlinie.objects.values_list("nachweis_erinnerungen", flat=True) for t in liste)
    grenze = heute + timedelta(days=-min(tage, default=0))
    faellige = [
        antrag.pk
        for antrag in Antrag.objects.filter(
            NIE_EINGEREICHT,
            status__in=[zustand.value for zustand in NACHWEISBAR],
            art=Antragsart.FOERDERUNG,
            nachweis_faellig_am__lte=grenze,
        )
        .select_related("richtlinie")
        .prefetch_related(Prefetch("nachweiserinnerungen", to_attr="erinnerungen"))
        .order_by("nachweis_faellig_am", "id")
        if _neue(antrag, heute)
    ]
    for antrag_id in faellige:
        yield from _erinnere(antrag_id)


def _neue(antrag: Antrag, heute: date) -> list[int]:
    """The reminders that are due and not sent; who was reminded later needs no earlier one."""
    faellig = antrag.nachweis_faellig_am
    if faellig is None:
        return []
    gesendet = [
        e.tage
        for e in getattr(antrag, "erinnerungen", None) or antrag.nachweiserinnerungen.all()
        if e.faellig_am == faellig
    ]
    letzte = max(gesendet, default=None)
    return sorted(
        tage
        for tage in set(antrag.richtlinie.nachweis_erinnerungen)
        if faellig + timedelta(days=tage) <= heute and (letzte is None or tage > letzte)
    )


def _erinnere(antrag_id: int) -> Iterator[str]:
    with geoeffnet(Tat.ERINNERN, antrag_id, None) as handlung:
        antrag, faellig = handlung.antrag, handlung.antrag.nachweis_faellig_am
        neue = _neue(antrag, uhr.heute())
        offen = Antrag.objects.filter(NIE_EINGEREICHT, pk=antrag.pk).exists()
        if not neue or not offen or faellig is None:
            return
        Nachweiserinnerung.objects.bulk_create(
            Nachweiserinnerung(antrag=antrag, faellig_am=faellig, tage=tage) for tage in neue
        )
        was = _schreibe(handlung, faellig)
        handlung.vermerke(faellig_am=faellig, erinnerung=neue[-1])
        yield f"{antrag.aktenzeichen}: {was}."


def _schreibe(handlung: Handlung, faellig: date) -> str:
    """Before the day the Träger is told, after it the office too."""
    tag = f"{faellig:%d.%m.%Y}"
    if faellig >= uhr.heute():
        text = (
            f"„{TITEL}“ ist fällig am {tag}. Sie können ihn im Portal vorbereiten. {_zuerst(handlung.antrag)}"
        )
        schreibe_traeger(handlung, betreff=f"Bitte bis {tag}: {TITEL}", text=text.strip())
        return f"an „{TITEL}“ bis {tag} erinnert"
    betreff, text = f"Überfällig: {TITEL}", f"„{TITEL}“ war fällig am {tag}."
    bitte = _zuerst(handlung.antrag) or "Bitte holen Sie das im Portal nach."
    folge = " Bis dahin zahlen wir Ihnen in diesem Programm nichts aus."
    sperre = folge if handlung.antrag.richtlinie.sperre_bei_saeumnis else ""
    schreibe_traeger(handlung, betreff=betreff, text=f"{text} {bitte}{sperre}")
    schreibe_amt(handlung, betreff=betreff, text=text)
    return f"„{TITEL}“ ist seit {tag} überfällig, erinnert"


def _zuerst(antrag: Antrag) -> str:
    """Who has never ended calling money cannot hand in yet."""
    if not Aufgabe.objects.filter(OFFEN, antrag=antrag, schritt="mittelabruf").exists():
        return ""
    return "Bitte beenden Sie zuerst den Mittelabruf. Dann können Sie den Nachweis einreichen."
