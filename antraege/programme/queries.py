"""Which rules of a programme count on a day, and what still keeps rules from being released."""

from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.maengel import Mangel
from antraege.programme.models import Foerderprogramm, Richtlinie
from antraege.programme.regelwerk import als_daten
from antraege.programme.widersprueche import Umfeld, widersprueche
from rollen import uhr
from rollen.models import Stelle


def gueltige_richtlinie(programm: Foerderprogramm, tag: date) -> Richtlinie | None:
    """The newest released version that is valid on the day; None when there is none."""
    return programm.richtlinien.filter(_gilt(tag)).order_by("-version").first()


def geltende_richtlinien(tag: date, *mit: str) -> list[Richtlinie]:
    """Of every programme the newest released version that is valid on the day, by name; one query.

    `mit` are further relations to read along.
    """
    zeilen = Richtlinie.objects.filter(_gilt(tag)).select_related("programm", *mit)
    sortiert = zeilen.order_by("programm__name", "programm", "-version")
    return [next(versionen) for _, versionen in groupby(sortiert, key=lambda r: r.programm_id)]


def _gilt(tag: date) -> Q:
    bis = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=tag)
    return bis & Q(gueltig_von__lte=tag, freigegeben_von__isnull=False)


def nimmt_antraege_an(richtlinie: Richtlinie, tag: date) -> bool:
    """True when the day lies in the period for requests; open ends count as open."""
    von, bis = richtlinie.antrag_von, richtlinie.antrag_bis
    return (von is None or von <= tag) and (bis is None or tag <= bis)


def freigabemaengel(richtlinie: Richtlinie) -> list[Mangel]:
    """Every gap and contradiction that keeps these rules from being released."""
    return widersprueche(als_daten(richtlinie), umfeld(richtlinie.programm.stelle, richtlinie))


def umfeld(stelle: Stelle, konto: Richtlinie) -> Umfeld:
    """What rules at this Stelle must fit; `konto` names their account. Lines above and below it are theirs."""
    zeilen = Haushaltsstelle.objects.filter(
        auftrag=konto.auftrag, sachkonto=konto.sachkonto, bezeichnung=konto.haushaltsbezeichnung
    )
    pfade = zeilen.values_list("jahr", "stelle__pfad") if konto.auftrag else ()
    darueber = Stelle.objects.filter(pk__in=stelle.vorfahren, name__icontains="Jugendamt")
    return Umfeld(
        heute=uhr.heute(),
        haushaltsjahre={j: p.startswith(stelle.pfad) or stelle.pfad.startswith(p) for j, p in pfade},
        jugendamt=darueber.exists(),
    )


def mitzeichnende(richtlinie: Richtlinie) -> list[Stelle]:
    """The Stellen that must co-sign, by name."""
    return [zeile.stelle for zeile in richtlinie.mitzeichnungsstellen.select_related("stelle")]


def entwurf_zur_freigabe(programm: Foerderprogramm) -> Richtlinie | None:
    """The newest version that waits for its release."""
    vorgelegte = programm.richtlinien.filter(freigegeben_von__isnull=True, vorgelegt_am__isnull=False)
    return vorgelegte.order_by("-version").first()


def wartende_entwuerfe(stellen: QuerySet[Stelle]) -> QuerySet[Richtlinie]:
    """Versions of programmes of these Stellen that wait for their release."""
    vorgelegt = Richtlinie.objects.filter(freigegeben_von__isnull=True, vorgelegt_am__isnull=False)
    return (
        vorgelegt.filter(programm__stelle__in=stellen)
        .select_related("programm")
        .order_by("programm__name", "-version")
    )
