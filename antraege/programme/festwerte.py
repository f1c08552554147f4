"""Which value counts on a day; only released ones count, and a missing one is an error, never a guess."""

from datetime import date
from decimal import Decimal

from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.programme.models import Festwert, Festwertart

VERANTWORTLICH = "Richtlinien bearbeiten und freigeben (Festwerte)"


def reihe(schluessel: str) -> list[tuple[date, Decimal]]:
    """All released values with the day they begin, the oldest first."""
    werte = Festwert.objects.filter(schluessel=schluessel, freigegeben_am__isnull=False)
    return list(werte.order_by("gueltig_ab").values_list("gueltig_ab", "wert"))


def wert_am(schluessel: str, tag: date) -> Decimal:
    """The released value that counts on the day. Raises MaengelFehler when there is none."""
    werte = Festwert.objects.filter(
        schluessel=schluessel, freigegeben_am__isnull=False, gueltig_ab__lte=tag
    ).order_by("-gueltig_ab")
    gefunden = werte.values_list("wert", flat=True).first()
    if gefunden is None:
        name = Festwertart(schluessel).label
        raise MaengelFehler(
            [Mangel(f"Für den {tag:%d.%m.%Y} ist kein Wert hinterlegt: {name}.", behebt=VERANTWORTLICH)]
        )
    return gefunden
