"""How an incoming grant stands: its sub-grants from the ledger, their proofs, and what has to go back; euro."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    GELTENDE_WEITERLEITUNG,
    Geberzahlungsart,
    Nachweisstatus,
    Speisung,
    Weiterleitung,
)
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Buchung, Buchungsart
from antraege.kern.geld import NULL, summe
from antraege.kern.status import Status
from antraege.kern.verteilung import nach_anteilen
from antraege.kern.weiterleitung import Ungenutzt, letzter_tag_der_nachweise, ungenutzt
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr
from rollen.models import Benutzer
from rollen.rechte import stellen_mit
from rollen.tabelle import Recht

SEHEN = (Recht.HAUSHALT_SEHEN, Recht.FALL_SEHEN)
# The case is over for the proof: checked by two people, or taken back as a whole.
_GEPRUEFT = (Status.KONTROLLIERT, Status.ABGESCHLOSSEN, Status.WIDERRUFEN)
_WORTE = {  # partial: a draft has not been handed in
    Nachweisstatus.EINGEREICHT: "eingereicht",
    Nachweisstatus.GEPRUEFT: "geprüft, zweite Person fehlt",
    Nachweisstatus.GEZEICHNET: "geprüft",
}


_SUMMEN = {
    "bewilligt_hier": Sum("gebunden", filter=Q(art=Buchungsart.BINDUNG)),
    "gezahlt_hier": Sum("ausgezahlt"),
    "zurueck_hier": Sum("erstattet"),
}


@dataclass(frozen=True)
class Unterfall:
    """One sub-grant: what the fed lines bear of it, and how its proof stands on a day; amounts in euro."""

    antrag: Antrag
    bewilligt: Decimal
    ausgezahlt: Decimal
    erstattet: Decimal
    anerkannt: Decimal | None
    stand: str
    geprueft: bool
    ueberfaellig: bool


def sichtbare(benutzer: Benutzer) -> QuerySet[Weiterleitung]:
    """The incoming grants of the Stellen whose budget or cases the person sees, the newest first."""
    return Weiterleitung.objects.filter(stelle__in=stellen_mit(benutzer, *SEHEN)).select_related("stelle")


def pruefzeit() -> int:
    """Days the city needs to check the proofs of its recipients. Raises MaengelFehler without a Festwert."""
    return int(festwerte.wert_am(Festwertart.WEITERLEITUNG_TAGE, uhr.heute()))


def letzter_tag(weiterleitung: Weiterleitung) -> date:
    """The last day for the proofs of its sub-grants."""
    return letzter_tag_der_nachweise(weiterleitung.nachweis_bis, tage=pruefzeit())


def speisende(antrag: Antrag) -> list[Weiterleitung]:
    """The confirmed grants of others that lines of this case are fed by; the earliest proof first."""
    zeilen = [b.haushaltsstelle for b in haushalt.bestaende(antrag.aktenzeichen or "")]
    gilt = Weiterleitung.objects.filter(
        speisungen__haushaltsstelle__in=[z for z in zeilen if z], status__in=GELTENDE_WEITERLEITUNG
    )
    return list(gilt.distinct().order_by("nachweis_bis", "pk"))


def letzter_tag_fuer(antrag: Antrag) -> date | None:
    """The last day for the proof of this case, because the city has to prove earlier; None for own money."""
    gebunden = speisende(antrag)
    return letzter_tag(gebunden[0]) if gebunden else None


def zugewendete(weiterleitung: Weiterleitung) -> QuerySet[Antrag]:
    """The granted cases paid from its lines."""
    az = _buchungen(weiterleitung).exclude(aktenzeichen="").values("aktenzeichen")
    return Antrag.objects.filter(aktenzeichen__in=az, bewilligt__gt=0).select_related("traeger", "nachweis")


def offene(weiterleitung: Weiterleitung) -> QuerySet[Antrag]:
    """Those whose proof is not over: neither signed by two people nor the whole taken back."""
    geprueft = Q(status__in=_GEPRUEFT) | Q(nachweis__status=Nachweisstatus.GEZEICHNET)
    return zugewendete(weiterleitung).exclude(pk__in=Antrag.objects.filter(geprueft).values("pk"))


def ueberfaellige(weiterleitung: Weiterleitung) -> QuerySet[Antrag]:
    """Open ones that have handed nothing in until their day."""
    eingereicht = Antrag.objects.filter(nachweis__status__in=_WORTE).values("pk")
    return offene(weiterleitung).filter(nachweis_faellig_am__lt=uhr.heute()).exclude(pk__in=eingereicht)


def unterfaelle(weiterleitung: Weiterleitung, faelle: Iterable[Antrag] | None = None) -> list[Unterfall]:
    """These granted cases, or all of them by Aktenzeichen, as far as its lines pay them. Two queries for all."""
    heute = uhr.heute()
    alle = list(zugewendete(weiterleitung).order_by("aktenzeichen") if faelle is None else faelle)
    buchungen = _buchungen(weiterleitung).exclude(aktenzeichen="")
    if faelle is not None:
        buchungen = buchungen.filter(aktenzeichen__in=[antrag.aktenzeichen or "" for antrag in alle])
    je_fall = {
        az: tuple(betrag or NULL for betrag in betraege)
        for az, *betraege in buchungen.values_list("aktenzeichen").annotate(**_SUMMEN).order_by()
    }
    return [_unterfall(antrag, *je_fall[antrag.aktenzeichen or ""], heute=heute) for antrag in alle]


def _unterfall(
    antrag: Antrag, bewilligt: Decimal, ausgezahlt: Decimal, erstattet: Decimal, *, heute: date
) -> Unterfall:
    nachweis = getattr(antrag, "nachweis", None)
    geprueft = antrag.zustand in _GEPRUEFT or (
        nachweis is not None and nachweis.status == Nachweisstatus.GEZEICHNET
    )
    faellig = antrag.nachweis_faellig_am
    wort = _WORTE.get(nachweis.status) if nachweis is not None else None
    ueberfaellig = not geprueft and wort is None and faellig is not None and faellig < heute
    if antrag.zustand == Status.WIDERRUFEN:
        wort = "widerrufen"
    fehlt = "überfällig" if ueberfaellig else "noch nicht eingereicht"
    return Unterfall(
        antrag=antrag,
        bewilligt=bewilligt,
        ausgezahlt=ausgezahlt,
        erstattet=erstattet,
        anerkannt=_anteil(antrag, bewilligt),
        stand=wort or ("geprüft" if geprueft else fehlt),
        geprueft=geprueft,
        ueberfaellig=ueberfaellig,
    )


def _anteil(antrag: Antrag, bewilligt: Decimal) -> Decimal | None:
    """What the fed lines bear of the final grant; all of it, unless other pots pay too."""
    if antrag.abgerechnet is None:
        return None
    andere = max(NULL, antrag.bewilligt - bewilligt)
    if not (bewilligt and andere):
        return antrag.abgerechnet
    return nach_anteilen(antrag.abgerechnet, {"hier": bewilligt, "andere": andere})["hier"]


@dataclass(frozen=True)
class Summen:
    """The totals of an incoming grant in euro; `uebrig` is what was received and not paid on.

    They add up: erhalten + eigen = weitergegeben + zurueckgezahlt + uebrig.
    """

    zugewendet: Decimal
    erhalten: Decimal
    zurueckgezahlt: Decimal
    bewilligt: Decimal
    ausgezahlt: Decimal
    anerkannt: Decimal
    erstattet: Decimal
    uebrig: Decimal

    @property
    def weitergegeben(self) -> Decimal:
        """What recipients were paid, less what came back from them."""
        return self.ausgezahlt - self.erstattet

    @property
    def eigen(self) -> Decimal:
        """What the city has paid with money of its own."""
        return self.weitergegeben + self.zurueckgezahlt + self.uebrig - self.erhalten


def summen(weiterleitung: Weiterleitung) -> Summen:
    """What came, what went on, what was proved, what is left; the database adds up, however many cases there are."""
    hier = _buchungen(weiterleitung).exclude(aktenzeichen="").aggregate(**_SUMMEN)
    return Summen(
        zugewendet=summe(s.betrag for s in weiterleitung.speisungen.all()),
        erhalten=_gezahlt(weiterleitung, Geberzahlungsart.EINGANG),
        zurueckgezahlt=_gezahlt(weiterleitung, Geberzahlungsart.RUECKZAHLUNG),
        bewilligt=hier["bewilligt_hier"] or NULL,
        ausgezahlt=hier["gezahlt_hier"] or NULL,
        anerkannt=_anerkannt(weiterleitung),
        erstattet=hier["zurueck_hier"] or NULL,
        uebrig=summe(rest.betrag for rest in rueckzuzahlen(weiterleitung)),
    )


def _anerkannt(weiterleitung: Weiterleitung) -> Decimal:
    """The final grants; of those that other lines pay too, the part of these lines, to the cent."""
    abgerechnet = zugewendete(weiterleitung).filter(abgerechnet__isnull=False)
    fremd = Buchung.objects.filter(aktenzeichen=OuterRef("aktenzeichen"), art=Buchungsart.BINDUNG)
    fremd = fremd.exclude(haushaltsstelle__in=_zeilen(weiterleitung))
    ganz = abgerechnet.filter(~Exists(fremd)).aggregate(summe=Sum("abgerechnet"))["summe"] or NULL
    geteilt = unterfaelle(weiterleitung, abgerechnet.filter(Exists(fremd)))
    return ganz + summe(u.anerkannt for u in geteilt if u.anerkannt is not None)


def rueckzuzahlen(weiterleitung: Weiterleitung) -> list[Ungenutzt]:
    """Money received, or come back from recipients, that was not paid on, with the day until which it goes back."""
    zahlungen = list(weiterleitung.zahlungen.all())
    bewegt = _buchungen(weiterleitung).filter(Q(ausgezahlt__gt=NULL) | Q(erstattet__gt=NULL))
    je_tag = bewegt.annotate(tag=TruncDate("zeitpunkt")).values_list("tag").order_by("tag")
    tage = list(je_tag.annotate(Sum("ausgezahlt"), Sum("erstattet")))
    return ungenutzt(
        [
            *((z.tag, z.betrag) for z in zahlungen if z.art == Geberzahlungsart.EINGANG),
            *((tag, zurueck) for tag, _, zurueck in tage if zurueck),
        ],
        [
            *((z.tag, z.betrag) for z in zahlungen if z.art == Geberzahlungsart.RUECKZAHLUNG),
            *((tag, gezahlt) for tag, gezahlt, _ in tage if gezahlt),
        ],
        monate=weiterleitung.monate_verwendung,
    )


def _gezahlt(weiterleitung: Weiterleitung, art: Geberzahlungsart) -> Decimal:
    return summe(z.betrag for z in weiterleitung.zahlungen.all() if z.art == art)


def _zeilen(weiterleitung: Weiterleitung) -> QuerySet[Any]:
    return Speisung.objects.filter(weiterleitung=weiterleitung).values("haushaltsstelle")


def _buchungen(weiterleitung: Weiterleitung) -> QuerySet[Buchung]:
    return Buchung.objects.filter(haushaltsstelle__in=_zeilen(weiterleitung))
