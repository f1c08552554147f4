"""Who sees which requests, which programmes are open, and what a draft consists of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag, Nachforderungspunkt
from antraege.kern.status import Status
from antraege.programme.models import Frage, Mitzeichnungsstelle, Richtlinie
from antraege.programme.queries import nimmt_antraege_an
from rollen import rechte
from rollen.models import Benutzer, Stelle, Stellenart, Traeger
from rollen.tabelle import Recht

EINGEREICHT = Q(aktenzeichen__isnull=False)


@dataclass(frozen=True)
class Abschnitt:
    """A page of questions; `nr` counts from 1."""

    nr: int
    name: str
    fragen: tuple[Frage, ...]


def sichtbar_fuer(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests this person may open: own organisation, own office, own Standort, own Mitzeichnung.

    Nobody but the applicant's side sees what was never submitted; the auditor at the root sees everything.
    """
    if rechte.ueberall(benutzer, Recht.FALL_SEHEN):
        return Antrag.objects.all()
    eigene = {b.recht for b in rechte.berechtigungen(benutzer)}
    wege = Q(pk__in=[])
    if Recht.ANTRAG_SEHEN in eigene:
        wege |= Q(traeger__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_SEHEN))
    if Recht.FALL_SEHEN in eigene:
        wege |= EINGEREICHT & Q(stelle__in=rechte.stellen_mit(benutzer, Recht.FALL_SEHEN))
    if Recht.STANDORT_SEHEN in eigene:
        wege |= EINGEREICHT & Q(standort__in=rechte.stellen_mit(benutzer, Recht.STANDORT_SEHEN))
    if richtlinien := _mitzuzeichnende(benutzer):
        wege |= EINGEREICHT & Q(richtlinie__in=richtlinien)
    return Antrag.objects.filter(wege | _im_auftrag(benutzer))


def bearbeitbar_fuer(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests whose draft this person may work on, whatever their state."""
    eigene = Q(traeger__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_BEARBEITEN))
    return Antrag.objects.filter(eigene | _im_auftrag(benutzer))


def fuer_alle_im_auftrag(benutzer: Benutzer) -> bool:
    """True for people of the Servicestelle: they draft for every organisation, not just at one Standort."""
    stellen = {b.stelle_id for b in rechte.berechtigungen(benutzer) if b.recht == Recht.IM_AUFTRAG_BEARBEITEN}
    return bool(stellen) and Stelle.objects.filter(pk__in=stellen, art=Stellenart.SERVICESTELLE).exists()


def _im_auftrag(benutzer: Benutzer) -> Q:
    if not any(b.recht == Recht.IM_AUFTRAG_BEARBEITEN for b in rechte.berechtigungen(benutzer)):
        return Q(pk__in=[])
    if fuer_alle_im_auftrag(benutzer):
        return Q(im_auftrag=True)
    stellen = rechte.stellen_mit(benutzer, Recht.IM_AUFTRAG_BEARBEITEN)
    return Q(im_auftrag=True) & (Q(standort__in=stellen) | Q(traeger__in=stellen))


def _mitzuzeichnende(benutzer: Benutzer) -> list[int]:
    if not any(b.recht == Recht.MITZEICHNEN for b in rechte.berechtigungen(benutzer)):
        return []
    stellen = rechte.stellen_mit(benutzer, Recht.MITZEICHNEN)
    zeilen = Mitzeichnungsstelle.objects.filter(stelle__in=stellen)
    return list(zeilen.values_list("richtlinie_id", flat=True).distinct())


def offene_richtlinien(*, am: date) -> list[Richtlinie]:
    """For each programme that takes requests on the day its newest valid version, by name."""
    zeilen = _freigegebene(am).select_related("programm").order_by("programm__name", "programm", "-version")
    neueste = [next(versionen) for _, versionen in groupby(zeilen, key=lambda r: r.programm_id)]
    return [richtlinie for richtlinie in neueste if nimmt_antraege_an(richtlinie, am)]


def _freigegebene(am: date) -> QuerySet[Richtlinie]:
    bis = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=am)
    return Richtlinie.objects.filter(bis, gueltig_von__lte=am, freigegeben_von__isnull=False)


def verifiziert(traeger: Stelle) -> bool:
    """True when the Servicestelle has verified the organisation, or it is the city itself."""
    return traeger.staedtisch or Traeger.objects.filter(stelle=traeger, verifiziert_am__isnull=False).exists()


def moegliche_traeger(benutzer: Benutzer) -> QuerySet[Stelle]:
    """The verified organisations in whose name this person may begin requests."""
    verifizierte = Q(staedtisch=True) | Q(traeger__verifiziert_am__isnull=False)
    stellen = Stelle.objects.filter(verifizierte, aktiv=True)
    if any(b.recht == Recht.IM_AUFTRAG_BEARBEITEN for b in rechte.berechtigungen(benutzer)):
        return stellen
    return stellen.filter(pk__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_BEARBEITEN))


def waehlbare_traeger(benutzer: Benutzer, richtlinie: Richtlinie) -> QuerySet[Stelle]:
    """Those of them that may apply under these rules."""
    return moegliche_traeger(benutzer).filter(art__in=richtlinie.antragsberechtigt)


def abschnitte(fragen: Iterable[Frage]) -> list[Abschnitt]:
    """The questions grouped into pages, in the order in which each page first occurs."""
    seiten: dict[str, list[Frage]] = {}
    for frage in fragen:
        seiten.setdefault(frage.abschnitt, []).append(frage)
    return [Abschnitt(nr, name, tuple(liste)) for nr, (name, liste) in enumerate(seiten.items(), start=1)]


def offene_punkte(antrag: Antrag) -> list[Nachforderungspunkt]:
    """What the Träger is asked for at present."""
    if antrag.status != Status.NACHFORDERUNG:
        return []
    offene = Nachforderungspunkt.objects.filter(
        nachforderung__antrag=antrag,
        nachforderung__beantwortet_am__isnull=True,
        nachforderung__abgelaufen_am__isnull=True,
    )
    return list(offene)
