"""Text blocks: placeholders, versions, the shipped fixture."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from antraege.dokumente.bloecke import Absatz, Liste
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.queries import text_am, texte_am
from antraege.dokumente.schreibweise import monaten, prozent
from antraege.dokumente.textpflege.platzhalter import (
    PlatzhalterFehler,
    TextbausteinFehlt,
    Wert,
    fuelle,
    pruefe,
)
from tests.antraege.dokumente.beispiele import TEXTE


def test_fuelle_writes_every_type_the_german_way():
    text = "{projekt}: {betrag} vom {von} bis {frist}"
    werte: dict[str, Wert] = {
        "projekt": "  Chor\n am Nachmittag ",
        "betrag": Decimal("1234.50"),
        "von": date(2023, 1, 2),
        "frist": date(2023, 2, 6),
    }

    assert (
        fuelle(text, werte=werte)
        == "Chor am Nachmittag: 1.234,50\u00a0€ vom 02.01.2023 bis Montag, 06.02.2023"
    )


@pytest.mark.parametrize(
    ("text", "werte", "satz"),
    [
        ("{unfug}", {"unfug": "x"}, "Der Platzhalter {unfug} ist unbekannt."),
        ("{projekt}", {}, "Für den Platzhalter {projekt} gibt es hier keinen Wert."),
        ("{projekt}", {"projekt": " \n"}, "Der Wert für den Platzhalter {projekt} ist leer."),
        ("{betrag}", {"betrag": "12"}, "Der Platzhalter {betrag} braucht Decimal, nicht str."),
        (
            "{von}",
            {"von": datetime(2023, 1, 2, tzinfo=UTC)},
            "Der Platzhalter {von} braucht date, nicht datetime.",
        ),
        ("{ projekt }", {"projekt": "x"}, "Eine geschweifte Klammer gehört zu keinem Platzhalter."),
        ("Ende }", {}, "Eine geschweifte Klammer gehört zu keinem Platzhalter."),
    ],
)
def test_fuelle_refuses(text: str, werte: dict, satz: str):
    with pytest.raises(PlatzhalterFehler) as fehler:
        fuelle(text, werte=werte)

    assert str(fehler.value) == satz


def test_value_is_never_filled_again():
    assert fuelle("{projekt}", werte={"projekt": "{betrag}"}) == "{betrag}"


def test_quelle_makes_paragraphs_and_points_and_names_the_key():
    quelle = Textquelle({"a": "Eins\nzwei\n\n- x\n- {projekt}\n\n1. y", "b": "{projekt}"}, {"projekt": "P"})

    assert quelle.bloecke("a") == (Absatz("Eins\nzwei"), Liste(("x", "P")), Liste(("y",), nummeriert=True))
    with pytest.raises(PlatzhalterFehler, match="Textbaustein „b“: Der Wert"):
        quelle.satz("b", projekt="")


@pytest.mark.parametrize(("anzahl", "wort"), [(1, "einem Monat"), (2, "zwei Monaten"), (13, "13 Monaten")])
def test_monaten(anzahl: int, wort: str):
    assert monaten(anzahl) == wort


def test_prozent_rounds_half_up():
    assert prozent(Decimal("33.325")) == "33,33 Prozent"


@pytest.mark.parametrize("schluessel", TEXTE)
def test_shipped_text_is_well_formed(schluessel: str):
    pruefe(TEXTE[schluessel])

    assert TEXTE[schluessel] == TEXTE[schluessel].strip()


@pytest.mark.django_db
def test_fixture_loads_twice_and_answers_in_one_query(django_assert_num_queries):
    call_command("loaddata", "textbausteine", verbosity=0)
    call_command("loaddata", "textbausteine", verbosity=0)

    with django_assert_num_queries(1):
        assert texte_am(date(2022, 1, 1)) == TEXTE
    assert texte_am(date(2021, 12, 31)) == {}


def baustein(version: int, **anders) -> Textbaustein:
    felder = {
        "schluessel": "rbb.vwvfg",
        "text": f"Fassung {version}",
        "gueltig_von": date(2022, 1, 1),
        **anders,
    }
    return Textbaustein.objects.create(version=version, **felder)


@pytest.mark.django_db
def test_newest_valid_version_counts():
    baustein(1)
    baustein(2, gueltig_von=date(2024, 1, 1), gueltig_bis=date(2024, 12, 31))

    assert [text_am("rbb.vwvfg", tag=date(jahr, 6, 1)).version for jahr in (2023, 2024, 2025)] == [1, 2, 1]
    assert texte_am(date(2024, 12, 31)) == {"rbb.vwvfg": "Fassung 2"}


@pytest.mark.django_db
def test_no_valid_text_is_named_with_the_day():
    baustein(1)

    with pytest.raises(TextbausteinFehlt, match=r"Für den 31\.12\.2021 gilt kein Textbaustein „rbb.vwvfg“"):
        text_am("rbb.vwvfg", tag=date(2021, 12, 31))


@pytest.mark.django_db
@pytest.mark.parametrize("anders", [{"version": 1}, {"version": 2, "gueltig_bis": date(2021, 1, 1)}])
def test_database_refuses_second_copy_and_reversed_validity(anders: dict):
    baustein(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        baustein(**anders)
    assert Textbaustein.objects.count() == 1
