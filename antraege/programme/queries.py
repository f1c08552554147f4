"""Which rules of a programme count on a day, and what still keeps rules from being released."""

from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from antraege.kern.maengel import Mangel
from antraege.programme.models import Foerderprogramm, Pruefart, Richtlinie
from rollen.models import Stelle

_REDAKTION = "Richtlinien bearbeiten (Servicestelle, Sachbearbeitung)"


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
    """Everything that is missing before these rules can be released; an agreement needs nothing about money."""
    ohne_geld = richtlinie.programm.kooperation
    arten = set(richtlinie.pruefpunkte.values_list("art", flat=True))
    fehlt = {
        "Es fehlt, wer Anträge stellen darf.": bool(richtlinie.antragsberechtigt),
        "Es fehlen Fragen an die Antragstellenden.": richtlinie.fragen.exists(),
        "Es fehlen Fragen für den Sachbericht.": ohne_geld or richtlinie.berichtsfragen.exists(),
        "Es fehlen Wertgrenzen für die Entscheidung.": richtlinie.wertgrenzen.exists(),
        "Es fehlt die Haushaltsstelle.": ohne_geld or bool(richtlinie.auftrag and richtlinie.sachkonto),
        **{
            f"Es fehlen Prüfpunkte: {art.label}.": art.value in arten
            for art in Pruefart
            if not (ohne_geld and art == Pruefart.NACHWEIS)
        },
        "Ein Prüfpunkt ist eine Frage. Schreiben Sie jeden als Aussage, deren Ja in Ordnung ist.": (
            not richtlinie.pruefpunkte.filter(text__contains="?").exists()
        ),
    }
    return [Mangel(text, behebt=_REDAKTION) for text, da in fehlt.items() if not da]


def mitzeichnende(richtlinie: Richtlinie) -> list[Stelle]:
    """The Stellen that must co-sign, by name."""
    return [zeile.stelle for zeile in richtlinie.mitzeichnungsstellen.select_related("stelle")]


def entwurf_zur_freigabe(programm: Foerderprogramm) -> Richtlinie | None:
    """The newest version that waits for its release."""
    return programm.richtlinien.filter(freigegeben_von__isnull=True).order_by("-version").first()


def wartende_entwuerfe(stellen: QuerySet[Stelle]) -> QuerySet[Richtlinie]:
    """Versions of programmes of these Stellen that wait for their release."""
    offen = Richtlinie.objects.filter(freigegeben_von__isnull=True, programm__stelle__in=stellen)
    return offen.select_related("programm").order_by("programm__name", "-version")
