"""It was approved although a check list, a co-signing Stelle or a body says no."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from antraege.antrag.models import Antrag, Mitzeichnung, Pruefung, Votum
from antraege.gremien.models import ENTSCHIEDENE, Gremienvorlage, Vorlagenstatus
from workflows.revision.regel import Regel, Treffer, am_fall

NEIN = '"antwort": "nein"'  # as both databases write a check list out


def zeilen(_tag: date) -> QuerySet[Any]:
    """Approved cases whose last word in a check list, of a Stelle or of a body is no."""
    stimme = Mitzeichnung.objects.filter(antrag=OuterRef("antrag"), pk__gt=OuterRef("pk"))
    pruefung = Pruefung.objects.filter(antrag=OuterRef("antrag"), pk__gt=OuterRef("pk"))
    versagt = Mitzeichnung.objects.filter(antrag=OuterRef("pk"), votum=Votum.VERSAGT).filter(
        ~Exists(stimme.filter(stelle=OuterRef("stelle")))
    )
    verneint = (
        Pruefung.objects.filter(antrag=OuterRef("pk"))
        .filter(~Exists(pruefung.filter(art=OuterRef("art"))))
        .annotate(liste=Cast("ergebnisse", TextField()))
        .filter(liste__contains=NEIN)
    )
    spaeter = Gremienvorlage.objects.filter(
        antrag=OuterRef("antrag"), pk__gt=OuterRef("pk"), status__in=ENTSCHIEDENE
    )
    abgelehnt = Gremienvorlage.objects.filter(antrag=OuterRef("pk"), status=Vorlagenstatus.ABGELEHNT).filter(
        ~Exists(spaeter)
    )
    bewilligt = Antrag.objects.filter(bewilligt__gt=0).select_related("traeger")
    return bewilligt.annotate(
        versagt=Exists(versagt), verneint=Exists(verneint), abgelehnt=Exists(abgelehnt)
    ).filter(Q(versagt=True) | Q(verneint=True) | Q(abgelehnt=True))


def zeile(antrag: Any) -> Treffer:
    """Who has said no."""
    wer = {
        "versagt": "eine mitzeichnende Stelle ihr Einvernehmen versagt",
        "verneint": "eine Prüfliste einen Punkt verneint",
        "abgelehnt": "ein Gremium abgelehnt",
    }
    neins = ", ".join(worte for name, worte in wer.items() if getattr(antrag, name))
    return am_fall(antrag, f"Bewilligt, obwohl zuletzt {neins} hat.")


REGEL = Regel(
    "trotz-nein",
    "Bewilligung trotz Nein",
    "Bewilligte Fälle, in denen das letzte Wort einer Prüfliste, einer mitzeichnenden Stelle oder eines Gremiums Nein "
    "ist. Ein Nein der Prüfliste kann begründet sein; die Begründung steht im Fall.",
    "§§ 39, 40 VwVfG NRW, Dienstanweisung Mitzeichnung",
    "pk",
    zeilen,
    zeile,
)
