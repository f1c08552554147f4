"""The lists of agreements: one row each, schools in their order, words for what is open and for nothing."""

from antraege.dokumente.bloecke import Absatz, Tabelle, Ueberschrift
from antraege.dokumente.inhalt.register import jugendhilfeliste, vereinbarungsregister
from tests.antraege.dokumente.beispiele import TEXTE, jugendhilfefakten, registerfakten

LEER = "Zur gewählten Suche gibt es keine Vereinbarung."


def test_register_shows_every_column_and_says_what_is_open():
    dokument = vereinbarungsregister(registerfakten(), texte=TEXTE)
    (tafel,) = (block for block in dokument.bloecke if isinstance(block, Tabelle))
    assert tafel.zeilen == (
        (
            "40-KV-2023-00003\nBewegte Pause",
            "Sport/Gesundheit\nHörde-Clarenberg",
            "Stift-Grundschule; Bildungsverein e. V.; Stadt Dortmund",
            "01.08.2023 bis 31.07.2025",
            "aktiv",
        ),
        (
            "40-KV-2023-00009\nForschen im Ganztag",
            "MINT/Digitales",
            "Stift-Grundschule",
            "noch offen",
            "in Abstimmung",
        ),
    )
    assert dokument.bezug[1] == "Zahl der Vereinbarungen: 2"


def test_list_for_the_ogs_has_one_table_per_school():
    dokument = jugendhilfeliste(jugendhilfefakten(), texte=TEXTE)
    schulen = [block.text for block in dokument.bloecke if isinstance(block, Ueberschrift)]
    zeilen = [block.zeilen for block in dokument.bloecke if isinstance(block, Tabelle)]
    assert schulen == ["Stift-Grundschule", "Westhausen-Grundschule"]
    assert [[zeile[0] for zeile in tafel] for tafel in zeilen] == [
        ["Bildungsverein e. V.", "Jugendwerk gGmbH"],
        ["Bildungsverein e. V."],
    ]
    assert zeilen[0][1] == ("Jugendwerk gGmbH", "40-KV-2023-00009", "noch offen", "geplant")


def test_empty_lists_say_so():
    for dokument in (
        vereinbarungsregister(registerfakten(zeilen=()), texte=TEXTE),
        jugendhilfeliste(jugendhilfefakten(zeilen=()), texte=TEXTE),
    ):
        assert dokument.bloecke[-1] == Absatz(LEER)
        assert [block for block in dokument.bloecke if isinstance(block, Tabelle)] == []
