"""Template filters for bank data: masked in lists, readable where it is checked."""

from django import template

register = template.Library()


@register.filter
def iban_maskiert(iban: str) -> str:
    """`DE** **** … 3000`: the country and the last four characters; a dash without an IBAN."""
    return f"{iban[:2]}** **** … {iban[-4:]}" if iban else "–"


@register.filter
def iban_lesbar(iban: str) -> str:
    """The IBAN in groups of four; a dash without one."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4)) or "–"
