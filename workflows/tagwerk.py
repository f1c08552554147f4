"""Deadlines: a Nachforderung that has run out goes on; everything else is reminded of, once per occasion."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.db.models import F, Q, QuerySet

from antraege.kern.fristen import werktage_spaeter
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.stammdaten import aenderungen as stammdaten
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.abruf import erinnerung as abruferinnerung
from workflows.antrag import tuer as antragstuer
from workflows.campus import erinnerung as campuserinnerung
from workflows.graph.mitzeichnung import Mitzeichnung, gilt_als_erteilt
from workflows.kooperation import fristen as kooperationsfristen
from workflows.kooperation.post import schreibe_parteien
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.nachweis import fristen as nachweisfristen
from workflows.revision import post as revisionspost
from workflows.rueckforderung import fristen as forderungsfristen
from workflows.tuer.handlung import Handlung, sperre_aufgabe
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.verzeichnis import SCHRITTE, traegerschritte
from workflows.weiterleitung import fristen as weiterleitungsfristen
from workflows.zahlung import verwendung as zahlungen_verwendung

NACHWEISE = ("verwendungsnachweis", "verwendungsbericht")
# The occasion after the deadline has had its reminder when the last one was written after the deadline.
UNERINNERT = Q(erinnert_am__isnull=True)
# The first proof of use has reminders of its own; a question about it is reminded of like everything else.
ERSTER_NACHWEIS = Q(schritt="verwendungsnachweis") & (
    Q(antrag__nachweis__isnull=True) | Q(antrag__nachweis__eingereicht_am__isnull=True)
)


def pruefe() -> Iterator[str]:
    """Act and remind; yields in German what was done. Running it again the same day does nothing more."""
    yield from stammdaten.fuehre_aus()
    heute, offene = uhr.heute(), Aufgabe.objects.filter(OFFEN)
    vorbei = offene.filter(faellig_am__lt=heute)
    yield from _fuer_jede(vorbei.filter(schritt="nachforderung"), _lasse_ablaufen)
    vorlauf = timedelta(days=festwerte.einstellung(Festwertart.ERINNERUNG_TAGE))
    bald = offene.filter(
        UNERINNERT, faellig_am__range=(heute, heute + vorlauf), schritt__in=traegerschritte()
    )
    yield from _fuer_jede(bald.exclude(ERSTER_NACHWEIS), _erinnere_vorher)
    ungemahnte = vorbei.filter(UNERINNERT | Q(erinnert_am__lte=F("faellig_am")))
    yield from _fuer_jede(ungemahnte.exclude(Q(schritt="nachforderung") | ERSTER_NACHWEIS), _mahne)
    yield from _fuer_jede(_zu_melden(vorbei), _melde_leitung)
    yield from _fuer_jede(_schweigende(vorbei), _lasse_gelten)
    yield from nachweisfristen.erinnere()
    yield from zahlungen_verwendung.erinnere()
    yield from forderungsfristen.pruefe_fristen()
    yield from kooperationsfristen.pruefe_vereinbarungen()
    yield from abruferinnerung.erinnere()
    yield from campuserinnerung.erinnere()
    yield from weiterleitungsfristen.erinnere()
    yield from revisionspost.erinnere()


def _zu_melden(vorbei: QuerySet[Aufgabe]) -> QuerySet[Aufgabe]:
    """Missed tasks of the office under rules that tell the Leitung; the working days are asked of each."""
    innen = [name for name, schritt in SCHRITTE.items() if not schritt.beim_traeger]
    gemeldet = "antrag__richtlinie__tage_eskalation__isnull"
    return vorbei.filter(schritt__in=innen, eskaliert_am__isnull=True, **{gemeldet: False})


def _schweigende(vorbei: QuerySet[Aufgabe]) -> QuerySet[Aufgabe]:
    """Co-signatures nobody has given in time, under rules by which silence becomes a yes."""
    fiktion = "antrag__richtlinie__tage_mitzeichnung_gilt__isnull"
    return vorbei.filter(schritt=Mitzeichnung.name, **{fiktion: False})


def _fuer_jede(aufgaben: QuerySet[Aufgabe], tue: Callable[[int], str]) -> Iterator[str]:
    """One transaction per task; what somebody has done in the meantime is left alone."""
    for aufgabe_id in list(aufgaben.order_by("faellig_am", "id").values_list("pk", flat=True)):
        try:
            yield tue(aufgabe_id)
        except Ueberholt:
            continue


def _lasse_ablaufen(aufgabe_id: int) -> str:
    antrag = antragstuer.frist_abgelaufen(aufgabe_id)
    return f"{antrag.aktenzeichen}: Frist zum Nachreichen abgelaufen, die Stelle prüft nach Aktenlage."


def _lasse_gelten(aufgabe_id: int) -> str:
    antrag = gilt_als_erteilt(aufgabe_id)
    return f"{antrag.aktenzeichen}: Mitzeichnung gilt als erteilt, denn es kam keine Antwort."


def _melde_leitung(aufgabe_id: int) -> str:
    """Once for each task: the people who assign tasks where it lies learn of it."""
    with sperre_aufgabe(Tat.ESKALIEREN, aufgabe_id, None) as (handlung, aufgabe):
        tage, faellig = handlung.antrag.richtlinie.tage_eskalation, aufgabe.faellig_am
        if (
            tage is None
            or faellig is None
            or aufgabe.eskaliert_am
            or werktage_spaeter(faellig, tage) >= uhr.heute()
        ):
            raise Ueberholt(f"{aufgabe.aktenzeichen}: Diese Frist ist noch nicht zu melden.")
        assert aufgabe.stelle is not None
        titel, bei = SCHRITTE[aufgabe.schritt].titel, aufgabe.owner or "noch niemandem"
        leitung = [person.email for person in rechte.personen_mit(Recht.AUFGABEN_ZUWEISEN, aufgabe.stelle)]
        text = f"„{titel}“ war fällig am {faellig:%d.%m.%Y} und liegt bei: {bei}. Bitte weisen Sie die Aufgabe zu."
        schreibe_amt(handlung, betreff=f"Frist versäumt: {titel}", text=text, an=leitung)
        aufgabe.eskaliert_am = uhr.heute()
        aufgabe.save(update_fields=["eskaliert_am"])
        handlung.vermerke(schritt=aufgabe.schritt, faellig_am=faellig)
        return f"{aufgabe.aktenzeichen}: „{titel}“ ist der Leitung gemeldet, fällig war {faellig:%d.%m.%Y}."


def _erinnere_vorher(aufgabe_id: int) -> str:
    with sperre_aufgabe(Tat.ERINNERN, aufgabe_id, None) as (handlung, aufgabe):
        _verlange(aufgabe, aufgabe.erinnert_am is None)
        titel, tag = SCHRITTE[aufgabe.schritt].titel, f"{aufgabe.faellig_am:%d.%m.%Y}"
        text = f"„{titel}“ ist fällig am {tag}. Bitte erledigen Sie das im Portal."
        _schreibe_aussen(handlung, aufgabe, betreff=f"Bitte bis {tag}: {titel}", text=text)
        return _vermerke(handlung, aufgabe, f"an „{titel}“ bis {tag} erinnert")


def _mahne(aufgabe_id: int) -> str:
    with sperre_aufgabe(Tat.ERINNERN, aufgabe_id, None) as (handlung, aufgabe):
        faellig = aufgabe.faellig_am
        erinnert = aufgabe.erinnert_am
        _verlange(aufgabe, faellig is not None and (erinnert is None or erinnert <= faellig))
        schritt = SCHRITTE[aufgabe.schritt]
        betreff = f"Überfällig: {schritt.titel}"
        text = f"„{schritt.titel}“ war fällig am {faellig:%d.%m.%Y}."
        if schritt.beim_traeger:
            bitte = f"{text} Bitte holen Sie das im Portal nach."
            _schreibe_aussen(handlung, aufgabe, betreff=betreff, text=bitte)
        if not schritt.beim_traeger or aufgabe.schritt in NACHWEISE:
            schreibe_amt(handlung, betreff=betreff, text=text, an=_zustaendige(aufgabe))
        return _vermerke(
            handlung, aufgabe, f"„{schritt.titel}“ ist seit {faellig:%d.%m.%Y} überfällig, erinnert"
        )


def _schreibe_aussen(handlung: Handlung, aufgabe: Aufgabe, *, betreff: str, text: str) -> None:
    """Whose task it is: the applicant, or the party of an agreement."""
    if not handlung.antrag.kooperation:
        schreibe_traeger(handlung, betreff=betreff, text=text)
        return
    parteien = handlung.antrag.vereinbarung.parteien.filter(stelle=aufgabe.stelle_id)
    schreibe_parteien(handlung, betreff=betreff, text=text, parteien=parteien.select_related("stelle"))


def _zustaendige(aufgabe: Aufgabe) -> Iterable[str] | None:
    """Where an office task lies: with its person, or at its Stelle; the case worker hears of the Träger's tasks."""
    if SCHRITTE[aufgabe.schritt].beim_traeger:
        return None
    adresse = aufgabe.owner.email if aufgabe.owner else aufgabe.stelle.email if aufgabe.stelle else ""
    return [adresse] if adresse else None


def _verlange(aufgabe: Aufgabe, faellig: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """Two runs at once remind once. Raises Ueberholt."""
    if not faellig:
        raise Ueberholt(f"{aufgabe.aktenzeichen}: An diese Frist wurde schon erinnert.")


def _vermerke(handlung: Handlung, aufgabe: Aufgabe, was: str) -> str:
    aufgabe.erinnert_am = uhr.heute()
    aufgabe.save(update_fields=["erinnert_am"])
    handlung.vermerke(schritt=aufgabe.schritt, faellig_am=aufgabe.faellig_am)
    return f"{aufgabe.aktenzeichen}: {was}."
