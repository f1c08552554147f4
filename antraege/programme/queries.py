"""Which rules of a programme count on a day, and what still keeps rules from being released."""

from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.aufrufe import abweisung, als_naechstes, naechste, offene
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
    """Of every programme the newest released version that is valid on the day, by name, with its calls; two queries.

    `mit` are further relations to read along.
    """
    zeilen = (
        Richtlinie.objects.filter(_gilt(tag)).select_related("programm", *mit).prefetch_related("aufrufe")
    )
    sortiert = zeilen.order_by("programm__name", "programm", "-version")
    return [next(versionen) for _, versionen in groupby(sortiert, key=lambda r: r.programm_id)]


def _gilt(tag: date) -> Q:
    bis = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=tag)
    return bis & Q(gueltig_von__lte=tag, freigegeben_von__isnull=False)


def nimmt_antraege_an(richtlinie: Richtlinie, tag: date) -> bool:
    """True when the day lies in one of its calls, or it has none."""
    return not abweisung(richtlinie.antragszeiten, tag)


def antragsschluss(richtlinie: Richtlinie, tag: date) -> date | None:
    """The last day of the call the day lies in, or else of the next one; None without one."""
    zeiten = richtlinie.antragszeiten
    zeit = offene(zeiten, tag) or naechste(zeiten, tag)
    return zeit.bis if zeit else None


def ein_antragstag(richtlinie: Richtlinie, *, ab: date) -> date:
    """The first day from `ab` on on which requests are taken; `ab` itself when there is none."""
    zeiten = richtlinie.antragszeiten
    naechste_zeit = naechste(zeiten, ab)
    gesperrt = abweisung(zeiten, ab) and naechste_zeit and naechste_zeit.von
    return gesperrt or ab


def kein_aufruf(richtlinie: Richtlinie, tag: date) -> str:
    """Why no request under this version is taken on the day, with the next call; empty when one is.

    Where this version has no further call, a newer one of its programme may: its call wants a request of its own.
    """
    satz = abweisung(richtlinie.antragszeiten, tag)
    if not satz or naechste(richtlinie.antragszeiten, tag):
        return satz
    neuere = Richtlinie.objects.filter(
        programm=richtlinie.programm_id, version__gt=richtlinie.version, freigegeben_von__isnull=False
    )
    neue_zeiten = [
        (version, zeit)
        for version in neuere.order_by("-version").prefetch_related("aufrufe")
        if (zeit := offene(version.antragszeiten, tag) or naechste(version.antragszeiten, tag))
    ]
    if not neue_zeiten:
        return satz
    version, zeit = neue_zeiten[0]
    return (
        f"{satz} {als_naechstes(zeit)} Für ihn gilt Version {version.version} der Richtlinie: "
        "Beginnen Sie dafür einen neuen Antrag."
    )


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
