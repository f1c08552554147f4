"""Every journey of README.md can be walked today; `make reisen` walks them under other clocks too."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.vorfuehrung.reisen import REISEN
from tests.vorfuehrung.uhren import GELADEN, LIEGEN_GEBLIEBEN, Reise, um_zehn


@pytest.mark.parametrize("demo_am", [*GELADEN, LIEGEN_GEBLIEBEN], indirect=True)
@pytest.mark.parametrize("reise", REISEN, ids=lambda reise: reise.__name__)
def test_die_reise_fuehrt_ans_ziel(demo_am: date, reise: Callable[[], Reise]) -> None:
    schritte, tag = reise(), demo_am
    while True:
        with um_zehn(tag):
            weiter = next(schritte, None)
        if weiter is None:
            return
        tag = max(tag, weiter)
