"""What stands against an Abruf, who sees which, and what it asks for besides: an agreement, or money."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When

from antraege.angebote import queries
from antraege.angebote.maengel import anbietermaengel
from antraege.angebote.models import (
    BIS_ZUM_TERMIN,
    ERINNERT,
    LAUFEND,
    LIEGT_BEI,
    Abruf,
    Abrufseite,
    Abrufstand,
    Angebot,
    Angebotsort,
    Termin,
)
from antraege.kern.erinnerung import ruht_zu_lange
from antraege.kern.maengel import Mangel
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.tabelle import Recht

ABRUFENDE = (Stellenart.SCHULE, Stellenart.KITA, Stellenart.JUGENDFREIZEIT)
ZAEHLT = (Abrufstand.ZUGESAGT, Abrufstand.TERMINIERT, Abrufstand.DURCHGEFUEHRT, Abrufstand.RUECKGEMELDET)


@dataclass(frozen=True)
class Anfrage:
    """What an institution says: when (a date, or a wish in words), who comes, and what they need."""

    einrichtung: Stelle
    termin: Termin | None
    wunsch: str
    gruppe: str
    kinder: int
    ganztag: bool
    kontakt: str
    bedarf: str


def abrufende(benutzer: Benutzer) -> QuerySet[Stelle]:
    """The institutions for which this person may book."""
    return rechte.stellen_mit(benutzer, Recht.ABRUF_STELLEN).filter(aktiv=True, art__in=ABRUFENDE)


def eigene(benutzer: Benutzer) -> QuerySet[Abruf]:
    """The Abrufe of the person's own institutions."""
    return Abruf.objects.filter(einrichtung__in=rechte.stellen_mit(benutzer, Recht.ABRUF_STELLEN))


def zu_eigenen_angeboten(benutzer: Benutzer) -> QuerySet[Abruf]:
    """The Abrufe that lie with the person's own organisation, or have done so."""
    anbieter = rechte.stellen_mit(benutzer, Recht.ANGEBOT_PFLEGEN)
    return Abruf.objects.filter(anbieter__in=anbieter)


def zu_koordinieren(benutzer: Benutzer) -> QuerySet[Abruf]:
    """The Abrufe of the topics that the person's own Stelle coordinates, in every state; the auditors see all."""
    if any(b.recht == Recht.PROTOKOLL_PRUEFEN for b in rechte.berechtigungen(benutzer)):
        return Abruf.objects.all()
    return Abruf.objects.filter(themenfeld__in=queries.themenfelder(benutzer, Recht.ABRUF_ZUORDNEN))


def an_eigenen_standorten(benutzer: Benutzer) -> QuerySet[Abruf]:
    """The Abrufe of the institutions of the person's own sites."""
    orte = rechte.stellen_mit(benutzer, Recht.STANDORTABRUFE_SEHEN)
    return Abruf.objects.filter(einrichtung__einrichtung__standort__stelle__in=orte)


def sichtbare(benutzer: Benutzer) -> QuerySet[Abruf]:
    """Every Abruf this person may read: own institution, own offer, own topic, own site."""
    seiten = (
        *(eigene(benutzer), zu_eigenen_angeboten(benutzer)),
        *(zu_koordinieren(benutzer), an_eigenen_standorten(benutzer)),
    )
    bedingung = Q(pk__in=[])
    for seite in seiten:
        bedingung |= Q(pk__in=seite.order_by().values("pk"))
    return Abruf.objects.filter(bedingung)


def hindernisse(angebot: Angebot, anfrage: Anfrage) -> Iterator[Mangel]:
    """Everything that stands against this Abruf today, each on the field that mends it."""
    if not angebot.gilt_am(uhr.heute()):
        yield Mangel("Dieses Angebot gilt heute nicht.")
    if anfrage.einrichtung == angebot.anbieter:
        yield Mangel("Das ist Ihr eigenes Angebot.", feld="einrichtung")
    if anfrage.kinder > angebot.gruppe_bis:
        text = f"Das Angebot nimmt höchstens {angebot.gruppe_bis} Kinder auf."
        yield Mangel(text, feld="kinder")
    yield from _am_ort(angebot, anfrage)
    yield from im_ganztag(angebot, ganztag=anfrage.ganztag)
    yield from _zum_termin(angebot, anfrage)


def _am_ort(angebot: Angebot, anfrage: Anfrage) -> Iterator[Mangel]:
    if angebot.ort != Angebotsort.STANDORTE:
        return
    if not angebot.standorte.filter(einrichtungen__stelle=anfrage.einrichtung).exists():
        orte = ", ".join(str(standort) for standort in angebot.standorte.all())
        yield Mangel(f"Dieses Angebot gibt es nur an: {orte}.", feld="einrichtung")


def im_ganztag(angebot: Angebot, *, ganztag: bool) -> Iterator[Mangel]:
    """In the Ganztag only what is meant for it, and only partners without profit (BASS 12-63 Nr. 2)."""
    if not ganztag:
        return
    if not angebot.ganztag:
        yield Mangel("Dieses Angebot ist nicht für den Ganztag vorgesehen.", feld="ganztag")
    yield from anbietermaengel(angebot.anbieter, ganztag=True)


def _zum_termin(angebot: Angebot, anfrage: Anfrage) -> Iterator[Mangel]:
    termin = anfrage.termin
    if termin is None:
        if not anfrage.wunsch.strip():
            yield Mangel("Bitte wählen Sie einen Termin, oder schreiben Sie, wann es passt.", feld="wunsch")
        return
    if termin.stamm_id != angebot.stamm_id_oder_selbst or not termin.buchbar:
        yield Mangel("Diesen Termin kann man nicht mehr buchen.", feld="termin")
    elif termin.braucht(anfrage.kinder) > termin.plaetze:
        yield Mangel(f"Dieser Termin hat nur {termin.plaetze} Plätze.", feld="kinder")
    vorhanden = termin.abrufe.filter(einrichtung=anfrage.einrichtung, gruppe=anfrage.gruppe.strip())
    if vorhanden.filter(status__in=LAUFEND).exists():
        yield Mangel("Diese Gruppe steht für diesen Termin schon auf der Liste.", feld="gruppe")


def mit_warteplatz(zeilen: QuerySet[Abruf]) -> QuerySet[Abruf]:
    """With `warteplatz`, counted from 1, for those on the waiting list of their date."""
    davor = Abruf.objects.filter(
        termin=OuterRef("termin"), status=Abrufstand.WARTELISTE, pk__lte=OuterRef("pk")
    )
    platz = davor.order_by().values("termin").annotate(platz=Count("pk")).values("platz")
    return zeilen.annotate(warteplatz=Case(When(status=Abrufstand.WARTELISTE, then=Subquery(platz))))


def wartet_als(abruf: Abruf) -> int:
    """The place on the waiting list of its date, counted from 1."""
    davor = Abruf.objects.filter(termin=abruf.termin_id, status=Abrufstand.WARTELISTE, pk__lte=abruf.pk)
    return davor.count()


def ruhende(am: date, *, tage: int) -> QuerySet[Abruf]:
    """Those of which somebody may have to be told on this day; `ist_zu_erinnern` says whether. The longest first."""
    grenze = am - timedelta(days=tage)
    unerinnert = Q(erinnert_am__isnull=True) | Q(erinnert_am__lte=grenze)
    ohne_termin = Q(status__in=[stand for stand in LIEGT_BEI if stand not in BIS_ZUM_TERMIN])
    mit_termin = Q(status__in=BIS_ZUM_TERMIN, termin__am__lte=grenze)
    return Abruf.objects.filter(unerinnert, ohne_termin | mit_termin, seit__lte=grenze).order_by("seit", "pk")


def ruht_seit(abruf: Abruf) -> date | None:
    """The day since which somebody should have done something; None when it lies with nobody."""
    if abruf.status not in LIEGT_BEI or abruf.seit is None:
        return None
    if abruf.termin and abruf.status in BIS_ZUM_TERMIN:
        return max(abruf.seit, abruf.termin.am)
    return abruf.seit


def ist_zu_erinnern(abruf: Abruf, am: date, *, tage: int) -> bool:
    """Whether a reminder is due on this day, `tage` without progress after the last one."""
    seit = ruht_seit(abruf)
    return seit is not None and ruht_zu_lange(seit, tage=tage, erinnert=abruf.erinnert_am, am=am)


def erinnerte(benutzer: Benutzer) -> list[QuerySet[Abruf]]:
    """Those that lie with this person and of which they were reminded: one part per side of an Abruf."""
    anbieter = rechte.stellen_mit(benutzer, Recht.ANGEBOT_PFLEGEN)
    einrichtungen = rechte.stellen_mit(benutzer, Recht.ABRUF_STELLEN)
    themen = queries.themenfelder(benutzer, Recht.ABRUF_ZUORDNEN)
    alle = Abruf.objects.filter(ERINNERT)
    return [
        alle.filter(themenfeld__in=themen.order_by(), status__in=_staende(Abrufseite.KOORDINATION)),
        alle.filter(anbieter__in=anbieter.order_by(), status__in=_staende(Abrufseite.ANBIETER)),
        alle.filter(einrichtung__in=einrichtungen.order_by(), status__in=_staende(Abrufseite.EINRICHTUNG)),
    ]


def _staende(seite: Abrufseite) -> list[Abrufstand]:
    return [stand for stand, bei in LIEGT_BEI.items() if bei == seite]


def vereinbarung_noetig(abruf: Abruf) -> bool:
    """Whether the institution has promised itself so many dates of this offer that it needs an agreement."""
    ab = abruf.angebot.vereinbarung_ab
    if ab is None or abruf.status not in ZAEHLT:
        return False
    fassungen = queries.alle_fassungen(abruf.angebot).order_by().values("pk")
    zugesagte = Abruf.objects.filter(
        einrichtung=abruf.einrichtung_id, angebot__in=fassungen, status__in=ZAEHLT
    )
    return ab == 1 or zugesagte.count() >= ab
