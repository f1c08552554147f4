"""Ledger and cases agree at every step of a case; every deviation is one line and exit code 1."""

import pytest
from django.core.management import CommandError, call_command

from antraege.haushalt import services
from antraege.haushalt.jahr import jahreswechsel, reste
from antraege.haushalt.models import Haushaltsstelle
from rollen.tabelle import Rolle
from tests.antraege.haushalt.konten import D
from tests.datenbank import ohne_trigger, sql
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows.wege import _tu_eins, gehe, offene
from workflows.zahlung.abgleich_hauptbuch import Ungleich, hauptbuch_gegen_faelle

pytestmark = pytest.mark.beide_datenbanken


def abweichungen() -> list[Ungleich]:
    return list(hauptbuch_gegen_faelle())


def test_ledger_and_case_agree_at_every_step(welt: Welt) -> None:
    antrag = welt.eingereicht()
    gesehen = []
    while was := offene(antrag):
        assert (was, abweichungen()) == (was, [])
        gesehen.append(was[0])
        _tu_eins(welt, antrag, was[0])
    assert abweichungen() == []
    assert {"entscheidung", "buchung", "nachweiszeichnung", "abschluss"} <= set(gesehen)


def test_money_that_nobody_booked_is_found(welt: Welt, capsys: pytest.CaptureFixture[str]) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    call_command("haushalt_pruefen")
    assert capsys.readouterr().out == (
        "1 Haushaltsstellen und 1 Fälle geprüft. "
        "Alle Summen gleichen ihren Buchungen, alle Buchungen ihren Fällen.\n"
    )
    with ohne_trigger():
        sql("UPDATE antrag_antrag SET bewilligt = bewilligt + 100")
    assert abweichungen() == [Ungleich(antrag.aktenzeichen, "gebunden", D("10000"), D("10001"))]
    with pytest.raises(CommandError, match=r"^Abweichungen im Haushalt: 1\.$"):
        call_command("haushalt_pruefen")
    assert capsys.readouterr().out == (
        f"{antrag.aktenzeichen}: gebunden sind im Haushalt 10.000,00\xa0€, im Fall 10.001,00\xa0€.\n"
    )


def test_a_total_that_is_not_its_buchungen(welt: Welt, capsys: pytest.CaptureFixture[str]) -> None:
    with ohne_trigger():
        sql("UPDATE haushalt_haushaltsstelle SET gebunden = 100")
    with pytest.raises(CommandError):
        call_command("haushalt_pruefen")
    assert capsys.readouterr().out == (
        f"{welt.haushaltsstelle}: gebunden ist 1,00\xa0€, die Buchungen ergeben 0,00\xa0€.\n"
    )


def test_an_aktenzeichen_that_no_case_has(welt: Welt) -> None:
    wie = {"aktenzeichen": "erfunden", "akteur": welt.personen["fi"]}
    services.vormerken(welt.haushaltsstelle, D("5"), schluessel="x", **wie)
    assert abweichungen() == [Ungleich("erfunden", "vorgemerkt", D("5"), D("0"))]


def test_what_fell_at_the_end_of_the_year_is_no_deviation(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    stelle = welt.stellen["fb40"]
    Haushaltsstelle.objects.create(
        **{feld: getattr(welt.haushaltsstelle, feld) for feld in (*reste.KONTO, "stelle", "bereich")},
        jahr=2024,
    )
    wahl = {p.schluessel: ("verfallen", "Beendet.") for p in reste.posten(2023, stelle)}
    wechsel = jahreswechsel.vorschlagen(2023, stelle, wahl, akteur=welt.neu("fi"))
    leitung = person_mit(Rolle.LEITUNG, stelle)
    assert jahreswechsel.freigeben(wechsel.pk, akteur=leitung).betroffene == [antrag.aktenzeichen]
    assert services.bestand(antrag.aktenzeichen).gebunden == D("0")
    assert abweichungen() == []
