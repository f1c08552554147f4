"""Which offers count on a day, whose they are, and who decides on which."""

from datetime import date

from django.db.models import Exists, Q, QuerySet

from antraege.angebote.models import Angebot, Angebotsort, Angebotsstatus, Themenfeld
from rollen import rechte
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.tabelle import Recht

AMTSRECHTE = (Recht.ANGEBOT_VEROEFFENTLICHEN, Recht.VEREINBARUNG_ENTWERFEN, Recht.FALL_SEHEN)
ANBIETENDE = (
    Stellenart.TRAEGER,
    Stellenart.SCHULE,
    Stellenart.KITA,
    Stellenart.JUGENDFREIZEIT,
    Stellenart.EIGENBETRIEB,
    Stellenart.FACHBEREICH,
    Stellenart.BEREICH,
    Stellenart.SERVICESTELLE,
)


def geltende(tag: date) -> QuerySet[Angebot]:
    """The published offers that are in their days, of providers that are still there."""
    bis = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=tag)
    veroeffentlichte = Angebot.objects.filter(status=Angebotsstatus.VEROEFFENTLICHT, anbieter__aktiv=True)
    return veroeffentlichte.filter(bis, gueltig_von__lte=tag)


def mit_allem(angebote: QuerySet[Angebot]) -> QuerySet[Angebot]:
    """With everything a row shows: provider, topic, sites; one more query for the sites of all rows."""
    return angebote.select_related("anbieter", "themenfeld").prefetch_related("standorte__stelle")


def am_standort(standort: int) -> Q:
    """The condition for offers that are possible at this site."""
    dort = Angebot.standorte.through.objects.filter(standort=standort).values("angebot")
    return ~Q(ort=Angebotsort.STANDORTE) | Q(pk__in=dort)


def eigene(benutzer: Benutzer) -> QuerySet[Angebot]:
    """The offers this person may work on, in every state."""
    return Angebot.objects.filter(anbieter__in=rechte.stellen_mit(benutzer, Recht.ANGEBOT_PFLEGEN))


def anbietbare(benutzer: Benutzer) -> QuerySet[Stelle]:
    """The Stellen for which this person may write offers."""
    return rechte.stellen_mit(benutzer, Recht.ANGEBOT_PFLEGEN).filter(aktiv=True, art__in=ANBIETENDE)


def zu_entscheiden(benutzer: Benutzer) -> QuerySet[Angebot]:
    """The offers whose publication this person decides on, in every state: own topics, or all."""
    return Angebot.objects.filter(themenfeld__in=themenfelder(benutzer, Recht.ANGEBOT_VEROEFFENTLICHEN))


def koordinierende(themenfeld: Themenfeld) -> list[Stelle]:
    """The Stellen that coordinate a topic, and the Servicestelle: one of them decides."""
    servicestellen = Stelle.objects.filter(art=Stellenart.SERVICESTELLE, aktiv=True)
    return [*themenfeld.koordination.all(), *servicestellen]


def themenfelder(benutzer: Benutzer, recht: Recht) -> QuerySet[Themenfeld]:
    """The topics for whose coordinating Stellen this person holds the right; all of them at the Servicestelle."""
    stellen = rechte.stellen_mit(benutzer, recht).order_by()
    alle = Exists(stellen.filter(art=Stellenart.SERVICESTELLE, aktiv=True))
    eigene_themen = Themenfeld.koordination.through.objects.filter(stelle__in=stellen).values("themenfeld")
    return Themenfeld.objects.filter(alle | Q(pk__in=eigene_themen))


def wartende(benutzer: Benutzer) -> QuerySet[Angebot]:
    """Those of them that wait for a decision."""
    return zu_entscheiden(benutzer).filter(status=Angebotsstatus.VORGELEGT)


def im_amt(benutzer: Benutzer) -> bool:
    """True for the staff: they see where an offer is used."""
    return any(b.recht in AMTSRECHTE for b in rechte.berechtigungen(benutzer))


def alle_fassungen(angebot: Angebot) -> QuerySet[Angebot]:
    """Every version of this offer, the newest first."""
    stamm = angebot.stamm_id_oder_selbst
    return Angebot.objects.filter(Q(pk=stamm) | Q(stamm=stamm)).order_by("-pk")


def vereinbarungen(angebot: Angebot) -> int:
    """How many agreements rest on this offer, whatever its version was."""
    fassungen = alle_fassungen(angebot).filter(vereinbarungen__isnull=False)
    return len(set(fassungen.values_list("vereinbarungen", flat=True)))
