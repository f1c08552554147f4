"""Template filters: days and moments in German words and always as <time>; bank data masked, readable where checked."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rollen import uhr

register = template.Library()

WOCHENTAGE = ("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So.")
BALD_TAGE = 7


def _ortstag(wert: date) -> date:
    if isinstance(wert, datetime):
        return (timezone.localtime(wert) if timezone.is_aware(wert) else wert).date()
    return wert


def rest_in_worten(tage: int) -> str:
    """Days until a deadline in words; negative days are past it."""
    nah = {-1: "seit gestern überfällig", 0: "heute", 1: "morgen"}
    return nah.get(tage) or (f"noch {tage} Tage" if tage > 0 else f"seit {-tage} Tagen überfällig")


def dringlichkeit(tage: int) -> str:
    """`ueberfaellig`, `bald` (within seven days) or `ok`, for the CSS class."""
    if tage < 0:
        return "ueberfaellig"
    return "bald" if tage <= BALD_TAGE else "ok"


@register.filter
def datum(wert: date | None) -> str | SafeString:
    """15.03.2023 as <time>; a dash for None."""
    if not wert:
        return "–"
    tag = _ortstag(wert)
    return format_html('<time datetime="{}">{}</time>', tag.isoformat(), f"{tag:%d.%m.%Y}")


@register.filter
def zeitpunkt(wert: datetime | None) -> str | SafeString:
    """15.03.2023, 14:05 Uhr in the city's time zone as <time>; a dash for None."""
    if not wert:
        return "–"
    ort = timezone.localtime(wert) if timezone.is_aware(wert) else wert
    return format_html(
        '<time datetime="{}">{} Uhr</time>', ort.isoformat(timespec="minutes"), f"{ort:%d.%m.%Y, %H:%M}"
    )


@register.filter
def frist(wert: date | None) -> str | SafeString:
    """A deadline with weekday, date and days left in words; `ohne Frist` for None."""
    if not wert:
        return "ohne Frist"
    tag = _ortstag(wert)
    tage = (tag - uhr.heute()).days
    return format_html(
        '<span class="app-frist app-frist--{}"><time datetime="{}">{} {}</time>'
        ' <span class="app-frist__rest">{}</span></span>',
        dringlichkeit(tage),
        tag.isoformat(),
        WOCHENTAGE[tag.weekday()],
        f"{tag:%d.%m.%Y}",
        rest_in_worten(tage),
    )


@register.filter
def iban_maskiert(iban: str) -> str:
    """`DE** **** … 3000`: the country and the last four characters; a dash without an IBAN."""
    return f"{iban[:2]}** **** … {iban[-4:]}" if iban else "–"


@register.filter
def iban_lesbar(iban: str) -> str:
    """The IBAN in groups of four; a dash without one."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4)) or "–"
