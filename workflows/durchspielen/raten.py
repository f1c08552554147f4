"""How much of a grant is paid when, so that each Haushaltsjahr pays its own share."""

from datetime import date
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from workflows.durchspielen.ereignisse import NULL


def haelfte(antrag: Antrag) -> Decimal:
    """Half of the grant in euro, or what its first Haushaltsjahr has of it."""
    return _haelfte(antrag.bewilligt, mittel.bewilligte_anteile(antrag))


def vorgeschlagene_haelfte(antrag: Antrag) -> Decimal:
    """The same of what is proposed."""
    return _haelfte(antrag.vorgeschlagen, mittel.vorgeschlagene_anteile(antrag))


def mitte(antrag: Antrag) -> date:
    """A day in the middle of the project on which the money of all its years can be paid."""
    beginn, ende = antrag.beginn, antrag.ende
    assert beginn
    assert ende
    tag = beginn + (ende - beginn) / 2
    return tag if beginn.year == ende.year else max(tag, date(ende.year, 1, 2))


def _haelfte(betrag: Decimal, anteile: mittel.Anteile) -> Decimal:
    return min((betrag / 2).quantize(NULL), anteile[min(anteile)])
