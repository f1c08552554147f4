"""Keeps the tree of Stellen: every path is the chain of ids from the root."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from rollen.models import Stelle, Stellenart, Traeger


@transaction.atomic
def speichere(stelle: Stelle) -> Stelle:
    """Save a new or moved Stelle with its path and, when it moved, the paths of everything below it.

    Raises ValidationError when it would come to stand below itself.
    """
    # One writer of the tree at a time: a path is only right as long as no ancestor moves.
    list(Stelle.objects.select_for_update().filter(eltern=None).values_list("pk"))
    alt = _pfad(stelle.pk)
    oben = _pfad(stelle.eltern_id)
    if alt and oben.startswith(alt):
        raise ValidationError({"eltern": "Eine Stelle kann nicht unter sich selbst stehen."})
    stelle.pfad = alt
    stelle.save()
    stelle.pfad = f"{oben}{stelle.pk}."
    if alt != stelle.pfad:
        stelle.save(update_fields=["pfad"])
        if alt:
            rest = Substr(F("pfad"), len(alt) + 1)
            unten = Stelle.objects.filter(pfad__startswith=alt)
            unten.update(pfad=Concat(Value(stelle.pfad), rest))
    return stelle


def kasse() -> Stelle:
    """The Stadtkasse: it books, and money comes back to its account."""
    return Stelle.objects.get(art=Stellenart.KASSE)


def traeger_von(stelle: Stelle) -> Traeger | None:
    """The organisation behind a Stelle: itself, or the one its Kita belongs to."""
    zeilen = Traeger.objects.filter(stelle__in=stelle.vorfahren).select_related("stelle")
    return max(zeilen, key=lambda t: len(t.stelle.pfad), default=None)


def _pfad(pk: int | None) -> str:
    return "" if pk is None else Stelle.objects.filter(pk=pk).values_list("pfad", flat=True).first() or ""
