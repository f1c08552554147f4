"""The command that compares totals with Buchungen."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from antraege.haushalt import services
from tests.datenbank import ohne_trigger, sql


def test_a_sound_ledger(zeile, capsys):
    call_command("haushalt_pruefen")
    assert capsys.readouterr().out == "1 Haushaltsstellen geprüft. Alle Summen gleichen ihren Buchungen.\n"


def test_an_altered_total_is_found(zeile, neue_zeile, capsys):
    neue_zeile(bezeichnung="Andere")
    with ohne_trigger():
        sql("UPDATE haushalt_haushaltsstelle SET gebunden = 100 WHERE id = %s", [zeile.pk])
    zeile.refresh_from_db()
    assert services.abgleich() == [
        services.Abweichung(zeile, "gebunden", Decimal("1.00"), Decimal("0.00")),
    ]
    with pytest.raises(CommandError) as info:
        call_command("haushalt_pruefen")
    assert str(info.value) == "1 Summen stimmen nicht mit den Buchungen überein."
    assert capsys.readouterr().out == (f"{zeile}: gebunden ist 1,00\xa0€, die Buchungen ergeben 0,00\xa0€.\n")
