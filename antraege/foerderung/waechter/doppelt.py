"""The double-funding radar: same organisation or site, time and purpose; the city's own money as third-party money."""

import re
from collections.abc import Iterator

from django.db.models import Q

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Deckungsart, Planposition
from antraege.foerderung.models.waechter import Hinweisart
from antraege.foerderung.waechter.fund import Fund, gleichzeitige, verbund
from antraege.kern.geld import zeige
from antraege.programme.models import Foerderprogramm

_WORT = re.compile(r"\w{4,}")
_AEHNLICH = 0.5
_STADT = ("stadt dortmund", "jugendamt", "fachbereich", "fabido", "schulverwaltung")


def doppelfoerderung(antrag: Antrag) -> Iterator[Fund]:
    """Requests at the same time: of the same group at the same site or for a like purpose, or of others for both."""
    gruppe = verbund(antrag.traeger)
    kreis = Q(traeger__in=gruppe)
    if antrag.standort_id:
        kreis |= Q(standort=antrag.standort_id)
    for anderer in gleichzeitige(antrag).filter(kreis).select_related("traeger", "stelle", "programm"):
        gruende = _gruende(antrag, anderer)
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


def _gruende(antrag: Antrag, anderer: Antrag) -> list[str]:
    gruende = []
    if antrag.standort_id and antrag.standort_id == anderer.standort_id:
        gruende.append("gleicher Standort")
    if aehnlich(antrag.titel, anderer.titel):
        gruende.append("ähnlicher Zweck")
    return gruende


def aehnlich(a: str, b: str) -> bool:
    """At least half of the longer words are the same."""
    worte_a, worte_b = (set(_WORT.findall(text.casefold())) for text in (a, b))
    alle = worte_a | worte_b
    return bool(alle) and len(worte_a & worte_b) / len(alle) >= _AEHNLICH
