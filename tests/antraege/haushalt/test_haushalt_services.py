"""Every booking moves exactly its amounts; every refusal changes nothing."""

import pytest

from antraege.haushalt import services
from antraege.haushalt.models import Buchung
from tests.antraege.haushalt.konten import AZ, FREMD, D, erwartet, stand

pytestmark = pytest.mark.beide_datenbanken


def test_the_way_of_a_case(zeile, buche):
    buche(services.vormerken, "600")
    assert stand(zeile) == erwartet(vorgemerkt="600", frei="400")
    buche(services.binden, "500")
    assert stand(zeile) == erwartet(vorgemerkt="100", gebunden="500", frei="400")
    buche(services.vormerkung_freigeben, "100")
    buche(services.auszahlen, "200.01")
    assert stand(zeile) == erwartet(gebunden="299.99", ausgezahlt="200.01", frei="500")
    buche(services.bindung_freigeben, "299.99")
    assert stand(zeile) == erwartet(ausgezahlt="200.01", frei="799.99")
    assert services.bestand(AZ) == services.Bestand(zeile, D("0.00"), D("0.00"), D("200.01"))
    assert services.abgleich() == []


def test_binden_without_and_beyond_a_vormerkung(zeile, buche):
    buche(services.vormerken, "300", aktenzeichen=FREMD)
    buche(services.vormerken, "100")
    buchung = buche(services.binden, "250")
    assert (buchung.vorgemerkt, buchung.gebunden) == (D("-100.00"), D("250.00"))
    assert stand(zeile) == erwartet(vorgemerkt="300", gebunden="250", frei="450")
    assert services.bestand(FREMD).vorgemerkt == D("300.00")


def test_the_last_cent_can_be_reserved_and_not_one_more(zeile, buche, nichts_geschieht):
    buche(services.vormerken, "999.99")
    buche(services.vormerken, "0.01", aktenzeichen=FREMD)
    satz = nichts_geschieht(services.MittelReichenNicht, buche, services.vormerken, "0.01")
    assert satz == "Die Mittel reichen nicht: Frei sind 0,00\xa0€, verlangt sind 0,01\xa0€."


def test_vormerken_above_the_free_money(zeile, buche, nichts_geschieht):
    buche(services.vormerken, "900")
    satz = nichts_geschieht(services.MittelReichenNicht, buche, services.vormerken, "100.01")
    assert satz == "Die Mittel reichen nicht: Frei sind 100,00\xa0€, verlangt sind 100,01\xa0€."


def test_binden_above_own_reserve_and_free_money(zeile, buche, nichts_geschieht):
    buche(services.vormerken, "400")
    buche(services.vormerken, "500", aktenzeichen=FREMD)
    with pytest.raises(services.MittelReichenNicht) as info:
        buche(services.binden, "600")
    assert (info.value.frei, info.value.verlangt) == (D("500.00"), D("600.00"))
    nichts_geschieht(services.MittelReichenNicht, buche, services.binden, "500.01")
    buche(services.binden, "500")
    assert stand(zeile) == erwartet(vorgemerkt="500", gebunden="500", frei="0")


@pytest.mark.parametrize("tun", [services.auszahlen, services.bindung_freigeben])
def test_never_more_than_this_case_has_bound(zeile, buche, nichts_geschieht, tun):
    buche(services.binden, "700", aktenzeichen=FREMD)
    buche(services.binden, "100")
    satz = nichts_geschieht(services.NichtVorhanden, buche, tun, "100.01")
    assert satz == f"Für {AZ} sind 100,00\xa0€ gebunden. Verlangt sind 100,01\xa0€."


def test_never_release_more_than_this_case_has_reserved(zeile, buche, nichts_geschieht):
    buche(services.vormerken, "700", aktenzeichen=FREMD)
    satz = nichts_geschieht(services.NichtVorhanden, buche, services.vormerkung_freigeben, "0.01")
    assert satz == f"Für {AZ} sind 0,00\xa0€ vorgemerkt. Verlangt sind 0,01\xa0€."


ALLE = [
    services.vormerken,
    services.binden,
    services.auszahlen,
    services.vormerkung_freigeben,
    services.bindung_freigeben,
]


@pytest.mark.parametrize("tun", ALLE)
@pytest.mark.parametrize("betrag", ["0", "-1", "-0.01"])
def test_an_amount_is_above_zero(buche, nichts_geschieht, tun, betrag):
    satz = nichts_geschieht(services.BetragFehlt, buche, tun, betrag)
    assert satz == "Der Betrag muss größer als null sein."


@pytest.mark.parametrize("tun", ALLE)
def test_the_same_key_books_once_and_gives_the_first_back(zeile, buche, tun):
    buche(services.binden, "100")
    buche(services.vormerken, "100")
    erste = buche(tun, "80", schluessel="einmal")
    nachher = stand(zeile)
    assert buche(tun, "80", schluessel="einmal") == erste
    assert stand(zeile) == nachher
    assert Buchung.objects.filter(schluessel="einmal").count() == 1


@pytest.mark.parametrize("tun", ALLE)
def test_the_same_key_for_something_else_is_refused(buche, nichts_geschieht, neue_zeile, akteur, tun):
    buche(services.binden, "100")
    buche(services.vormerken, "100")
    buche(tun, "80", schluessel="einmal")
    satz = nichts_geschieht(services.SchluesselVergeben, buche, tun, "79", schluessel="einmal")
    assert satz == "Unter dem Schlüssel „einmal“ steht schon eine andere Buchung. Es wurde nichts gebucht."
    nichts_geschieht(services.SchluesselVergeben, buche, tun, "80", schluessel="einmal", aktenzeichen=FREMD)
    andere = neue_zeile(bezeichnung="Andere")
    nichts_geschieht(
        services.SchluesselVergeben, tun, andere, D("80"), aktenzeichen=AZ, schluessel="einmal", akteur=akteur
    )


def test_releasing_reserve_and_commitment_under_one_key_is_refused(buche, nichts_geschieht):
    buche(services.binden, "100")
    buche(services.vormerken, "100")
    buche(services.vormerkung_freigeben, "50", schluessel="einmal")
    nichts_geschieht(
        services.SchluesselVergeben, buche, services.bindung_freigeben, "50", schluessel="einmal"
    )


def test_floats_are_refused(zeile, akteur, nichts_geschieht):
    nichts_geschieht(
        ValueError, services.vormerken, zeile, 1.5, aktenzeichen=AZ, schluessel="k", akteur=akteur
    )


def test_a_year_without_budget_line(zeile, nichts_geschieht):
    gesucht = {"auftrag": "4711", "sachkonto": "529100", "bezeichnung": "Projekte"}
    assert services.finde(**gesucht, jahr=2023) == zeile
    satz = nichts_geschieht(services.KeineHaushaltsstelle, services.finde, **gesucht, jahr=2027)
    assert satz == "Für das Jahr 2027 gibt es keine Haushaltsstelle 4711 / 529100 „Projekte“."


def test_bestand_is_one_query(zeile, buche, neue_zeile, akteur, django_assert_num_queries):
    buche(services.vormerken, "10")
    naechstes = neue_zeile(jahr=2024)
    services.vormerken(naechstes, D("20"), aktenzeichen=AZ, schluessel="j", akteur=akteur)
    with django_assert_num_queries(1):
        assert services.bestand(AZ) == services.Bestand(naechstes, D("30.00"), D("0.00"), D("0.00"))
    assert [b.vorgemerkt for b in services.bestaende(AZ)] == [D("10.00"), D("20.00")]
    assert services.bestand("nie gehört") == services.bestand("") == services.Bestand(None)


def test_a_booking_takes_few_queries(buche, django_assert_num_queries):
    with django_assert_num_queries(8):
        buche(services.vormerken, "10")
    with django_assert_num_queries(10):
        buche(services.binden, "10")
