"""What the guards notice about a request: double funding, split applications, an account two organisations have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Deckungsart, Planposition
from antraege.foerderung.models.waechter import Hinweisart
from antraege.kern.geld import zeige
from antraege.kern.status import Status
from antraege.programme import festwerte
from antraege.programme.models import Festwertart, Foerderprogramm
from rollen import bankverbindung, uhr
from rollen.models import Bankverbindung, Stelle, Traeger

UNGEFOERDERT = (Status.ENTWURF, Status.ABGELEHNT, Status.ZURUECKGEZOGEN, Status.WIDERRUFEN)
_WORT = re.compile(r"\w{4,}")
_AEHNLICH = 0.5
_STADT = ("stadt dortmund", "jugendamt", "fachbereich", "fabido", "schulverwaltung")


@dataclass(frozen=True)
class Fund:
    """What was noticed, under a key that stays the same when it is noticed again."""

    art: str
    schluessel: str
    text: str


def verbund(stelle: Stelle) -> list[int]:
    """The Stellen of the group of companies this one belongs to, itself included."""
    traeger = Traeger.objects.filter(stelle=stelle).first()
    if traeger is None or not traeger.verbund:
        return [stelle.pk]
    gleiche = Traeger.objects.filter(verbund__iexact=traeger.verbund)
    return list(gleiche.values_list("stelle", flat=True))


def gleichzeitige(antrag: Antrag) -> QuerySet[Antrag]:
    """Other requests of all units that may bring money in the same period."""
    if antrag.beginn is None or antrag.ende is None:
        return Antrag.objects.none()
    ueberlappt = Q(beginn__lte=antrag.ende, ende__gte=antrag.beginn)
    return Antrag.objects.filter(ueberlappt).exclude(pk=antrag.pk).exclude(status__in=UNGEFOERDERT)


def doppelfoerderung(antrag: Antrag) -> Iterator[Fund]:
    """Requests at the same time: of the same group at the same site or for a like purpose, or of others for both."""
    gruppe = verbund(antrag.traeger)
    kreis = Q(traeger__in=gruppe)
    if antrag.standort_id:
        kreis |= Q(standort=antrag.standort_id)
    for anderer in gleichzeitige(antrag).filter(kreis).select_related("traeger", "stelle", "programm"):
        gruende = []
        if antrag.standort_id and antrag.standort_id == anderer.standort_id:
            gruende.append("gleicher Standort")
        if aehnlich(antrag.titel, anderer.titel):
            gruende.append("ähnlicher Zweck")
        eigene = anderer.traeger_id in gruppe
        if gruende and (eigene or len(gruende) > 1):
            betrag = anderer.bewilligt or anderer.beantragt
            yield Fund(
                Hinweisart.DOPPELFOERDERUNG,
                f"antrag/{anderer.pk}",
                f"{anderer.aktenzeichen} „{anderer.titel}“ von {anderer.traeger.name} bei {anderer.stelle.name} "
                f"({anderer.programm.name}, {zeige(betrag)}): gleicher Zeitraum, {', '.join(gruende)}.",
            )


def stadtgeld(antrag: Antrag) -> Iterator[Fund]:
    """Third-party money of the plan that is money of the city itself, in this request or in one beside it."""
    programme = [name.casefold() for name in Foerderprogramm.objects.values_list("name", flat=True)]
    for zeile in antrag.planpositionen.filter(art=Deckungsart.DRITTMITTEL):
        name = zeile.bezeichnung.casefold()
        if any(wort in name for wort in (*_STADT, *programme)):
            yield Fund(
                Hinweisart.STADTGELD,
                f"zeile/{zeile.bezeichnung[:60]}",
                f"Als Drittmittel stehen „{zeile.bezeichnung}“ mit {zeige(zeile.betrag)} im Plan. "
                "Das kann Geld der Stadt sein.",
            )
    fremde = Planposition.objects.filter(
        antrag__in=gleichzeitige(antrag).filter(traeger__in=verbund(antrag.traeger)),
        art=Deckungsart.DRITTMITTEL,
        bezeichnung__icontains=antrag.programm.name,
    )
    for zeile in fremde.select_related("antrag"):
        yield Fund(
            Hinweisart.STADTGELD,
            f"antrag/{zeile.antrag_id}",
            f"{zeile.antrag.aktenzeichen} nennt dieses Programm als Drittmittel: "
            f"„{zeile.bezeichnung}“ mit {zeige(zeile.betrag)}.",
        )


def aehnlich(a: str, b: str) -> bool:
    """At least half of the longer words are the same."""
    worte_a, worte_b = (set(_WORT.findall(text.casefold())) for text in (a, b))
    alle = worte_a | worte_b
    return bool(alle) and len(worte_a & worte_b) / len(alle) >= _AEHNLICH


def stueckelung(antrag: Antrag) -> Iterator[Fund]:
    """Other requests of the group under the same programme that with this one pass the Wertgrenze above it.

    How far below the limit and how many days around count, the city sets (Festwerte).
    """
    tag = uhr.tag_von(antrag.eingereicht_am) if antrag.eingereicht_am else uhr.heute()
    grenze = next((g for g in antrag.richtlinie.wertgrenzen.all() if antrag.beantragt <= g.bis_betrag), None)
    if grenze is None:
        return
    ab = grenze.bis_betrag * festwerte.wert_am(Festwertart.STUECKELUNG_AB, tag) / 100
    if antrag.beantragt < ab:
        return
    frist = timedelta(days=int(festwerte.wert_am(Festwertart.STUECKELUNG_TAGE, tag)))
    zeitnah = Q(eingereicht_am__date__range=(tag - frist, tag + frist), beantragt__gte=ab)
    weitere = (
        Antrag.objects.filter(
            zeitnah,
            programm=antrag.programm_id,
            traeger__in=verbund(antrag.traeger),
            beantragt__lte=grenze.bis_betrag,
        )
        .exclude(pk=antrag.pk)
        .exclude(status__in=UNGEFOERDERT)
    )
    for anderer in weitere:
        summe = antrag.beantragt + anderer.beantragt
        if summe > grenze.bis_betrag:
            yield Fund(
                Hinweisart.STUECKELUNG,
                f"antrag/{anderer.pk}",
                f"Mit {anderer.aktenzeichen} „{anderer.titel}“ sind es {zeige(summe)}. Jeder Antrag für sich "
                f"bleibt unter der Wertgrenze von {zeige(grenze.bis_betrag)} ({grenze.get_ebene_display()}).",
            )


def gleiches_konto(antrag: Antrag) -> Iterator[Fund]:
    """Other organisations that are paid on the same account."""
    konto = Bankverbindung.objects.filter(stelle=antrag.traeger_id).first()
    if konto is None:
        return
    for anderes in bankverbindung.doppelte(konto):
        yield Fund(
            Hinweisart.IBAN,
            f"stelle/{anderes.stelle_id}",
            f"{anderes.stelle.name} nutzt dasselbe Konto ({konto.maskiert}).",
        )
