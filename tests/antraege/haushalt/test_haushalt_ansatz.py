"""The plan of a line and the Deckung between two lines: never below what is used, once per key."""

import pytest

from antraege.haushalt import services
from rollen.models import Eintrag
from tests.antraege.haushalt.konten import D, erwartet, stand

pytestmark = pytest.mark.beide_datenbanken


def test_decken_moves_savings_and_never_more(zeile, neue_zeile, akteur, nichts_geschieht):
    quelle = neue_zeile("300", bezeichnung="Quelle")
    ab, zu = services.decken(quelle, zeile, D("200"), schluessel="d", akteur=akteur, text="§ 8")
    assert (ab.haushaltsstelle, ab.deckung, zu.haushaltsstelle, zu.deckung) == (
        quelle,
        D("-200"),
        zeile,
        D("200"),
    )
    assert services.decken(quelle, zeile, D("200"), schluessel="d", akteur=akteur, text="§ 8") == (ab, zu)
    assert stand(zeile) == erwartet(deckung="200", frei="1200")
    assert stand(quelle) == erwartet(ansatz="300", deckung="-200", frei="100")
    satz = nichts_geschieht(
        services.MittelReichenNicht,
        services.decken,
        quelle,
        zeile,
        D("101"),
        schluessel="e",
        akteur=akteur,
        text="",
    )
    assert satz == "Die Mittel reichen nicht: Frei sind 100,00\xa0€, verlangt sind 101,00\xa0€."
    assert stand(quelle) == erwartet(ansatz="300", deckung="-200", frei="100")
    nichts_geschieht(
        services.SchluesselVergeben,
        services.decken,
        quelle,
        zeile,
        D("99"),
        schluessel="d",
        akteur=akteur,
        text="",
    )


def test_plan_and_deckung_stand_in_the_trail_once(zeile, neue_zeile, akteur):
    quelle = neue_zeile("300", bezeichnung="Quelle")
    for _ in range(2):
        services.decken(quelle, zeile, D("200"), schluessel="d", akteur=akteur, text="§ 8")
    eintraege = Eintrag.objects.filter(kette="haushalt").order_by("nr")
    assert [(e.aktion, e.objekt, e.akteur) for e in eintraege] == [
        ("ansatz_setzen", f"haushaltsstelle/{zeile.pk}", akteur),
        ("ansatz_setzen", f"haushaltsstelle/{quelle.pk}", akteur),
        ("decken", f"haushaltsstelle/{zeile.pk}", akteur),
    ]
    assert eintraege[2].nachher == {"von": str(quelle), "zu": str(zeile), "betrag": "200.00", "text": "§ 8"}


def test_covered_money_that_is_used_cannot_be_taken_back(zeile, neue_zeile, akteur, buche, nichts_geschieht):
    quelle = neue_zeile("300", bezeichnung="Quelle")
    services.decken(quelle, zeile, D("300"), schluessel="d", akteur=akteur, text="")
    buche(services.binden, "1300")
    nichts_geschieht(
        services.MittelReichenNicht,
        services.decken,
        zeile,
        quelle,
        D("1"),
        schluessel="z",
        akteur=akteur,
        text="",
    )


def test_decken_needs_two_lines_of_one_year(zeile, neue_zeile, akteur, nichts_geschieht):
    for andere in (zeile, neue_zeile(jahr=2024)):
        satz = nichts_geschieht(
            services.HaushaltFehler,
            services.decken,
            zeile,
            andere,
            D("1"),
            schluessel="d",
            akteur=akteur,
            text="",
        )
        assert satz == "Eine Deckung braucht zwei verschiedene Haushaltsstellen desselben Jahres."


def test_setze_ansatz_books_the_difference(zeile, akteur):
    buchung = services.setze_ansatz(zeile, D("1500"), schluessel="nachtrag", akteur=akteur, text="Nachtrag")
    assert buchung.ansatz == D("500.00")
    services.setze_ansatz(zeile, D("1200"), schluessel="nachtrag2", akteur=akteur, text="")
    assert services.setze_ansatz(zeile, D("1500"), schluessel="nachtrag", akteur=akteur, text="") == buchung
    assert stand(zeile) == erwartet(ansatz="1200", frei="1200")


def test_setze_ansatz_never_below_what_is_used(zeile, akteur, buche, nichts_geschieht):
    buche(services.binden, "700")
    satz = nichts_geschieht(
        services.MittelReichenNicht,
        services.setze_ansatz,
        zeile,
        D("699.99"),
        schluessel="k",
        akteur=akteur,
        text="",
    )
    assert satz == "Die Mittel reichen nicht: Frei sind 300,00\xa0€, verlangt sind 300,01\xa0€."
    satz = nichts_geschieht(
        services.BetragFehlt, services.setze_ansatz, zeile, D("-1"), schluessel="k", akteur=akteur, text=""
    )
    assert satz == "Der Ansatz darf nicht negativ sein."


def test_setze_ansatz_with_a_used_key(zeile, akteur, buche, nichts_geschieht):
    services.setze_ansatz(zeile, D("1500"), schluessel="n", akteur=akteur, text="")
    nichts_geschieht(
        services.SchluesselVergeben,
        services.setze_ansatz,
        zeile,
        D("1400"),
        schluessel="n",
        akteur=akteur,
        text="",
    )
