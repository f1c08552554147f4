"""Which grants are public: finally approved, to legal persons, without exception. Natural persons never are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.antrag.models import Antrag, Antragsart
from antraege.foerderung.models import Bescheidart, Veroeffentlichungssperre
from antraege.kern.status import Status
from rollen import uhr

# Only what is surely a legal person: a form that is not named here is never published.
JURISTISCHE_PERSONEN = frozenset(
    {
        "eingetragener Verein (e. V.)",
        "eingetragener Verein",
        "gemeinnützige GmbH (gGmbH)",
        "gGmbH",
        "GmbH",
        "Stiftung",
        "Körperschaft oder Anstalt des öffentlichen Rechts",
        "Körperschaft des öffentlichen Rechts",
        "Kirchengemeinde",
        "Genossenschaft",
    }
)
BEWILLIGTE = (Status.BEWILLIGT, Status.AUSGEZAHLT, Status.KONTROLLIERT, Status.ABGESCHLOSSEN)
BLOCK = 2000
KOPF = (
    *("Kennung", "Titel", "Programm", "Empfänger", "Rechtsform", "bewilligt in Euro", "bewilligt am"),
    *("Zeitraum von", "Zeitraum bis", "Bewilligende Stelle"),
)


def gesperrt(**worauf: Any) -> QuerySet[Veroeffentlichungssperre]:
    """The exceptions in force."""
    return Veroeffentlichungssperre.objects.filter(aufgehoben_am=None, **worauf)


def oeffentliche(tag: date | None = None) -> QuerySet[Antrag]:
    """The public grants of a day (today's), the newest first; a decision that can still be contested is none."""
    endgueltig = Q(bescheid__verzicht_am__isnull=False) | Q(
        bescheid__bestandskraeftig_ab__lte=tag or uhr.heute()
    )
    return (
        Antrag.objects.filter(
            endgueltig,
            art=Antragsart.FOERDERUNG,
            status__in=[status.value for status in BEWILLIGTE],
            bescheid__art=Bescheidart.ZUWENDUNG,
            bewilligt__gt=0,
            traeger__traeger__rechtsform__in=JURISTISCHE_PERSONEN,
        )
        .exclude(Exists(gesperrt(antrag=OuterRef("pk"))))
        .exclude(Exists(gesperrt(organisation=OuterRef("traeger"))))
        .select_related("bescheid", "programm", "stelle", "traeger__traeger")
        .order_by("-id")
    )


def als_zeilen() -> Iterator[tuple[Any, ...]]:
    """The cells under KOPF."""
    for a in oeffentliche().iterator(chunk_size=BLOCK):
        b = a.bescheid
        wer = (a.traeger.name, a.traeger.traeger.rechtsform)
        betrag = (a.bewilligt, uhr.tag_von(b.erlassen_am), b.zeitraum_von, b.zeitraum_bis)
        yield (kennung(a), a.titel, a.programm.name, *wer, *betrag, a.stelle.name)


def kennung(antrag: Antrag) -> str:
    """The same grant has the same id in every file: prefix of the publisher, number of the case."""
    return f"{settings.OFFENE_DATEN_KENNUNG}-{antrag.aktenzeichen}"


def als_360giving(antrag: Antrag) -> dict[str, Any]:
    """A grant with the required fields of the 360Giving Data Standard; amounts are numbers of euro."""
    bescheid, vorne = antrag.bescheid, settings.OFFENE_DATEN_KENNUNG
    zeitraum = {"startDate": bescheid.zeitraum_von, "endDate": bescheid.zeitraum_bis}
    return {
        "id": kennung(antrag),
        "title": antrag.titel,
        "description": f"{antrag.programm.name}: {antrag.titel}",
        "currency": "EUR",
        "amountAwarded": float(
            antrag.bewilligt
        ),  # JSON has no decimal; the shortest text of it is exact to the cent
        "awardDate": uhr.tag_von(bescheid.erlassen_am).isoformat(),
        "plannedDates": [{name: tag.isoformat() for name, tag in zeitraum.items() if tag}],
        "recipientOrganization": [{"id": f"{vorne}-org-{antrag.traeger_id}", "name": antrag.traeger.name}],
        "fundingOrganization": [
            {"id": f"{vorne}-stadt", "name": "Stadt Dortmund", "department": antrag.stelle.name}
        ],
        "grantProgramme": [{"code": antrag.programm.kuerzel, "title": antrag.programm.name}],
    }
