"""Totals against their Buchungen: what somebody changed past the triggers is found."""

import pytest

from antraege.haushalt import services
from tests.antraege.haushalt.konten import D
from tests.datenbank import ohne_trigger, sql

pytestmark = pytest.mark.beide_datenbanken


def test_an_altered_total_is_found(zeile, neue_zeile):
    neue_zeile(bezeichnung="Andere")
    assert services.abgleich() == []
    for spalte in ("vorgemerkt", "gebunden"):
        with ohne_trigger():
            sql(f"UPDATE haushalt_haushaltsstelle SET {spalte} = 100 WHERE id = %s", [zeile.pk])  # noqa: S608
        zeile.refresh_from_db()
        assert services.abgleich()[-1] == services.Abweichung(zeile, spalte, D("1.00"), D("0.00"))
