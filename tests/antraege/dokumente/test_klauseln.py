"""Conditional clauses: what letters choose, what stops a text and where."""

from dataclasses import replace

import pytest

from antraege.dokumente.fakten.grund import Nachweisart, Rechtsregime
from antraege.dokumente.inhalt.bewilligung import zuwendungsbescheid
from antraege.dokumente.textpflege.klauselfelder import felder
from antraege.dokumente.textpflege.klauseln import KlauselFehler, Klauseltexte, waehle
from antraege.dokumente.textpflege.platzhalter import PlatzhalterFehler, fuelle
from tests.antraege.dokumente.beispiele import TEXTE, bescheidfakten
from tests.antraege.dokumente.bloeckelesen import ganzer_text

FAKTEN = bescheidfakten()


@pytest.mark.parametrize(
    ("bedingung", "gilt"),
    [
        ("nachweisart = einfach", True),
        ("nachweisart != einfach", False),
        ("bewilligt >= 10.000,00", True),
        ("bewilligt > 10.000", False),
        ("foerdersatz < 50", False),
        ("foerdersatz != 50", True),
        ("nachweis_bis > 30.06.2024", True),
        ("monate_verwendung <= 2", True),
        ("de_minimis = nein", True),
        ("ist_stadt = ja", False),
        ('programm = "Kindercampus-Projektmittel"', True),
        ("programm = „Kunst und Kultur“", False),
        ("nachweisart = einfach und rechtsregime = vwvfg", True),
        ("nachweisart = einfach und rechtsregime = sgbx", False),
        ('programm != "Kunst und Kultur" und bewilligt > 1', True),
        ("datum < 07.02.2023", True),
    ],
)
def test_bedingung(bedingung: str, *, gilt: bool):
    text = f"Vorn [[wenn {bedingung}]]dann[[sonst]]sonst[[ende]] hinten."

    assert waehle(text, fakten=FAKTEN) == f"Vorn {'dann' if gilt else 'sonst'} hinten."


def test_marks_on_their_own_line_leave_no_gap():
    text = "1. Eins\n[[wenn nachweisart = regulaer]]\n2. Belege\n[[ende]]\n3. Drei"

    assert waehle(text, fakten=FAKTEN) == "1. Eins\n3. Drei"
    regulaer = replace(FAKTEN, nachweisart=Nachweisart.REGULAER)
    assert waehle(text, fakten=regulaer) == "1. Eins\n2. Belege\n3. Drei"


def test_paragraph_that_falls_away_leaves_one_blank_line():
    text = "Eins\n\n[[wenn de_minimis = ja]]\nZwei\n[[ende]]\n\nDrei"

    assert waehle(text, fakten=FAKTEN) == "Eins\n\nDrei"


@pytest.mark.parametrize(
    ("text", "position", "satz"),
    [
        ("ab [[wenn nachweisart = teuer]]x[[ende]]", 3, "Möglich: einfach, regulaer."),
        ("[[wenn gibtsnicht = ja]]x[[ende]]", 0, "Das Feld „gibtsnicht“ gibt es"),
        ("[[wenn nachweisart > einfach]]x[[ende]]", 0, "nur mit = und != vergleichen"),
        ("[[wenn bewilligt > viel]]x[[ende]]", 0, "Der Wert „viel“ passt nicht"),
        ("[[wenn nachweis_bis > 31.02.2024]]x[[ende]]", 0, "Der Wert „31.02.2024“ passt nicht"),
        ("[[wenn de_minimis]]x[[ende]]", 0, "Eine Bedingung besteht aus Feld, Zeichen und Wert"),
        ("[[wenn programm = Kunst]]x[[ende]]", 0, "Der Wert „Kunst“ passt nicht"),
        ("a\n[[wenn de_minimis = ja]]x", 2, "fehlt [[ende]]"),
        ("a [[ende]]", 2, "Vor [[ende]] steht keine Bedingung."),
        ("a [[sonst]]", 2, "Vor [[sonst]] steht keine Bedingung."),
        ("[[wenn de_minimis = ja]][[wenn de_minimis = ja]]x[[ende]]", 24, "steht in einer anderen"),
        ("[[wenn de_minimis = ja]]a[[sonst]]b[[sonst]]c[[ende]]", 35, "nur ein [[sonst]]"),
        ("[[import os]]", 0, "Erlaubt sind"),
        ("a ]] b", 2, "Zwei eckige Klammern"),
        ("[[wenn de_minimis = ja\n]]x[[ende]]", 0, "Zwei eckige Klammern"),
    ],
)
def test_broken_condition_says_where(text: str, position: int, satz: str):
    with pytest.raises(KlauselFehler) as fehler:
        waehle(text, fakten=FAKTEN)

    assert (fehler.value.position, satz in str(fehler.value)) == (position, True)


def test_letter_has_the_clause_its_facts_choose():
    klausel = "[[wenn rechtsregime = sgbx]]Sozialrecht.[[sonst]]Verwaltungsrecht.[[ende]]"
    texte = dict(TEXTE) | {"bescheid.plan": klausel}

    vwvfg = zuwendungsbescheid(FAKTEN, texte=Klauseltexte(texte, FAKTEN))
    sgbx = replace(FAKTEN, rechtsregime=Rechtsregime.SGBX)

    assert "Verwaltungsrecht." in ganzer_text(vwvfg)
    assert "Sozialrecht." in ganzer_text(zuwendungsbescheid(sgbx, texte=Klauseltexte(texte, sgbx)))


def test_condition_nobody_has_chosen_never_becomes_a_letter():
    with pytest.raises(PlatzhalterFehler, match="wurde nicht ausgewertet"):
        fuelle("[[wenn de_minimis = ja]]x[[ende]]", werte={})


def test_values_are_data_even_when_they_look_like_conditions():
    fakten = replace(FAKTEN, projekt="[[wenn de_minimis = ja]]x[[ende]]", rahmen=FAKTEN.rahmen)

    dokument = zuwendungsbescheid(fakten, texte=Klauseltexte(TEXTE, fakten))

    assert "Projekt „[[wenn de_minimis = ja]]x[[ende]]“" in dokument.bezug


def test_fields_come_from_the_facts():
    namen = felder(type(FAKTEN))

    assert namen["nachweisart"].beispiel == "nachweisart = einfach"
    assert namen["ist_stadt"].weg == "rahmen.empfaenger.ist_stadt"
    assert "plan" not in namen
