"""A claim is due and not paid."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from antraege.foerderung.models import OFFENE_FORDERUNG, Rueckforderung
from antraege.kern.geld import zeige
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from workflows.revision.regel import Regel, Treffer, am_fall


def zeilen(tag: date) -> QuerySet[Any]:
    """Claims that were due more than so many days ago, the oldest first."""
    seit = tag - timedelta(days=festwerte.einstellung(Festwertart.REVISION_FORDERUNG_TAGE))
    alle = Rueckforderung.objects.filter(status__in=OFFENE_FORDERUNG, faellig_am__lt=seit)
    return alle.select_related("antrag__traeger")


def zeile(forderung: Rueckforderung) -> Treffer:
    """Since when, how much, and how far it was dunned."""
    text = (
        f"Fällig am {forderung.faellig_am:%d.%m.%Y}, {forderung.get_status_display()}; "
        f"von {zeige(forderung.betrag)} sind {zeige(forderung.rest)} offen. Mahnstufe {forderung.mahnstufe}."
    )
    return am_fall(forderung.antrag, text, pk=forderung.pk, betrag=forderung.rest)


REGEL = Regel(
    "offene-forderung",
    "Offene Rückforderung nach Alter",
    "Festgesetzte Rückforderungen, die länger offen sind, als unter Festwerte steht; die älteste zuerst.",
    "§ 23 Abs. 3 KomHVO NRW, § 27 KomHVO NRW, § 53 VwVfG NRW",
    "antrag",
    zeilen,
    zeile,
    ("faellig_am", "pk"),
)
