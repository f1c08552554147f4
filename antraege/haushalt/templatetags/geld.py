"""Template filter for euro amounts."""

from decimal import Decimal

from django import template

from antraege.kern.geld import zeige

register = template.Library()


@register.filter
def euro(betrag: Decimal | None) -> str:
    """Euro as `1.234,56 €` with a no-break space; a dash for None. Raises GeldFehler below a cent."""
    return "–" if betrag is None else zeige(betrag)
