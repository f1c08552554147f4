"""Which text blocks hold on which day."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from antraege.dokumente.models import FREIGEGEBEN, Textbaustein
from antraege.dokumente.textpflege.katalog import NEBENBESTIMMUNG
from antraege.dokumente.textpflege.klauseln import Klauseltexte
from antraege.dokumente.textpflege.platzhalter import TextbausteinFehlt
from rollen.kanon import sha256_hex


def text_am(schluessel: str, *, tag: date) -> Textbaustein:
    """The version in force on that day; raises TextbausteinFehlt when there is none."""
    baustein = gueltige(tag).filter(schluessel=schluessel).last()
    if baustein is None:
        raise TextbausteinFehlt(f"Für den {tag:%d.%m.%Y} gilt kein Textbaustein „{schluessel}“.")
    return baustein


def texte_am(tag: date) -> Mapping[str, str]:
    """Every text in force on that day by its key, in one query; conditions are not chosen yet."""
    return dict(gueltige(tag).values_list("schluessel", "text"))


def texte_fuer(fakten: object, *, tag: date) -> Mapping[str, str]:
    """The texts in force on that day, each with the clauses these facts choose. What letters are written from."""
    return Klauseltexte(texte_am(tag), fakten)


def fassung_am(tag: date) -> str:
    """The id of the set of versions in force on that day, in one query.

    A release counts from the next day on at the earliest, so up to today the answer never changes again.
    """
    versionen = dict(gueltige(tag).values_list("schluessel", "version"))
    zeilen = "\n".join(f"{schluessel} {version}" for schluessel, version in sorted(versionen.items()))
    return f"T-{sha256_hex(zeilen)[:12]}"


def nebenbestimmungen_am(tag: date) -> list[Textbaustein]:
    """The Nebenbestimmungen a programme may choose, each in the version in force on that day, by key; one query."""
    zeilen = gueltige(tag).filter(schluessel__startswith=NEBENBESTIMMUNG)
    return list({zeile.schluessel: zeile for zeile in zeilen}.values())


def gueltige(tag: date) -> QuerySet[Textbaustein]:
    """Released versions whose time covers the day; of several of one key the last one, that began last, counts."""
    offen = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=tag)
    return Textbaustein.objects.filter(FREIGEGEBEN, offen, gueltig_von__lte=tag).order_by(
        "schluessel", "gueltig_von", "version"
    )
