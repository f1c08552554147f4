"""The search for cases: what the person may see and has the words."""

from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.antrag.queries import wege_zu_faellen
from antraege.kern.fallsuche import Anfrage, Einblick
from rollen.models import Benutzer
from workflows.suche.volltext import Trifft


def teile(benutzer: Benutzer, anfrage: Anfrage) -> list[QuerySet[Antrag]]:
    """One part per depth in which the person sees cases, each searched no deeper than that."""
    wege = wege_zu_faellen(benutzer, auch_mitzeichnung=True)
    if wege is None:
        return [Antrag.objects.filter(Trifft(anfrage, Einblick.INNEN))]
    tiefen: dict[Einblick, Q] = {}
    for weg in wege:
        tiefen[weg.einblick] = tiefen.get(weg.einblick, Q()) | weg.als_q()
    return [Antrag.objects.filter(sichtbar, Trifft(anfrage, tiefe)) for tiefe, sichtbar in tiefen.items()]
