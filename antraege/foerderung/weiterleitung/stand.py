"""How an incoming grant stands: its sub-grants from the ledger, their proofs, and what has to go back; euro."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

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


def unterfaelle(weiterleitung: Weiterleitung) -> list[Unterfall]:
    """The granted cases paid from its lines, by Aktenzeichen. Two queries."""
    heute = uhr.heute()
    je_fall = {
        az: tuple(betrag or NULL for betrag in betraege)
        for az, *betraege in _buchungen(weiterleitung)
        .exclude(aktenzeichen="")
        .values_list("aktenzeichen")
        .annotate(
            bewilligt=Sum("gebunden", filter=Q(art=Buchungsart.BINDUNG)),
            gezahlt=Sum("ausgezahlt"),
            zurueck=Sum("erstattet"),
        )
        .order_by()
    }
    faelle = Antrag.objects.filter(aktenzeichen__in=je_fall, bewilligt__gt=0)
    return [
        _unterfall(antrag, *je_fall[antrag.aktenzeichen or ""], heute=heute)
        for antrag in faelle.select_related("traeger", "nachweis").order_by("aktenzeichen")
    ]


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
    """The totals of an incoming grant in euro; `uebrig` is what was received and not paid on."""

    zugewendet: Decimal
    erhalten: Decimal
    zurueckgezahlt: Decimal
    bewilligt: Decimal
    ausgezahlt: Decimal
    anerkannt: Decimal
    erstattet: Decimal
    uebrig: Decimal


def summen(weiterleitung: Weiterleitung, faelle: Iterable[Unterfall]) -> Summen:
    """What came, what went on, what was proved, what is left."""
    alle = list(faelle)
    return Summen(
        zugewendet=summe(s.betrag for s in weiterleitung.speisungen.all()),
        erhalten=_gezahlt(weiterleitung, Geberzahlungsart.EINGANG),
        zurueckgezahlt=_gezahlt(weiterleitung, Geberzahlungsart.RUECKZAHLUNG),
        bewilligt=summe(u.bewilligt for u in alle),
        ausgezahlt=summe(u.ausgezahlt for u in alle),
        anerkannt=summe(u.anerkannt for u in alle if u.anerkannt is not None),
        erstattet=summe(u.erstattet for u in alle),
        uebrig=summe(rest.betrag for rest in rueckzuzahlen(weiterleitung)),
    )


def rueckzuzahlen(weiterleitung: Weiterleitung) -> list[Ungenutzt]:
    """Money received, or come back from recipients, that was not paid on, with the day until which it goes back."""
    zahlungen = list(weiterleitung.zahlungen.all())
    buchungen = _buchungen(weiterleitung).filter(Q(ausgezahlt__gt=NULL) | Q(erstattet__gt=NULL))
    tage = [(uhr.tag_von(b.zeitpunkt), b.ausgezahlt, b.erstattet) for b in buchungen]
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


def _buchungen(weiterleitung: Weiterleitung) -> QuerySet[Buchung]:
    zeilen = Speisung.objects.filter(weiterleitung=weiterleitung).values("haushaltsstelle")
    return Buchung.objects.filter(haushaltsstelle__in=zeilen)
