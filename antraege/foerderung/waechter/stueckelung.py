"""Split applications: several requests just below a Wertgrenze that together are above it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from antraege.antrag.models import Antrag
from antraege.foerderung.models.waechter import Hinweisart
from antraege.foerderung.waechter.fund import UNGEFOERDERT, Fund, verbund
from antraege.kern.geld import zeige
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr


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
