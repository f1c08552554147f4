"""Who sees which requests, which programmes are open, and what a draft consists of."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.antrag.antworten import gestellte
from antraege.antrag.models import Abgabe, Antrag, Nachforderungspunkt
from antraege.kern.fallsuche import Einblick
from antraege.kern.status import Status
from antraege.programme.models import Frage, Richtlinie
from antraege.programme.queries import geltende_richtlinien, nimmt_antraege_an
from rollen import rechte
from rollen.models import Benutzer, Stelle, Stellenart, Traeger
from rollen.tabelle import Recht
from rollen.traeger import Wartestand, wartestand

EINGEREICHT = Q(aktenzeichen__isnull=False)
_ZEICHEN = ("aktenzeichen", "fremdzeichen")
_NACH_ENDE = "\U0010ffff"  # sorts after every character of an Aktenzeichen


@dataclass(frozen=True)
class Abschnitt:
    """A page of questions; `nr` counts from 1."""

    nr: int
    name: str
    fragen: tuple[Frage, ...]


@dataclass(frozen=True)
class Weg:
    """One reason to see requests: `feld` points to one of `ziele` (or there is none), and `bedingung` holds."""

    feld: str
    ziele: QuerySet[Any] | None
    bedingung: Q = field(default_factory=Q)
    einblick: Einblick = Einblick.INNEN

    def als_q(self) -> Q:
        """The reason as a condition on Antrag."""
        return (
            self.bedingung if self.ziele is None else self.bedingung & Q(**{f"{self.feld}__in": self.ziele})
        )


def mit_zeichen(suche: str, *, weg: str = "") -> Q:
    """Whose Aktenzeichen begins so, the one here or the one an adopted case had before; each by its index.

    `weg` leads from the row that is filtered to its request (`antrag__`).
    """
    anfaenge = sorted({suche, suche.upper()})
    return reduce(or_, (_beginnt(f"{weg}{feld}", anfang) for feld in _ZEICHEN for anfang in anfaenge))


def _beginnt(feld: str, anfang: str) -> Q:
    """SQLite compares bytes; PostgreSQL has an index for LIKE."""
    if connections[Antrag.objects.db].vendor == "sqlite":
        return Q(**{f"{feld}__gte": anfang, f"{feld}__lt": anfang + _NACH_ENDE})
    return Q(**{f"{feld}__startswith": anfang})


def sichtbar_fuer(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests whose whole file this person may open: own organisation, own office, own Standort.

    Nobody but the applicant's side sees what was never submitted; the auditor at the root sees everything.
    """
    return _ueber(wege_zu_faellen(benutzer))


def auffindbar_fuer(benutzer: Benutzer) -> QuerySet[Antrag]:
    """Those, and the requests that an own Stelle is asked to co-sign just now.

    Of the latter, the request with its papers and the Prüfvermerk are open, and nothing else of the file.
    """
    return _ueber(wege_zu_faellen(benutzer, auch_mitzeichnung=True))


def _ueber(wege: list[Weg] | None) -> QuerySet[Antrag]:
    if wege is None:
        return Antrag.objects.all()
    sichtbar = Q(pk__in=[])
    for weg in wege:
        sichtbar |= weg.als_q()
    return Antrag.objects.filter(sichtbar)


def mitzuzeichnen(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests with an open Mitzeichnung at a Stelle for which this person votes; each vote ends it."""
    stellen = {b.stelle_id for b in rechte.berechtigungen(benutzer) if b.recht == Recht.MITZEICHNEN}
    # The task says it best; it lives some floors up, so it is asked for by the name of its relation.
    return Antrag.objects.filter(
        aufgaben__schritt__in=("mitzeichnung", "einvernehmen", "aenderungseinvernehmen"),
        aufgaben__finished__isnull=True,
        aufgaben__stelle__in=stellen,
    ).order_by()


def mitfinanziert(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests that money of a Stelle of this person bears in part, whoever leads them."""
    # The share lives a floor up, so it is asked for by the name of its relation.
    stellen = rechte.stellen_mit(benutzer, Recht.FALL_SEHEN)
    return Antrag.objects.filter(mittelanteile__haushaltsstelle__stelle__in=stellen).order_by()


def mitzufinanzieren(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests that a change lays on money of a Stelle of this person, granted or not."""
    stellen = rechte.stellen_mit(benutzer, Recht.FALL_SEHEN)
    return Antrag.objects.filter(aenderungen__anteile__haushaltsstelle__stelle__in=stellen).order_by()


def abgegeben(benutzer: Benutzer) -> QuerySet[Abgabe]:
    """The cases that a Stelle of this person has handed to another one; it goes on seeing them."""
    return Abgabe.objects.filter(von__in=rechte.stellen_mit(benutzer, Recht.FALL_SEHEN)).order_by()


def wege_zu_faellen(benutzer: Benutzer, *, auch_mitzeichnung: bool = False) -> list[Weg] | None:
    """Every reason for which this person sees requests; None for who sees them all."""
    if rechte.ueberall(benutzer, Recht.FALL_SEHEN):
        return None
    wege = _wege_im_auftrag(benutzer)
    if any(b.recht == Recht.ANTRAG_SEHEN for b in rechte.berechtigungen(benutzer)):
        eigene = rechte.stellen_mit(benutzer, Recht.ANTRAG_SEHEN)
        wege.append(Weg("traeger", eigene, einblick=Einblick.AKTE))
    return wege + wege_ins_amt(benutzer, auch_mitzeichnung=auch_mitzeichnung)


def wege_ins_amt(benutzer: Benutzer, *, auch_mitzeichnung: bool = False) -> list[Weg]:
    """The reasons for which this person sees submitted requests from the office's side.

    Who looks after council and committees sees the cases that lie or lay before them, and no others.
    """
    eigene = {b.recht for b in rechte.berechtigungen(benutzer)}
    wege = []
    if Recht.GREMIENLAUF_PFLEGEN in eigene:
        dabei = Exists(rechte.stellen_mit(benutzer, Recht.GREMIENLAUF_PFLEGEN).filter(pk=OuterRef("stelle")))
        wege.append(Weg("", None, Q(im_gremium=True) & Q(dabei)))
    if Recht.FALL_SEHEN in eigene:
        wege.append(Weg("stelle", rechte.stellen_mit(benutzer, Recht.FALL_SEHEN), EINGEREICHT))
        wege += [
            Weg("", None, Q(pk__in=gemeinsame(benutzer).values("pk")))
            for gemeinsame in (mitfinanziert, mitzufinanzieren)
        ]
        wege.append(Weg("", None, Q(pk__in=abgegeben(benutzer).values("antrag"))))
    if Recht.STANDORT_SEHEN in eigene:
        wege.append(Weg("standort", rechte.stellen_mit(benutzer, Recht.STANDORT_SEHEN), EINGEREICHT))
    if auch_mitzeichnung and Recht.MITZEICHNEN in eigene:
        gefragt = Q(pk__in=mitzuzeichnen(benutzer).values("pk"))
        wege.append(Weg("", None, gefragt, Einblick.ANTRAG))
    return wege


def bearbeitbar_fuer(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The requests whose draft this person may work on, whatever their state."""
    bearbeitbar = Q(traeger__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_BEARBEITEN))
    for weg in _wege_im_auftrag(benutzer):
        bearbeitbar |= weg.als_q()
    if any(b.recht == Recht.BERATEN for b in rechte.berechtigungen(benutzer)):
        beraten = Exists(rechte.stellen_mit(benutzer, Recht.BERATEN).filter(pk=OuterRef("stelle")))
        bearbeitbar |= Q(beraten, im_auftrag=True, angelegt_von=benutzer.pk)
    return Antrag.objects.filter(bearbeitbar)


def fuer_alle_im_auftrag(benutzer: Benutzer) -> bool:
    """True for people of the Servicestelle: they draft for every organisation, not just at one Standort."""
    if not any(b.recht == Recht.IM_AUFTRAG_BEARBEITEN for b in rechte.berechtigungen(benutzer)):
        return False
    stellen = rechte.stellen_mit(benutzer, Recht.IM_AUFTRAG_BEARBEITEN)
    return stellen.filter(art=Stellenart.SERVICESTELLE).exists()


def _wege_im_auftrag(benutzer: Benutzer) -> list[Weg]:
    if not any(b.recht == Recht.IM_AUFTRAG_BEARBEITEN for b in rechte.berechtigungen(benutzer)):
        return []
    im_auftrag = Q(im_auftrag=True)
    if fuer_alle_im_auftrag(benutzer):
        return [Weg("", None, im_auftrag, Einblick.ANTRAG)]
    stellen = rechte.stellen_mit(benutzer, Recht.IM_AUFTRAG_BEARBEITEN)
    # Asked row by row: the few requests of this kind have an index of their own.
    dabei = Exists(stellen.filter(Q(pk=OuterRef("standort")) | Q(pk=OuterRef("traeger"))))
    return [Weg("", None, im_auftrag & Q(dabei), Einblick.ANTRAG)]


def offene_richtlinien(*, am: date) -> list[Richtlinie]:
    """For each programme that takes requests on the day its newest valid version, by name."""
    return [richtlinie for richtlinie in geltende_richtlinien(am) if nimmt_antraege_an(richtlinie, am)]


def verifiziert(traeger: Stelle) -> bool:
    """True when the Servicestelle has verified the organisation, or it is the city itself."""
    return traeger.staedtisch or Traeger.objects.filter(stelle=traeger, verifiziert_am__isnull=False).exists()


def moegliche_traeger(benutzer: Benutzer) -> QuerySet[Stelle]:
    """In whose name this person may begin requests: the own one, also while it waits; on behalf the verified."""
    verifizierte = Q(staedtisch=True) | Q(traeger__verifiziert_am__isnull=False)
    eigene = Q(pk__in=rechte.stellen_mit(benutzer, Recht.ANTRAG_BEARBEITEN))
    moegliche = eigene & (Q(staedtisch=True) | Q(traeger__isnull=False))
    if any(b.recht == Recht.IM_AUFTRAG_BEARBEITEN for b in rechte.berechtigungen(benutzer)):
        moegliche |= verifizierte
    return Stelle.objects.filter(moegliche, aktiv=True)


def wartende_traeger(benutzer: Benutzer) -> list[tuple[Stelle, Wartestand]]:
    """The own organisations that may draft but not hand in yet, each with what it waits for."""
    eigene = rechte.stellen_mit(benutzer, Recht.ANTRAG_BEARBEITEN)
    wartende = eigene.filter(traeger__isnull=False, traeger__verifiziert_am=None)
    return [(stelle, stand) for stelle in wartende if (stand := wartestand(stelle))]


def waehlbare_traeger(benutzer: Benutzer, richtlinie: Richtlinie) -> QuerySet[Stelle]:
    """Those of them that may apply under these rules."""
    return moegliche_traeger(benutzer).filter(art__in=richtlinie.antragsberechtigt)


def abschnitte(fragen: Iterable[Frage]) -> list[Abschnitt]:
    """The questions grouped into pages, in the order in which each page first occurs."""
    seiten: dict[str, list[Frage]] = {}
    for frage in fragen:
        seiten.setdefault(frage.abschnitt, []).append(frage)
    return [Abschnitt(nr, name, tuple(liste)) for nr, (name, liste) in enumerate(seiten.items(), start=1)]


def gestellte_abschnitte(antrag: Antrag) -> list[Abschnitt]:
    """The pages with the questions that the answers given so far leave to be asked, under their own numbers."""
    alle = list(antrag.richtlinie.fragen.all())
    gefragt = {frage.schluessel for frage in gestellte(alle, antrag.antworten)}
    seiten = (
        replace(seite, fragen=tuple(f for f in seite.fragen if f.schluessel in gefragt))
        for seite in abschnitte(alle)
    )
    return [seite for seite in seiten if seite.fragen]


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
