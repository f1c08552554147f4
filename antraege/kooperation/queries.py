"""Who sees which agreements, and which others there are for the same site and topic."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from antraege.antrag.queries import sichtbar_fuer as sichtbare_antraege
from antraege.kooperation.models import GELTENDE, Partei, Vereinbarung, Vereinbarungsstatus
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht

PARTEIRECHTE = (Recht.ANTRAG_SEHEN, Recht.VEREINBARUNG_ABSTIMMEN, Recht.VEREINBARUNG_ZEICHNEN)
MIT = (
    "antrag__standort",
    "antrag__stelle",
    "antrag__traeger",
    "antrag__richtlinie",
    "antrag__programm",
    "themenfeld",
    "fassung",
    "geltende",
    "zuwendung",
)
LAUFEND = (*GELTENDE, Vereinbarungsstatus.ZEICHNUNG, Vereinbarungsstatus.FREIGEGEBEN)


def sichtbar_fuer(benutzer: Benutzer) -> QuerySet[Vereinbarung]:
    """The agreements this person may open: through the case, or as one of the parties."""
    eigene = Partei.objects.filter(
        vereinbarung=OuterRef("pk"), stelle__in=rechte.stellen_mit(benutzer, *PARTEIRECHTE)
    )
    faelle = sichtbare_antraege(benutzer).order_by().values("pk")
    return Vereinbarung.objects.filter(Q(antrag__in=faelle) | Exists(eigene)).select_related(*MIT)


def als_partei(benutzer: Benutzer) -> QuerySet[Vereinbarung]:
    """The agreements in which an own organisation is a party."""
    eigene = Partei.objects.filter(
        vereinbarung=OuterRef("pk"), stelle__in=rechte.stellen_mit(benutzer, *PARTEIRECHTE)
    )
    return Vereinbarung.objects.filter(Exists(eigene)).select_related(*MIT)


def verwandte(vereinbarung: Vereinbarung) -> QuerySet[Vereinbarung]:
    """Other agreements of the same site that run or are being signed, the same topic first (K2)."""
    andere = Vereinbarung.objects.filter(
        antrag__standort=vereinbarung.antrag.standort_id, status__in=LAUFEND
    ).exclude(pk=vereinbarung.pk)
    anderes = Case(When(themenfeld=vereinbarung.themenfeld_id, then=0), default=1)
    return andere.select_related("antrag__traeger", "themenfeld").order_by(anderes, "-id")


def angebotene(vereinbarung: Vereinbarung) -> dict[int, list[str]]:
    """What the offers on which it rests bring in, a point per line, by the Stelle that offers. One query."""
    leistungen: dict[int, list[str]] = {}
    for angebot in vereinbarung.angebote.order_by("pk"):
        leistungen.setdefault(angebot.anbieter_id, []).extend(angebot.leistung)
    return leistungen
