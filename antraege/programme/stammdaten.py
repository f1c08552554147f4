"""Programmes keep a Stelle from being closed: those it leads go over, those it co-signs want new rules."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.stammdaten import GENANNT_VON
from antraege.programme.models import Foerderprogramm, Richtlinie
from rollen import uhr
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, gib_weiter, melde


def _mitgezeichnete(stelle: Stelle) -> QuerySet[Richtlinie]:
    """Rules that count, and of each programme the newest ones only."""
    gilt = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=uhr.heute())
    eigene = Richtlinie.objects.filter(
        gilt, mitzeichnungsstellen__stelle=stelle, freigegeben_von__isnull=False
    )
    neuere = Richtlinie.objects.filter(gilt, freigegeben_von__isnull=False, gueltig_von__lte=uhr.heute())
    abgeloest = [
        eine.pk
        for eine in eigene
        if neuere.filter(programm=eine.programm_id, version__gt=eine.version).exists()
    ]
    return eigene.exclude(pk__in=abgeloest).select_related("programm")


def _nach_konto(zeile: Haushaltsstelle) -> list[str]:
    """Rules that find their money on this line by its name."""
    gilt = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=uhr.heute())
    konto = {
        "auftrag": zeile.auftrag,
        "sachkonto": zeile.sachkonto,
        "haushaltsbezeichnung": zeile.bezeichnung,
    }
    return [str(richtlinie) for richtlinie in Richtlinie.objects.filter(gilt, **konto)]


GENANNT_VON.append(_nach_konto)
melde(
    Bindung(
        "Programme, die sie führt",
        lambda s: Foerderprogramm.objects.filter(stelle=s),
        lambda p: reverse("programm", args=[p.kuerzel]),
        gib_weiter,
    ),
    Bindung(
        "Richtlinien, nach denen sie mitzeichnet",
        _mitgezeichnete,
        lambda r: reverse("programm", args=[r.programm.kuerzel]),
        rat="Für jede Richtlinie, nach der die Stelle mitzeichnet, wird zuerst eine neue Fassung ohne sie freigegeben.",
    ),
)
