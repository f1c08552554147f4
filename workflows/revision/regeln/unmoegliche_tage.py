"""Days that cannot be in this order."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Mittelabruf
from workflows.revision.regel import Regel, Treffer, am_fall

WORTE = {
    "zeitraum": "Das Vorhaben endet vor seinem Beginn.",
    "entscheidung": "Entschieden wurde vor dem Eingang.",
    "abschluss": "Abgeschlossen wurde vor der Entscheidung.",
    "zahlung": "Eine Zahlung ist gebucht, bevor sie angeordnet war, angeordnet, bevor sie festgestellt war, "
    "oder liegt in der Zukunft.",
    "beleg": "Ein Beleg des Nachweises trägt einen Tag nach dem Tag seiner Einreichung.",
}


def zeilen(tag: date) -> QuerySet[Any]:
    """Cases with one of these contradictions, each as a field of its own."""
    zahlung = Mittelabruf.objects.filter(antrag=OuterRef("pk")).filter(
        Q(gebucht_am__lt=F("angeordnet_am"))
        | Q(angeordnet_am__lt=F("sachlich_am"))
        | Q(angeordnet_am__lt=F("rechnerisch_am"))
        | Q(bezahlt_am__gt=tag)
    )
    beleg = Beleg.objects.filter(
        nachweis__antrag=OuterRef("pk"), datum__gt=F("nachweis__eingereicht_am__date")
    )
    return (
        Antrag.objects.filter(aktenzeichen__isnull=False)
        .select_related("traeger")
        .annotate(zahlung=Exists(zahlung), beleg=Exists(beleg))
        .filter(
            Q(ende__lt=F("beginn"))
            | Q(entschieden_am__lt=F("eingereicht_am"))
            | Q(abgeschlossen_am__lt=F("entschieden_am"))
            | Q(zahlung=True)
            | Q(beleg=True)
        )
    )


def zeile(antrag: Any) -> Treffer:
    """Every contradiction in words."""
    a = antrag
    stimmt_nicht = {
        "zeitraum": a.beginn and a.ende and a.ende < a.beginn,
        "entscheidung": a.eingereicht_am and a.entschieden_am and a.entschieden_am < a.eingereicht_am,
        "abschluss": a.entschieden_am and a.abgeschlossen_am and a.abgeschlossen_am < a.entschieden_am,
        "zahlung": a.zahlung,
        "beleg": a.beleg,
    }
    return am_fall(a, " ".join(satz for name, satz in WORTE.items() if stimmt_nicht[name]))


REGEL = Regel(
    "unmoegliche-tage",
    "Tage, die nicht sein können",
    "Fälle, in denen ein Tag vor einem anderen liegt, der ihm vorausgehen muss, oder in der Zukunft.",
    "§ 28 KomHVO NRW (Ordnungsmäßigkeit der Buchführung)",
    "pk",
    zeilen,
    zeile,
)
