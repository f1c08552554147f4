"""The clock everybody reads: the real one, or one that the demo and the tests have set."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_gestellt: ContextVar[datetime | None] = ContextVar("uhr", default=None)


def jetzt() -> datetime:
    """The present moment, aware, in UTC."""
    return _gestellt.get() or timezone.now()


def heute() -> date:
    """The present day in the city's own time zone."""
    return timezone.localdate(jetzt())


def mittag(tag: date) -> datetime:
    """Noon of a day in the city's own time zone: the moment of something of which only the day is known."""
    return timezone.make_aware(datetime.combine(tag, time(12)))


@contextmanager
def gestellt(zeitpunkt: datetime) -> Iterator[None]:
    """Set the clock for everything that runs inside the block: for demo, tests and rehearsed letters."""
    if timezone.is_naive(zeitpunkt):
        zeitpunkt = timezone.make_aware(zeitpunkt)
    marke = _gestellt.set(zeitpunkt)
    try:
        yield
    finally:
        _gestellt.reset(marke)


def tag_von(zeitpunkt: datetime) -> date:
    """The day of a moment in the city's own time zone."""
    return timezone.localdate(zeitpunkt)
