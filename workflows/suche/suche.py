"""The search for cases: what the person may see and has the words."""

from django.db.models import QuerySet

from antraege.antrag.models import Antrag
from antraege.antrag.queries import wege_zu_faellen
from antraege.kern.fallsuche import Anfrage, Einblick
from rollen.models import Benutzer
from workflows.suche.volltext import Trifft


def teile(benutzer: Benutzer, anfrage: Anfrage) -> list[QuerySet[Antrag]]:
    """One part per reason for which the person sees cases, each searched as deep as it opens them."""
    wege = wege_zu_faellen(benutzer, auch_mitzeichnung=True)
    if wege is None:
        return [Antrag.objects.filter(Trifft(anfrage, Einblick.INNEN, wenige=False))]
    return [
        Antrag.objects.filter(weg.als_q(), Trifft(anfrage, weg.einblick, wenige=weg.wenige)) for weg in wege
    ]
