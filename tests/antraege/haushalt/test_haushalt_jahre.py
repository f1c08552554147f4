"""What a budget year allows: no new commitment without a Satzung, nothing at all after its end (§ 82 GO)."""

from datetime import UTC, date, datetime

import pytest

from antraege.haushalt import services
from antraege.haushalt.models import Haushaltsjahr
from rollen import uhr
from tests.antraege.haushalt.konten import AZ, D, erwartet, stand

pytestmark = pytest.mark.beide_datenbanken
JANUAR, MAERZ = date(2027, 1, 15), date(2027, 3, 1)
OHNE_SATZUNG = (
    "Die Haushaltssatzung 2027 ist am 15.01.2027 nicht in Kraft. In der vorläufigen Haushaltsführung "
    "sind neue freiwillige Zusagen nicht erlaubt (§ 82 GO NRW)."
)


def texte(jahr: int, tag: date) -> list[str]:
    return [m.text for m in services.verpflichtungshindernisse(jahr, tag=tag)]


def test_the_satzung_decides_from_day_to_day(db):
    jahr = Haushaltsjahr.objects.create(jahr=2027)
    assert texte(2027, JANUAR) == [OHNE_SATZUNG]
    jahr.in_kraft_ab = MAERZ
    jahr.save()
    assert texte(2027, JANUAR) == [OHNE_SATZUNG]
    assert texte(2027, MAERZ) == []


def test_a_coming_planned_year_may_be_burdened_an_unknown_one_not(db):
    Haushaltsjahr.objects.create(jahr=2027)
    assert texte(2027, date(2026, 12, 31)) == []
    assert texte(2028, date(2026, 12, 31)) == ["Das Haushaltsjahr 2028 ist nicht angelegt."]


def test_a_past_year_that_never_came_into_force(db):
    Haushaltsjahr.objects.create(jahr=2022)
    assert len(texte(2022, date(2023, 2, 1))) == 1


def test_vorlaeufige_haushaltsfuehrung_refuses_binden_only(zeile, buche, nichts_geschieht):
    Haushaltsjahr.objects.filter(jahr=2023).update(in_kraft_ab=date(2023, 2, 1))
    buche(services.binden, "100", schluessel="frueher")
    with uhr.gestellt(datetime(2023, 1, 15, 8, tzinfo=UTC)):
        buche(services.vormerken, "200")
        satz = nichts_geschieht(services.JahrGesperrt, buche, services.binden, "200")
        assert buche(services.binden, "100", schluessel="frueher").gebunden == D("100")
        buche(services.auszahlen, "100")
    assert satz.startswith("Die Haushaltssatzung 2023 ist am 15.01.2023 nicht in Kraft.")
    assert stand(zeile) == erwartet(vorgemerkt="200", ausgezahlt="100", frei="700")
    buche(services.binden, "200")


def test_a_closed_year_takes_back_and_nothing_else(zeile, neue_zeile, buche, akteur, nichts_geschieht):
    andere = neue_zeile(bezeichnung="Andere")
    buche(services.binden, "300")
    buche(services.vormerken, "50")
    buche(services.auszahlen, "100")
    Haushaltsjahr.objects.filter(jahr=2023).update(abgeschlossen_am=uhr.jetzt())
    for tun in (services.vormerken, services.binden, services.auszahlen):
        satz = nichts_geschieht(services.JahrGesperrt, buche, tun, "10")
        assert satz == "Das Haushaltsjahr 2023 ist abgeschlossen. Dort sind nur noch Erstattungen möglich."
    wie = {"schluessel": "k", "akteur": akteur, "text": ""}
    nichts_geschieht(services.JahrGesperrt, services.setze_ansatz, zeile, D("2000"), **wie)
    nichts_geschieht(services.JahrGesperrt, services.decken, andere, zeile, D("1"), **wie)
    nichts_geschieht(
        services.JahrGesperrt,
        services.umbuchen,
        zeile,
        andere,
        D("1"),
        aktenzeichen=AZ,
        weg=services.Weg.UMSCHICHTUNG,
        **wie,
    )
    buche(services.vormerkung_freigeben, "50")
    buche(services.bindung_freigeben, "200")
    buche(services.erstatten, "40")
    assert stand(zeile) == erwartet(ausgezahlt="100", erstattet="40", frei="940")


def test_an_unknown_year_takes_a_reserve_but_no_commitment(neue_zeile, akteur):
    zeile = neue_zeile(jahr=2031)
    wie = {"aktenzeichen": AZ, "akteur": akteur}
    services.vormerken(zeile, D("10"), schluessel="v", **wie)
    with pytest.raises(services.JahrGesperrt):
        services.binden(zeile, D("10"), schluessel="b", **wie)
    assert stand(zeile) == erwartet(vorgemerkt="10", frei="990")
