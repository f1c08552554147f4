"""Which text blocks hold on which day."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from antraege.dokumente.models import Textbaustein
from antraege.dokumente.platzhalter import TextbausteinFehlt


def text_am(schluessel: str, *, tag: date) -> Textbaustein:
    """The newest version valid on that day; raises TextbausteinFehlt when there is none."""
    baustein = _gueltig(tag).filter(schluessel=schluessel).last()
    if baustein is None:
        raise TextbausteinFehlt(f"Für den {tag:%d.%m.%Y} gilt kein Textbaustein „{schluessel}“.")
    return baustein


def texte_am(tag: date) -> Mapping[str, str]:
    """Every text valid on that day by its key, in one query; later versions win."""
    return {baustein.schluessel: baustein.text for baustein in _gueltig(tag)}


def _gueltig(tag: date) -> QuerySet[Textbaustein]:
    offen = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=tag)
    return Textbaustein.objects.filter(offen, gueltig_von__lte=tag).order_by("schluessel", "version")
