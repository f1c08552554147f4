"""How near a deadline of the Kindercampus is, and when somebody is told."""

from datetime import date

import pytest

from antraege.campus import fristen
from antraege.campus.fristen import Naehe
from antraege.campus.models import Campusfrist


def _frist(**felder: object) -> Campusfrist:
    return Campusfrist(titel="Entscheiden", tag=date(2026, 8, 31), vorlauf_monate=9, **felder)


@pytest.mark.parametrize(
    ("heute", "naehe"),
    [
        (date(2025, 11, 29), Naehe.SPAETER),
        (date(2025, 11, 30), Naehe.JETZT),
        (date(2026, 8, 31), Naehe.JETZT),
        (date(2026, 9, 1), Naehe.UEBERFAELLIG),
    ],
)
def test_die_naehe_haengt_am_vorlauf(heute: date, naehe: Naehe) -> None:
    assert fristen.lage(_frist(), heute).naehe == naehe
    erledigt = fristen.lage(_frist(erledigt_am=date(2026, 1, 1), ergebnis="Beschlossen."), heute)
    assert (erledigt.naehe, erledigt.draengt) == (Naehe.ERLEDIGT, False)


@pytest.mark.parametrize(
    ("heute", "erinnert_am", "erinnern"),
    [
        (date(2025, 11, 29), None, False),
        (date(2025, 11, 30), None, True),
        (date(2026, 1, 1), date(2025, 11, 30), False),
        (date(2026, 9, 1), date(2025, 11, 30), True),
        (date(2026, 9, 2), date(2026, 9, 1), False),
    ],
)
def test_erinnert_wird_einmal_vorher_und_einmal_nachher(
    heute: date, erinnert_am: date | None, *, erinnern: bool
) -> None:
    assert fristen.ist_zu_erinnern(_frist(erinnert_am=erinnert_am), heute) is erinnern
