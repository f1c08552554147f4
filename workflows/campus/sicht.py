"""A site as its page shows it: what everybody may read, and what only people with a right at the site see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse

from antraege.angebote import queries as angebote
from antraege.angebote.models import Angebot, Angebotsort, Einrichtung, Standort
from antraege.campus import fristen
from antraege.campus.models import Aufgabenfeld, Campuseintrag, Eintragsart, Indikator, Ziel
from antraege.gremien import zahlen
from antraege.gremien.models import Gremienvorlage, Sitzung
from antraege.haushalt import uebersicht as haushalt
from antraege.haushalt.models import Haushaltsstelle
from antraege.kooperation import queries as kooperation
from antraege.kooperation.models import GELTENDE, Vereinbarung
from rollen import rechte, uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.campus.netz import Netz, Verbindung, zeichne

INNEN = (Recht.CAMPUS_PFLEGEN, Recht.STANDORT_SEHEN, Recht.FALL_SEHEN)
MEISTE_EINTRAEGE = 200
MEISTE_ANGEBOTE = 8
AUSBLICK = timedelta(days=366)


@dataclass(frozen=True)
class Messreihe:
    """An indicator with its values by day."""

    indikator: Indikator

    @property
    def werte(self) -> list[Any]:
        """Every value, the earliest first."""
        return list(self.indikator.werte.all())

    @property
    def anteil(self) -> int | None:
        """The last value in per cent of the target; None without a value or for a target of zero."""
        werte = self.werte
        if not werte or not self.indikator.zielwert:
            return None
        return int(werte[-1].wert / self.indikator.zielwert * 100)


@dataclass(frozen=True)
class Termin:
    """A day in the calendar of the site."""

    tag: date
    was: str
    art: str
    url: str = ""


@dataclass
class Gruppe:
    """A task or a goal with the entries that belong to it, the newest first."""

    zu: Aufgabenfeld | Ziel
    eintraege: list[Campuseintrag] = field(default_factory=list)
    messreihen: list[Messreihe] = field(default_factory=list)


def innen(benutzer: "Benutzer | AnonymousUser", standort: Standort) -> bool:
    """True for whoever works at this site or in the office above it."""
    return any(rechte.darf(benutzer, recht, standort.stelle) for recht in INNEN)


def eintraege(standort: Standort, *, intern: bool) -> list[Campuseintrag]:
    """The newest entries, notes only for people inside. One query."""
    alle = standort.eintraege.select_related("erfasst_von")
    return list((alle if intern else alle.filter(intern=False))[:MEISTE_EINTRAEGE])


def aufgaben(alle: Iterable[Campuseintrag]) -> list[Gruppe]:
    """The tasks of Campus-Management, each with what was done. One query."""
    gruppen = {aufgabe.pk: Gruppe(aufgabe) for aufgabe in Aufgabenfeld.objects.all()}
    for eintrag in alle:
        if eintrag.aufgabe_id:
            gruppen[eintrag.aufgabe_id].eintraege.append(eintrag)
    return list(gruppen.values())


def ziele(standort: Standort, alle: Iterable[Campuseintrag]) -> list[Gruppe]:
    """The goals, each with its Maßnahmen and indicators. Three queries."""
    gruppen = {ziel.pk: Gruppe(ziel) for ziel in Ziel.objects.all()}
    for eintrag in alle:
        if eintrag.ziel_id:
            gruppen[eintrag.ziel_id].eintraege.append(eintrag)
    for indikator in standort.indikatoren.prefetch_related("werte"):
        gruppen[indikator.ziel_id].messreihen.append(Messreihe(indikator))
    return list(gruppen.values())


def je_art(alle: Iterable[Campuseintrag], art: Eintragsart) -> list[Campuseintrag]:
    """The entries of one kind."""
    return [eintrag for eintrag in alle if eintrag.art == art]


def vereinbarungen(einrichtungen: Iterable[Einrichtung]) -> list[Vereinbarung]:
    """Agreements in force to which an institution of the site is a party, the newest first. Two queries."""
    stellen = [einrichtung.stelle_id for einrichtung in einrichtungen]
    geltende = Vereinbarung.objects.filter(status__in=GELTENDE, parteien__stelle__in=stellen).distinct()
    return list(geltende.select_related("antrag", "themenfeld").prefetch_related("parteien__stelle"))


def lesbare(benutzer: "Benutzer | AnonymousUser", alle: Iterable[Vereinbarung]) -> set[int]:
    """Those of them that this person may open, by id."""
    if not isinstance(benutzer, Benutzer):
        return set()
    ids = [vereinbarung.pk for vereinbarung in alle]
    return set(kooperation.sichtbar_fuer(benutzer).filter(pk__in=ids).values_list("pk", flat=True))


def verbindungen(einrichtungen: Iterable[Einrichtung], alle: Iterable[Vereinbarung]) -> Iterator[Verbindung]:
    """Who is tied to whom at this site: who runs an institution or its Ganztag, and who has agreed on what."""
    namen = {}
    for einrichtung in einrichtungen:
        stelle = einrichtung.stelle
        namen[stelle.pk] = stelle.name
        if stelle.eltern is not None:
            yield Verbindung(stelle.name, stelle.eltern.name, "Träger der Einrichtung")
        if einrichtung.ogs_traeger:
            yield Verbindung(stelle.name, einrichtung.ogs_traeger.name, "Träger des Offenen Ganztags")
    for vereinbarung in alle:
        parteien = [partei.stelle for partei in vereinbarung.parteien.all()]
        andere = [stelle for stelle in parteien if stelle.pk not in namen]
        dabei = [stelle for stelle in parteien if stelle.pk in namen]
        titel = vereinbarung.antrag.titel
        for eine in dabei:
            for partner in andere or [s for s in dabei if s.pk > eine.pk]:
                yield Verbindung(eine.name, partner.name, "Vereinbarung", titel)


def netz(einrichtungen: Iterable[Einrichtung], ties: Iterable[Verbindung]) -> Netz:
    """The picture of it."""
    return zeichne([einrichtung.stelle.name for einrichtung in einrichtungen], ties)


def passende_angebote(standort: Standort) -> QuerySet[Angebot]:
    """The published offers that are made for this very site, the newest first."""
    am_ort = angebote.geltende(uhr.heute()).filter(
        angebote.am_standort(standort.pk), ort=Angebotsort.STANDORTE
    )
    return am_ort.select_related("anbieter", "themenfeld").order_by("-pk")


@dataclass(frozen=True)
class Jahresgeld:
    """What the ledger says of the paper's Auftrag in one year, in euro."""

    jahr: int
    geplant: Decimal
    gebunden: Decimal
    bezahlt: Decimal
    frei: Decimal


def geld(benutzer: "Benutzer | AnonymousUser", vorlage: Gremienvorlage) -> list[Jahresgeld]:
    """The paper's Auftrag year by year, from the lines whose budget this person may see. One query."""
    if not isinstance(benutzer, Benutzer):
        return []
    zeilen: QuerySet[Haushaltsstelle] = haushalt.sichtbar(benutzer).filter(
        auftrag__in=zahlen.auftraege(vorlage)
    )
    return [
        Jahresgeld(
            jahr=jahr,
            geplant=s["ansatz"] + s["deckung"],
            gebunden=s["vorgemerkt"] + s["gebunden"],
            bezahlt=s["ausgezahlt"] - s["erstattet"],
            frei=s["frei"],
        )
        for jahr, s in haushalt.summen_je_jahr(zeilen).items()
    ]


def kalender(
    lagen: Iterable[fristen.Lage], alle: Iterable[Campuseintrag], geltende: Iterable[Vereinbarung]
) -> list[Termin]:
    """What comes within a year: sessions, deadlines, agreements that end, entries with a day ahead. One query."""
    heute = uhr.heute()
    bis = heute + AUSBLICK
    sitzungen = Sitzung.objects.filter(am__range=(heute, bis), abgesagt=False).select_related("gremium")
    termine = [
        *(
            Termin(s.am, f"Sitzung: {s.gremium}", "Gremium", reverse("sitzung", args=[s.pk]))
            for s in sitzungen
        ),
        *(
            Termin(stand.frist.tag, stand.frist.titel, "Frist")
            for stand in lagen
            if not stand.frist.erledigt_am
        ),
        *(Termin(e.tag, e.titel, e.get_art_display()) for e in alle if e.tag >= heute),
        *(
            Termin(v.laufzeit_bis, f"Vereinbarung endet: {v.antrag.titel}", "Vereinbarung")
            for v in geltende
            if v.laufzeit_bis
        ),
    ]
    return sorted((t for t in termine if heute <= t.tag <= bis), key=lambda t: (t.tag, t.was))


def einrichtungen(standort: Standort) -> list[Einrichtung]:
    """The institutions with who runs them, by name. One query."""
    mit = ("stelle__eltern", "ogs_traeger")
    return list(standort.einrichtungen.select_related(*mit).order_by("stelle__name"))
