"""Notice to the end of the school year, and the day so many months before the end of a term."""

from datetime import date

import pytest

from antraege.kern.kooperation import monate_vorher, ordentlich_kuendbar_zum, schuljahresende


@pytest.mark.parametrize(
    ("zugang", "monate", "zum"),
    [
        (date(2024, 4, 22), 3, date(2024, 7, 31)),
        (date(2024, 4, 30), 3, date(2024, 7, 31)),
        (date(2024, 5, 1), 3, date(2025, 7, 31)),
        (date(2024, 7, 31), 1, date(2025, 7, 31)),
        (date(2024, 2, 29), 5, date(2024, 7, 31)),
        (date(2023, 12, 31), 7, date(2024, 7, 31)),
    ],
)
def test_ordentlich_kuendbar_zum_ende_des_schuljahres(zugang: date, monate: int, zum: date) -> None:
    assert ordentlich_kuendbar_zum(zugang, monate=monate) == zum


def test_schuljahresende_ist_der_31_juli() -> None:
    assert schuljahresende(date(2024, 7, 31)) == date(2024, 7, 31)
    assert schuljahresende(date(2024, 8, 1)) == date(2025, 7, 31)


def test_monate_vorher_am_ende_kurzer_monate() -> None:
    assert monate_vorher(date(2025, 8, 31), monate=6) == date(2025, 2, 28)
    assert monate_vorher(date(2025, 7, 31), monate=3) == date(2025, 4, 30)
